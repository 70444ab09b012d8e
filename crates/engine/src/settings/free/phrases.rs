//! Whole lines that speak of more than a value: boxes to tick, and what happens to mail on the server.

use crate::settings::Retention;
use crate::settings::signs::Signs;

/// What a line with a box or a choice in it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phrase {
    /// "My outgoing server (SMTP) requires authentication".
    OutgoingAuth,
    /// "Use same settings as my incoming mail server".
    SameAsIncoming,
    /// "Require logon using Secure Password Authentication (SPA)".
    Spa,
    /// "This server requires an encrypted connection (SSL/TLS)".
    Encrypted,
    /// "Leave a copy of messages on the server".
    LeaveCopy,
    /// "Remove from server after 14 days", "Delete from server: Never".
    Remove,
    /// "Remove from server when deleted from Deleted Items".
    RemoveWhenDeleted,
    /// Says nothing about a server.
    Nothing,
}

const PHRASES: &[(Phrase, &[&str])] = &[
    (
        Phrase::SameAsIncoming,
        &[
            "same settings as my incoming",
            "same settings as incoming",
            "misma configuracion que",
            "same user name and password for sending",
            "mismos datos que el servidor",
        ],
    ),
    (Phrase::Spa, &["secure password authentication", "(spa)", "contrasena segura", "using spa"]),
    (
        Phrase::OutgoingAuth,
        &[
            "requires authentication",
            "require authentication",
            "requiere autenticacion",
            "requires sign-in",
            "require sign-in",
            "requires sign in",
            "require sign in",
            "smtp authentication",
            "smtp-authentication",
            "autenticacion smtp",
            "smtp auth",
            "smtp-auth",
            "authenticate before sending",
            "authentication required",
            "autenticacion requerida",
            "requires a password",
            "requerir inicio de sesion",
            "pedir inicio de sesion",
            "solicitar inicio de sesion",
            "autenticar antes de enviar",
        ],
    ),
    (
        Phrase::Encrypted,
        &[
            "requires an encrypted connection",
            "precisa una conexion cifrada",
            "requiere una conexion cifrada",
            "requires a secure connection",
            "requiere una conexion segura",
            "require ssl for",
        ],
    ),
    (
        Phrase::LeaveCopy,
        &[
            "leave a copy of messages",
            "leave messages on",
            "leave a copy on",
            "leave mail on",
            "keep a copy",
            "keep messages on",
            "dejar una copia",
            "dejar los mensajes en",
            "dejar mensajes en",
            "conservar una copia",
            "mantener una copia",
            "leave copies",
            "dejar copia",
        ],
    ),
    (
        Phrase::RemoveWhenDeleted,
        &[
            "when deleted from",
            "when i delete",
            "when you delete",
            "until i delete",
            "al eliminar",
            "cuando se eliminen",
            "cuando los elimine",
            "al borrar",
            "when moved from",
            "cuando se borren",
            "when emptied",
        ],
    ),
    (
        Phrase::Remove,
        &[
            "remove from server",
            "remove from the server",
            "delete from server",
            "delete from the server",
            "remove copy from server",
            "remove messages from",
            "delete messages from",
            "delete messages on",
            "quitar del servidor",
            "eliminar del servidor",
            "borrar del servidor",
            "quitar la copia del servidor",
            "delete email from server",
            "remove them from the server",
        ],
    ),
    (
        Phrase::Nothing,
        &[
            "remember password",
            "recordar contrasena",
            "automatically manage",
            "your name",
            "su nombre",
            "display name",
            "full name",
            "nombre completo",
            "days to sync",
            "mail to keep offline",
            "sync period",
            "description",
        ],
    ),
];

/// A piece of each phrase: a line without any of them is seen to be about none with one look.
static STEMS: Signs = Signs::new(&[&[
    "qui", "del", "ar ", "mov", "tica", "eav", "min", "cio", "na ", "ep ", "r n", "bor", "nom", "uth", "spa",
    "pti", "syn", "ism", "isp", "ful", "rem",
]]);

/// What a line is about, if it has one of the phrases. `plain` is in small letters without accents.
pub(super) fn phrase(plain: &str) -> Option<Phrase> {
    STEMS.find(plain.as_bytes())?;
    PHRASES.iter().find(|(_, signs)| signs.iter().any(|sign| plain.contains(sign))).map(|(phrase, _)| *phrase)
}

/// Whether a box or a switch is on, where the line says it.
pub(super) fn state(plain: &str) -> Option<bool> {
    const ON: &[&str] = &["[x]", "(x)", "[✓]", "☑", "☒", "✓", "✔", "✅", "(*)", "◉"];
    const OFF: &[&str] = &["[ ]", "( )", "[]", "☐", "□", "✗", "✘", "❌", "○"];
    if OFF.iter().any(|sign| plain.contains(sign)) {
        return Some(false);
    }
    if ON.iter().any(|sign| plain.contains(sign)) {
        return Some(true);
    }
    let mut on = None;
    for word in
        plain.split(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | ',' | '.' | '(' | ')' | ';'))
    {
        match word {
            "no" | "not" | "off" | "false" | "disabled" | "unchecked" | "unticked" | "desactivado"
            | "desactivada" | "never" | "nunca" | "sin" | "desmarcado" | "doesn't" | "desmarcada"
            | "apagado" | "isn't" => {
                return Some(false);
            }
            "yes" | "on" | "true" | "enabled" | "checked" | "ticked" | "activado" | "activada"
            | "marcado" | "marcada" | "si" | "always" | "siempre" | "encendido" | "selected" => {
                on = Some(true);
            }
            _ => {}
        }
    }
    on
}

/// What happens to mail on the server, by a line with [`Phrase::Remove`] or the line below it.
pub(super) fn removal(plain: &str) -> Option<Retention> {
    if plain.contains("never") || plain.contains("nunca") {
        return Some(Retention::Keeps);
    }
    if ["right away", "immediately", "inmediatamente", "de inmediato", "at once", "enseguida"]
        .iter()
        .any(|s| plain.contains(s))
    {
        return Some(Retention::Deletes { after_days: 0 });
    }
    let mut number: Option<u16> = None;
    for word in plain.split(|c: char| !c.is_alphanumeric()) {
        let days = match word {
            "day" | "days" | "dia" | "dias" => 1,
            "week" | "weeks" | "semana" | "semanas" => 7,
            "month" | "months" | "mes" | "meses" => 30,
            "one" | "un" | "una" => {
                number = Some(1);
                continue;
            }
            _ => {
                number = word.parse().ok().or(number);
                continue;
            }
        };
        if let Some(number) = number {
            return Some(Retention::Deletes { after_days: number.saturating_mul(days) });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phrase_has_a_stem() {
        for (_, phrases) in PHRASES {
            for phrase in *phrases {
                assert!(STEMS.find(phrase.as_bytes()).is_some(), "{phrase}");
            }
        }
    }
}
