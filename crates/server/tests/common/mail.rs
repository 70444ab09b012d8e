//! Scripted mail servers on loopback, with a certificate of the tests' own authority, and a profile
//! and a configuration that lead to them.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::json;
use site::Data;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// The host of every test server.
pub const HOST: &str = "mail.test.example";

type Issuer = CertifiedIssuer<'static, KeyPair>;
static ROOT: LazyLock<Issuer> = LazyLock::new(|| {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    Issuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
});

/// How an IMAP server with implicit TLS behaves.
#[derive(Clone, Copy, PartialEq)]
pub enum Manner {
    /// All is well.
    Good,
    /// All is well, some milliseconds later.
    Late(u64),
    /// Its certificate has expired.
    Expired,
    /// It says that there are too many connections.
    Throttles,
    /// It says nothing.
    Silent,
}

/// A running server.
pub struct Mail {
    pub port: u16,
    pub connections: Arc<AtomicUsize>,
    pub open: Arc<AtomicUsize>,
    pub manner: Arc<Mutex<Manner>>,
    task: JoinHandle<()>,
}

impl Drop for Mail {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Mail {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let manner = Arc::new(Mutex::new(manner));
        let (connections, open) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (count, now, how) = (connections.clone(), open.clone(), manner.clone());
        let (good, expired) = (TlsAcceptor::from(tls((-1, 60))), TlsAcceptor::from(tls((-9, -1))));
        let task = tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                now.fetch_add(1, Ordering::SeqCst);
                let manner = *how.lock().unwrap();
                let acceptor = if manner == Manner::Expired { expired.clone() } else { good.clone() };
                let now = now.clone();
                tokio::spawn(async move {
                    if let Ok(tls) = acceptor.accept(tcp).await {
                        speak(tls, manner).await;
                    }
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, connections, open, manner, task }
    }

    pub fn asked(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub fn become_(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }
}

async fn speak(tls: tokio_rustls::server::TlsStream<tokio::net::TcpStream>, manner: Manner) {
    let mut stream = BufReader::new(tls);
    let greeting: &[u8] = match manner {
        Manner::Throttles => b"* BYE Too many connections from your address, try again later\r\n",
        _ => b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] ready\r\n",
    };
    if let Manner::Late(ms) = manner {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
    if manner != Manner::Silent {
        let _ = stream.get_mut().write_all(greeting).await;
        let _ = stream.get_mut().flush().await;
    }
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        line.clear();
    }
}

fn tls(days: (i64, i64)) -> Arc<ServerConfig> {
    let mut params = CertificateParams::new(vec![HOST.to_owned()]).unwrap();
    let now = time::OffsetDateTime::now_utc();
    params.not_before = now + time::Duration::days(days.0);
    params.not_after = now + time::Duration::days(days.1);
    let key = KeyPair::generate().unwrap();
    let leaf = params.signed_by(&key, &*ROOT).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()));
    Arc::new(config.unwrap())
}

/// A port of loopback where nobody listens.
pub fn closed_port() -> u16 {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// The project's profile with other endpoints: id, role and port, all with implicit TLS. One for
/// sending, which every profile has, is added where there is none.
pub fn profile(endpoints: &[(&str, &str, u16)]) -> serde_json::Value {
    let mut endpoints = endpoints.to_vec();
    if !endpoints.iter().any(|(_, role, _)| *role == "submission") {
        endpoints.push(("sending", "submission", 465));
    }
    let mut profile = serde_json::to_value(Data::embedded().unwrap().profile()).unwrap();
    let all = endpoints.iter().enumerate().map(|(rank, (id, role, port))| {
        json!({"id": id, "role": role, "host": HOST, "port": port, "security": "tls",
               "standing": "guide", "rank": rank + 1, "sources": ["guide"], "checked": "2026-11-22"})
    });
    profile["endpoints"] = all.collect();
    profile
}

/// The part of a configuration that leads to the servers. No place stands for the world outside, so
/// that failures stay failures.
pub fn settings(folder: &Path, ports: &[u16]) -> String {
    let roots = super::put(folder, "roots.pem", ROOT.pem());
    format!(
        "[check]\ncontrols = []\n[probe]\nhosts = {{ \"{HOST}\" = \"127.0.0.1\" }}\n\
         allow_networks = [\"127.0.0.0/8\"]\nallow_ports = {ports:?}\nroots = {roots:?}\n"
    )
}

/// The options that lead the program to the servers: a profile and a configuration in `folder`, which
/// may say `more` at its beginning.
pub fn options(folder: &Path, endpoints: &[(&str, &str, u16)], more: &str) -> Vec<String> {
    let ports: Vec<u16> = endpoints.iter().map(|(_, _, port)| *port).collect();
    let config = super::put(folder, "companion.toml", format!("{more}\n{}", settings(folder, &ports)));
    let profile = super::put(folder, "profile.json", profile(endpoints).to_string());
    ["--config", &config.display().to_string(), "--profile", &profile.display().to_string()]
        .map(str::to_owned)
        .into()
}
