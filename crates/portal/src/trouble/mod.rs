//! "My email stopped working": the screens that find the one thing to change. They come with the
//! late module, so that the page's first load has nothing of them.
//!
//! A small loop: what a person does ([`act::Act`]) changes the [`state::State`] (`update`), the
//! state is drawn as plain nodes (`view`), the nodes become elements (`mount`). Places are the
//! page's: `#/en/trouble/answer`.

mod act;
mod code;
mod form;
mod found;
mod keep;
mod live;
mod load;
mod state;
#[cfg(test)]
mod tests;
mod told;
mod update;
mod view;

use act::{Act, Step};
use engine::text::Lang;
use gloo_events::EventListener;
use state::State;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement};

use crate::page::element;
use crate::{mount, wrong};

/// The screens as they stand in the document.
struct Screens {
    /// Where they are drawn.
    root: HtmlElement,
    /// What is said to those who do not see the screen; shown for a while too.
    status: HtmlElement,
    state: RefCell<State>,
    listeners: RefCell<Vec<EventListener>>,
    /// Hears of the live check.
    live: RefCell<Option<EventListener>>,
}

thread_local! {
    static SCREENS: RefCell<Option<Rc<Screens>>> = const { RefCell::new(None) };
}

/// Draws the screen of a place (`answer` of `#/en/trouble/answer`); it goes into the element
/// `#trouble` as soon as the page has one, and takes the focus. `answers` is what the page knows: `{address, client, incoming,
/// outgoing, labels}`. Nothing of it is sent anywhere.
///
/// # Errors
/// An `Error` where something that the screens need did not arrive.
#[wasm_bindgen]
pub async fn trouble(place: String, lang: String, answers: JsValue) -> Result<(), JsError> {
    let lang = Lang::from_tag(&lang).unwrap_or_default();
    let before = SCREENS.with_borrow(Clone::clone);
    let site = match &before {
        Some(screens) if screens.state.borrow().lang == lang => screens.state.borrow().site.clone(),
        _ => Rc::new(load::site(lang).await?),
    };
    let mut state = State {
        lang,
        step: Step::What,
        site,
        given: load::given(answers),
        told: keep::read(),
        card: before.as_ref().and_then(|screens| screens.state.borrow().card.clone()),
        problem: None,
        code: String::new(),
        live: live::read(),
        found: RefCell::default(),
    };
    state.step = state.admitted(Step::from_name(&place));
    let failed = |_| wrong("document", "takes no element");
    let (outer, root, status) = (element("div")?, element("div")?, element("p")?);
    root.set_class_name("trouble");
    status.set_class_name("status");
    status.set_attribute("role", "status").map_err(failed)?;
    outer.append_child(&root).map_err(failed)?;
    outer.append_child(&status).map_err(failed)?;
    let screens = Rc::new(Screens {
        root,
        status,
        state: RefCell::new(state),
        listeners: RefCell::default(),
        live: RefCell::default(),
    });
    screens.follow_live();
    SCREENS.set(Some(screens.clone()));
    update::fetch_card(&screens).await;
    screens.draw()?;
    place_soon(screens, outer);
    Ok(())
}

/// Puts the screen into the page, which makes the place for it when this module has answered.
fn place_soon(screens: Rc<Screens>, outer: HtmlElement) {
    gloo_timers::callback::Timeout::new(0, move || {
        let document = web_sys::window().and_then(|window| window.document());
        let Some(place) = document.and_then(|document| document.get_element_by_id("trouble")) else { return };
        place.set_inner_html("");
        if place.append_child(&outer).is_ok() {
            screens.title();
            mount::focus(&screens.root, "h1");
        }
    })
    .forget();
}

impl Screens {
    /// Draws the screen anew when the live check has ended, or begins again: what it says then is its
    /// last word.
    fn follow_live(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let Some(window) = web_sys::window() else { return };
        let listener = EventListener::new(&window, "mail-setup-live", move |_| {
            let Some(screens) = this.upgrade() else { return };
            let now = live::read();
            let changed = now.over != screens.state.borrow().live.over;
            screens.state.borrow_mut().live = now;
            let shown = matches!(screens.state.borrow().step, Step::Answer | Step::Handover);
            // The page may be elsewhere by now; then this screen is not the one to be drawn.
            if changed && shown && screens.root.is_connected() {
                let _ = screens.draw();
            }
        });
        self.live.replace(Some(listener));
    }

    /// Draws the screen anew.
    fn draw(self: &Rc<Self>) -> Result<(), JsError> {
        let this = Rc::downgrade(self);
        let hear: mount::Hear<Act> = Rc::new(move |act: &Act, event: &Event| {
            if let Some(screens) = this.upgrade() {
                update::hear(&screens, act, event);
            }
        });
        let nodes = view::screen(&self.state.borrow());
        let drawn =
            mount::draw(&self.root, &nodes, &hear).map_err(|_| wrong("document", "takes no element"))?;
        self.listeners.replace(drawn);
        self.title();
        self.tell_faults();
        Ok(())
    }

    /// Tells the page what the answer is about: kinds of faults, nothing that was told.
    fn tell_faults(&self) {
        let state = self.state.borrow();
        if state.step != Step::Answer {
            return;
        }
        let found = state.diagnosis();
        let findings = found.iter().flat_map(|found| &found.findings).map(|one| one.code.as_str());
        let causes = state.causes();
        let causes: Vec<_> = causes.iter().map(|one| one.cause.as_str()).collect();
        let _ = crate::page::tell_faults(&findings.collect::<Vec<_>>(), &causes);
    }

    /// Says something to those who do not see the screen, and shows it for a while.
    fn announce(&self, text: &str) {
        self.status.set_text_content(Some(text));
        let (status, text) = (self.status.clone(), text.to_owned());
        gloo_timers::callback::Timeout::new(6_000, move || {
            if status.text_content().as_deref() == Some(&text) {
                status.set_text_content(Some(""));
            }
        })
        .forget();
    }

    /// The window's title says what the heading says; the foot has the code of this screen.
    fn title(&self) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let state = self.state.borrow();
        let heading =
            self.root.query_selector("h1").ok().flatten().and_then(|heading| heading.text_content());
        let brand = state.page(engine::text::Page::FrameBrand);
        document.set_title(&[heading.unwrap_or_default(), " - ".to_owned(), brand].concat());
        if let Ok(Some(code)) = document.query_selector("[data-help-code]") {
            code.set_text_content(Some(&state.help_code()));
        }
    }
}
