//! The words that say "password", and those that are no password though they stand where one might.

use super::Line;
use super::lists::{OF, REMARKS, SETTINGS, STATES, listed};
use crate::settings::signs::Signs;

/// A word that says that a password follows.
pub(super) struct Word {
    pub(super) start: usize,
    /// Behind the word and the rest of the key that it is in.
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What follows such a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A password, perhaps.
    Password,
    /// A password if it is a key or a command, but the word has other meanings ("pass").
    Pass,
    /// A secret only behind `=` or `:`.
    Secret,
    /// A command that prints the password.
    Command,
}

/// The word at `at`, if one begins there.
pub(super) fn at(text: &str, at: usize, line: Line) -> Option<Word> {
    let bytes = &text.as_bytes()[..line.end];
    let rest = bytes.get(at..)?;
    let before = at.checked_sub(1).filter(|_| at > line.start).map_or(b' ', |before| bytes[before]);
    let inside = before.is_ascii_alphabetic() || before >= 0x80;
    let (length, kind) = match rest[0] | 0x20 {
        b'p' if begins(rest, "pass") => {
            let tail = &rest[4..];
            let long = ["word", "wd", "wort", "phrase", "code"].iter().find(|end| begins(tail, end));
            let small = rest[3].is_ascii_lowercase();
            let goes_on =
                tail.first().is_some_and(|b| b.is_ascii_alphabetic() && b.is_ascii_lowercase() == small);
            match long {
                Some(end) => (4 + end.len(), Kind::Password),
                None if ["cmd", "eval", "command"].iter().any(|end| begins(tail, end)) => (4, Kind::Pass),
                None if goes_on || tail.first().is_some_and(|b| *b >= 0x80) => return None,
                None if inside
                    && ["by", "com", "sur", "over", "es"].iter().any(|end| ends(&bytes[..at], end)) =>
                {
                    return None;
                }
                None => (4, Kind::Pass),
            }
        }
        b'p' if begins(rest, "pwd") && !letter(rest, 3) => (3, Kind::Secret),
        b'c' if begins(rest, "contrase") => (contrasena(rest), Kind::Password),
        b'c' if !inside && begins(rest, "clave") && !letter(rest, 5) => (5, Kind::Password),
        b'k' if begins(rest, "kennwort") => (8, Kind::Password),
        b's' if begins(rest, "secret") && !letter(rest, 6) => (6, Kind::Secret),
        b't' if begins(rest, "token") && !letter(rest, 5) => (5, Kind::Secret),
        b'e' if begins(rest, "encryptedusername") => (17, Kind::Secret),
        b'r' if !inside && before != b'-' && begins(rest, "raw") && !letter(rest, 3) => (3, Kind::Secret),
        _ => return None,
    };
    let end = tail(bytes, at + length);
    let key = &bytes[at + length..end];
    let kind =
        if ["eval", "cmd", "command"].iter().any(|sign| holds(key, sign)) { Kind::Command } else { kind };
    const NOT: &[&str] = &["changed", "field", "cleartext", "encrypted", "same", "prompt"];
    if NOT.iter().any(|sign| holds(key, sign)) {
        return None;
    }
    static FLAG: Signs = Signs::new(&[&["prompt", "remember", "recordar", "sameas", "emailauth"]]);
    if FLAG.find(&bytes[line.start.max(at.saturating_sub(24))..at]).is_some() {
        return None;
    }
    Some(Word { start: at, end, kind })
}

/// The length of "contraseña", however its ñ is written.
fn contrasena(rest: &[u8]) -> usize {
    const FORMS: &[&str] =
        &["contraseña", "CONTRASEÑA", "contrasen\u{303}a", "contrase&ntilde;a", "contrasena"];
    let form = FORMS.iter().find(|form| begins(rest, form));
    form.map_or("contrase".len(), |form| form.len())
}

/// The end of a key that goes on behind the word, as in `password_command` and `password.raw`.
fn tail(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let dot = *byte == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        let dash = *byte == b'-' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        if !(byte.is_ascii_alphanumeric() || *byte == b'_' || dot || dash) {
            break;
        }
        at += 1;
    }
    at
}

fn begins(bytes: &[u8], sign: &str) -> bool {
    bytes.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign.as_bytes()))
}

fn ends(bytes: &[u8], sign: &str) -> bool {
    bytes.len().checked_sub(sign.len()).is_some_and(|at| bytes[at..].eq_ignore_ascii_case(sign.as_bytes()))
}

/// Whether a short run of bytes holds a sign.
fn holds(bytes: &[u8], sign: &str) -> bool {
    let bytes = &bytes[..bytes.len().min(64)];
    let first = sign.as_bytes()[0];
    (0..bytes.len()).any(|at| bytes[at] | 0x20 == first && begins(&bytes[at..], sign))
}

fn letter(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a word is in a list; the case of ASCII letters does not count.
pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| word.eq_ignore_ascii_case(entry))
}

/// A label or a word without the blanks and marks around it.
pub(super) fn clean(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ':' | '*' | ',' | '.' | ';' | '!' | '?' | '"' | '“' | '”' | '\'' | '(' | ')')
    })
}

/// Whether a line is nothing but the label of a password field.
pub(super) fn is_label(content: &str) -> bool {
    const AROUND: &[&str] = &[
        "your",
        "my",
        "the",
        "email",
        "e-mail",
        "mail",
        "account",
        "incoming",
        "outgoing",
        "smtp",
        "imap",
        "pop",
        "pop3",
        "server",
        "app",
        "mailbox",
        "webmail",
        "su",
        "tu",
        "mi",
        "la",
        "el",
        "de",
        "del",
        "correo",
        "electrónico",
        "cuenta",
        "aplicación",
        "entrante",
        "saliente",
        "new",
        "current",
        "for",
    ];
    /// What is written with a capital before "password" and is no provider's name: ways to sign in,
    /// buttons, and other fields.
    const NO_NAMES: &[&str] = &[
        "normal",
        "encrypted",
        "plain",
        "clear",
        "cleartext",
        "secure",
        "simple",
        "use",
        "no",
        "without",
        "with",
        "wrong",
        "incorrect",
        "invalid",
        "forgot",
        "forgotten",
        "lost",
        "change",
        "reset",
        "show",
        "hide",
        "remember",
        "save",
        "saved",
        "enter",
        "type",
        "retype",
        "same",
        "need",
        "needs",
        "require",
        "required",
        "requires",
        "ask",
        "always",
        "never",
        "kerberos",
        "ntlm",
        "oauth2",
        "and",
        "or",
        "user",
        "username",
        "name",
        "login",
        "cifrada",
        "segura",
        "simple",
        "cambiar",
        "olvidó",
        "olvidé",
        "mostrar",
        "ocultar",
        "recordar",
        "guardar",
        "restablecer",
        "usar",
        "sin",
        "con",
        "incorrecta",
        "usuario",
        "nombre",
    ];
    if content.len() > 80 {
        return false;
    }
    let (mut said, mut names) = (0, 0);
    let all = content.split_whitespace().take(9).all(|word| {
        let word = clean(word);
        let password = is_one_of(
            word,
            &[
                "password",
                "contraseña",
                "CONTRASEÑA",
                "contrasena",
                "clave",
                "passwd",
                "passwort",
                "passphrase",
                "kennwort",
            ],
        );
        said += usize::from(password);
        if password || is_one_of(word, AROUND) {
            return true;
        }
        // A provider's name: "Valley Fiber password".
        names += 1;
        word.starts_with(char::is_uppercase) && !is_one_of(word, NO_NAMES)
    });
    all && said == 1 && names <= 3
}

/// Whether a line is the label of the sign-in method, whose value may be "Password".
pub(super) fn is_method_label(content: &str) -> bool {
    const LABELS: &[&str] = &[
        "authentication",
        "authentication method",
        "authentication type",
        "auth",
        "autenticación",
        "método de autenticación",
        "tipo de autenticación",
        "method",
        "type",
        "método",
    ];
    is_one_of(clean(content), LABELS)
}

/// Whether a line between a label and its value is only a button or a hint.
pub(super) fn is_noise(content: &str) -> bool {
    is_one_of(
        clean(content),
        &["show", "hide", "mostrar", "ocultar", "required", "optional", "requerido", "opcional"],
    )
}

/// Whether a word begins another setting.
pub(super) fn is_setting(word: &str) -> bool {
    listed(clean(word), SETTINGS)
}

/// Whether a word is said about a password, and is none.
pub(super) fn is_remark(word: &str) -> bool {
    let word = clean(word);
    word.len() <= 15 && !word.ends_with(|c: char| c.is_ascii_digit()) && listed(word, REMARKS)
}

/// Whether a value says something else than a password.
pub(super) fn is_state(word: &str) -> bool {
    let word = word.trim_matches([',', ';', '.', ')', '}', '(']);
    word.is_empty() || listed(word, STATES)
}

/// Words that may stand between "password" and the sign before its value.
pub(super) fn is_of(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '*', '"']);
    listed(word, OF) || word.contains('@') || super::is_host(word)
}
