//! What must hold inside a client card, beyond its shape.

use super::{ClientCard, Device, Kind, Label, Row, RowKind, Screen, Values};
use crate::profile::Fault;
use crate::text::Words;

impl ClientCard {
    /// Everything that is wrong in the card; empty when it is sound.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |key: String, reason: &str| faults.push(Fault { key, reason: reason.to_owned() });
        if self.sources.is_empty() {
            fault("sources".into(), "must name at least one source");
        }
        // Either ways through the app, or another app instead; both where it can do a part.
        let ways = !self.variants.is_empty();
        if ways == (self.kind == Kind::Elsewhere) {
            fault("variants".into(), "must have at least one, unless the kind is elsewhere");
        }
        if !ways && self.instead.is_none() {
            fault("instead".into(), "must name what to use where the card has no way through the app");
        }
        let sends_only = self.kind == Kind::Sender;
        for (key, there, wanted) in [
            ("verify", !self.verify.is_empty(), ways),
            ("outgoing_sign_in", self.outgoing_sign_in.is_some(), ways),
            ("window", self.window.is_some(), ways && !sends_only),
        ] {
            if there != wanted {
                fault(
                    key.into(),
                    "is there when the card has a way through the app, and only then; no window where it only sends",
                );
            }
        }
        if self.instead.as_ref().is_some_and(|instead| instead.clients.is_empty()) {
            fault("instead.clients".into(), "must name at least one card");
        }
        if !ways && !self.formats.is_empty() {
            fault("formats".into(), "must be empty where the card has no way through the app");
        }
        if (self.variants.len() > 1) != self.question.is_some() {
            fault("question".into(), "is there when there is more than one variant, and only then");
        }
        for (index, variant) in self.variants.iter().enumerate() {
            let key = format!("variants[{index}]");
            if (self.variants.len() > 1) != variant.seen.is_some() {
                fault(format!("{key}.seen"), "is there when there is more than one variant, and only then");
            }
            if variant.screens.is_empty() {
                fault(format!("{key}.screens"), "must have at least one");
            }
            screens(&format!("{key}.screens"), &variant.screens, &mut fault);
        }
        let window = self.window.as_ref();
        screens("window.screens", window.map_or(&[], |window| &window.screens), &mut fault);
        let words = [&self.outgoing_sign_in, &self.relay].into_iter().flatten().chain(&self.verify);
        let words = words.chain(window.map(|w| &w.text)).chain(self.instead.as_ref().map(|i| &i.text));
        words.flat_map(both).for_each(|text| self::text("text", text, &mut fault));
        self.edit_faults(&mut fault);
        faults
    }

    fn edit_faults(&self, fault: &mut impl FnMut(String, &str)) {
        let edit = &self.edit;
        let webmail = self.devices.as_slice() == [Device::Shared];
        let ways = !self.variants.is_empty();
        let editable = self.editable_later && !webmail && ways;
        let reads = self.kind != Kind::Sender;
        for (key, list, wanted) in [
            ("edit.incoming", &edit.incoming, editable && reads),
            ("edit.outgoing", &edit.outgoing, editable),
        ] {
            if list.is_empty() == wanted {
                fault(
                    key.into(),
                    "is there when the app has such a server and can change it later, and only then",
                );
            }
            screens(key, list, fault);
        }
        if !editable && edit.note.is_none() {
            fault("edit.note".into(), "must say what to do instead where servers cannot be changed");
        }
        if edit.pop_seen.is_some() != (reads && ways && !webmail) {
            fault(
                "edit.pop_seen".into(),
                "must say how POP is recognised; only webmail, what only sends, and what is not used has none",
            );
        }
        for (key, words) in [("edit.note", &edit.note), ("edit.pop_seen", &edit.pop_seen)] {
            words.iter().flat_map(both).for_each(|text| self::text(key, text, fault));
        }
    }
}

fn screens(list: &str, screens: &[Screen], fault: &mut impl FnMut(String, &str)) {
    for (index, screen) in screens.iter().enumerate() {
        let key = format!("{list}[{index}]");
        if screen.rows.is_empty() && screen.path.is_empty() {
            fault(key.clone(), "has neither a path nor rows");
        }
        let labels = screen.title.iter().chain(&screen.path).flat_map(all);
        both(&screen.task).chain(labels).for_each(|text| self::text(&key, text, fault));
        for (number, row) in screen.rows.iter().enumerate() {
            self::row(&format!("{key}.rows[{number}]"), row, fault);
        }
    }
}

fn row(key: &str, row: &Row, fault: &mut impl FnMut(String, &str)) {
    let (label, value, text) = (row.label.is_some(), row.value.is_some(), row.text.is_some());
    let sound = match row.kind {
        RowKind::Type | RowKind::Choose => label && value,
        RowKind::Tap | RowKind::On | RowKind::Off | RowKind::Leave | RowKind::Password => label && !value,
        RowKind::Link => value && text,
        RowKind::Run => value && !label,
        RowKind::Note | RowKind::Warn => text && !label && !value,
    };
    if !sound {
        fault(
            key.to_owned(),
            "type and choose have label and value; tap, on, off, leave and password a label; link value and text; run a value without label; note and warn text alone",
        );
    }
    let labels = row.value.iter().chain(&row.label).flat_map(all);
    row.text.iter().flat_map(both).chain(labels).for_each(|text| self::text(key, text, fault));
}

/// A text that people read: never blank, and only with placeholders that there are.
fn text(key: &str, text: &str, fault: &mut impl FnMut(String, &str)) {
    if text.trim().is_empty() {
        fault(key.to_owned(), "has an empty text or label");
    }
    for name in placeholders(text) {
        if !Values::NAMES.contains(&name) && !name.starts_with("link.") {
            fault(format!("{key}: {{{name}}}"), "is not a placeholder");
        }
    }
}

fn both(words: &Words) -> impl Iterator<Item = &str> {
    [words.en.as_str(), words.es.as_str()].into_iter()
}

fn all(label: &Label) -> impl Iterator<Item = &str> {
    std::iter::once(label.en.as_str()).chain(label.es.as_deref())
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}
