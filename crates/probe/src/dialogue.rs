//! Greeting, capabilities and STARTTLS, each with the same questions in three protocols.

mod imap;
mod pop;
mod smtp;

use crate::code::{Code, Verdict};
use crate::proto::{Capabilities, Command, speaks_of_a_limit};
use crate::session::Session;
use crate::text;
use engine::profile::Role;
use engine::report::StageData;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;

pub(crate) use crate::proto::Ehlo;

/// A stage's end: what goes on, or why it stops, and what was seen either way.
pub(crate) struct Ended<T> {
    /// Goes on with this; absent where it stops.
    pub value: Option<T>,
    /// How and why.
    pub verdict: Verdict,
    /// What was seen.
    pub data: StageData,
}

impl<T> Ended<T> {
    pub fn well(value: T, data: StageData) -> Self {
        Self { value: Some(value), verdict: Verdict::OK, data }
    }

    pub fn stop(code: impl Into<Verdict>, data: StageData) -> Self {
        Self { value: None, verdict: code.into(), data }
    }
}

impl<T> From<Code> for Ended<T> {
    fn from(code: Code) -> Self {
        Self::stop(code, StageData::default())
    }
}

/// What a greeting brings beside itself: capabilities, where IMAP's has them.
pub(crate) type Greeted = Option<Capabilities>;

/// Waits for the greeting. Nothing is said before it.
pub(crate) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    role: Role,
    until: Instant,
) -> Ended<Greeted> {
    session.begin_phase();
    match role {
        Role::Imap => imap::greeting(session, until).await,
        Role::Submission => smtp::greeting(session, until).await,
        Role::Pop => pop::greeting(session, until).await,
    }
}

/// Asks what the server offers.
pub(crate) async fn capabilities<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    role: Role,
    ehlo: &Ehlo,
    until: Instant,
) -> Ended<Offered> {
    match role {
        Role::Imap => imap::capabilities(session, until).await,
        Role::Submission => smtp::capabilities(session, ehlo, until).await,
        Role::Pop => pop::capabilities(session, until).await,
    }
}

/// What a server offers, and whether it answered the question at all: POP3's may not know CAPA.
#[derive(Clone, Default, Debug)]
pub(crate) struct Offered {
    /// What it offers.
    pub capabilities: Capabilities,
    /// Whether it said so.
    pub listed: bool,
}

/// Asks for the upgrade to TLS.
pub(crate) async fn starttls<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    role: Role,
    until: Instant,
) -> Ended<()> {
    match role {
        Role::Imap => imap::starttls(session, until).await,
        Role::Submission => smtp::starttls(session, until).await,
        Role::Pop => pop::starttls(session, until).await,
    }
}

/// The protocol's goodbye.
pub(crate) fn goodbye(role: Role) -> Command<'static> {
    match role {
        Role::Imap => Command::ImapLogout,
        Role::Submission => Command::SmtpQuit,
        Role::Pop => Command::PopQuit,
    }
}

/// A refusal: of everybody, or only of us.
fn refusal<T>(code: Code, words: &[u8], reply: Option<u16>) -> Ended<T> {
    let code = if speaks_of_a_limit(words) { Code::ProviderLimit } else { code };
    Ended::stop(code, said(words, reply))
}

/// What a server said.
fn said(words: &[u8], reply: Option<u16>) -> StageData {
    let shown = text::shown(words);
    StageData { code: reply, text: Some(shown).filter(|text| !text.is_empty()), ..StageData::default() }
}
