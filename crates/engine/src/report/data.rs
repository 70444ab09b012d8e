//! What a stage saw. One flat record, as facts/probe.md section 5 has it: each stage fills its part,
//! and a reader that does not know a field passes over it.

use serde::{Deserialize, Serialize};

/// What a stage saw; a field that does not belong to the stage is absent.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
pub struct StageData {
    /// Name look-up: the IPv4 addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<Lookup>,
    /// Name look-up: the IPv6 addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aaaa: Option<Lookup>,
    /// Name look-up: how many addresses were not asked, since they are not public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<u32>,
    /// Greeting and replies: the reply code (RFC 5321 section 4.2); SMTP only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// Greeting: its text, at most 200 characters, without control characters and addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Capabilities before TLS: whether STARTTLS is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starttls: Option<bool>,
    /// Capabilities: the sign-in mechanisms, upper case, in the server's order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Vec<String>>,
    /// Capabilities: IMAP's `LOGINDISABLED` (RFC 9051 section 6.2.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login_disabled: Option<bool>,
    /// Capabilities: the largest message in bytes, as SMTP's `SIZE` says (RFC 1870).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Capabilities: the other keywords, at most 40.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<String>,
    /// Plaintext sign-in: what says so, `login_disabled`, `no_auth_before_tls` or `auth_before_tls`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// TLS: the version, `1.2` or `1.3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// TLS: the cipher suite by its IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cipher: Option<String>,
    /// TLS: the key exchange group by its IANA name, lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// TLS: the alert that the server ended it with (RFC 8446 section 6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// Certificate: what it says, valid or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Box<CertificateData>>,
}

/// What the name look-up found in one family.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
pub struct Lookup {
    /// The addresses, public ones only, at most 10.
    pub records: Vec<String>,
    /// How long they hold, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl_s: Option<u32>,
    /// Why there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How long it took, in milliseconds, one decimal.
    pub ms: f64,
}

/// What a server's certificate says. Dates are RFC 3339 in UTC.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
pub struct CertificateData {
    /// Whom it names: the subject's common name, or the whole subject.
    pub subject: String,
    /// The names that it is for (subject alternative names), at most 50.
    pub names: Vec<String>,
    /// How many names it has.
    pub names_total: u32,
    /// Who issued it.
    pub issuer: String,
    /// From when.
    pub not_before: String,
    /// Until when.
    pub not_after: String,
    /// Whole days until then; negative once it has expired.
    pub days_left: i64,
    /// SHA-256 of the whole certificate, lower-case hexadecimal.
    pub sha256: String,
    /// Serial number, lower-case hexadecimal.
    pub serial: String,
    /// The key's kind and size: `rsa-2048`, `ec-p256`, `ed25519`.
    pub key: String,
    /// The algorithm of its signature: `sha256-rsa`, or the object identifier.
    pub signature: String,
    /// How many certificates the server sent.
    pub chain: u32,
    /// Every problem, each judged on its own: the codes of the certificate stage, worst first.
    #[serde(default)]
    pub problems: Vec<String>,
    /// Whose roots it was judged by: `mozilla`, `system` or `file`.
    pub roots: String,
}
