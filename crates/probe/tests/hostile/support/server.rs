//! A mail server that follows a script, step by step, on loopback.

use rustls::ServerConfig;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// One thing that the server does.
#[derive(Clone)]
pub enum Step {
    /// Sends bytes; `{tag}` becomes the tag of the last line that was read.
    Say(Vec<u8>),
    /// Reads a line and wants it to hold this word.
    Expect(&'static str),
    /// Reads whatever has come, once.
    Swallow,
    /// Does nothing for some milliseconds.
    Wait(u64),
    /// Sends byte by byte, with so many milliseconds between.
    Dribble(Vec<u8>, u64),
    /// Sends the same again and again until the other side has had enough, at most 64 MB.
    Flood(Vec<u8>),
    /// Becomes a TLS server.
    Tls(Arc<ServerConfig>),
    /// Changes its TLS 1.3 keys so many times.
    KeyUpdates(usize),
    /// Closes the connection with a reset.
    Reset,
    /// Stays, silent, until the other side leaves.
    Hold,
}

/// Sends a text.
pub fn say(text: &str) -> Step {
    Step::Say(text.as_bytes().to_vec())
}

/// A running server.
pub struct Server {
    pub address: SocketAddr,
    /// Every line that clients sent.
    pub heard: Arc<Mutex<Vec<String>>>,
    /// How many connections there were.
    pub connections: Arc<AtomicUsize>,
    /// How many are open now, and the most that were at a time.
    pub open: Arc<Mutex<(usize, usize)>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Serves the first script on the first connection and so on; the last one for all that follow.
    pub async fn start(ip: IpAddr, scripts: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let connections = Arc::new(AtomicUsize::new(0));
        let open: Arc<Mutex<(usize, usize)>> = Arc::default();
        let (lines, count, now) = (heard.clone(), connections.clone(), open.clone());
        let task = tokio::spawn(async move {
            loop {
                let Ok((tcp, _)) = listener.accept().await else { return };
                let turn = count.fetch_add(1, Ordering::SeqCst);
                let script = scripts[turn.min(scripts.len() - 1)].clone();
                let (lines, now) = (lines.clone(), now.clone());
                {
                    let mut now = now.lock().unwrap();
                    now.0 += 1;
                    now.1 = now.1.max(now.0);
                }
                tokio::spawn(async move {
                    let mut peer = Peer { stream: Some(Stream::Plain(tcp)), tag: String::new(), lines };
                    for step in script {
                        if peer.act(step).await.is_none() {
                            break;
                        }
                    }
                    drop(peer);
                    now.lock().unwrap().0 -= 1;
                });
            }
        });
        Self { address, heard, connections, open, task }
    }

    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

trait Both: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Both for T {}

struct Peer {
    stream: Option<Stream>,
    tag: String,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    fn stream(&mut self) -> Option<&mut dyn Both> {
        match self.stream.as_mut()? {
            Stream::Plain(tcp) => Some(tcp),
            Stream::Tls(tls) => Some(&mut **tls),
        }
    }

    /// One step; nothing where the other side has gone.
    async fn act(&mut self, step: Step) -> Option<()> {
        match step {
            Step::Say(bytes) => {
                let bytes = match String::from_utf8(bytes) {
                    Ok(text) => text.replace("{tag}", &self.tag).into_bytes(),
                    Err(raw) => raw.into_bytes(),
                };
                self.write(&bytes).await
            }
            Step::Expect(word) => {
                let line = self.line().await?;
                self.tag = line.split(' ').next().unwrap_or_default().to_owned();
                line.to_ascii_uppercase().contains(word).then_some(())
            }
            Step::Swallow => {
                let mut scratch = [0; 4096];
                self.stream()?.read(&mut scratch).await.ok().filter(|n| *n > 0).map(|_| ())
            }
            Step::Wait(ms) => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                Some(())
            }
            Step::Dribble(bytes, ms) => {
                for byte in bytes {
                    self.write(&[byte]).await?;
                    tokio::time::sleep(Duration::from_millis(ms)).await;
                }
                Some(())
            }
            Step::Flood(piece) => {
                let block = piece.repeat((16_384 / piece.len()).max(1));
                for _ in 0..(64 << 20) / block.len() {
                    self.write(&block).await?;
                }
                Some(())
            }
            Step::Tls(config) => {
                let Some(Stream::Plain(tcp)) = self.stream.take() else { return None };
                let tls = TlsAcceptor::from(config).accept(tcp).await.ok()?;
                self.stream = Some(Stream::Tls(Box::new(tls)));
                Some(())
            }
            Step::KeyUpdates(count) => {
                for _ in 0..count {
                    let Some(Stream::Tls(tls)) = &mut self.stream else { return None };
                    tls.get_mut().1.refresh_traffic_keys().ok()?;
                    tls.flush().await.ok()?;
                }
                Some(())
            }
            Step::Reset => {
                let tcp = match self.stream.as_ref()? {
                    Stream::Plain(tcp) => tcp,
                    Stream::Tls(tls) => tls.get_ref().0,
                };
                tcp.set_zero_linger().ok()?;
                self.stream = None;
                None
            }
            Step::Hold => {
                let mut scratch = [0; 4096];
                while self.stream()?.read(&mut scratch).await.ok()? > 0 {}
                None
            }
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Option<()> {
        let stream = self.stream()?;
        stream.write_all(bytes).await.ok()?;
        stream.flush().await.ok()
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        loop {
            let byte = self.stream()?.read_u8().await.ok()?;
            if byte == b'\n' {
                break;
            }
            line.push(byte);
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        self.lines.lock().unwrap().push(line.clone());
        Some(line)
    }
}
