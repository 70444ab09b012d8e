//! The lists of [`super::words`], each in the order of its bytes, so that a word is found fast.

/// Whether a word is in one of these lists; the case of ASCII letters does not count.
pub(super) fn listed(word: &str, list: &[&str]) -> bool {
    list.binary_search_by(|entry| entry.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase())))
        .is_ok()
}

/// What begins another setting, in English and Spanish.
#[rustfmt::skip]
pub(super) const SETTINGS: &[&str] = &[
    "account", "aceptar", "address", "advanced", "autenticación", "auth", "authentication", "cancel",
    "cancelar", "cifrado", "conexión", "connection", "continuar", "continue", "correo", "cuenta",
    "delete", "descripción", "description", "dirección", "domain", "done", "e-mail", "email",
    "encrypted", "encryption", "entrada", "entrante", "forgot", "from", "guardar", "host", "hostname",
    "imap", "incoming", "leave", "login", "method", "mi", "my", "método", "name", "next", "nombre",
    "ok", "outgoing", "pop", "pop3", "port", "protocol", "protocolo", "puerto", "receiving", "recordar",
    "remember", "remove", "require", "requires", "salida", "saliente", "save", "security", "seguridad",
    "sending", "server", "servidor", "sign", "siguiente", "smtp", "ssl", "starttls", "su", "sync",
    "tipo", "tls", "tls_starttls", "type", "usar", "use", "user", "username", "usuario", "your",
];

/// What is said about a password, and is none.
#[rustfmt::skip]
pub(super) const REMARKS: &[&str] = &[
    "a", "about", "accepted", "again", "al", "already", "also", "an", "and", "any", "are", "as",
    "asked", "at", "autenticación", "auth", "authentication", "bad", "been", "being", "blank", "box",
    "but", "by", "caducada", "can", "can't", "cannot", "case", "change", "changed", "check", "cifrada",
    "cleartext", "como", "con", "correct", "correcta", "correcto", "could", "de", "del", "did",
    "didn't", "do", "does", "doesn't", "don't", "dos", "e", "el", "empty", "en", "encrypted", "entered",
    "entry", "equivocada", "error", "errónea", "es", "estaba", "está", "every", "expired", "failed",
    "fails", "failure", "falló", "field", "fine", "for", "forgotten", "from", "fue", "good", "ha",
    "has", "have", "he", "hint", "i", "if", "igual", "in", "incorrect", "incorrecta", "incorrecto",
    "insecurely", "instead", "into", "invalid", "inválida", "is", "isn't", "it", "it's", "keeps", "la",
    "lo", "login", "mal", "manager", "may", "me", "method", "misma", "mismatch", "mismo", "missing",
    "must", "my", "nada", "needed", "needs", "never", "new", "no", "none", "normal", "not", "number",
    "o", "of", "off", "ok", "okay", "olvidada", "on", "only", "opcional", "optional", "or", "para",
    "pero", "por", "prompt", "prompts", "protected", "provided", "que", "rechazada", "refused",
    "rejected", "requerida", "requerido", "required", "reset", "resets", "right", "same", "saved",
    "screen", "se", "segura", "seguro", "server", "set", "settings", "should", "show", "si", "sin",
    "size", "still", "stored", "supplied", "sí", "than", "that", "the", "then", "they", "this",
    "through", "to", "too", "transmitted", "twice", "u", "un", "una", "unencrypted", "user", "username",
    "using", "vacía", "valid", "válida", "was", "wasn't", "we", "when", "where", "which", "will",
    "window", "with", "without", "won't", "working", "works", "wrong", "y", "ya", "yes", "yet", "you",
    "your",
];

/// Values that say something else than a password.
#[rustfmt::skip]
pub(super) const STATES: &[&str] = &[
    "0", "1", "2", "[", "[x]", "]", "ask", "empty", "false", "guardada", "hidden", "incorrect",
    "incorrecta", "invalid", "nil", "ninguna", "no", "none", "normal", "null", "obligatoria",
    "obligatorio", "oculta", "off", "on", "opcional", "optional", "plain", "prompt", "requerida",
    "requerido", "required", "saved", "si", "sí", "true", "undefined", "vacía", "wrong", "yes", "☐",
    "☑", "✓", "✔",
];

/// What may stand between "password" and the sign before its value.
#[rustfmt::skip]
pub(super) const OF: &[&str] = &[
    "account", "actual", "address", "again", "aplicación", "app", "confirm", "correo", "cuenta",
    "current", "de", "del", "e-mail", "el", "electrónico", "email", "en", "entrante", "for", "here",
    "imap", "in", "incoming", "la", "mail", "mailbox", "mi", "my", "new", "nueva", "of", "outgoing",
    "para", "pop", "pop3", "saliente", "server", "smtp", "su", "the", "this", "to", "tu", "user",
    "usuario", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_in_small_letters() {
        for list in [SETTINGS, REMARKS, STATES, OF] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|word| word.to_lowercase() == *word && listed(word, list)));
        }
    }
}
