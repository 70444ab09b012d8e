//! IMAP's part of the dialogue.

use super::{Ended, Greeted, Offered, refusal, said};
use crate::code::Code;
use crate::proto::imap::{Line, Outcome, line, text};
use crate::proto::{Capabilities, Command};
use crate::session::Session;
use engine::report::StageData;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;

pub(super) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<Greeted> {
    loop {
        let bytes = match session.line(until).await {
            Ok(bytes) => bytes,
            Err(code) => return code.into(),
        };
        let data = said(text(&bytes), None);
        return match line(&bytes, "") {
            // Dovecot that is just starting says "* OK Waiting …" before the real greeting: asking
            // for the capabilities waits for it.
            Line::Ok(capabilities) => Ended::well(capabilities, data),
            Line::Preauth(capabilities) => {
                Ended { value: Some(capabilities), verdict: Code::Preauth.into(), data }
            }
            Line::Bye => refusal(Code::Bye, text(&bytes), None),
            Line::Other | Line::Capability(_) => continue,
            Line::Tagged(..) | Line::Stray | Line::NotImap => Ended::stop(Code::NotMail, said(&bytes, None)),
        };
    }
}

pub(super) async fn capabilities<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<Offered> {
    let mut found: Option<Capabilities> = None;
    match command(session, Command::ImapCapability, until, &mut found).await {
        Err(stop) => stop,
        Ok((Outcome::Ok, _)) => {
            let listed = found.is_some();
            Ended::well(Offered { capabilities: found.unwrap_or_default(), listed }, StageData::default())
        }
        Ok((Outcome::No | Outcome::Bad, words)) => refusal(Code::Rejected, &words, None),
    }
}

pub(super) async fn starttls<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<()> {
    match command(session, Command::ImapStarttls, until, &mut None).await {
        Err(stop) => stop,
        Ok((Outcome::Ok, _)) => Ended::well((), StageData::default()),
        Ok((Outcome::No | Outcome::Bad, words)) => refusal(Code::Rejected, &words, None),
    }
}

/// Sends a command and reads until its tagged end. Other tags and untagged lines are passed over.
async fn command<S: AsyncRead + AsyncWrite + Unpin, T>(
    session: &mut Session<S>,
    command: Command<'_>,
    until: Instant,
    found: &mut Option<Capabilities>,
) -> Result<(Outcome, Vec<u8>), Ended<T>> {
    session.send(command, until).await?;
    let tag = session.tag();
    loop {
        let bytes = session.line(until).await?;
        match line(&bytes, &tag) {
            Line::Tagged(outcome, capabilities) => {
                if capabilities.is_some() {
                    *found = capabilities;
                }
                return Ok((outcome, text(&bytes).to_vec()));
            }
            Line::Capability(capabilities) | Line::Ok(Some(capabilities)) => *found = Some(capabilities),
            Line::Bye => return Err(refusal(Code::Bye, text(&bytes), None)),
            Line::Ok(None) | Line::Preauth(_) | Line::Other | Line::Stray => {}
            Line::NotImap => return Err(Ended::stop(Code::NotMail, said(&bytes, None))),
        }
    }
}
