//! Text in a person's own words, and text copied from the screens of apps.
//!
//! Words are looked at one after another: a label says which server and which of its values is
//! meant, by itself or from the line before; a value is known by its shape. What is read counts
//! only if it was said as a setting: an error message that names a server gives nothing.

mod drafts;
mod host;
mod phrases;
mod pieces;
mod stream;
mod values;
mod words;

use super::{ReadFormat, Settings};
use drafts::Drafts;
use phrases::Phrase;
use stream::Expect;
use words::{Plain, Way};

/// The most that is read, in bytes. Nobody's screens or sentences are longer; what is, is another file.
const LONGEST: usize = 64_000;

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let end = text.floor_char_boundary(LONGEST);
    let mut reader = Reader::default();
    for line in text[..end].lines() {
        reader.line(line);
    }
    reader.settings().into_iter().collect()
}

/// What was read up to a line.
#[derive(Default)]
struct Reader<'a> {
    drafts: Drafts<'a>,
    /// The part of a screen: "INCOMING MAIL SERVER".
    heading: Option<Way>,
    /// The label that the line before ended with, and which server it spoke of.
    carry: Option<(Expect, Option<Way>)>,
    /// A box or a choice whose state may be in the next line.
    asked: Option<Phrase>,
    address: Option<&'a str>,
    /// There were several addresses, so none is the account's.
    several: bool,
    /// User names that no label ties to a server: the name, the server before it, in a sentence or not.
    users: Vec<(&'a str, Option<usize>, bool)>,
    same_as_incoming: bool,
    /// An encryption that was said in a line of its own before any server.
    loose: Option<words::Crypt>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &'a str) {
        if line.trim().is_empty() {
            return;
        }
        let pieces = pieces::pieces(line);
        let value =
            pieces.iter().any(|piece| host::shaped(host::bare(piece.text)) || piece.number().is_some());
        if line.len() <= 300 && self.phrase(line, value) {
            self.carry = None;
            return;
        }
        let mut start = 0;
        for end in 0..pieces.len() {
            if pieces[end].ends || end + 1 == pieces.len() {
                self.sentence(&pieces[start..=end], end + 1 == pieces.len());
                start = end + 1;
            }
        }
    }

    /// A line with a box or a choice; true if there is nothing else in it.
    fn phrase(&mut self, line: &str, value: bool) -> bool {
        let plain = simple(line);
        let asked = self.asked.take();
        let Some(phrase) = phrases::phrase(&plain) else {
            let Some(asked) = asked.filter(|_| plain.len() <= 60) else { return false };
            let answered = self.tick(asked, &plain, phrases::state(&plain));
            return answered && !value;
        };
        let state = phrases::state(&plain);
        if self.tick(phrase, &plain, state) {
            let sentence = value && matches!(phrase, Phrase::OutgoingAuth | Phrase::Encrypted | Phrase::Spa);
            return !sentence;
        }
        if value && phrase == Phrase::OutgoingAuth {
            self.tick(phrase, &plain, Some(true));
            return false;
        }
        let method = plain.split_once(':').is_some_and(|(_, value)| !value.trim().is_empty());
        if !value && !method {
            self.asked = Some(phrase);
        }
        !method && !value
    }

    /// Takes over what a box says; false if it does not say it.
    fn tick(&mut self, phrase: Phrase, plain: &str, state: Option<bool>) -> bool {
        use crate::profile::AuthMethod;
        use crate::settings::Retention;
        use words::Crypt;
        let Some(on) = state.or(match phrase {
            Phrase::Remove | Phrase::RemoveWhenDeleted => Some(true),
            Phrase::Nothing => Some(false),
            _ => None,
        }) else {
            return false;
        };
        let named = if plain.contains("outgoing") || plain.contains("salida") || plain.contains("saliente") {
            Some(Way::Out)
        } else if plain.contains("incoming") || plain.contains("entrada") || plain.contains("entrante") {
            Some(Way::In)
        } else {
            None
        };
        let way = named.or(self.heading);
        match phrase {
            Phrase::OutgoingAuth => {
                let draft = self.drafts.of(Way::Out);
                if !on {
                    draft.auth = AuthMethod::None;
                } else if matches!(draft.auth, AuthMethod::Unknown | AuthMethod::None) {
                    draft.auth = AuthMethod::Password;
                }
            }
            Phrase::SameAsIncoming if on => {
                self.same_as_incoming = true;
                let draft = self.drafts.of(Way::Out);
                if draft.auth == AuthMethod::Unknown {
                    draft.auth = AuthMethod::Password;
                }
            }
            Phrase::Spa if on => self.drafts.touched(way).auth = AuthMethod::Ntlm,
            Phrase::Encrypted => {
                self.drafts.touched(way).crypt = Some(if on { Crypt::Switch } else { Crypt::Off });
            }
            Phrase::LeaveCopy => {
                let draft = self.drafts.of(Way::In);
                if !on {
                    draft.retention = Retention::Deletes { after_days: 0 };
                } else if draft.retention == Retention::Unknown {
                    draft.retention = Retention::Keeps;
                }
            }
            Phrase::Remove => {
                let Some(retention) = phrases::removal(plain) else {
                    return state.is_some();
                };
                let unticked = state == Some(false) && retention != Retention::Keeps;
                if !unticked {
                    self.drafts.of(Way::In).retention = retention;
                }
            }
            Phrase::RemoveWhenDeleted => {
                let draft = self.drafts.of(Way::In);
                if draft.retention == Retention::Unknown {
                    draft.retention = Retention::Keeps;
                }
            }
            _ => {}
        }
        true
    }

    fn settings(mut self) -> Option<Settings> {
        self.drafts.give_users(&self.users, self.same_as_incoming);
        let servers = self.drafts.servers();
        if servers.is_empty() {
            return None;
        }
        let address = self.address.filter(|_| !self.several).map(str::to_owned);
        Some(Settings { format: ReadFormat::Text, address, servers })
    }
}

/// A line in small letters, without accents.
fn simple(line: &str) -> String {
    if line.is_ascii() {
        return line.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(line.len());
    for (at, word) in line.split(' ').enumerate() {
        if at > 0 {
            plain.push(' ');
        }
        let short = Plain::of(word);
        let known = short.text();
        if known.is_empty() || known.contains('?') {
            plain.extend(word.chars().flat_map(char::to_lowercase));
        } else {
            plain.push_str(known);
        }
    }
    plain
}
