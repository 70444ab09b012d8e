//! The live check of the mail servers: the companion is asked as soon as the page is there; one line
//! on every screen says how it stands, and which servers an account uses (design section 3). The page
//! has it as a late module, so that its first load has nothing of it.
//!
//! What it finds is put beside the page's own things as `mailSetup.live`, for "My email stopped
//! working"; the event `mail-setup-live` tells of it. An endpoint that a person chooses here goes to
//! the page with the event `mail-setup-use`.

mod companion;
mod line;
mod read;
mod run;
mod state;
mod stream;
#[cfg(test)]
mod tests;
mod view;

use crate::page::{element, file, get, prepared, sheet, texts};
use crate::wrong;
use engine::Lang;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Date, Function, Promise};
use state::{Phase, State};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use stream::Stream;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// How long a route that opens waits for the check, from its start, in milliseconds.
const PATIENCE: f64 = 3_000.0;
/// When a check that says nothing more is given up, in milliseconds; a run ends after 30 s.
const LONGEST: u32 = 45_000;
/// How long an announcement stays, in milliseconds, and how soon it comes.
const SPOKEN: u32 = 6_000;
const SOON: u32 = 100;
/// What is older than this is asked for anew when a way opens, in milliseconds.
const OLD: f64 = 600_000.0;

/// The check as it stands in the document.
struct Live {
    outer: HtmlElement,
    /// Where it is drawn.
    root: HtmlElement,
    /// The one announcement for those who do not see the screen.
    status: HtmlElement,
    state: RefCell<State>,
    /// What was found, as the browser parsed it, for the other late module.
    found: RefCell<Vec<(String, JsValue)>>,
    /// The companion's base address, on its way.
    companion: RefCell<Promise>,
    stream: RefCell<Option<Stream>>,
    /// When the check began, and when the servers were asked, in milliseconds since 1970.
    began: RefCell<(f64, f64)>,
    waiting: RefCell<Vec<Function>>,
    /// The language that was asked for last.
    wanted: Cell<Lang>,
    /// Whether the end of the check is still to be announced.
    owed: Cell<bool>,
    /// How often the servers were asked, so that one check's end is not taken for another's.
    turn: Cell<u32>,
    listeners: RefCell<Vec<EventListener>>,
}

thread_local! {
    static LIVE: RefCell<Option<Rc<Live>>> = const { RefCell::new(None) };
}

/// Draws the line into the element `#live`; the first call begins the check. `answers` is what the
/// page knows: `[client, incoming, outgoing]`. `accepted` are the ids of the endpoints that may be
/// used, two lists in rank order: for reading and for sending. Nothing of it is sent anywhere.
///
/// # Errors
/// An `Error` where the texts of the language do not arrive.
#[wasm_bindgen]
pub async fn live(lang: String, answers: JsValue, accepted: JsValue) -> Result<(), JsError> {
    let lang = Lang::from_tag(&lang).unwrap_or_default();
    let live = begun()?;
    let changed = live.told(&answers, &accepted);
    live.wanted.set(lang);
    let known = live.state.borrow().texts.is_some() && live.state.borrow().lang == lang;
    if !known {
        let words = file(&["live-", lang.code()].concat())?;
        sheet("late.css").await;
        let words = JsFuture::from(words).await.map_err(|_| wrong("live", "did not arrive"))?;
        let words = texts(read::texts(&words))?;
        if live.wanted.get() != lang {
            // Another language was asked for meanwhile; whoever did draws it.
            return Ok(());
        }
        let mut state = live.state.borrow_mut();
        state.texts = Some(words);
        state.lang = lang;
        state.apps = apps(lang);
        state.provider =
            get(&get(&get(&prepared(), "site"), "profile"), "name").as_string().unwrap_or_default();
    }
    if changed || !known || !live.is_placed() {
        live.draw();
    }
    if live.owed.take() {
        live.announce_state();
    }
    Ok(())
}

/// The companion's base address, ending in `/`, once it is known; nothing where there is none.
///
/// # Errors
/// An `Error` where the document takes no element.
#[wasm_bindgen]
pub async fn companion() -> Result<JsValue, JsError> {
    let promise = begun()?.companion.borrow().clone();
    Ok(JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED))
}

/// The ids of the endpoints that an account is to use from now on, `[incoming, outgoing]`: as soon as
/// the check has decided it, at the latest three seconds after it began. Arguments as of [`live`].
///
/// # Errors
/// An `Error` where the document takes no element.
#[wasm_bindgen]
pub async fn settle(answers: JsValue, accepted: JsValue) -> Result<Array, JsError> {
    let live = begun()?;
    live.told(&answers, &accepted);
    // A page that was left open for long does not know how it stands now.
    let asked = live.began.borrow().1;
    if live.state.borrow().phase == Phase::Done && Date::now() - asked > OLD {
        live.look(false);
    }
    let left = PATIENCE - (Date::now() - live.began.borrow().0);
    if !live.state.borrow().decided() && left > 0.0 {
        let decided = Promise::new(&mut |done, _| live.waiting.borrow_mut().push(done));
        let waited = live.clone();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nought and the patience"
        )]
        Timeout::new(left as u32, move || waited.release()).forget();
        let _ = JsFuture::from(decided).await;
    }
    let state = live.state.borrow();
    let [incoming, outgoing] = state.chosen().map(|id| id.map_or(JsValue::UNDEFINED, JsValue::from_str));
    Ok(Array::of2(&incoming, &outgoing))
}

/// The check; the first call begins it.
fn begun() -> Result<Rc<Live>, JsError> {
    if let Some(live) = LIVE.with_borrow(Clone::clone) {
        return Ok(live);
    }
    let failed = |_| wrong("document", "takes no element");
    let (outer, root, status) = (element("div")?, element("div")?, element("p")?);
    status.set_class_name("unseen");
    status.set_attribute("role", "status").map_err(failed)?;
    outer.append_child(&root).map_err(failed)?;
    outer.append_child(&status).map_err(failed)?;
    let live = Rc::new(Live {
        outer,
        root,
        status,
        state: RefCell::default(),
        found: RefCell::default(),
        companion: RefCell::new(Promise::resolve(&JsValue::UNDEFINED)),
        stream: RefCell::default(),
        began: RefCell::new((Date::now(), 0.0)),
        waiting: RefCell::default(),
        wanted: Cell::default(),
        owed: Cell::default(),
        turn: Cell::default(),
        listeners: RefCell::default(),
    });
    LIVE.set(Some(live.clone()));
    live.look(false);
    Ok(live)
}

/// The apps' ids and their names.
fn apps(lang: Lang) -> Vec<(String, String)> {
    let clients = Array::from(&get(&get(&prepared(), "site"), "clients"));
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let name = |client: &JsValue| text(get(&get(client, "name"), lang.code()));
    clients.iter().map(|client| (text(get(&client, "id")), name(&client))).collect()
}

/// The place that the page has for it.
fn place() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id("live")
}
