//! SMTP's part of the dialogue.

use super::{Ehlo, Ended, Greeted, Offered, refusal, said};
use crate::code::{Code, Verdict};
use crate::proto::Command;
use crate::proto::smtp::{ehlo, reply_line};
use crate::session::Session;
use engine::report::{StageData, Status};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;

/// A whole reply: its code and the texts of its lines.
struct Reply {
    code: u16,
    texts: Vec<Vec<u8>>,
}

impl Reply {
    /// All texts in one, for showing and for judging a refusal.
    fn words(&self) -> Vec<u8> {
        self.texts.join(&b' ')
    }

    /// What a refusal means: 421 is "not now", perhaps only not for us; another 4xx passes; 5xx is
    /// `usual`.
    fn refused<T>(&self, usual: Code) -> Ended<T> {
        let (words, code) = (self.words(), Some(self.code));
        match self.code {
            421 => refusal(Code::Refused421, &words, code),
            400..=499 if usual == Code::Refused5xx => refusal(Code::Refused421, &words, code),
            _ => refusal(usual, &words, code),
        }
    }
}

async fn reply<S: AsyncRead + AsyncWrite + Unpin, T>(
    session: &mut Session<S>,
    until: Instant,
) -> Result<Reply, Ended<T>> {
    let mut texts = Vec::new();
    loop {
        let bytes = session.line(until).await?;
        let Some(line) = reply_line(&bytes) else {
            return Err(Ended::stop(Code::NotMail, said(&bytes, None)));
        };
        texts.push(line.text.to_vec());
        if line.last {
            return Ok(Reply { code: line.code, texts });
        }
    }
}

pub(super) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<Greeted> {
    match reply(session, until).await {
        Err(stop) => stop,
        Ok(reply) if (200..300).contains(&reply.code) => {
            // The last line is the one that names the server; postscreen's teaser comes before it.
            Ended::well(None, said(reply.texts.last().map_or(&[], |text| text), Some(reply.code)))
        }
        Ok(reply) => reply.refused(Code::Refused5xx),
    }
}

pub(super) async fn capabilities<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    name: &Ehlo,
    until: Instant,
) -> Ended<Offered> {
    if let Err(code) = session.send(Command::SmtpEhlo(name), until).await {
        return code.into();
    }
    match reply(session, until).await {
        Err(stop) => stop,
        Ok(reply) if (200..300).contains(&reply.code) => {
            let capabilities = ehlo(reply.texts.iter().skip(1).map(Vec::as_slice));
            Ended::well(Offered { capabilities, listed: true }, StageData::default())
        }
        Ok(reply) => {
            let passing = (400..500).contains(&reply.code);
            let mut ended = reply.refused(Code::Rejected);
            if passing && ended.verdict.code == Some(Code::Rejected) {
                ended.verdict = Verdict::new(Status::Unknown, Code::Rejected);
            }
            ended
        }
    }
}

pub(super) async fn starttls<S: AsyncRead + AsyncWrite + Unpin>(
    session: &mut Session<S>,
    until: Instant,
) -> Ended<()> {
    if let Err(code) = session.send(Command::SmtpStarttls, until).await {
        return code.into();
    }
    match reply(session, until).await {
        Err(stop) => stop,
        Ok(reply) if (200..300).contains(&reply.code) => {
            Ended::well((), StageData { code: Some(reply.code), ..StageData::default() })
        }
        Ok(reply) => reply.refused(Code::Rejected),
    }
}
