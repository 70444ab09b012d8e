//! The TLS handshake. Any certificate gets through, so that a bad one can be described: it is
//! judged afterwards. This is safe here and nowhere else, since nothing that a probe can send is
//! secret; hence the type is private and made anew for each connection.

use crate::code::Code;
use crate::dialogue::Ended;
use crate::fault;
use crate::text;
use crate::wire::Wire;
use engine::report::StageData;
use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, ProtocolVersion, SignatureScheme};
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// The certificates that a server sent, its own first.
pub(crate) type Chain = Vec<CertificateDer<'static>>;

/// How long plain text after STARTTLS is read on, to see whether TLS follows it.
const READ_ON: Duration = Duration::from_millis(400);

/// The crypto provider: aws-lc-rs, with X25519 first and the post-quantum group offered behind it,
/// since a hello that fills more than one packet upsets old middleboxes.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: OnceLock<Arc<CryptoProvider>> = OnceLock::new();
    PROVIDER.get_or_init(|| Arc::new(rustls::crypto::aws_lc_rs::default_provider())).clone()
}

/// Draws the first random number, once, on a thread of its own: aws-lc gathers jitter for it, which
/// takes 50 to 200 ms of a core and would otherwise be the first check's, on a runtime's thread.
pub(crate) fn warm_up() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // Without the thread the first check does it.
        let _ = std::thread::Builder::new()
            .name("probe-warm-up".to_owned())
            .spawn(|| provider().secure_random.fill(&mut [0; 1]));
    });
}

/// A handshake's end: the stream where there is one, and the chain also where there is none.
pub(crate) struct Handshake {
    /// How it ended.
    pub ended: Ended<Box<TlsStream<Wire>>>,
    /// What the server sent.
    pub chain: Chain,
}

/// Does the handshake. `upgraded`: plain text was spoken before, so plain text now is an attack or a
/// server that did not mean its OK.
pub(crate) async fn handshake(
    mut wire: Wire,
    name: ServerName<'static>,
    upgraded: bool,
    until: Instant,
) -> Handshake {
    wire.forget_head();
    let seen: Arc<Mutex<Chain>> = Arc::default();
    let config = match client_config(&seen) {
        Ok(config) => config,
        Err(error) => return Handshake { ended: fault::of_tls(&error).into(), chain: Vec::new() },
    };
    let connecting = TlsConnector::from(Arc::new(config)).connect(name, wire).into_fallible();
    let ended = match timeout_at(until, connecting).await {
        Err(_) => Code::Timeout.into(),
        Ok(Ok(stream)) => {
            let data = agreed(&stream);
            Ended::well(Box::new(stream), data)
        }
        Ok(Err((error, wire))) => failed(&error, wire, upgraded, until).await,
    };
    let chain = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    Handshake { ended, chain }
}

fn client_config(seen: &Arc<Mutex<Chain>>) -> Result<ClientConfig, rustls::Error> {
    let verifier = Remember { seen: seen.clone(), provider: provider() };
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// What the two sides agreed on.
fn agreed(stream: &TlsStream<Wire>) -> StageData {
    let (_, connection) = stream.get_ref();
    let version = match connection.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => Some("1.3".to_owned()),
        Some(ProtocolVersion::TLSv1_2) => Some("1.2".to_owned()),
        other => other.map(|version| format!("{version:?}")),
    };
    let cipher = connection.negotiated_cipher_suite().map(|suite| {
        let name = format!("{:?}", suite.suite());
        // rustls calls 1.3's suites TLS13_…; IANA calls them TLS_….
        name.strip_prefix("TLS13_").map_or(name.clone(), |rest| format!("TLS_{rest}"))
    });
    let group = connection
        .negotiated_key_exchange_group()
        .map(|group| format!("{:?}", group.name()).to_ascii_lowercase());
    StageData { version, cipher, group, ..StageData::default() }
}

async fn failed<T>(error: &io::Error, mut wire: Wire, upgraded: bool, until: Instant) -> Ended<T> {
    let mut data = StageData::default();
    if let Some(rustls::Error::AlertReceived(alert)) =
        error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>())
    {
        data.alert = Some(fault::alert_name(*alert).to_owned());
    }
    let code = fault::of_io(error);
    if code == Code::LocalFault || !is_plain(wire.head()) {
        return Ended::stop(code, data);
    }
    if upgraded && tls_follows(&mut wire, until).await {
        return Ended::stop(Code::InjectedCleartext, data);
    }
    let first_line = wire.head().split(|b| *b == b'\n').next().unwrap_or_default();
    data.text = Some(text::shown(first_line)).filter(|text| !text.is_empty());
    Ended::stop(Code::NotTls, data)
}

/// Whether the first bytes cannot begin a TLS record (RFC 8446 section 5.1).
fn is_plain(head: &[u8]) -> bool {
    head.first().is_some_and(|kind| !(20..=24).contains(kind))
}

/// Whether a TLS handshake record comes after the plain text.
async fn tls_follows(wire: &mut Wire, until: Instant) -> bool {
    let until = until.min(Instant::now() + READ_ON);
    let mut scratch = [0; 1024];
    loop {
        if wire.head().windows(3).any(|bytes| matches!(bytes, [22, 3, 0..=4])) {
            return true;
        }
        match timeout_at(until, wire.read(&mut scratch)).await {
            Ok(Ok(length)) if length > 0 => {}
            _ => return false,
        }
    }
}

/// Remembers the chain and lets it through. The handshake's signature is checked all the same: who
/// answers has the key of the certificate that it shows.
#[derive(Debug)]
struct Remember {
    seen: Arc<Mutex<Chain>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Remember {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let chain =
            std::iter::once(end_entity).chain(intermediates).map(|c| c.clone().into_owned()).collect();
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = chain;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
