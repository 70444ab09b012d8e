//! Mail servers that follow a script, in a namespace, on a thread of their own.

use super::namespace::{Namespace, panicked};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use testkit::{Outcome, Trouble};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

/// The domain of every server; the certificate is for all names below it.
pub const DOMAIN: &str = "bench.example";

/// One thing that a server does.
#[derive(Clone)]
pub enum Step {
    /// Sends a text; `{tag}` becomes the tag of the last line that was read.
    Say(String),
    /// Reads a line.
    Line,
    /// Does nothing for a while.
    Wait(Duration),
    /// Sends a byte, again and again, with a pause between.
    Dribble(u8, Duration),
    /// Sends the same again and again, so many bytes in all.
    Flood(Vec<u8>, usize),
    /// Becomes a TLS server.
    Tls,
    /// Stays until the other side leaves.
    Hold,
}

/// A text to send.
pub fn say(text: &str) -> Step {
    Step::Say(text.to_owned())
}

/// Running servers. Dropped, they end.
pub struct Servers {
    /// The authority that signed their certificate, in PEM.
    pub root: String,
    connections: Arc<AtomicUsize>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Servers {
    /// Starts a server for each script.
    ///
    /// # Errors
    /// Where a port is taken or no certificate can be made.
    pub fn start(namespace: Arc<Namespace>, scripts: Vec<(SocketAddr, Vec<Step>)>) -> Outcome<Self> {
        let (root, config) = certificate().map_err(|error| refused(&error))?;
        let connections = Arc::new(AtomicUsize::new(0));
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, started) = channel();
        let count = Arc::clone(&connections);
        let thread = thread::spawn(move || {
            let runtime = namespace.enter().and_then(|()| {
                runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .map_err(Trouble::io("start servers"))
            });
            let runtime = match runtime {
                Ok(runtime) => runtime,
                Err(trouble) => return drop(ready.send(Err(trouble))),
            };
            runtime.block_on(async {
                for (address, script) in scripts {
                    match TcpListener::bind(address).await {
                        Ok(listener) => drop(tokio::spawn(accept(
                            listener,
                            script.into(),
                            TlsAcceptor::from(Arc::clone(&config)),
                            Arc::clone(&count),
                        ))),
                        Err(error) => {
                            let what = format!("listen on {address}");
                            return drop(ready.send(Err(Trouble::io(what)(error))));
                        }
                    }
                }
                let _ = ready.send(Ok(()));
                let _ = stopped.await;
            });
        });
        started.recv().unwrap_or_else(|_| Err(panicked()))?;
        Ok(Self { root, connections, stop: Some(stop), thread: Some(thread) })
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, script: Arc<[Step]>, acceptor: TlsAcceptor, count: Arc<AtomicUsize>) {
    while let Ok((stream, _)) = listener.accept().await {
        count.fetch_add(1, Ordering::SeqCst);
        let _ = stream.set_nodelay(true);
        tokio::spawn(follow(stream, Arc::clone(&script), acceptor.clone()));
    }
}

trait Both: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Both for T {}

async fn follow(stream: TcpStream, script: Arc<[Step]>, acceptor: TlsAcceptor) -> Option<()> {
    let mut stream: Box<dyn Both> = Box::new(stream);
    let mut tag = String::new();
    for step in script.iter() {
        match step {
            Step::Say(text) => send(&mut stream, text.replace("{tag}", &tag).as_bytes()).await?,
            Step::Line => tag = line(&mut stream).await?.split(' ').next().unwrap_or_default().to_owned(),
            Step::Wait(length) => tokio::time::sleep(*length).await,
            Step::Dribble(byte, pause) => loop {
                send(&mut stream, &[*byte]).await?;
                tokio::time::sleep(*pause).await;
            },
            Step::Flood(piece, most) => {
                let block = piece.repeat((16_384 / piece.len().max(1)).max(1));
                for _ in 0..most / block.len() {
                    send(&mut stream, &block).await?;
                }
            }
            Step::Tls => stream = Box::new(acceptor.accept(stream).await.ok()?),
            Step::Hold => while stream.read(&mut [0; 1024]).await.ok()? > 0 {},
        }
    }
    Some(())
}

async fn send(stream: &mut Box<dyn Both>, bytes: &[u8]) -> Option<()> {
    stream.write_all(bytes).await.ok()?;
    stream.flush().await.ok()
}

async fn line(stream: &mut Box<dyn Both>) -> Option<String> {
    let mut line = Vec::new();
    loop {
        match stream.read_u8().await.ok()? {
            b'\n' => return Some(String::from_utf8_lossy(&line).into_owned()),
            byte => line.push(byte),
        }
    }
}

/// An authority and a server with its certificate.
fn certificate() -> Result<(String, Arc<ServerConfig>), Box<dyn std::error::Error + Send + Sync>> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    let root = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
    let mut params = CertificateParams::new(vec![format!("*.{DOMAIN}")])?;
    let now = time::OffsetDateTime::now_utc();
    (params.not_before, params.not_after) = (now - time::Duration::days(1), now + time::Duration::days(60));
    let key = KeyPair::generate()?;
    let leaf = params.signed_by(&key, &root)?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))?;
    Ok((root.pem(), Arc::new(config)))
}

fn refused(error: &impl ToString) -> Trouble {
    Trouble::Unexpected { what: "a certificate".to_owned(), found: error.to_string() }
}
