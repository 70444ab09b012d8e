//! Who sent a message: the `From` header, decoded (RFC 2047, RFC 5322 section 3.4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The name and the address in a message's `From` header.
#[must_use]
pub fn sender(message: &str) -> Option<(String, String)> {
    let head = message.split("\n\n").next()?.replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ");
    let from = head.lines().find_map(|line| line.strip_prefix("From: "))?.to_owned();
    let Some((name, address)) = from.rsplit_once('<') else { return Some((String::new(), from)) };
    let name = name.trim();
    let name = match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => unescaped(inner),
        None => decoded(name),
    };
    Some((name, address.trim_end().trim_end_matches('>').to_owned()))
}

fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

/// Encoded words, between which blanks do not count, and other words, between which they do.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut after_encoded = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if let Some(content) = content(word) {
            if !after_encoded {
                bytes.push(b' ');
            }
            bytes.extend(content);
            after_encoded = true;
        } else {
            if !bytes.is_empty() {
                bytes.push(b' ');
            }
            bytes.extend(unescaped(word).bytes());
            after_encoded = false;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn content(word: &str) -> Option<Vec<u8>> {
    let inner = word.strip_prefix("=?")?.strip_suffix("?=")?;
    let mut parts = inner.splitn(3, '?');
    let (_, how, text) = (parts.next()?, parts.next()?, parts.next()?);
    if how.eq_ignore_ascii_case("b") {
        return STANDARD.decode(text).ok();
    }
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'_' => b' ',
            b'=' => {
                let pair = [bytes.next()?, bytes.next()?];
                u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?
            }
            _ => byte,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded() {
        let of = |from: &str| sender(&format!("To: x\nFrom: {from}\n\nFrom: y\n")).unwrap();
        let pair = |name: &str, address: &str| (name.to_owned(), address.to_owned());
        assert_eq!(of(r#""a \"b\" \\" <c@d.net>"#), pair(r#"a "b" \"#, "c@d.net"));
        assert_eq!(of("=?utf-8?q?Zo=C3=AB_x?=\n =?UTF-8?B?w6k=?= <c@d.net>"), pair("Zoë xé", "c@d.net"));
        assert_eq!(of("=?utf-8?q?=C3=AB?= Pat <c@d.net>"), pair("ë Pat", "c@d.net"));
        assert_eq!(of("c@d.net"), pair("", "c@d.net"));
    }
}
