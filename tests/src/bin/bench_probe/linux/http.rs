//! A small HTTP/1.1 client: one connection, one request after the other. Both programs are asked
//! with it, so it costs both the same.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use testkit::{Outcome, Trouble};

const PATIENCE: Duration = Duration::from_secs(60);

/// An open connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

/// An answer's status and body.
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn connect(address: SocketAddr) -> Outcome<Self> {
        let open = || {
            let stream = TcpStream::connect(address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            Ok(stream)
        };
        let stream = open().map_err(Trouble::io(format!("connect to {address}")))?;
        Ok(Self { stream: BufReader::new(stream), address })
    }

    /// Asks and reads the whole answer.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn get(&mut self, path: &str) -> Outcome<Answer> {
        self.ask(path, "*/*")
            .and_then(|()| self.answer())
            .map_err(Trouble::io(format!("get {path} from {}", self.address)))
    }

    /// Asks for a stream of events and reads only the answer's head.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn stream(&mut self, path: &str) -> Outcome<()> {
        let asked = self.ask(path, "text/event-stream").and_then(|()| self.head());
        asked.map(drop).map_err(Trouble::io(format!("get {path} from {}", self.address)))
    }

    /// The next line of a stream; nothing after its end. Lines that only frame the pieces come too.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn line(&mut self) -> Outcome<Option<String>> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).map_err(Trouble::io("read a stream of events"))?;
        Ok(Some(line.trim_end().to_owned()).filter(|_| read > 0))
    }

    fn ask(&mut self, path: &str, accept: &str) -> std::io::Result<()> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: {accept}\r\n\r\n", self.address);
        self.stream.get_mut().write_all(request.as_bytes())
    }

    /// The status, and how long the body is where the head says it.
    fn head(&mut self) -> std::io::Result<(u16, Option<usize>)> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        let mut length = None;
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok();
            }
        }
        Ok((status, length))
    }

    fn answer(&mut self) -> std::io::Result<Answer> {
        let (status, length) = self.head()?;
        let mut body = Vec::new();
        match length {
            Some(length) => {
                body.resize(length, 0);
                self.stream.read_exact(&mut body)?;
            }
            None => while self.chunk(&mut body)? {},
        }
        Ok(Answer { status, body: String::from_utf8_lossy(&body).into_owned() })
    }

    /// One piece of a body in pieces (RFC 9112 section 7.1); false after the last.
    fn chunk(&mut self, body: &mut Vec<u8>) -> std::io::Result<bool> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let length = usize::from_str_radix(line.trim_end(), 16).map_err(std::io::Error::other)?;
        let mut piece = vec![0; length + 2];
        self.stream.read_exact(&mut piece)?;
        body.extend_from_slice(piece.get(..length).unwrap_or_default());
        Ok(length > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread;

    #[test]
    fn bodies_are_read_whole_in_both_forms() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let mut stream = listener.accept().unwrap().0;
            for answer in [
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole",
                "HTTP/1.1 404 No\r\ntransfer-encoding: chunked\r\n\r\n3\r\nin \r\nb\r\nmore pieces\r\n0\r\n\r\n",
            ] {
                let mut request = BufReader::new(&mut stream);
                let mut line = String::new();
                while request.read_line(&mut line).unwrap() > 2 {
                    line.clear();
                }
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        let mut client = Client::connect(address).unwrap();
        let both = ["/one", "/two"].map(|path| client.get(path).unwrap());
        assert_eq!((both[0].status, both[0].body.as_str()), (200, "whole"));
        assert_eq!((both[1].status, both[1].body.as_str()), (404, "in more pieces"));
        server.join().unwrap();
        assert!(client.get("/three").is_err());
    }
}
