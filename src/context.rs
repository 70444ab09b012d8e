//! What every screen works with.

use crate::answers::Answers;
use crate::journey;
use crate::load::{self, Site, Words, texts};
use crate::platform::here::Here;
use crate::platform::{boot, focus, late, storage, window};
use crate::route::{Route, Screen};
use engine::address::AddressCheck;
use engine::text::{Lang, Page};
use engine::{Account, Finding};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// The page's state; a handful of handles, copied wherever they are needed.
#[derive(Clone, Copy)]
pub struct Ctx {
    site: StoredValue<Arc<Site>>,
    words: RwSignal<Words>,
    /// The place.
    pub route: RwSignal<Route>,
    /// The answers.
    pub answers: RwSignal<Answers>,
    /// The companion's base address; `None` until it has answered.
    pub companion: RwSignal<Option<String>>,
    /// What is announced politely to those who do not see the screen.
    pub status: RwSignal<Option<String>>,
    /// Tells that the name has changed, and nothing else of the answers.
    pub named: RwSignal<bool>,
    /// Whether "Technical details" are open.
    pub details: RwSignal<bool>,
    /// The device and browser.
    pub here: Here,
}

impl Ctx {
    /// The state at the start.
    pub fn new(site: Site, words: Words, route: Route, answers: Answers, here: Here) -> Self {
        Self {
            site: StoredValue::new(Arc::new(site)),
            words: RwSignal::new(words),
            route: RwSignal::new(route),
            answers: RwSignal::new(answers),
            companion: RwSignal::new(None),
            status: RwSignal::new(None),
            named: RwSignal::new(false),
            details: RwSignal::new(false),
            here,
        }
    }

    /// The page's own data.
    pub fn site(self) -> Arc<Site> {
        self.site.get_value()
    }

    /// The language; whoever asks is drawn anew when it changes.
    pub fn speaking(self) -> Lang {
        self.words.with(|words| words.lang)
    }

    /// The language.
    pub fn lang(self) -> Lang {
        self.words.with_untracked(|words| words.lang)
    }

    /// A text.
    pub fn say(self, key: Page) -> String {
        self.words.with_untracked(|words| words.say(key))
    }

    /// A text with its values.
    pub fn fill(self, key: Page, values: &[(&str, &str)]) -> String {
        self.words.with_untracked(|words| words.fill(key, values))
    }

    /// Whether the texts of a screen are there.
    pub fn can_say(self, screen: Screen) -> bool {
        screen == Screen::Start || self.words.with_untracked(|words| words.complete)
    }

    /// Fetches the texts of the later screens. Nothing is drawn anew: what is drawn has its texts.
    pub async fn hear_more(self) -> Option<()> {
        if self.words.with_untracked(|words| words.complete) {
            return Some(());
        }
        let more = load::more(self.lang()).await?;
        self.words.try_update_untracked(|words| words.add(&more))?
    }

    /// What a finding means, and what to do.
    pub fn finding(self, finding: &Finding) -> String {
        self.words.with_untracked(|words| {
            let (message, fix) = words.finding(finding);
            [&message, " ", &fix].concat()
        })
    }

    /// What an address check found: what it means, and what to do.
    pub fn address(self, check: &AddressCheck) -> (String, String) {
        self.words.with_untracked(|words| words.address(check)).unwrap_or_default()
    }

    /// The answers, without being drawn anew when they change.
    pub fn answered(self) -> Answers {
        self.answers.get_untracked()
    }

    /// Changes the answers and keeps them.
    pub fn answer(self, change: impl FnOnce(&mut Answers)) {
        self.answers.update(|answers| {
            change(answers);
            answers.keep();
        });
    }

    /// Fixes the servers of the account, now that a way opens: those that the live check has found to
    /// work, else the first ones. From here on values change only by hand.
    pub async fn settle(self) {
        let answers = self.answered();
        let chosen =
            late::settle(&answers, journey::accepted(&answers, &self.site())).await.unwrap_or_default();
        let mut place = 0;
        let mut ids = journey::servers(&answers, &self.site()).map(|first| {
            let found = chosen.get(place).as_string();
            place += 1;
            found.or(first.map(|first| first.id.to_string()))
        });
        if self.answered().address != answers.address {
            // Another account by now; what opens next settles it.
            return;
        }
        self.answer(|answers| {
            for (fixed, id) in [&mut answers.incoming, &mut answers.outgoing].into_iter().zip(&mut ids) {
                if fixed.is_none() {
                    *fixed = id.take();
                }
            }
        });
    }

    /// The account, as soon as the address is usable.
    pub fn account(self) -> Option<Account> {
        self.answers.with_untracked(|answers| journey::account(answers, &self.site()))
    }

    /// Goes to a place; the browser's Back leads here again.
    pub fn go(self, route: Route) {
        let hash = route.hash(self.lang());
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&hash));
        }
        self.show(route);
    }

    /// Goes to a place instead of this one.
    pub fn go_instead(self, route: Route) {
        let hash = route.hash(self.lang());
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
        }
        self.show(route);
    }

    /// Begins at the place that the address names, or the one where its missing answer is asked
    /// for. The focus stays where it is: it is the browser's business.
    pub fn begin(self) {
        let route = self.route.get_untracked();
        let admitted = self.admitted(&route);
        if admitted != route {
            self.go_instead(admitted);
        }
    }

    /// Shows a place, or the one where its missing answer is asked for.
    pub fn show(self, route: Route) {
        let admitted = self.admitted(&route);
        if admitted != route {
            self.go_instead(admitted);
            return;
        }
        self.route.set(route);
        focus::screen();
        boot::tell_screen();
    }

    fn admitted(self, route: &Route) -> Route {
        // On screens of faults the app stands behind which of them.
        let named = [&route.client, &route.variant].into_iter().flatten();
        if let Some(client) = named.into_iter().find(|id| self.site().client(id).is_some()) {
            self.answer(|answers| answers.set_client(client));
        }
        journey::guard(route, &self.answered(), &self.site())
    }

    /// Draws the screen anew, with the answers as they are now. The focus stays where it is: it may
    /// have just moved on from the field that changed, so this waits for that.
    pub fn redraw(self) {
        Timeout::new(0, move || {
            let focused = document().active_element().map(|element| element.id());
            self.route.notify();
            if let Some(id) = focused.filter(|id| !id.is_empty()) {
                Timeout::new(0, move || focus::field(&id)).forget();
            }
        })
        .forget();
    }

    /// Says something to those who do not see the screen, and shows it for a while.
    pub fn announce(self, text: String) {
        self.status.set(Some(text.clone()));
        Timeout::new(6_000, move || {
            if self.status.get_untracked().as_ref() == Some(&text) {
                self.status.set(None);
            }
        })
        .forget();
    }

    /// Changes the page's language; answers and place stay.
    pub fn speak(self, lang: Lang) {
        crate::platform::later(async move {
            let provider = self.site().profile.name.clone();
            match texts(lang, &provider).await {
                Some(words) => {
                    self.words.set(words);
                    self.answer(|answers| answers.lang = Some(lang));
                    self.go_instead(self.route.get_untracked());
                }
                None => self.announce(self.say(Page::FrameLoadFailed)),
            }
        });
    }

    /// Forgets everything that was typed or chosen, and begins again.
    pub fn clear(self) {
        storage::clear();
        let lang = self.answered().lang;
        self.answers.set(Answers { lang, ..Answers::default() });
        self.go(Route::to(Screen::Start));
        self.announce(self.say(Page::FrameCleared));
    }
}
