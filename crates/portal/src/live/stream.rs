//! The event stream of a check (`GET /api/v1/check`), as the browser reads it.

use super::companion::parse;
use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventSource, MessageEvent};

/// How often a browser may come again after a connection that broke.
const TRIES: u32 = 3;

/// What is heard.
pub(super) enum Heard {
    /// What will be asked.
    Plan(JsValue),
    /// A stage has ended.
    Stage(JsValue),
    /// An endpoint is done.
    Endpoint(JsValue),
    /// All are done.
    Done(JsValue),
    /// It cannot be known: the companion refuses, broke off, or cannot be reached.
    Lost,
}

/// A stream. Dropped, it ends.
pub(super) struct Stream {
    source: EventSource,
    _listeners: Vec<EventListener>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}

impl Stream {
    /// Asks. `hear` is told of everything, at last of [`Heard::Done`] or [`Heard::Lost`].
    pub(super) fn open(base: &str, fresh: bool, hear: Rc<dyn Fn(Heard)>) -> Option<Self> {
        let query = if fresh { "?fresh=true" } else { "" };
        let source = EventSource::new(&[base, "api/v1/check", query].concat()).ok()?;
        let mut listeners: Vec<_> = ["run", "stage", "endpoint", "done"]
            .into_iter()
            .map(|name| {
                let (hear, source) = (hear.clone(), source.clone());
                EventListener::new(&source.clone(), name, move |event| {
                    if name == "done" {
                        // Else the browser would come again.
                        source.close();
                    }
                    let data = event.dyn_ref::<MessageEvent>().and_then(|event| parse(&event.data()));
                    hear(match (name, data) {
                        ("run", Some(data)) => Heard::Plan(data),
                        ("stage", Some(data)) => Heard::Stage(data),
                        ("endpoint", Some(data)) => Heard::Endpoint(data),
                        ("done", Some(data)) => Heard::Done(data),
                        _ => Heard::Lost,
                    });
                })
            })
            .collect();
        // "problem" is the companion's word that it ends; "error" the browser's.
        let tries = Rc::new(Cell::new(0));
        for name in ["problem", "error"] {
            let (hear, own, tries) = (hear.clone(), source.clone(), tries.clone());
            listeners.push(EventListener::new(&source, name, move |_| {
                tries.set(tries.get() + 1);
                let over = own.ready_state() == EventSource::CLOSED || tries.get() >= TRIES;
                if over || name == "problem" {
                    own.close();
                    hear(Heard::Lost);
                }
            }));
        }
        Some(Self { source, _listeners: listeners })
    }
}
