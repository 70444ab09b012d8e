//! What the hostile tests share.

pub mod ca;
pub mod case;
pub mod server;

pub use case::{Case, config, probed, run, run_all, short, stage, target};
pub use engine::profile::{Role, Security};
pub use engine::report::{EndpointReport, StageName as S, Status};
pub use server::{Server, Step, say};

pub const IMAPS: (Role, Security) = (Role::Imap, Security::Tls);
pub const IMAP: (Role, Security) = (Role::Imap, Security::Starttls);
pub const SMTPS: (Role, Security) = (Role::Submission, Security::Tls);
pub const SMTP: (Role, Security) = (Role::Submission, Security::Starttls);
pub const POPS: (Role, Security) = (Role::Pop, Security::Tls);
pub const POP: (Role, Security) = (Role::Pop, Security::Starttls);

/// Steps in a row.
pub fn steps(parts: &[&[Step]]) -> Vec<Step> {
    parts.concat()
}

/// Becomes a TLS server with a good certificate.
pub fn tls() -> Step {
    Step::Tls(ca::good())
}

/// A good server of each kind, from its first byte to its last.
pub fn good(kind: (Role, Security)) -> Vec<Step> {
    match kind {
        IMAPS => steps(&[&[tls()], &imap_inside()]),
        IMAP => steps(&[&imap_before(), &[tls()], &imap_asked()]),
        SMTPS => steps(&[&[tls(), say("220 smtp.test.example ESMTP\r\n")], &smtp_inside()]),
        SMTP => steps(&[&smtp_before(), &[tls()], &smtp_inside()]),
        POPS => steps(&[&[tls(), say("+OK ready\r\n")], &pop_inside()]),
        _ => steps(&[&pop_before(), &[tls()], &pop_inside()]),
    }
}

pub fn imap_inside() -> Vec<Step> {
    vec![
        say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] ready\r\n"),
        Step::Expect("LOGOUT"),
        Step::Hold,
    ]
}

pub fn imap_asked() -> Vec<Step> {
    vec![
        Step::Expect("CAPABILITY"),
        say("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n"),
        Step::Expect("LOGOUT"),
        Step::Hold,
    ]
}

pub fn imap_before() -> Vec<Step> {
    vec![
        say("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n"),
        Step::Expect("STARTTLS"),
        say("{tag} OK begin\r\n"),
    ]
}

pub fn smtp_hello() -> Vec<Step> {
    vec![
        say("220 smtp.test.example ESMTP\r\n"),
        Step::Expect("EHLO"),
        say("250-smtp.test.example\r\n250-STARTTLS\r\n250 SIZE 1000\r\n"),
        Step::Expect("STARTTLS"),
    ]
}

pub fn smtp_before() -> Vec<Step> {
    steps(&[&smtp_hello(), &[say("220 go\r\n")]])
}

pub fn smtp_inside() -> Vec<Step> {
    vec![
        Step::Expect("EHLO"),
        say("250-smtp.test.example\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000\r\n"),
        Step::Expect("QUIT"),
        Step::Hold,
    ]
}

pub fn pop_before() -> Vec<Step> {
    vec![
        say("+OK ready\r\n"),
        Step::Expect("CAPA"),
        say("+OK\r\nSTLS\r\nTOP\r\n.\r\n"),
        Step::Expect("STLS"),
        say("+OK begin\r\n"),
    ]
}

pub fn pop_inside() -> Vec<Step> {
    vec![Step::Expect("CAPA"), say("+OK\r\nUSER\r\nSASL PLAIN\r\n.\r\n"), Step::Expect("QUIT"), Step::Hold]
}
