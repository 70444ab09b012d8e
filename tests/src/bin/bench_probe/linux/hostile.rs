//! Servers that mean harm, or are broken (facts/probe.md 4.6): ten, each asked ten times at once.

use super::script::{DOMAIN, Step, say};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How often each is asked at once.
pub const EACH: usize = 10;
/// Where a flood ends: what asks without a limit takes it all in.
const FLOOD: usize = 32_000_000;

/// A case.
pub struct Case {
    pub name: &'static str,
    /// 993, 143 or 587, which says protocol and encryption too.
    pub port: u16,
    pub script: Vec<Step>,
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let hello = "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n";
    let talk = b"* OK still talking, and talking, and talking, and talking, and so on\r\n".to_vec();
    let late = |ms, text| [Step::Wait(Duration::from_millis(ms)), say(text), Step::Line];
    let case = |name, port, script| Case { name, port, script };
    vec![
        case("silent", 143, vec![Step::Hold]),
        case("silent, TLS port", 993, vec![Step::Hold]),
        case("silent inside TLS", 993, vec![Step::Tls, Step::Hold]),
        case("one byte each 0.9 s", 143, vec![Step::Dribble(b'*', Duration::from_millis(900))]),
        case(
            "each reply just before its deadline",
            143,
            [
                &late(9_800, "* OK ready\r\n")[..],
                &late(4_800, "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n{tag} OK done\r\n"),
                &late(4_800, "{tag} OK begin\r\n")[..2],
                &[Step::Hold],
            ]
            .concat(),
        ),
        case(
            "cleartext behind the OK of STARTTLS",
            143,
            vec![
                say(hello),
                Step::Line,
                say("{tag} OK begin\r\n* OK and this\r\n"),
                Step::Tls,
                Step::Line,
                say("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n"),
                Step::Hold,
            ],
        ),
        case(
            "STARTTLS not offered",
            587,
            vec![say("220 smtp ESMTP\r\n"), Step::Line, say("250-smtp\r\n250 SIZE 1000\r\n"), Step::Hold],
        ),
        case("plain text on a TLS port", 993, vec![say(hello), Step::Hold]),
        case("a line without end", 143, vec![Step::Flood(b"* OK and on ".to_vec(), FLOOD), Step::Hold]),
        case("lines without end", 143, vec![Step::Flood(talk, FLOOD), Step::Hold]),
    ]
}

impl Case {
    /// Where the case with this number is.
    pub fn address(&self, number: usize) -> SocketAddr {
        SocketAddr::new(ip(number), self.port)
    }

    /// Its endpoint for a profile.
    pub fn endpoint(&self, number: usize, turn: usize) -> Value {
        let (role, security) = match self.port {
            993 => ("imap", "tls"),
            143 => ("imap", "starttls"),
            _ => ("submission", "starttls"),
        };
        json!({"id": id(number, turn), "role": role, "host": host(number, turn), "port": self.port,
               "security": security, "standing": "guide", "rank": 1 + number * EACH + turn})
    }
}

/// The address of a case.
pub fn ip(number: usize) -> IpAddr {
    Ipv4Addr::new(127, 66, 0, u8::try_from(number + 1).unwrap_or(u8::MAX)).into()
}

/// The id of one of a case's endpoints.
pub fn id(number: usize, turn: usize) -> String {
    format!("case{number}-{turn}")
}

/// Its host: the companion asks only two endpoints of a host at a time, so each has its own.
pub fn host(number: usize, turn: usize) -> String {
    format!("{}.{DOMAIN}", id(number, turn))
}
