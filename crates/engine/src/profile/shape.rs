//! Every fault of a profile's shape at once: keys, types, words.
//!
//! A decoder stops at the first fault. So each one is noted, mended with a value that is right there
//! (of `stand_in.json`), and the rest is decoded again. What was mended is thrown away.

use super::place::{self, Step};
use super::{Placed, Profile};
use crate::address::distance::within;
use serde_json::Value;
use serde_path_to_error::Segment;

/// A profile with every key that there is, each with a value of its shape.
const STAND_IN: &str = include_str!("stand_in.json");

/// The most faults that are told: beyond that it is another file.
pub(super) const MOST: usize = 100;

/// Reads the shape. The faults come in the order of the file.
pub(super) fn read(json: &str) -> Result<Profile, Vec<Placed>> {
    decoded(json).map_err(|mut faults| {
        faults.sort_by_key(|fault| (fault.line, fault.column));
        faults
    })
}

fn decoded(json: &str) -> Result<Profile, Vec<Placed>> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let decoded = serde_path_to_error::deserialize::<_, Profile>(&mut reader)
        .map_err(|e| (steps(e.path()), e.into_inner()))
        .and_then(|profile| reader.end().map(|()| profile).map_err(|e| (Vec::new(), e)));
    let first = match decoded {
        Ok(profile) => {
            let nulls = serde_json::from_str(json).map(|value| nulls(&value)).unwrap_or_default();
            let faults: Vec<_> = nulls.into_iter().map(|path| placed(json, &path, NULL.to_owned())).collect();
            return if faults.is_empty() { Ok(profile) } else { Err(faults) };
        }
        Err((path, error)) => (path, error),
    };
    let (path, error) = first;
    let here = Placed {
        key: place::written(&path),
        line: error.line(),
        column: error.column(),
        reason: reason(&error.to_string()),
    };
    if !error.is_data() {
        return Err(vec![here]);
    }
    match serde_json::from_str(json) {
        Ok(value) => {
            let mut faults: Vec<_> =
                all(value).into_iter().map(|(path, reason)| placed(json, &path, reason)).collect();
            // A key that is there twice is lost in a value.
            if !faults.iter().any(|fault| fault.reason == here.reason) {
                faults.insert(0, here);
            }
            Err(faults)
        }
        Err(syntax) => Err(vec![
            here,
            Placed {
                key: String::new(),
                line: syntax.line(),
                column: syntax.column(),
                reason: reason(&syntax.to_string()),
            },
        ]),
    }
}

/// What is said of a key that an optional value would take.
const NULL: &str = "null is not accepted; leave the key out";

fn placed(json: &str, path: &[Step], reason: String) -> Placed {
    let (line, column) = place::of(json, path);
    Placed { key: place::written(path), line, column, reason }
}

fn all(mut value: Value) -> Vec<(Vec<Step>, String)> {
    let stand_in = serde_json::from_str(STAND_IN).unwrap_or_default();
    let mut faults: Vec<(Vec<Step>, String)> = Vec::new();
    while faults.len() < MOST {
        let Err(error) = serde_path_to_error::deserialize::<_, Profile>(&value) else {
            faults.extend(nulls(&value).into_iter().map(|path| (path, NULL.to_owned())));
            break;
        };
        let (path, said) = (steps(error.path()), error.inner().to_string());
        let mended = mend(&mut value, &path, &said, &stand_in).is_some();
        faults.push((path, reason(&said)));
        if !mended {
            break;
        }
    }
    faults
}

/// Takes the fault away; `None` where that cannot be done.
fn mend(value: &mut Value, path: &[Step], said: &str, stand_in: &Value) -> Option<()> {
    if said.starts_with("unknown field ") {
        let (Step::Key(key), parent) = path.split_last()? else { return None };
        return at(value, parent)?.as_object_mut()?.remove(key).map(drop);
    }
    if said.starts_with("missing field ") {
        let key = ticked(said).next()?;
        let right = right(stand_in, path)?.get(key)?.clone();
        at(value, path)?.as_object_mut()?.insert(key.to_owned(), right);
        return Some(());
    }
    let right = right(stand_in, path)?;
    let wrong = at(value, path)?;
    // The stand-in itself is refused: it cannot be mended with itself.
    if path.is_empty() || wrong == right {
        return None;
    }
    *wrong = right.clone();
    // What else a domain has hangs on its status; nobody knows which one was meant.
    if let [parent @ .., Step::Key(key)] = path
        && key == "status"
    {
        let domain = at(value, parent)?.as_object_mut()?;
        domain.insert(key.clone(), "active".into());
        domain.retain(|key, _| key != "to" && key != "link");
    }
    Some(())
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Item(index) => value.get_mut(index),
    })
}

/// The stand-in's value in the same place; one item stands for every item of a list.
fn right<'v>(stand_in: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(stand_in, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Item(_) => value.get(0),
    })
}

fn nulls(value: &Value) -> Vec<Vec<Step>> {
    fn walk(value: &Value, path: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
        let mut inside = |step, value| {
            path.push(step);
            walk(value, path, found);
            path.pop();
        };
        match value {
            Value::Null => found.push(path.clone()),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| inside(Step::Item(index), item))
            }
            Value::Object(map) => map.iter().for_each(|(key, item)| inside(Step::Key(key.clone()), item)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, &mut Vec::new(), &mut found);
    found
}

fn steps(path: &serde_path_to_error::Path) -> Vec<Step> {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => Some(Step::Item(*index)),
        Segment::Map { key } => Some(Step::Key(key.clone())),
        Segment::Enum { .. } | Segment::Unknown => None,
    };
    path.iter().filter_map(step).collect()
}

/// The JSON reader's sentence without the position, in words that are not Rust's, and with what was
/// probably meant.
fn reason(said: &str) -> String {
    let text = said.rfind(" at line ").and_then(|at| said.get(..at)).unwrap_or(said);
    let mut text = text.to_owned();
    if let Some((before, kind)) = text.rsplit_once("expected ") {
        let plain = match kind {
            "u16" => "a whole number from 0 to 65535",
            "u32" => "a whole number from 0 to 4294967295",
            "a sequence" => "a list",
            "a string" => "a text",
            "a boolean" => "true or false",
            kind if kind.starts_with("struct ") => "an object",
            kind => kind,
        };
        text = format!("{before}expected {plain}");
    }
    if let Some(meant) = meant(&text) {
        text.push_str(&format!("; did you mean `{meant}`?"));
    }
    text
}

/// What stands between grave accents.
fn ticked(said: &str) -> impl Iterator<Item = &str> {
    said.split('`').skip(1).step_by(2)
}

/// The word of those that are accepted that is nearest to the one that was found.
fn meant(said: &str) -> Option<&str> {
    if !said.starts_with("unknown ") {
        return None;
    }
    let mut words = ticked(said);
    let found = words.next()?.to_ascii_lowercase();
    let limit = (found.len() / 3).clamp(1, 3);
    words
        .filter_map(|word| Some((within(&found, word, limit)?, word)))
        .min_by_key(|(far, _)| *far)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stand_in_has_every_shape() {
        assert!(serde_json::from_str::<Profile>(STAND_IN).is_ok());
    }
}
