//! Where in a JSON text something stands: line and column of a path of keys.

/// One step of a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// Into an object.
    Key(String),
    /// Into a list.
    Item(usize),
}

/// The steps of a path as [`Fault::key`](super::Fault::key) writes it: `endpoints[2].sources`.
pub(super) fn path(key: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in key.split('.') {
        let mut pieces = part.split('[');
        steps.extend(pieces.next().filter(|name| !name.is_empty()).map(|name| Step::Key(name.to_owned())));
        let items = pieces.filter_map(|piece| piece.trim_end_matches(']').parse().ok());
        steps.extend(items.map(Step::Item));
    }
    steps
}

/// A path as [`path`] reads it.
pub(super) fn written(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => text.push_str(&format!(".{key}")),
            Step::Item(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// Line and column, from 1, of the last step of `path` that is there. `json` must be JSON.
pub(super) fn of(json: &str, path: &[Step]) -> (usize, usize) {
    let at = offset(json, path);
    let before = json.get(..at).unwrap_or_default();
    let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    (before.bytes().filter(|byte| *byte == b'\n').count() + 1, line.chars().count() + 1)
}

fn offset(json: &str, path: &[Step]) -> usize {
    let mut scan = Scan { text: json, at: 0 };
    scan.blanks();
    let mut found = scan.at;
    for step in path {
        let there = match step {
            Step::Key(key) => scan.enter_key(key),
            Step::Item(index) => scan.enter_item(*index),
        };
        match there {
            Some(at) => found = at,
            None => break,
        }
    }
    found
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.next().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Passes `byte` and the blanks around it.
    fn sign(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        (self.next()? == byte).then(|| self.at += 1)?;
        self.blanks();
        Some(())
    }

    /// Goes to the value of a key of the object here; where the key stands.
    fn enter_key(&mut self, wanted: &str) -> Option<usize> {
        self.sign(b'{')?;
        loop {
            let start = self.at;
            self.string()?;
            let name = self.text.get(start..self.at)?;
            self.sign(b':')?;
            if serde_json::from_str::<String>(name).is_ok_and(|name| name == wanted) {
                return Some(start);
            }
            self.value();
            self.sign(b',')?;
        }
    }

    /// Goes to an item of the list here; where it begins.
    fn enter_item(&mut self, wanted: usize) -> Option<usize> {
        self.sign(b'[')?;
        for _ in 0..wanted {
            self.value();
            self.sign(b',')?;
        }
        (self.next()? != b']').then_some(self.at)
    }

    /// Passes a string.
    fn string(&mut self) -> Option<()> {
        (self.next()? == b'"').then(|| self.at += 1)?;
        loop {
            match self.next()? {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }

    /// Passes a value of any kind.
    fn value(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.next() {
            match byte {
                b'"' => {
                    if self.string().is_none() {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => return,
                _ => {}
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a\\u0062\": 1, \"list\": [ {\"x\": \"}\\\"],{\"},\n    {\"x\": [1, [2,\n3]]} ],\n  \"é\": {\"z\": {}},\n\t\"last\": -1e3\n}\n";

    #[test]
    fn every_path_is_found() {
        for (key, place) in [
            ("", (1, 1)),
            ("ab", (2, 3)),
            ("list", (2, 17)),
            ("list[0]", (2, 27)),
            ("list[0].x", (2, 28)),
            ("list[1].x[1][1]", (4, 1)),
            ("é.z", (5, 9)),
            ("last", (6, 2)),
            // What is not there: the last step that is.
            ("list[2]", (2, 17)),
            ("list[0].y", (2, 27)),
            ("é.z.q", (5, 9)),
            ("last.x", (6, 2)),
            ("nothing", (1, 1)),
        ] {
            assert_eq!(of(TEXT, &path(key)), place, "{key}");
            assert_eq!(written(&path(key)), key);
        }
    }
}
