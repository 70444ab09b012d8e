//! Lines of Thunderbird's prefs.js and user.js: whole files, and a few lines out of one.
//!
//! Only the preferences that say how an account reaches its servers are kept; of the thousands of
//! others, tokens among them, not even the values are read. Names and meanings: `MsgIncomingServer`,
//! `Pop3Client`, `SmtpServer` and `OutgoingServerService` of Thunderbird 153.7.

mod accounts;
mod server;

use super::{Settings, literal, mozilla};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound;

/// What may stand before the bracket, without its first letters: `user_pref`, `pref`, `defaultPref`,
/// `lockPref`. A word processor makes the first letter of a line a capital one.
const CALL: &str = "ref(";

/// The last part of the names of preferences that are kept.
const WANTED: &[&str] = &[
    "accounts",
    "authMethod",
    "daysToKeepHdrs",
    "defaultserver",
    "delete_by_age_from_server",
    "delete_mail_left_on_server",
    "hostname",
    "identities",
    "leave_on_server",
    "num_days_to_leave_on_server",
    "port",
    "realhostname",
    "realuserName",
    "retainBy",
    "server",
    "smtpServer",
    "smtpservers",
    "socketType",
    "try_ssl",
    "type",
    "useremail",
    "userName",
    "username",
];

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    accounts::of(&Prefs::read(text))
}

/// The value of a preference. The type counts: Thunderbird does not see a port in quotation marks.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Value<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    Truth(bool),
}

/// The preferences that are kept, by name. Of two with one name the later one counts.
struct Prefs<'a> {
    /// With the place in the text at which each first stood.
    map: BTreeMap<Cow<'a, str>, (usize, Value<'a>)>,
}

impl<'a> Prefs<'a> {
    fn read(text: &'a str) -> Self {
        let mut map: BTreeMap<_, (usize, Value<'a>)> = BTreeMap::new();
        let mut rest = text;
        while let Some(at) = rest.find(CALL) {
            let before = rest.as_bytes()[..at].last();
            rest = &rest[at + CALL.len()..];
            if !matches!(before, Some(b'p' | b'P')) {
                continue;
            }
            let Some((name, after)) = name(rest) else { continue };
            rest = after;
            if !wanted(&name) {
                continue;
            }
            let Some((value, after)) = value(rest) else { continue };
            rest = after;
            let place = text.len() - rest.len();
            map.entry(name).and_modify(|(_, old)| *old = value.clone()).or_insert((place, value));
        }
        Self { map }
    }

    fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.map.get(name).map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The keys in a list of keys; `None` where there is no such preference.
    fn list(&self, name: &str) -> Option<impl Iterator<Item = &str>> {
        Some(self.text(name)?.split(',').map(str::trim).filter(|key| !key.is_empty()).take(mozilla::MOST))
    }

    /// The keys that stand between `before` and the last dot of a name, in the order of the text.
    /// `default` is no key: it names the values for all.
    fn keys<'b>(&'b self, before: &str) -> Vec<&'b str> {
        let mut keys: Vec<(usize, &str)> = Vec::new();
        for (name, (place, _)) in self.map.range::<str, _>((Bound::Included(before), Bound::Unbounded)) {
            let Some(rest) = name.strip_prefix(before) else { break };
            let Some((key, _)) = rest.rsplit_once('.').filter(|(key, _)| *key != "default") else { continue };
            // Names are sorted, so those of one key stand together.
            match keys.last_mut() {
                Some((first, last)) if *last == key => *first = (*first).min(*place),
                _ => keys.push((*place, key)),
            }
        }
        keys.sort_unstable();
        keys.into_iter().map(|(_, key)| key).take(mozilla::MOST).collect()
    }
}

fn name(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (name, rest) = literal::string(literal::skip_blanks(text))?;
    Some((name, literal::skip_blanks(rest).strip_prefix(',')?))
}

fn value(text: &str) -> Option<(Value<'_>, &str)> {
    let text = literal::skip_blanks(text);
    if let Some((value, rest)) = literal::string(text) {
        return Some((Value::Text(value), rest));
    }
    for (word, truth) in [("true", true), ("false", false)] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((Value::Truth(truth), rest));
        }
    }
    let (number, rest) = literal::integer(text)?;
    Some((Value::Number(number), rest))
}

fn wanted(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    name.starts_with("mail.") && WANTED.contains(&last)
}
