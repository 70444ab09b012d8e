//! POP3's part of the dialogue.

use super::{Ended, Greeted, Offered, refusal, said};
use crate::code::Code;
use crate::proto::Command;
use crate::proto::pop::{Reply, capa, reply};
use crate::session::Session;
use engine::report::StageData;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;

pub(super) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<Greeted> {
    match first_line(session, until).await {
        Err(stop) => stop,
        Ok(Ok(words)) => Ended::well(None, said(&words, None)),
        Ok(Err(words)) => refusal(Code::RefusedErr, &words, None),
    }
}

pub(super) async fn capabilities<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<Offered> {
    if let Err(code) = session.send(Command::PopCapa, until).await {
        return code.into();
    }
    match first_line(session, until).await {
        Err(stop) => return stop,
        // CAPA is younger than POP3: a server that does not know it is an old one, not a broken one.
        Ok(Err(_)) => return Ended::well(Offered::default(), StageData::default()),
        Ok(Ok(_)) => {}
    }
    let mut lines = Vec::new();
    loop {
        match session.line(until).await {
            Err(code) => return code.into(),
            Ok(line) if line == b"." => break,
            Ok(line) => lines.push(line),
        }
    }
    let capabilities = capa(lines.iter().map(Vec::as_slice));
    Ended::well(Offered { capabilities, listed: true }, StageData::default())
}

pub(super) async fn starttls<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<()> {
    if let Err(code) = session.send(Command::PopStls, until).await {
        return code.into();
    }
    match first_line(session, until).await {
        Err(stop) => stop,
        Ok(Ok(_)) => Ended::well((), StageData::default()),
        Ok(Err(words)) => refusal(Code::Rejected, &words, None),
    }
}

/// A reply's first line: its text after `+OK`, or after `-ERR`.
async fn first_line<S: AsyncRead + AsyncWrite + Unpin, T>(
    session: &mut Session<S>,
    until: Instant,
) -> Result<Result<Vec<u8>, Vec<u8>>, Ended<T>> {
    let bytes = session.line(until).await?;
    match reply(&bytes) {
        Reply::Ok(words) => Ok(Ok(words.to_vec())),
        Reply::Err(words) => Ok(Err(words.to_vec())),
        Reply::NotPop => Err(Ended::stop(Code::NotMail, said(&bytes, None))),
    }
}
