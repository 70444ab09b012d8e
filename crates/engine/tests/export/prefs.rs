//! A reader for preference files, strict where Thunderbird is forgiving: one `user_pref` a line,
//! a string, an integer or a boolean, and only the escapes that its own reader knows.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Literal {
    Text(String),
    Number(i32),
    Bool(bool),
}

/// Comment lines, and the preferences by name.
pub fn read(text: &str) -> (Vec<&str>, BTreeMap<String, Literal>) {
    assert!(text.ends_with('\n'), "the last line is not ended");
    let mut comments = Vec::new();
    let mut prefs = BTreeMap::new();
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix("// ") {
            comments.push(comment);
            continue;
        }
        let (name, value) = pref(line);
        assert!(prefs.insert(name.clone(), value).is_none(), "{name} is there twice");
    }
    (comments, prefs)
}

fn pref(line: &str) -> (String, Literal) {
    let inner = line.strip_prefix("user_pref(").and_then(|rest| rest.strip_suffix(");"));
    let mut rest = inner.unwrap_or_else(|| panic!("not a preference: {line}")).chars().peekable();
    let name = string(&mut rest);
    assert_eq!((rest.next(), rest.next()), (Some(','), Some(' ')), "{line}");
    let value = if rest.peek() == Some(&'"') {
        Literal::Text(string(&mut rest))
    } else {
        let word: String = rest.by_ref().collect();
        match word.as_str() {
            "true" => Literal::Bool(true),
            "false" => Literal::Bool(false),
            number => Literal::Number(number.parse().unwrap_or_else(|e| panic!("{line}: {e}"))),
        }
    };
    assert_eq!(rest.next(), None, "something follows the value: {line}");
    (name, value)
}

/// A string literal with its quotes.
fn string(rest: &mut Peekable<Chars<'_>>) -> String {
    assert_eq!(rest.next(), Some('"'));
    let mut units: Vec<u16> = Vec::new();
    loop {
        let c = rest.next().unwrap_or_else(|| panic!("the string is not closed"));
        let c = match c {
            '"' => break,
            '\\' => match rest.next() {
                Some(quoted @ ('"' | '\'' | '\\')) => quoted,
                Some('n') => '\n',
                Some('r') => '\r',
                Some('u') => {
                    let digits: String = rest.by_ref().take(4).collect();
                    units.push(u16::from_str_radix(&digits, 16).unwrap());
                    continue;
                }
                other => panic!("Thunderbird knows no escape {other:?}"),
            },
            raw => {
                assert!(
                    !raw.is_control() && !matches!(raw, '\u{2028}' | '\u{2029}'),
                    "{raw:?} must be escaped"
                );
                raw
            }
        };
        units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16(&units).unwrap()
}

#[test]
fn the_reader_sees_types_and_escapes() {
    let (comments, prefs) =
        read("// why\nuser_pref(\"a.b\", \"x\\\"\\\\\\u00fc\\ud83d\\ude00\");\nuser_pref(\"c\", 3);\n");
    assert_eq!(comments, ["why"]);
    assert_eq!(prefs["a.b"], Literal::Text("x\"\\ü\u{1f600}".into()));
    assert_eq!(prefs["c"], Literal::Number(3));
}
