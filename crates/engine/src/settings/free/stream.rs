//! Looks at the words of a sentence or a line one after another.

use super::Reader;
use super::host;
use super::pieces::Piece;
use super::words::{Crypt, Key, Way};
use crate::profile::AuthMethod;
use crate::settings::Protocol;

/// The value that a label asks for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Expect {
    #[default]
    Nothing,
    /// A server's name, or its port (Outlook's "Incoming server (IMAP)").
    Host,
    Port,
    User,
    Security,
    /// On or off.
    Switch,
    Auth,
}

/// What the words of a sentence have said so far.
#[derive(Default)]
pub(super) struct State {
    pub(super) expect: Expect,
    pub(super) way: Option<Way>,
    /// A value was read since `way` was said: another such word begins anew.
    pub(super) used: bool,
    /// A colon, or the line before, parts the label from what comes.
    pub(super) colon: bool,
    /// There were only words of labels so far.
    pub(super) pure: bool,
    pub(super) labelled: bool,
    /// "SSL" before the port or the name that it belongs to.
    pub(super) loose: Option<Crypt>,
    pub(super) values: usize,
    pub(super) failure: bool,
    /// No name and no number stands in the sentence.
    pub(super) alone: bool,
}

impl<'a> Reader<'a> {
    /// Reads a sentence; `last`: it ends the line, so its label may have its value in the next.
    pub(super) fn sentence(&mut self, pieces: &[Piece<'a>], last: bool) {
        let mut state = State { pure: true, ..State::default() };
        state.failure = pieces.iter().any(|piece| piece.key == Key::Failure);
        state.alone =
            !pieces.iter().any(|piece| piece.number().is_some() || host::shaped(host::bare(piece.text)));
        if let Some((expect, way)) = self.carry.take() {
            (state.expect, state.way, state.colon) = (expect, way, true);
        }
        let carried = state.expect;
        // From the end: whether only words of labels and values follow.
        let mut plain_rest = vec![true; pieces.len() + 1];
        for at in (0..pieces.len()).rev() {
            let piece = &pieces[at];
            let known = !matches!(piece.key, Key::Unknown | Key::Failure) || piece.number().is_some();
            let bare = host::bare(piece.text);
            plain_rest[at] = plain_rest[at + 1] && (known || host::shaped(bare) || host::address(bare));
        }
        let mut at = 0;
        while at < pieces.len() {
            at += self.word(&mut state, pieces, at, &plain_rest).max(1);
        }
        // "TLS: on" may stand above the name of the server.
        self.loose = state.loose.filter(|_| state.pure).or(self.loose.take());
        if !last {
            return;
        }
        let label = pieces.last().is_some_and(|piece| piece.colon) || (state.pure && state.values == 0);
        if label && pieces.len() <= 12 && !state.failure {
            if let Some(way) = state.way.filter(|_| state.values == 0 && state.labelled) {
                self.heading = Some(way);
                self.drafts.focus = None;
                if state.expect == Expect::Nothing {
                    state.expect = Expect::Host;
                }
            }
            if state.expect != Expect::Nothing && (state.expect != carried || state.labelled) {
                self.carry = Some((state.expect, state.way));
            }
        }
    }

    /// Reads the word at `at`; says how many words were read.
    fn word(&mut self, state: &mut State, pieces: &[Piece<'a>], at: usize, plain_rest: &[bool]) -> usize {
        let piece = pieces[at];
        let bare = host::bare(piece.text);
        let before = at.checked_sub(1).map(|before| pieces[before]);
        if host::address(bare) && !(state.expect == Expect::Host && state.colon) {
            self.note_address(bare);
            if state.expect == Expect::User {
                self.user(state, bare);
            }
            state.pure &= state.labelled;
            return 1;
        }
        if state.expect == Expect::Host && state.colon {
            let near: Vec<&str> = pieces[at..].iter().take(5).map(|piece| piece.text).collect();
            let count = if host::shaped(bare) && !bare.ends_with('.') { 0 } else { host::spaced(&near) };
            if count > 1 {
                let end = pieces[at + count - 1];
                let length = piece.rest.len() - end.rest.len() + end.text.len();
                self.host(state, host::bare(&piece.rest[..length]), pieces, at + count - 1, true);
                return count;
            }
        }
        if let Some(number) = piece.number() {
            self.number(state, number, plain_rest[at + 1]);
            return 1;
        }
        let labelled = before.is_some_and(|before| matches!(before.key, Key::Way(_) | Key::Server));
        let link = bare.contains("://");
        if host::shaped(bare)
            && (state.expect == Expect::Host && (state.colon || !link)
                || (host::way(bare).is_some() && !link)
                || (labelled && !link))
        {
            let line = state.pure && state.labelled && plain_rest[at + 1];
            let strong = if state.failure { state.colon } else { state.colon || line };
            let asked = state.expect == Expect::Host || state.labelled;
            self.host(state, bare, pieces, at, strong && asked);
            return 1;
        }
        self.key(state, pieces, at, before);
        if piece.colon && !matches!(piece.key, Key::Unknown | Key::Failure) {
            state.colon = true;
        }
        if piece.comma && state.expect == Expect::User {
            state.expect = Expect::Nothing;
        }
        1
    }

    fn key(&mut self, state: &mut State, pieces: &[Piece<'a>], at: usize, before: Option<Piece<'a>>) {
        let piece = pieces[at];
        let denied = before.is_some_and(|before| before.key == Key::No && !before.comma);
        let label = |state: &mut State, expect: Expect| {
            state.expect = expect;
            state.colon = false;
            state.labelled = true;
        };
        match piece.key {
            Key::Way(way) => {
                if let Way::As(protocol @ (Protocol::Imap | Protocol::Pop3)) = way {
                    let other = self.drafts.declared.is_some_and(|declared| declared != protocol);
                    self.drafts.declared = (!other).then_some(protocol);
                }
                state.way = Some(match state.way.filter(|_| !state.used) {
                    Some(said) => joined(said, way),
                    None => way,
                });
                state.used = false;
                label(state, Expect::Host);
            }
            Key::Server => label(state, Expect::Host),
            Key::Port => label(state, Expect::Port),
            Key::User => label(state, Expect::User),
            Key::Security => label(state, Expect::Security),
            Key::Encryption if denied => self.crypt(state, Crypt::Off),
            Key::Encryption => label(state, Expect::Security),
            Key::Auth if denied => self.auth(state, AuthMethod::None),
            Key::Auth => label(state, Expect::Auth),
            Key::Crypt(crypt) => self.crypt_word(state, pieces, at, crypt, denied),
            Key::Method(method) => {
                let normal = before.is_some_and(|before| before.text.eq_ignore_ascii_case("normal"));
                let encrypted = before.is_some_and(|before| before.key == Key::Encryption)
                    || pieces.get(at + 1).is_some_and(|next| next.key == Key::Encryption);
                if encrypted && method == AuthMethod::Password {
                    self.auth(state, AuthMethod::Encrypted);
                } else if normal || state.expect == Expect::Auth {
                    self.auth(state, method);
                }
                state.expect = Expect::Nothing;
            }
            Key::None if state.expect == Expect::Security => self.crypt(state, Crypt::Off),
            Key::None if state.expect == Expect::Auth => self.auth(state, AuthMethod::None),
            Key::Auto if state.expect == Expect::Security => state.expect = Expect::Nothing,
            Key::On if matches!(state.expect, Expect::Switch | Expect::Security) => {
                self.crypt(state, Crypt::Switch)
            }
            Key::Off | Key::No if state.expect == Expect::Switch => self.crypt(state, Crypt::Off),
            Key::Off | Key::No if state.expect == Expect::Security && state.colon => {
                self.crypt(state, Crypt::Off)
            }
            Key::Other => {
                state.expect = Expect::Nothing;
                state.pure = false;
            }
            Key::Unknown if state.expect == Expect::User => self.user_word(state, pieces, at),
            Key::Unknown | Key::Failure => {
                state.pure = false;
                if !(state.colon && state.expect == Expect::Security) {
                    state.expect = Expect::Nothing;
                }
                state.colon = false;
            }
            Key::None | Key::Auto | Key::On | Key::Off | Key::No | Key::Use | Key::Filler => {}
        }
    }

    /// "SSL" and its kin: a choice, a switch, or what is not used.
    fn crypt_word(&mut self, state: &mut State, pieces: &[Piece<'a>], at: usize, crypt: Crypt, denied: bool) {
        let next = pieces.get(at + 1).map(|piece| piece.key);
        let used = pieces[at.saturating_sub(2)..at].iter().any(|piece| piece.key == Key::Use);
        let value = state.expect == Expect::Security && state.colon;
        if denied {
            return self.crypt(state, Crypt::Off);
        }
        match next {
            Some(Key::On) => return self.crypt(state, Crypt::Switch),
            Some(Key::Off) => return self.crypt(state, Crypt::Off),
            Some(Key::No) if pieces.len() == at + 2 || pieces[at + 1].comma => {
                return self.crypt(state, Crypt::Off);
            }
            // "SSL: TLS", "TLS (STARTTLS)": the word behind it says more.
            Some(Key::Crypt(_)) if !pieces[at].comma => return,
            _ => {}
        }
        if !value && (used || (pieces[at].colon && !matches!(next, Some(Key::Way(_))))) && state.alone {
            state.expect = Expect::Switch;
            state.labelled = true;
            return;
        }
        self.crypt(state, if used && !value { Crypt::Switch } else { crypt });
    }
}

/// Two words about the same server: "incoming server (IMAP)".
fn joined(said: Way, way: Way) -> Way {
    match (said, way) {
        (Way::In, Way::As(protocol)) | (Way::As(protocol), Way::In) if protocol != Protocol::Smtp => {
            Way::As(protocol)
        }
        (Way::Out, Way::As(Protocol::Smtp)) | (Way::As(Protocol::Smtp), Way::Out) => Way::Out,
        (Way::As(Protocol::Imap), Way::As(Protocol::Pop3))
        | (Way::As(Protocol::Pop3), Way::As(Protocol::Imap)) => Way::In,
        (_, way) => way,
    }
}
