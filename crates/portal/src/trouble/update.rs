//! What a person does changes the state; what the browser has to do for it is done here.

use super::act::{Act, Step};
use super::load;
use super::state::Problem;
use super::told::{Sure, Told};
use super::{Screens, keep};
use crate::page::{get, use_server};
use engine::settings::{LARGEST, ReadError, Reading, read};
use engine::text::{Page, Trouble};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, Event, File};

/// Takes what a person does.
pub(super) fn hear(screens: &Rc<Screens>, act: &Act, event: &Event) {
    if event.type_() == "submit" {
        // Nothing is ever sent.
        event.prevent_default();
    }
    match act {
        Act::Go(step) => go(screens, *step),
        Act::Symptom(symptom) => answer(screens, |told| told.symptom = Some(*symptom)),
        Act::Worked(answered) => answer(screens, |told| told.worked = Some(Sure::of(*answered))),
        Act::Webmail(answered) => answer(screens, |told| told.webmail = Some(Sure::of(*answered))),
        Act::Client => {
            let chosen = value_of(event);
            change(screens, |told| told.client = (!chosen.is_empty()).then_some(chosen));
            let screens = screens.clone();
            spawn_local(async move {
                fetch_card(&screens).await;
                let _ = screens.draw();
            });
        }
        Act::Type(name) => {
            let (typed, form) = (value_of(event), screens.state.borrow().form());
            change(screens, |told| {
                told.form = form;
                told.form.set(*name, typed);
            });
        }
        Act::TypeText => {
            let typed = value_of(event);
            retold(screens, |told| told.text = typed);
        }
        Act::Paste => paste(screens, event),
        Act::File => {
            let chosen = get(&JsValue::from(event.target()), "files");
            if let Ok(file) = get(&chosen, "0").dyn_into::<File>() {
                take_file(screens, file);
            }
        }
        Act::Read => {
            let typed = screens.state.borrow().told.text.clone();
            if typed.trim().is_empty() {
                return wrong(screens, "told", Trouble::TellEmpty, &[]);
            }
            take(screens, typed.as_bytes());
        }
        Act::Compare => compare(screens),
        Act::Tested(test, worked) => {
            change(screens, |told| {
                told.tests.retain(|(done, _)| done != test);
                told.tests.push((*test, *worked));
            });
            redraw(screens);
            crate::mount::focus(&screens.root, "h1");
        }
        Act::Copy(value, what) => copy(screens, value.clone(), what.clone(), event),
        Act::WithAddress => {
            change(screens, |told| told.with_address = !told.with_address);
            redraw(screens);
        }
        Act::Use(from, to) => use_other(screens, from.clone(), to.clone()),
        Act::TypeCode => screens.state.borrow_mut().code = value_of(event),
        Act::OpenCode => open_code(screens),
    }
}

/// Fetches the card of the app, where it is known and not there yet.
pub(super) async fn fetch_card(screens: &Rc<Screens>) {
    let wanted = screens.state.borrow().client().map(|client| client.id.to_string());
    let Some(id) = wanted else {
        screens.state.borrow_mut().card = None;
        return;
    };
    if screens.state.borrow().card.as_ref().is_some_and(|card| card.id.as_str() == id) {
        return;
    }
    // Where it does not arrive, the right values are shown without the way to them.
    let card = load::card(&id).await.ok().map(Rc::new);
    screens.state.borrow_mut().card = card;
}

/// Changes what was told, and keeps it.
fn change(screens: &Rc<Screens>, change: impl FnOnce(&mut Told)) {
    retold(screens, change);
    keep::write(&screens.state.borrow().told);
}

/// Changes what was told; what followed from it is to be found anew.
fn retold(screens: &Rc<Screens>, change: impl FnOnce(&mut Told)) {
    let mut state = screens.state.borrow_mut();
    change(&mut state.told);
    state.found.take();
}

/// Takes an answer and goes to what comes next.
fn answer(screens: &Rc<Screens>, answer: impl FnOnce(&mut Told)) {
    change(screens, answer);
    let next = screens.state.borrow().next();
    go(screens, next);
}

/// Goes to another of these screens; the page hears of it and asks for the screen.
fn go(screens: &Rc<Screens>, step: Step) {
    leave(screens, &["trouble/", step.name()].concat());
}

fn leave(screens: &Rc<Screens>, place: &str) {
    let hash = ["#/", screens.state.borrow().lang.code(), "/", place].concat();
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(&hash);
    }
}

fn redraw(screens: &Rc<Screens>) {
    let _ = screens.draw();
}

fn wrong(screens: &Rc<Screens>, field: &'static str, key: Trouble, values: &[(&str, &str)]) {
    let says = screens.state.borrow().fill(key, values);
    screens.state.borrow_mut().problem = Some(Problem { field, says });
    redraw(screens);
}

/// Reads bytes or text, and shows the answer or what is wrong.
fn take(screens: &Rc<Screens>, bytes: &[u8]) {
    match read(bytes) {
        Err(ReadError::TooLarge(_)) => {
            let (found, most) = (megabytes(bytes.len()), megabytes(LARGEST));
            wrong(screens, "told", Trouble::TellTooLarge, &[("found", &found), ("most", &most)]);
        }
        Ok(Reading { accounts, text, struck }) => {
            change(screens, |told| {
                told.accounts = accounts;
                told.text = text;
                told.struck = struck;
            });
            let state = screens.state.borrow();
            let nothing = state.told.accounts.is_empty() && state.told.text.trim().is_empty();
            // A file or a message says by itself what happens.
            let next = if state.told.symptom.is_none() { Step::Answer } else { state.next() };
            drop(state);
            if nothing { wrong(screens, "told", Trouble::TellNothing, &[]) } else { go(screens, next) }
        }
    }
}

fn megabytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10)
}

/// A paste or a drop: passwords are struck out before the text is shown.
fn paste(screens: &Rc<Screens>, event: &Event) {
    let data = |name| get(event, name).dyn_into::<DataTransfer>().ok();
    let Some(transfer) = data("clipboardData").or_else(|| data("dataTransfer")) else { return };
    event.prevent_default();
    if event.type_() == "dragover" {
        return;
    }
    if let Some(file) = transfer.files().and_then(|files| files.get(0)) {
        return take_file(screens, file);
    }
    let Ok(text) = transfer.get_data("text/plain") else { return };
    if text.len() > LARGEST {
        let (found, most) = (megabytes(text.len()), megabytes(LARGEST));
        return wrong(screens, "told", Trouble::TellTooLarge, &[("found", &found), ("most", &most)]);
    }
    let struck = engine::settings::strike(&text);
    let Some(area) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
    else {
        return;
    };
    let _ = area.set_range_text(&struck.text);
    let end = area.selection_start().ok().flatten().unwrap_or_default()
        + u32::try_from(struck.text.encode_utf16().count()).unwrap_or_default();
    let _ = area.set_selection_range(end, end);
    retold(screens, |told| {
        told.text = area.value();
        told.struck += struck.count;
    });
    if struck.count > 0 {
        redraw(screens);
        screens.announce(&screens.state.borrow().say(Trouble::TellStruck));
    }
}

fn take_file(screens: &Rc<Screens>, file: File) {
    if file.size() > 2_000_000.0 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a file's size is a whole number"
        )]
        let (found, most) = (megabytes(file.size() as usize), megabytes(LARGEST));
        return wrong(screens, "file", Trouble::TellTooLarge, &[("found", &found), ("most", &most)]);
    }
    let screens = screens.clone();
    spawn_local(async move {
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => {
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                take(&screens, &bytes);
            }
            Err(_) => wrong(&screens, "file", Trouble::TellUnreadable, &[]),
        }
    });
}

/// Takes the form.
fn compare(screens: &Rc<Screens>) {
    let form = screens.state.borrow().form();
    match form.settings() {
        Err(name) => {
            let typed = form.get(name).to_owned();
            let field = if name == super::form::FieldName::Port { "port" } else { "out-port" };
            wrong(screens, field, Trouble::FormPort, &[("actual", &typed)]);
        }
        Ok(settings) if settings.servers.is_empty() => wrong(screens, "host", Trouble::FormEmpty, &[]),
        Ok(settings) => {
            change(screens, |told| {
                told.form = form;
                told.accounts = vec![settings];
                told.text = String::new();
                told.struck = 0;
            });
            go(screens, Step::Answer);
        }
    }
}

fn copy(screens: &Rc<Screens>, value: String, what: String, event: &Event) {
    let row = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("[data-copies]").ok().flatten())
        .and_then(|row| row.query_selector("[data-value]").ok().flatten());
    let screens = screens.clone();
    spawn_local(async move {
        let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
        let copied = match clipboard.filter(|clipboard| !clipboard.is_undefined()) {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&value)).await.is_ok(),
            None => false,
        };
        if !copied
            && let (Some(row), Some(window)) = (row, web_sys::window())
            && let Ok(Some(selection)) = window.get_selection()
        {
            let _ = selection.select_all_children(&row);
        }
        let state = screens.state.borrow();
        let done = state.page_fill(Page::CopyDone, &[("what", &what)]);
        screens.announce(&if copied { done } else { state.page(Page::CopyFailed) });
    });
}

/// Uses another endpoint: the page takes it for the account, and the next screen says what to change.
fn use_other(screens: &Rc<Screens>, from: String, to: String) {
    let role = screens.state.borrow().site.profile.endpoint(&to).map(|endpoint| endpoint.role);
    if let Some(role) = role {
        use_server(role, &to);
    }
    change(screens, |told| told.other = Some((from, to)));
    go(screens, Step::Other);
}

/// Opens the screen of a help code, with its app and its servers.
fn open_code(screens: &Rc<Screens>) {
    let opened = screens.state.borrow().opened();
    let Some((place, answers, found)) = opened else {
        return wrong(screens, "code", Trouble::HelpingWrong, &[]);
    };
    let Some(window) = web_sys::window() else { return };
    let kept = window.session_storage().ok().flatten();
    if let (Some(store), Ok(answers)) = (kept, serde_wasm_bindgen::to_value(&answers))
        && let Ok(text) = js_sys::JSON::stringify(&answers)
    {
        let _ = store.set_item("mail-setup", &String::from(text));
    }
    keep::write(&Told { helping: found, ..Told::default() });
    leave(screens, &place);
    // The page reads its answers at its start.
    let _ = window.location().reload();
}

/// What stands in the field that an event came from.
fn value_of(event: &Event) -> String {
    event.target().and_then(|target| get(&target, "value").as_string()).unwrap_or_default()
}
