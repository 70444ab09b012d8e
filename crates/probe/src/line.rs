//! Lines out of bytes, bounded. A server may send CRLF or a bare LF, any bytes, in any pieces;
//! what it may not do is make us keep more than [`LineLimits`] allows.

/// How much a server may say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineLimits {
    /// Bytes of a line that are kept; the rest is read and dropped.
    pub kept: usize,
    /// Bytes of a line that are accepted at all.
    pub line: usize,
    /// Lines in one phase (one reply, or the greeting).
    pub lines: usize,
    /// Bytes in one phase.
    pub bytes: usize,
}

impl Default for LineLimits {
    /// 2 KiB kept of a line, 8 KiB accepted, 64 lines and 32 KiB in a phase (facts/probe.md 2.4).
    fn default() -> Self {
        Self { kept: 2048, line: 8192, lines: 64, bytes: 32 * 1024 }
    }
}

/// The server said more than [`LineLimits`] allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the server sent more than is accepted: a line, or lines, without end")]
pub struct TooMuch;

/// Cuts bytes into lines. No I/O: bytes go in by [`push`](Self::push), lines come out of
/// [`next_line`](Self::next_line).
#[derive(Debug)]
pub struct LineReader {
    limits: LineLimits,
    /// What was not yet handed out: never more than one accepted line and the last push.
    buffer: Vec<u8>,
    /// Up to here there is no line end.
    searched: usize,
    /// What this phase has used.
    lines: usize,
    bytes: usize,
}

impl LineReader {
    /// An empty reader.
    #[must_use]
    pub fn new(limits: LineLimits) -> Self {
        Self { limits, buffer: Vec::new(), searched: 0, lines: 0, bytes: 0 }
    }

    /// Begins a phase: the count of lines and bytes starts again.
    pub fn begin_phase(&mut self) {
        self.lines = 0;
        self.bytes = 0;
    }

    /// Takes in what was read.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole line without its end; `None` where more bytes are needed.
    ///
    /// # Errors
    /// [`TooMuch`] when a limit is passed, be the line complete or not.
    pub fn next_line(&mut self) -> Result<Option<Vec<u8>>, TooMuch> {
        let tail = self.buffer.get(self.searched..).unwrap_or_default();
        let Some(found) = tail.iter().position(|&byte| byte == b'\n') else {
            self.searched = self.buffer.len();
            let over = self.searched > self.limits.line || self.bytes + self.searched > self.limits.bytes;
            return if over { Err(TooMuch) } else { Ok(None) };
        };
        let length = self.searched + found + 1;
        self.searched = 0;
        self.lines += 1;
        self.bytes += length;
        if length > self.limits.line || self.lines > self.limits.lines || self.bytes > self.limits.bytes {
            return Err(TooMuch);
        }
        let mut line: Vec<u8> = self.buffer.drain(..length).collect();
        line.pop();
        while line.last() == Some(&b'\r') {
            line.pop();
        }
        line.truncate(self.limits.kept);
        Ok(Some(line))
    }

    /// Whether bytes are held that were not handed out as a line.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        !self.buffer.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[&[u8]]) -> Result<Vec<String>, TooMuch> {
        let mut reader = LineReader::new(LineLimits { kept: 8, line: 12, lines: 3, bytes: 30 });
        let mut found = Vec::new();
        for piece in pieces {
            reader.push(piece);
            while let Some(line) = reader.next_line()? {
                found.push(String::from_utf8_lossy(&line).into_owned());
            }
        }
        Ok(found)
    }

    #[test]
    fn any_line_end_and_any_pieces() {
        assert_eq!(lines(&[b"* O", b"K\r", b"\nx\ny"]), Ok(vec!["* OK".into(), "x".into()]));
        assert_eq!(lines(&[b"\r\n\n"]), Ok(vec![String::new(), String::new()]));
        assert_eq!(lines(&[b"a\r\r\n"]), Ok(vec!["a".into()]));
    }

    #[test]
    fn a_long_line_is_cut_and_a_longer_one_refused() {
        assert_eq!(lines(&[b"0123456789\n"]), Ok(vec!["01234567".into()]));
        assert_eq!(lines(&[b"0123456789abc"]), Err(TooMuch));
        assert_eq!(lines(&[b"0123456789abc\n"]), Err(TooMuch));
    }

    #[test]
    fn lines_and_bytes_of_a_phase_are_counted() {
        assert_eq!(lines(&[b"a\nb\nc\nd\n"]), Err(TooMuch));
        assert_eq!(lines(&[b"01234567\n", b"01234567\n", b"01234567890"]), Ok(vec!["01234567".into(); 2]));
        assert_eq!(lines(&[b"0123456789\n", b"0123456789\n", b"0123456789"]), Err(TooMuch));
        let mut reader = LineReader::new(LineLimits { lines: 1, ..LineLimits::default() });
        reader.push(b"a\nb\n");
        assert_eq!(reader.next_line(), Ok(Some(b"a".to_vec())));
        reader.begin_phase();
        assert_eq!(reader.next_line(), Ok(Some(b"b".to_vec())));
        assert!(!reader.has_unread());
    }
}
