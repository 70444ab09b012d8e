//! Takes values over: which server each of them belongs to, and whether it was said as a setting.

use super::Reader;
use super::host;
use super::pieces::Piece;
use super::stream::{Expect, State};
use super::words::{Crypt, Key, Way};
use crate::profile::AuthMethod;
use crate::settings::Protocol;

impl<'a> Reader<'a> {
    /// The server that a value belongs to: by the label in this sentence, the one spoken of last, or
    /// the part of the screen.
    fn target(&mut self, state: &State) -> Option<usize> {
        match (state.way, self.drafts.focus, self.heading) {
            (Some(way), ..) => Some(self.drafts.place(way)),
            (None, Some(focus), _) => Some(focus),
            (None, None, Some(heading)) => Some(self.drafts.place(heading)),
            (None, None, None) => None,
        }
    }

    pub(super) fn crypt(&mut self, state: &mut State, crypt: Crypt) {
        state.expect = Expect::Nothing;
        state.values += 1;
        let failure = state.failure && !state.colon;
        let Some(place) = self.target(state) else {
            state.loose = Some(crypt);
            return;
        };
        let draft = self.drafts.get(place);
        if draft.crypt.is_some() && state.way.is_none() && !state.colon {
            return;
        }
        draft.crypt = Some(crypt);
        count(draft, failure);
    }

    pub(super) fn auth(&mut self, state: &mut State, method: AuthMethod) {
        state.expect = Expect::Nothing;
        state.values += 1;
        let place = self.target(state).unwrap_or_else(|| self.drafts.place(Way::In));
        self.drafts.get(place).auth = method;
    }

    pub(super) fn number(&mut self, state: &mut State, number: u16, plain_rest: bool) {
        let by_number = match number {
            993 | 143 => Some(Way::As(Protocol::Imap)),
            995 | 110 => Some(Way::As(Protocol::Pop3)),
            465 | 587 | 25 | 2525 => Some(Way::Out),
            _ => None,
        };
        let line = state.pure && plain_rest && state.labelled;
        let asked = state.expect == Expect::Port || (state.expect == Expect::Host && (state.colon || line));
        let place = self.target(state);
        if !(asked || by_number.is_some()) {
            state.pure = false;
            return;
        }
        let taken = place.is_some_and(|place| self.drafts.get(place).port.is_some_and(|port| port != number));
        let place = match (place, by_number) {
            (Some(place), _) if !taken || (state.colon && state.expect == Expect::Port) => place,
            (_, Some(way))
                if place.is_none()
                    || way.outgoing() != place.is_some_and(|place| self.drafts.get(place).out) =>
            {
                self.drafts.place(way)
            }
            _ => return,
        };
        let named = state.way.is_some() || self.heading.is_some() || self.drafts.focus.is_some();
        let strong = named && !state.failure && (state.colon || line) && asked;
        let loose = state.loose.take();
        let failure = state.failure && !state.colon;
        let draft = self.drafts.get(place);
        if draft.port.is_none() {
            draft.port = Some(number);
            draft.strong |= strong;
            count(draft, failure);
        }
        if let Some(crypt) = loose
            && draft.crypt.is_none()
        {
            draft.crypt = Some(crypt);
            count(draft, failure);
        }
        self.drafts.focus = Some(place);
        state.used = true;
        state.values += 1;
        state.expect = Expect::Nothing;
    }

    /// A server's name, whose last word is at `at`.
    pub(super) fn host(
        &mut self,
        state: &mut State,
        name: &'a str,
        pieces: &[Piece<'a>],
        at: usize,
        strong: bool,
    ) {
        let by_host = host::way(name).flatten();
        let way = match (state.way.filter(|_| !state.used).or(self.heading), by_host) {
            (Some(Way::In), Some(Way::As(protocol))) if protocol != Protocol::Smtp => Way::As(protocol),
            (Some(way), _) => way,
            (None, Some(way)) => way,
            (None, None) => self.way_of_other(pieces, at),
        };
        let place = self.drafts.name(way, name);
        let failure = state.failure && !state.colon;
        let loose = state.loose.take().or(self.loose.take());
        let draft = self.drafts.get(place);
        draft.strong |= strong;
        if !failure && name.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) {
            count(draft, failure);
        }
        if let Some(crypt) = loose
            && draft.crypt.is_none()
        {
            draft.crypt = Some(crypt);
            count(draft, failure);
        }
        state.way = Some(way);
        state.used = true;
        state.values += 1;
        state.expect = Expect::Nothing;
        state.colon = false;
    }

    /// Which server a name of either kind belongs to: by a port near it, else the incoming one first.
    fn way_of_other(&self, pieces: &[Piece<'a>], at: usize) -> Way {
        for piece in pieces.iter().skip(at + 1).take(4) {
            match piece.number() {
                Some(25 | 465 | 587 | 2525) => return Way::Out,
                Some(143 | 993) => return Way::As(Protocol::Imap),
                Some(110 | 995) => return Way::As(Protocol::Pop3),
                _ => {}
            }
        }
        if self.drafts.has_incoming() { Way::Out } else { Way::In }
    }

    pub(super) fn user_word(&mut self, state: &mut State, pieces: &[Piece<'a>], at: usize) {
        const NONE: &[&str] = &[
            "or",
            "o",
            "that",
            "but",
            "interface",
            "must",
            "should",
            "has",
            "have",
            "full",
            "accounts",
            "optional",
            "Optional",
            "opcional",
            "Opcional",
            "required",
            "Required",
        ];
        let piece = pieces[at];
        let bare = host::bare(piece.text);
        if bare.is_empty() || bare.contains('•') || NONE.contains(&bare) || (state.failure && !state.colon)
        {
            state.expect = Expect::Nothing;
            state.pure = false;
            return;
        }
        // "pat @x.net": a name with a blank in it, where nothing else is in the line.
        let rest = &pieces[at..];
        let length = rest.last().map_or(0, |last| piece.rest.len() - last.rest.len() + last.text.len());
        let whole = host::bare(&piece.rest[..length]);
        let one = state.colon
            && rest.len() <= 3
            && rest.iter().all(|piece| piece.key == Key::Unknown && !piece.comma);
        self.user(state, if one && whole.contains('@') { whole } else { bare });
    }

    pub(super) fn user(&mut self, state: &mut State, name: &'a str) {
        state.expect = Expect::Nothing;
        if state.failure && !state.colon {
            return;
        }
        let sentence = !state.colon && state.values > 0;
        state.values += 1;
        let named = state.way.filter(|_| !state.used).or(self.heading);
        match named {
            Some(way) => {
                let draft = self.drafts.of(way);
                if draft.username.is_none() {
                    draft.username = Some(name);
                }
            }
            None if self.users.len() < 8 => self.users.push((name, self.drafts.focus, sentence)),
            None => {}
        }
    }

    pub(super) fn note_address(&mut self, address: &'a str) {
        match self.address {
            None => self.address = Some(address),
            Some(known) => self.several |= !known.eq_ignore_ascii_case(address),
        }
    }
}

fn count(draft: &mut super::drafts::Draft<'_>, failure: bool) {
    if failure {
        draft.faint = draft.faint.saturating_add(1);
    } else {
        draft.facts = draft.facts.saturating_add(1);
    }
}
