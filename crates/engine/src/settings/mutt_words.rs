//! The words of a muttrc (manual, "Syntax of initialization files"): quotes, variables, comments,
//! several commands on a line, and lines that go on after a backslash.

use std::collections::BTreeMap;

/// What was set, by the name of the variable.
pub(super) type Variables = BTreeMap<String, String>;

/// The longest value that is kept, so that variables in variables cannot grow without end.
const LONGEST: usize = 256;

/// The most variables that are kept; mutt itself has about 500.
const MOST: usize = 1000;

/// The lines of a muttrc, those that go on after a backslash put together.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    let mut rest = super::lines::lines(text);
    std::iter::from_fn(move || {
        let mut whole = rest.next()?.trim_start().to_owned();
        while !whole.starts_with('#') && whole.ends_with('\\') {
            whole.pop();
            let Some(next) = rest.next() else { break };
            whole.push_str(next);
        }
        Some(whole)
    })
}

/// What is left of a line.
pub(super) struct Words<'a> {
    rest: &'a str,
}

/// What ends a word besides a blank.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// Nothing more.
    Blank,
    /// An equals sign too: the name of a variable.
    Equals,
}

impl<'a> Words<'a> {
    /// Of a line, or of a command in a hook.
    pub(super) fn new(line: &'a str) -> Self {
        Self { rest: line }
    }

    /// Whether another command is on the line; goes to it.
    pub(super) fn next_command(&mut self) -> bool {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
        !self.at_end()
    }

    /// The next word of the command.
    pub(super) fn word(&mut self, known: &Variables) -> Option<String> {
        self.take(Until::Blank, known)
    }

    /// The next variable of a `set`, and its value where it has one.
    pub(super) fn assignment(&mut self, known: &Variables) -> Option<(String, Option<String>)> {
        let mut name = self.take(Until::Equals, known)?;
        self.blanks();
        let Some(rest) = self.rest.strip_prefix('=') else {
            return Some((name, None));
        };
        // NeoMutt's `+=`, which adds to a list.
        if name.ends_with('+') {
            name.pop();
        }
        self.rest = rest;
        Some((name, Some(self.take(Until::Blank, known).unwrap_or_default())))
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// At the end of the line, at a comment, or at the next command.
    fn at_end(&self) -> bool {
        self.rest.is_empty() || self.rest.starts_with(['#', ';'])
    }

    fn take(&mut self, until: Until, known: &Variables) -> Option<String> {
        self.blanks();
        if self.at_end() {
            return None;
        }
        let mut word = String::new();
        let mut quote = None;
        let mut chars = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            match (quote, c) {
                (Some(open), _) if c == open => quote = None,
                // What a program prints cannot be known.
                (None | Some('"'), '`') => while chars.next().is_some_and(|(_, c)| c != '`') {},
                (None, '"' | '\'') => quote = Some(c),
                (Some('\''), _) => word.push(c),
                (_, '\\') => word.extend(chars.next().map(|(_, next)| next)),
                (_, '$') => {
                    let mut name = String::new();
                    let braces = chars.next_if(|(_, c)| *c == '{').is_some();
                    while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_alphanumeric() || *c == '_') {
                        name.push(c);
                    }
                    if braces {
                        chars.next_if(|(_, c)| *c == '}');
                    }
                    if word.len() < LONGEST {
                        word.push_str(known.get(&name).map_or("", String::as_str));
                    }
                }
                (None, ';') => {
                    end = at;
                    break;
                }
                (None, '=') if until == Until::Equals => {
                    end = at;
                    break;
                }
                (None, _) if c.is_whitespace() => {
                    end = at;
                    break;
                }
                _ => word.push(c),
            }
        }
        self.rest = self.rest.get(end..).unwrap_or_default();
        Some(word)
    }
}

/// Does what `set`, `unset` and `reset` say, for the rest of the command.
pub(super) fn set(command: &str, words: &mut Words<'_>, variables: &mut Variables) {
    while let Some((name, value)) = words.assignment(variables) {
        let name = name.to_ascii_lowercase();
        let (name, value) = match (command, value) {
            ("set", Some(value)) => (name, value),
            ("set", None) if name.starts_with(['?', '&']) || name.ends_with('?') => continue,
            ("set", None) => match name.strip_prefix("no") {
                Some(name) if is_switch(name) => (name.to_owned(), "no".to_owned()),
                _ if is_switch(&name) => (name, "yes".to_owned()),
                _ => continue,
            },
            ("unset", _) if is_switch(&name) => (name, "no".to_owned()),
            ("unset", _) => (name, String::new()),
            _ => {
                variables.remove(&name);
                continue;
            }
        };
        let room = variables.len() < MOST || variables.contains_key(&name);
        if value.len() <= LONGEST && name.len() <= LONGEST && room {
            variables.insert(name, value);
        }
    }
}

/// Whether a variable of those that matter here is yes or no.
fn is_switch(name: &str) -> bool {
    name.starts_with("ssl_") || name == "pop_delete"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Variables {
        let mut variables = Variables::new();
        for line in lines(text) {
            let mut words = Words::new(&line);
            while words.next_command() {
                let command = words.word(&variables).unwrap_or_default();
                set(&command, &mut words, &mut variables);
            }
        }
        variables
    }

    #[test]
    fn words_are_read_as_mutt_reads_them() {
        let got = read(
            "set a = \"x \\\"y\\\" $b\" b='$a' c=1;set d=$b${c}z e = \"`id -u;`f\" # g=h\r\nset i=j\\\nk\nset nossl_starttls ssl_force_tls user\nunset c",
        );
        let of = |name: &str| got.get(name).map(String::as_str);
        assert_eq!(of("a"), Some("x \"y\" "));
        assert_eq!(of("b"), Some("$a"));
        assert_eq!(of("d"), Some("$a1z"));
        assert_eq!(of("e"), Some("f"));
        assert_eq!(of("g"), None);
        assert_eq!(of("i"), Some("jk"));
        assert_eq!((of("ssl_starttls"), of("ssl_force_tls")), (Some("no"), Some("yes")));
        assert_eq!((of("user"), of("c")), (None, Some("")));
    }

    #[test]
    fn variables_in_variables_do_not_grow_without_end() {
        let mut text = "set a=0123456789\n".to_owned();
        text.push_str(&"set a=$a$a\n".repeat(10_000));
        assert!(read(&text).values().all(|value| value.len() <= LONGEST));
    }
}
