//! What a reachability check found: run → endpoints → addresses → stages. The probe makes it,
//! the companion sends it, the page shows it (facts/probe.md section 5).
//!
//! Everything is a stable machine code plus data. A page must show codes that it does not know
//! in a general way, so codes are read as text here and closed where the probe makes them.

mod choice;
mod data;

pub use choice::{Why, choose, decided};
pub use data::{CertificateData, Lookup, StageData};

use crate::profile::{Role, Security, Slug};
use crate::words::words;
use serde::{Deserialize, Serialize};

/// The format of [`Report`], its `schema`.
pub const SCHEMA: &str = "probe/1";

/// One run over a profile's endpoints.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The run's id.
    pub run: String,
    /// The profile's id.
    pub profile: Slug,
    /// When it began, RFC 3339 in UTC.
    pub started: String,
    /// How long it took, in milliseconds.
    pub ms: f64,
    /// Whether it was made for this request.
    pub source: Freshness,
    /// How old it is, in seconds.
    pub age_s: u32,
    /// Where it was checked from, as the operator calls it; empty where it says nothing.
    #[serde(default)]
    pub vantage: String,
    /// The worst that matters.
    pub status: Status,
    /// What was checked, in the profile's order.
    pub endpoints: Vec<EndpointReport>,
}

/// Whether a report was made for the request that it answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Freshness {
    /// Made now.
    Live,
    /// A recent run's.
    Cache,
    /// An old run's, since a new one was not possible.
    Stale,
}

words! {
    /// How a run, an endpoint, an address or a stage ended.
    Status {
        /// It works.
        Ok => "ok",
        /// It works, with something to know.
        Warn => "warn",
        /// It does not work, and the fault is not ours.
        Fail => "fail",
        /// Not asked, since it cannot be asked from here.
        Skipped => "skipped",
        /// Not reached, since an earlier stage failed.
        NotRun => "not_run",
        /// We cannot know: our own side is at fault, or we were held off.
        Unknown => "unknown",
    }
}

/// What was found of one endpoint; its status is that of its best address.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EndpointReport {
    /// The endpoint's id in the profile.
    pub id: Slug,
    /// What it is for.
    pub role: Role,
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Its encryption.
    pub security: Security,
    /// How it ended.
    pub status: Status,
    /// The code of the stage that decided; absent when all is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How long it took, in milliseconds.
    pub ms: f64,
    /// The name look-up, which is the endpoint's and not an address's.
    pub dns: Stage,
    /// Each address that was asked.
    pub addresses: Vec<AddressReport>,
}

impl EndpointReport {
    /// The stages that the endpoint goes through after the name look-up, in the order in which they
    /// run: implicit TLS starts with the handshake, STARTTLS reads the greeting first.
    #[must_use]
    pub fn plan(security: Security) -> &'static [StageName] {
        use StageName as S;
        match security {
            Security::Tls => &[S::Connect, S::Tls, S::Certificate, S::Greeting, S::Capabilities],
            Security::Starttls => &[
                S::Connect,
                S::Greeting,
                S::CapabilitiesPlain,
                S::PlaintextAuth,
                S::Starttls,
                S::Tls,
                S::Certificate,
                S::Capabilities,
            ],
            Security::None => &[],
        }
    }
}

/// What was found at one address of an endpoint.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AddressReport {
    /// The IP address.
    pub ip: String,
    /// 4 or 6.
    pub family: u8,
    /// How it ended.
    pub status: Status,
    /// The code of the stage that decided; absent when all is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How often it was tried: 2 where the first try timed out.
    pub attempts: u8,
    /// The round trip as the TCP connection shows it, in milliseconds, one decimal: tells a slow
    /// network from a slow server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rtt_ms: Option<f64>,
    /// The last stage that was reached.
    pub reached: StageName,
    /// The stages of [`EndpointReport::plan`], those that were not reached too.
    pub stages: Vec<Stage>,
}

/// What a running check tells: one stage has ended. A later event for the same endpoint, address
/// and stage stands in for the earlier one (a second try).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StageEvent {
    /// The endpoint's id in the profile.
    pub endpoint: Slug,
    /// The address; absent for the name look-up, which is the endpoint's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// Which try it is, from 1.
    pub attempt: u8,
    /// The stage.
    pub stage: Stage,
}

/// One stage of a check.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Stage {
    /// Which.
    pub name: StageName,
    /// How it ended.
    pub status: Status,
    /// Why, where it is not simply well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How long it took, in milliseconds, one decimal.
    pub ms: f64,
    /// What was seen; absent where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<StageData>>,
}

words! {
    /// The stages, in the order in which they run.
    StageName {
        /// The name look-up.
        Dns => "dns",
        /// The TCP connection.
        Connect => "connect",
        /// The mail greeting.
        Greeting => "greeting",
        /// What the server offers before TLS.
        CapabilitiesPlain => "capabilities_plain",
        /// Whether a password without TLS is refused.
        PlaintextAuth => "plaintext_auth",
        /// The upgrade to TLS.
        Starttls => "starttls",
        /// The TLS handshake.
        Tls => "tls",
        /// The certificate.
        Certificate => "certificate",
        /// What the server offers inside TLS.
        Capabilities => "capabilities",
    }
}
