//! A dialogue in lines over any byte stream, with a deadline for each reply.

use crate::code::Code;
use crate::fault;
use crate::line::{LineLimits, LineReader};
use crate::proto::Command;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout, timeout_at};

/// One connection's dialogue. What it can send is a [`Command`], and nothing else.
pub(crate) struct Session<S> {
    stream: S,
    lines: LineReader,
    sent: u32,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// Begins a dialogue with nothing read.
    pub fn new(stream: S, limits: LineLimits) -> Self {
        Self { stream, lines: LineReader::new(limits), sent: 0 }
    }

    /// Ends the dialogue; also says whether there is anything that was read and not used.
    pub fn into_stream(self) -> (S, bool) {
        (self.stream, self.lines.has_unread())
    }

    /// Begins to wait for a reply.
    pub fn begin_phase(&mut self) {
        self.lines.begin_phase();
    }

    /// The tag of the last command.
    pub fn tag(&self) -> String {
        format!("a{}", self.sent)
    }

    /// Sends a command and begins to wait for its reply.
    pub async fn send(&mut self, command: Command<'_>, until: Instant) -> Result<(), Code> {
        self.sent += 1;
        self.begin_phase();
        let bytes = command.bytes(&self.tag());
        let sending = async {
            self.stream.write_all(&bytes).await?;
            self.stream.flush().await
        };
        match timeout_at(until, sending).await {
            Ok(sent) => sent.map_err(|error| fault::of_io(&error)),
            Err(_) => Err(Code::Timeout),
        }
    }

    /// The next line.
    pub async fn line(&mut self, until: Instant) -> Result<Vec<u8>, Code> {
        loop {
            if let Some(line) = self.lines.next_line()? {
                return Ok(line);
            }
            let mut piece = [0; 4096];
            // A flood keeps the stream ready, and a ready stream wins over the clock.
            if Instant::now() >= until {
                return Err(Code::Timeout);
            }
            match timeout_at(until, self.stream.read(&mut piece)).await {
                Err(_) => return Err(Code::Timeout),
                Ok(Err(error)) => return Err(fault::of_io(&error)),
                Ok(Ok(0)) => return Err(Code::Closed),
                Ok(Ok(length)) => self.lines.push(piece.get(..length).unwrap_or_default()),
            }
        }
    }

    /// Says goodbye without waiting for an answer, and closes. It may come after the endpoint's end,
    /// hence the short time: both are single small segments.
    pub async fn leave(mut self, goodbye: Command<'_>) {
        let soon = Duration::from_millis(40);
        if self.send(goodbye, Instant::now() + soon).await.is_ok() {
            let _ = timeout(soon, self.stream.shutdown()).await;
        }
    }
}
