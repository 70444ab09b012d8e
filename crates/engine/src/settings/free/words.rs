//! The words of mail settings, in English and Spanish, from the screens of mail apps (clients.md 2
//! to 4, `data/clients`) and from people's own sentences.

use crate::profile::AuthMethod;
use crate::settings::Protocol;

/// What a word means among settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key {
    /// Which server: incoming, outgoing, or by its protocol.
    Way(Way),
    Server,
    Port,
    User,
    /// The label of the encryption.
    Security,
    /// SSL, TLS or STARTTLS.
    Crypt(Crypt),
    /// Encrypted or cipher, as part of a label, or behind "no".
    Encryption,
    Auth,
    Method(AuthMethod),
    /// Begins the label of a switch: use, require.
    Use,
    No,
    On,
    Off,
    None,
    Auto,
    /// Belongs to a label and says nothing itself.
    Filler,
    /// Tells of a failure: the sentence is a message, not a setting.
    Failure,
    /// The label of something that is no setting of a server: its value is not looked at.
    Other,
    Unknown,
}

/// Which server a word speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    In,
    Out,
    As(Protocol),
}

impl Way {
    pub(super) fn outgoing(self) -> bool {
        matches!(self, Self::Out | Self::As(Protocol::Smtp))
    }
}

/// How a screen names the encryption.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Crypt {
    /// "SSL" or "SSL/TLS" as a choice.
    Ssl,
    /// "TLS" as a choice: what it means depends on the port and on the other choices.
    Tls,
    Starttls,
    /// A switch that is on: the port decides.
    Switch,
    Off,
}

/// A word in small letters without accents, and without a heap; "?" for longer ones, which are no
/// key.
pub(super) struct Plain {
    bytes: [u8; 24],
    length: usize,
}

impl Plain {
    pub(super) fn of(word: &str) -> Self {
        let mut plain = Self { bytes: [0; 24], length: 0 };
        if word.len() > 40 {
            return Self::unknown();
        }
        for c in word.chars() {
            let c = match c {
                'á' | 'Á' => b'a',
                'é' | 'É' => b'e',
                'í' | 'Í' => b'i',
                'ó' | 'Ó' => b'o',
                'ú' | 'Ú' => b'u',
                'ñ' | 'Ñ' => b'n',
                '\u{301}' | '\u{303}' => continue,
                '‑' | '–' => b'-',
                c if c.is_ascii() => u8::try_from(c).unwrap_or(b'?').to_ascii_lowercase(),
                _ => b'?',
            };
            let Some(place) = plain.bytes.get_mut(plain.length) else {
                return Self::unknown();
            };
            *place = c;
            plain.length += 1;
        }
        plain
    }

    fn unknown() -> Self {
        Self { bytes: [b'?'; 24], length: 1 }
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// What a word means, by itself.
pub(super) fn key(word: &str) -> Key {
    match word {
        "incoming" | "entrante" | "entrada" | "receiving" | "inbound" | "recibir" | "recepcion" => {
            Key::Way(Way::In)
        }
        "outgoing" | "saliente" | "salida" | "sending" | "outbound" | "enviar" | "envio" => {
            Key::Way(Way::Out)
        }
        "imap" | "imap4" => Key::Way(Way::As(Protocol::Imap)),
        "pop" | "pop3" => Key::Way(Way::As(Protocol::Pop3)),
        "smtp" => Key::Way(Way::As(Protocol::Smtp)),
        "server" | "servidor" | "host" | "hostname" | "servername" => Key::Server,
        "port" | "puerto" | "ports" => Key::Port,
        "user" | "username" | "usuario" | "login" | "userid" | "user-name" => Key::User,
        "security" | "seguridad" | "secure" | "segura" | "seguro" => Key::Security,
        "ssl" | "ssl/tls" | "tls/ssl" | "smtps" | "imaps" | "pop3s" | "ssl-tls" | "tls-ssl" => {
            Key::Crypt(Crypt::Ssl)
        }
        "tls" => Key::Crypt(Crypt::Tls),
        "starttls" | "start-tls" | "stls" => Key::Crypt(Crypt::Starttls),
        "encryption" | "encrypted" | "cifrado" | "cifrada" | "cifrar" | "encriptacion" | "encriptado"
        | "encriptada" => Key::Encryption,
        "unencrypted" | "plaintext" => Key::Crypt(Crypt::Off),
        "authentication" | "autenticacion" | "auth" => Key::Auth,
        "password" | "contrasena" | "plain" | "cleartext" | "passwort" => Key::Method(AuthMethod::Password),
        "cram-md5" | "md5" | "digest-md5" | "crammd5" => Key::Method(AuthMethod::Encrypted),
        "ntlm" | "spa" => Key::Method(AuthMethod::Ntlm),
        "kerberos" | "gssapi" => Key::Method(AuthMethod::Kerberos),
        "oauth2" | "oauth" | "xoauth2" => Key::Method(AuthMethod::Oauth2),
        "certificate" | "certificado" => Key::Method(AuthMethod::Certificate),
        "use" | "uses" | "usar" | "usa" | "utilizar" | "using" | "require" | "requires" | "requiere"
        | "requerir" | "precisa" | "enable" | "activar" => Key::Use,
        "no" | "not" | "sin" | "without" | "don't" | "doesn't" => Key::No,
        "on" | "yes" | "true" | "enabled" | "si" | "activado" | "activada" | "marcado" | "marcada"
        | "checked" | "ticked" | "required" | "encendido" | "✓" => Key::On,
        "off" | "false" | "disabled" | "desactivado" | "desactivada" | "unchecked" | "unticked"
        | "desmarcado" | "apagado" => Key::Off,
        "none" | "ninguno" | "ninguna" | "nothing" | "nada" => Key::None,
        "auto" | "automatic" | "automatico" | "automatica" | "automatically" => Key::Auto,
        "mail" | "email" | "e-mail" | "correo" | "de" | "del" | "la" | "el" | "the" | "my" | "mi"
        | "your" | "su" | "tu" | "name" | "nombre" | "type" | "tipo" | "settings" | "configuracion"
        | "ajustes" | "is" | "es" | "and" | "y" | "with" | "con" | "for" | "para" | "address"
        | "direccion" | "connection" | "conexion" | "number" | "numero" | "account" | "cuenta"
        | "electronico" | "method" | "metodo" | "following" | "siguiente" | "of" | "un" | "una" | "a"
        | "an" | "as" | "id" | "mode" | "protocol" | "protocolo" | "en" | "at" | "via" | "over" | "por"
        | "nombre-de-usuario" | "this" | "este" | "default" | "at:" | "in" | "through" | "called" | "set"
        | "=" | "-" | "–" | "" => Key::Filler,
        "description" | "descripcion" | "domain" | "dominio" | "prefix" | "prefijo" | "display" | "full"
        | "organization" | "organizacion" | "signature" => Key::Other,
        "failed" | "failure" | "fails" | "error" | "errors" | "cannot" | "can't" | "could" | "couldn't"
        | "unable" | "timed" | "refused" | "refusing" | "rejected" | "incorrect" | "responded"
        | "response" | "interrupted" | "unavailable" | "invalid" | "denied" | "disconnected" | "expired"
        | "didn't" | "did" | "won't" | "pudo" | "puede" | "puedo" | "fallo" | "rechazo" | "rechazado"
        | "incorrecta" | "incorrecto" | "respondio" | "agotado" | "wrong" | "problem" | "problema"
        | "trouble" | "warning" | "blocked" | "verify" | "lost" | "reset" | "stopped" | "doesnt" | "dont"
        | "wont" | "cant" => Key::Failure,
        _ => Key::Unknown,
    }
}
