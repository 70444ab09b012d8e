//! What happens while the servers are asked: what the companion says is taken over, drawn and told.

use super::companion::{self, Companion};
use super::line::line;
use super::state::Phase;
use super::stream::{Heard, Stream};
use super::view::{self, Act};
use super::{LONGEST, Live, SOON, SPOKEN, place, read};
use crate::mount;
use crate::page::{get, prepared, use_server};
use engine::Lang;
use engine::text::Live as Text;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Date, Function, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{future_to_promise, spawn_local};
use web_sys::Event;

impl Live {
    /// Looks for the companion and has it ask the servers.
    pub(super) fn look(self: &Rc<Self>, fresh: bool) {
        self.state.borrow_mut().phase = Phase::Looking;
        self.began.borrow_mut().0 = Date::now();
        drop(self.stream.take());
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let this = self.clone();
        let found = future_to_promise(async move {
            let found = companion::find().await;
            // A look that was given up, or begun anew, has nothing more to say.
            let current = this.turn.get() == turn && !this.state.borrow().over();
            Ok(match found {
                Companion::There(base) => {
                    let address = JsValue::from_str(&base);
                    if current {
                        spawn_local(async move { this.ask(&base, fresh, turn).await });
                    }
                    address
                }
                Companion::Absent | Companion::Silent if !current => JsValue::UNDEFINED,
                Companion::Absent => {
                    this.end(Phase::Alone);
                    JsValue::UNDEFINED
                }
                Companion::Silent => {
                    this.end(Phase::Lost);
                    JsValue::UNDEFINED
                }
            })
        });
        drop(self.companion.replace(found));
        let this = self.clone();
        Timeout::new(LONGEST, move || {
            if this.turn.get() == turn && !this.state.borrow().over() {
                drop(this.stream.take());
                this.end(Phase::Lost);
            }
        })
        .forget();
    }

    async fn ask(self: &Rc<Self>, base: &str, fresh: bool, turn: u32) {
        self.state.borrow_mut().phase = Phase::Asking;
        let this = Rc::downgrade(self);
        let hear = Rc::new(move |heard| {
            if let Some(live) = this.upgrade() {
                live.hear(heard);
            }
        });
        let stream = Stream::open(base, fresh, hear);
        let lost = stream.is_none();
        self.stream.replace(stream);
        if lost {
            self.end(Phase::Lost);
        }
        // One that cannot be had leaves the one that is there.
        let Some(notice) = companion::notice(base).await.filter(|_| self.turn.get() == turn) else { return };
        if notice != self.state.borrow().notice {
            self.state.borrow_mut().notice = notice;
            self.draw();
            if self.state.borrow().over() {
                self.announce_state();
            }
        }
    }

    fn hear(self: &Rc<Self>, heard: Heard) {
        match heard {
            Heard::Plan(data) => {
                self.state.borrow_mut().begin(read::plan(&data));
                self.found.borrow_mut().clear();
                self.draw();
            }
            Heard::Stage(data) => {
                // A stage that this page cannot read is missing in its list, no more.
                if let Some((id, stage)) = read::event(&data) {
                    self.state.borrow_mut().take_stage(id, stage);
                    if self.state.borrow().open {
                        self.draw();
                    }
                }
            }
            Heard::Endpoint(data) => {
                self.take(data);
                self.tell();
            }
            Heard::Done(report) => {
                // The document is the last word: where nobody answers, we may be at fault ourselves.
                for endpoint in Array::from(&get(&report, "endpoints")).iter() {
                    self.take(endpoint);
                }
                let age = get(&report, "age_s").as_f64().unwrap_or_default();
                self.began.borrow_mut().1 = Date::now() - age * 1_000.0;
                self.state.borrow_mut().place = get(&report, "vantage").as_string().unwrap_or_default();
                self.end(Phase::Done);
            }
            Heard::Lost => self.end(Phase::Lost),
        }
    }

    fn take(&self, report: JsValue) {
        if let Some(read) = read::found(&report) {
            let mut found = self.found.borrow_mut();
            found.retain(|(other, _)| *other != read.id);
            found.push((read.id.clone(), report));
            self.state.borrow_mut().take_found(read);
        }
    }

    /// The check is over: the line says how it stands, once to those who do not see it.
    fn end(self: &Rc<Self>, phase: Phase) {
        if self.state.borrow().over() && phase == Phase::Lost {
            return;
        }
        self.state.borrow_mut().end(phase);
        self.tell();
        self.draw();
        if phase != Phase::Alone {
            self.announce_state();
        }
    }

    /// Says once how it stands, the operator's notice before it: now, or as soon as there are words for it.
    pub(super) fn announce_state(self: &Rc<Self>) {
        let state = self.state.borrow();
        if state.texts.is_none() {
            return self.owed.set(true);
        }
        let notice = state.notice.as_ref().map(|notice| [notice.text.get(state.lang), " "].concat());
        let text = [notice.unwrap_or_default(), line(&state).1].concat();
        drop(state);
        self.announce(text);
    }

    /// Says something to those who do not see the line; for a while, so that nobody reads it later who
    /// reads the page from its beginning.
    fn announce(self: &Rc<Self>, text: String) {
        // Readers hear of what changes, not of what is there when its place appears.
        self.status.set_text_content(None);
        let this = self.clone();
        Timeout::new(SOON, move || this.speak(text)).forget();
    }

    fn speak(self: &Rc<Self>, text: String) {
        self.status.set_text_content(Some(&text));
        let this = self.clone();
        Timeout::new(SPOKEN, move || {
            if this.status.text_content().as_ref() == Some(&text) {
                this.status.set_text_content(None);
            }
        })
        .forget();
    }

    /// Tells whoever waits for the check or looks at what it finds.
    fn tell(&self) {
        if self.state.borrow().decided() {
            self.release();
        }
        let endpoints: Array = self.found.borrow().iter().map(|(_, report)| report.clone()).collect();
        let live = Object::new();
        let over = JsValue::from_bool(self.state.borrow().over());
        let alone = JsValue::from_bool(self.state.borrow().phase == Phase::Alone);
        for (key, value) in [("over", &over), ("alone", &alone), ("endpoints", &endpoints.into())] {
            let _ = Reflect::set(&live, &JsValue::from_str(key), value);
        }
        let _ = Reflect::set(&prepared(), &JsValue::from_str("live"), &live);
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("mail-setup-live")) {
            let _ = window.dispatch_event(&event);
        }
    }

    pub(super) fn release(&self) {
        for done in self.waiting.take() {
            let _ = done.call0(&JsValue::UNDEFINED);
        }
    }

    /// Takes over what the page knows; whether it is new.
    pub(super) fn told(&self, answers: &JsValue, accepted: &JsValue) -> bool {
        let answers = read::answers(answers);
        let accepted = [0, 1].map(|role| read::texts(&Array::from(accepted).get(role)));
        let shows = shows_servers();
        let mut state = self.state.borrow_mut();
        let changed = state.answers != answers || state.accepted != accepted || state.shows_servers != shows;
        state.answers = answers;
        state.accepted = accepted;
        state.shows_servers = shows;
        changed
    }

    pub(super) fn is_placed(&self) -> bool {
        place().is_some_and(|place| place.contains(Some(&self.outer)))
    }

    /// Draws it anew, where the page has a place for it and its texts are there.
    pub(super) fn draw(self: &Rc<Self>) {
        if self.state.borrow().texts.is_none() {
            return;
        }
        let asked = self.began.borrow().1;
        let lang = self.state.borrow().lang;
        self.state.borrow_mut().time = time_of_day(asked, lang);
        let this = Rc::downgrade(self);
        let hear: mount::Hear<Act> = Rc::new(move |act: &Act, event: &Event| {
            if let Some(live) = this.upgrade() {
                live.act(act, event);
            }
        });
        let nodes = view::view(&self.state.borrow());
        if let Ok(listeners) = mount::draw(&self.root, &nodes, &hear) {
            let before = self.listeners.replace(listeners);
            // One of them may be what led here.
            Timeout::new(0, move || drop(before)).forget();
        }
        if let Some(place) = place().filter(|_| !self.is_placed()) {
            let _ = place.set_attribute("aria-label", &self.state.borrow().say(Text::LineName));
            place.set_inner_html("");
            let _ = place.append_child(&self.outer);
        }
    }

    fn act(self: &Rc<Self>, act: &Act, event: &Event) {
        match act {
            Act::Toggle => {
                let open = get(&JsValue::from(event.target()), "open").is_truthy();
                let changed = self.state.borrow().open != open;
                self.state.borrow_mut().open = open;
                if changed && open {
                    self.draw();
                }
            }
            Act::Stages(id) => {
                let mut state = self.state.borrow_mut();
                state.opened.retain(|other| other != id);
                if get(&JsValue::from(event.target()), "open").is_truthy() {
                    state.opened.push(id.clone());
                }
            }
            Act::Again => {
                self.look(true);
                self.draw();
                mount::focus(&self.root, "summary");
            }
            Act::Use(role, id, host) => {
                if use_server(*role, id).is_some() {
                    let used = self.state.borrow().fill(Text::OfferUsed, &[("host", host)]);
                    self.announce(used);
                    // The button that was pressed goes.
                    mount::focus(&self.root, "summary");
                }
            }
        }
    }
}

/// Whether the page's place is one that shows an account's servers: a file or the steps of an app.
fn shows_servers() -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    ["/get/", "/steps/"].iter().any(|place| hash.contains(place))
}

/// A time of day as people of that language write it: `3:42 PM`.
fn time_of_day(at: f64, lang: Lang) -> String {
    let date = Date::new(&JsValue::from_f64(at));
    let options = Object::new();
    for (key, value) in [("hour", "numeric"), ("minute", "2-digit")] {
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let format = get(&date, "toLocaleTimeString").dyn_into::<Function>();
    let text = format.and_then(|format| format.call2(&date, &JsValue::from_str(lang.code()), &options));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
