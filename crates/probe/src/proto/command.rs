//! Everything that a probe can say. There is no way to say anything else, and nothing here takes
//! a user name, a password or an AUTH or LOGIN command.

use std::net::IpAddr;

/// One command.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Command<'a> {
    /// IMAP `CAPABILITY` (RFC 9051 section 6.1.1).
    ImapCapability,
    /// IMAP `STARTTLS` (RFC 9051 section 6.2.1).
    ImapStarttls,
    /// IMAP `LOGOUT` (RFC 9051 section 6.1.3).
    ImapLogout,
    /// SMTP `EHLO` (RFC 5321 section 4.1.1.1).
    SmtpEhlo(&'a Ehlo),
    /// SMTP `STARTTLS` (RFC 3207).
    SmtpStarttls,
    /// SMTP `QUIT` (RFC 5321 section 4.1.1.10).
    SmtpQuit,
    /// POP3 `CAPA` (RFC 2449).
    PopCapa,
    /// POP3 `STLS` (RFC 2595 section 4).
    PopStls,
    /// POP3 `QUIT` (RFC 1939 section 5).
    PopQuit,
}

/// Who asks, for EHLO: a name, or an address literal (RFC 5321 section 4.1.3).
#[derive(Clone, Debug)]
pub(crate) enum Ehlo {
    /// A configured, checked name.
    Name(engine::profile::HostName),
    /// The local address of the connection.
    Literal(IpAddr),
}

impl Command<'_> {
    /// The bytes to send; IMAP's carry `tag`.
    pub fn bytes(self, tag: &str) -> Vec<u8> {
        match self {
            Self::ImapCapability => format!("{tag} CAPABILITY\r\n"),
            Self::ImapStarttls => format!("{tag} STARTTLS\r\n"),
            Self::ImapLogout => format!("{tag} LOGOUT\r\n"),
            Self::SmtpEhlo(Ehlo::Name(name)) => format!("EHLO {name}\r\n"),
            Self::SmtpEhlo(Ehlo::Literal(IpAddr::V4(ip))) => format!("EHLO [{ip}]\r\n"),
            Self::SmtpEhlo(Ehlo::Literal(IpAddr::V6(ip))) => format!("EHLO [IPv6:{ip}]\r\n"),
            Self::SmtpStarttls => "STARTTLS\r\n".to_owned(),
            Self::SmtpQuit | Self::PopQuit => "QUIT\r\n".to_owned(),
            Self::PopCapa => "CAPA\r\n".to_owned(),
            Self::PopStls => "STLS\r\n".to_owned(),
        }
        .into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::{Command as C, Ehlo};
    use engine::profile::HostName;

    #[test]
    fn no_command_signs_in() {
        let name = Ehlo::Name(HostName::stand_in());
        let literal = Ehlo::Literal([127, 0, 0, 1].into());
        let v6 = Ehlo::Literal([1_u8; 16].into());
        let all = [
            C::ImapCapability,
            C::ImapStarttls,
            C::ImapLogout,
            C::SmtpEhlo(&name),
            C::SmtpEhlo(&literal),
            C::SmtpEhlo(&v6),
            C::SmtpStarttls,
            C::SmtpQuit,
            C::PopCapa,
            C::PopStls,
            C::PopQuit,
        ];
        for command in all {
            let line = String::from_utf8(command.bytes("a1")).unwrap();
            assert!(line.ends_with("\r\n") && line.matches('\n').count() == 1, "{line:?}");
            let words: Vec<&str> = line.split_whitespace().collect();
            for word in ["LOGIN", "AUTHENTICATE", "AUTH", "USER", "PASS", "APOP", "MAIL", "RCPT"] {
                assert!(!words.contains(&word), "{line:?}");
            }
        }
    }
}
