//! What must hold inside a client card, beyond its shape.

use super::{ClientCard, Device, Label, Row, RowKind, Screen, Values};
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
        if self.verify.is_empty() {
            fault("verify".into(), "must say how to verify");
        }
        if self.variants.is_empty() {
            fault("variants".into(), "must have at least one");
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
        screens("window.screens", &self.window.screens, &mut fault);
        self.edit_faults(&mut fault);
        faults
    }

    fn edit_faults(&self, fault: &mut impl FnMut(String, &str)) {
        let edit = &self.edit;
        let webmail = self.devices.as_slice() == [Device::Shared];
        let editable = self.editable_later && !webmail;
        for (key, list) in [("edit.incoming", &edit.incoming), ("edit.outgoing", &edit.outgoing)] {
            if list.is_empty() == editable {
                fault(key.into(), "is there when the app can change servers later, and only then");
            }
            screens(key, list, fault);
        }
        if !editable && edit.note.is_none() {
            fault("edit.note".into(), "must say what to do instead where servers cannot be changed");
        }
        if edit.pop_seen.is_none() != webmail {
            fault("edit.pop_seen".into(), "must say how POP is recognised; webmail alone has none");
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
        RowKind::Note | RowKind::Warn => text && !label && !value,
    };
    if !sound {
        fault(
            key.to_owned(),
            "type and choose have label and value; tap, on, off, leave and password a label; link value and text; note and warn text alone",
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
