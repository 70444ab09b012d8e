//! A reverse proxy as it stands before a companion: it ends TLS and passes everything on. What else
//! such a proxy does is not needed here; the host's name is in the request, which it leaves alone.

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use crate::trouble::{Outcome, Trouble};

/// A certificate with what is between it and its root, and its key.
#[derive(Debug)]
pub struct Certificate {
    /// The certificate first.
    pub chain: Vec<CertificateDer<'static>>,
    /// The key.
    pub key: PrivateKeyDer<'static>,
}

/// A running proxy. Dropped, it ends.
#[derive(Debug)]
pub struct Front {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Front {
    /// Listens at `at`, shows `certificate`, and passes on to `to`.
    ///
    /// # Errors
    /// [`Trouble`] where the certificate cannot be used or nobody may listen there.
    pub fn start(at: SocketAddr, certificate: Certificate, to: SocketAddr) -> Outcome<Self> {
        let refused = |found: rustls::Error| Trouble::Unexpected {
            what: "the proxy's certificate".to_owned(),
            found: found.to_string(),
        };
        let crypto = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(crypto)
            .with_safe_default_protocol_versions()
            .map_err(refused)?
            .with_no_client_auth()
            .with_single_cert(certificate.chain, certificate.key)
            .map_err(refused)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let cannot = || Trouble::io(format!("listen on {at}"));
        let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(cannot())?;
        let (stop, stopped) = oneshot::channel();
        let (ready, listening) = mpsc::channel();
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                let listener = match TcpListener::bind(at).await {
                    Ok(listener) => listener,
                    Err(error) => return drop(ready.send(Err(error))),
                };
                let _ = ready.send(Ok(()));
                tokio::select! {
                    () = accept(&listener, &acceptor, to) => {}
                    _ = stopped => {}
                }
            });
        });
        let front = Self { stop: Some(stop), thread: Some(thread) };
        listening
            .recv()
            .unwrap_or_else(|_| Err(std::io::Error::other("its thread ended")))
            .map_err(cannot())?;
        Ok(front)
    }
}

async fn accept(listener: &TcpListener, acceptor: &TlsAcceptor, to: SocketAddr) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            // A client that does not like the certificate, or goes away, is its own business.
            let mut client = acceptor.accept(stream).await?;
            let mut companion = TcpStream::connect(to).await?;
            tokio::io::copy_bidirectional(&mut client, &mut companion).await
        });
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
