//! A text as the words that count when error messages are compared.
//!
//! Letter case, accents, quotation marks, apostrophes, invisible characters, HTML and the way
//! lines are wrapped make no difference: `Can’t` is `cant`, `Contraseña` is `contrasena`. A word
//! is handed over as its hash alone, so that a paste of any size is read once and never copied.

/// The hash of a word, FNV-1a with 64 bits.
pub(super) type Hash = u64;

const START: Hash = 0xcbf2_9ce4_8422_2325;
const PRIME: Hash = 0x100_0000_01b3;

/// The longest tag that is taken for one, in bytes.
const TAG: usize = 256;
/// The longest HTML entity, in bytes, without `&` and `;`.
const ENTITY: usize = 8;

/// Hands every word of `text` to `each`, in order. `@` is a word of its own.
pub(super) fn each_word(text: &str, each: impl FnMut(Hash)) {
    Reader { text, at: 0, hash: START, any: false, each }.read();
}

struct Reader<'a, F> {
    text: &'a str,
    at: usize,
    hash: Hash,
    any: bool,
    each: F,
}

/// What a character is to us.
enum Kind {
    /// Part of a word, as this character.
    Letter(char),
    /// Between two words.
    Gap,
    /// Not there: an apostrophe, a soft hyphen, a combining accent.
    Nothing,
}

impl<F: FnMut(Hash)> Reader<'_, F> {
    fn read(mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'a'..=b'z' | b'0'..=b'9' => self.byte(byte),
                b'A'..=b'Z' => self.byte(byte | 0x20),
                b'\'' | b'`' => {}
                b'@' => {
                    self.end();
                    self.byte(b'@');
                    self.end();
                }
                b'&' => self.entity(),
                b'<' => {
                    self.end();
                    self.at += tag(&bytes[self.at..]);
                }
                b'=' => self.soft_break(),
                b'\\' => {
                    self.end();
                    // JSON and logs write line breaks so.
                    self.at += usize::from(matches!(bytes.get(self.at), Some(b'n' | b'r' | b't')));
                }
                0x80.. => self.wide(),
                _ => self.end(),
            }
        }
        self.end();
    }

    fn byte(&mut self, byte: u8) {
        self.hash = (self.hash ^ Hash::from(byte)).wrapping_mul(PRIME);
        self.any = true;
    }

    fn end(&mut self) {
        if self.any {
            (self.each)(self.hash);
            self.hash = START;
            self.any = false;
        }
    }

    fn character(&mut self, character: char) {
        match kind(character) {
            Kind::Letter(letter) => {
                let mut buffer = [0; 4];
                for &byte in letter.encode_utf8(&mut buffer).as_bytes() {
                    self.byte(byte);
                }
            }
            Kind::Gap => self.end(),
            Kind::Nothing => {}
        }
    }

    /// A character that is not ASCII; its first byte is read already.
    fn wide(&mut self) {
        let rest = self.text.get(self.at - 1..).unwrap_or_default();
        if let Some(character) = rest.chars().next() {
            self.at += character.len_utf8() - 1;
            self.character(character);
        }
    }

    fn entity(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        if !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'#') {
            return self.end();
        }
        let length = rest.iter().take(ENTITY + 1).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#');
        let length = length.count();
        let name = self.text.get(self.at..self.at + length).unwrap_or_default();
        match (rest.get(length), decoded(name)) {
            (Some(b';'), Some(character)) => {
                self.at += length + 1;
                self.character(character);
            }
            _ => self.end(),
        }
    }

    /// Quoted-printable mail breaks a line, even inside a word, with `=` at its end.
    fn soft_break(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        if rest.starts_with(b"\r\n") {
            self.at += 2;
        } else if rest.starts_with(b"\n") {
            self.at += 1;
        } else {
            self.end();
        }
    }
}

/// How many bytes after a `<` belong to an HTML tag; 0 where it is none. `<jane@example.org>` and
/// what servers write between these signs are text.
fn tag(rest: &[u8]) -> usize {
    let inside = rest.iter().take(TAG).take_while(|byte| !matches!(byte, b'<' | b'>')).count();
    if rest.get(inside) != Some(&b'>') {
        return 0;
    }
    let body = &rest[..inside];
    let closing = body.first() == Some(&b'/');
    let named = &body[usize::from(closing)..];
    let name = named.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let after = &named[name..];
    let letter = named.first().is_some_and(u8::is_ascii_alphabetic);
    let shaped = match after.first() {
        None => true,
        Some(b'/') => after.len() == 1,
        Some(byte) => byte.is_ascii_whitespace() && (after.contains(&b'=') || after.ends_with(b"/")),
    };
    if letter && name <= 10 && shaped && !body.contains(&b'@') { inside + 1 } else { 0 }
}

fn kind(character: char) -> Kind {
    Kind::Letter(match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        'a'..='z' | '0'..='9' => character,
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        '\'' | '`' | '´' | 'ʼ' | '‘' | '’' | '‚' | '‛' | '′' | '＇' => return Kind::Nothing,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => {
            return Kind::Nothing;
        }
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => return Kind::Nothing,
        '\0'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => {
            return Kind::Gap;
        }
        '\u{fe00}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff0f}' | '\u{fff0}'..='\u{ffff}' => return Kind::Gap,
        other => other,
    })
}

fn decoded(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "nbsp" => '\u{a0}',
        "apos" | "lsquo" | "rsquo" => '\'',
        "quot" | "ldquo" | "rdquo" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "shy" => '\u{ad}',
        "ndash" | "mdash" | "hellip" | "laquo" | "raquo" | "iquest" | "iexcl" => ' ',
        _ => accented(name)?,
    })
}

/// `aacute` is á: the accent is dropped anyway.
fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    matches!(&name[1..], "acute" | "grave" | "tilde" | "uml" | "circ" | "cedil").then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Hash> {
        let mut found = Vec::new();
        each_word(text, |hash| found.push(hash));
        found
    }

    #[test]
    fn what_a_text_looks_like_makes_no_difference() {
        let plain = words("can't verify the server's identity");
        for other in [
            "CAN’T verify the server’s identity",
            "can&#39;t verify&nbsp;the server&rsquo;s identity",
            "can't\n> verify   the\r\nserver's iden\u{ad}ti\u{200b}ty",
            "<p class=\"x\">Can't <b>verify</b><br/>the server's identity</p>",
            "can't veri=\r\nfy the server's identity",
            "can't verify\\nthe server's identity",
        ] {
            assert_eq!(words(other), plain, "{other}");
        }
    }

    #[test]
    fn accents_make_no_difference() {
        assert_eq!(words("Contraseña rechazó"), words("contrasena RECHAZO"));
        assert_eq!(words("contrasen\u{303}a"), words("contrase&ntilde;a"));
    }

    #[test]
    fn what_stands_between_angle_brackets_is_text_unless_it_is_a_tag() {
        assert_eq!(words("<jane@example.org>"), words("jane@example.org"));
        assert_eq!(words("<mx.example.org #5.1.1 smtp;550>"), words("mx example org 5 1 1 smtp 550"));
        assert_eq!(words("a < b > c <"), words("a b c"));
    }

    #[test]
    fn an_address_is_found_by_its_sign() {
        assert_eq!(words("x@q.com"), words("x @ q com"));
        assert_ne!(words("x@q.com"), words("x q com"));
    }
}
