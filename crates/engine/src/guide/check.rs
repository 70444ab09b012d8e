//! What must hold inside a client card, beyond its shape.

use super::{ClientCard, Label, Row, RowKind, Screen, Values};
use crate::profile::Fault;

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
        faults
    }
}

fn screens(list: &str, screens: &[Screen], fault: &mut impl FnMut(String, &str)) {
    for (index, screen) in screens.iter().enumerate() {
        let key = format!("{list}[{index}]");
        if screen.rows.is_empty() && screen.path.is_empty() {
            fault(key.clone(), "has neither a path nor rows");
        }
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
    let texts = row.text.iter().flat_map(|words| [words.en.as_str(), words.es.as_str()]);
    let labels = row.value.iter().chain(&row.label).flat_map(all);
    for text in texts.chain(labels) {
        for name in placeholders(text) {
            if !Values::NAMES.contains(&name) && !name.starts_with("link.") {
                fault(format!("{key}: {{{name}}}"), "is not a placeholder");
            }
        }
    }
}

fn all(label: &Label) -> impl Iterator<Item = &str> {
    std::iter::once(label.en.as_str()).chain(label.es.as_deref())
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}
