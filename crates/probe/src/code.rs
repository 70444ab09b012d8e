//! The closed set of verdict codes (facts/probe.md section 5) and what each means for the status.

mod all;

use engine::report::Status;
use std::borrow::Cow;

/// Why a stage ended as it did. The text form, [`Code::text`], is stable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    /// Name look-up: the name does not exist (RFC 2308).
    Nxdomain,
    /// Name look-up: the resolver could not answer. Its fault or the domain's; we cannot tell.
    Servfail,
    /// Nothing came in time. In the name look-up it is our resolver that was silent.
    Timeout,
    /// Name look-up: the name exists without an address.
    NoAddress,
    /// Name look-up: there are addresses, but not public ones, so they are not asked.
    BlockedAddress,
    /// The configuration does not allow this port, or the endpoint has no encryption.
    BlockedPort,
    /// Connect: the port is closed.
    Refused,
    /// The connection was reset by the other side.
    Reset,
    /// Connect: no way to the host.
    Unreachable,
    /// Connect: this machine has no IPv6, so the address cannot be tested from here.
    LocalNoIpv6,
    /// This machine is out of something (file handles, ports, memory), or has no network.
    LocalFault,
    /// Certificate: this machine's clock is wrong, so that dates cannot be judged.
    LocalClock,
    /// The other side closed the connection.
    Closed,
    /// SMTP 421: not now (RFC 5321 section 3.8). Perhaps only not for us.
    Refused421,
    /// SMTP 5xx instead of a greeting.
    Refused5xx,
    /// POP3 `-ERR` instead of a greeting.
    RefusedErr,
    /// IMAP `* BYE` (RFC 9051 section 7.1.5). Perhaps only for us.
    Bye,
    /// The provider holds us off: too many connections, or our address is on a list.
    ProviderLimit,
    /// IMAP `* PREAUTH` (RFC 9051 section 7.1.4), after which STARTTLS is impossible.
    Preauth,
    /// Not the mail protocol that was expected.
    NotMail,
    /// More bytes or lines than any honest server sends.
    TooLong,
    /// Greeting: it came, but late.
    Slow,
    /// Plaintext sign-in: it is refused, which is right.
    PlaintextRefused,
    /// Plaintext sign-in: it is offered.
    PlaintextOffered,
    /// STARTTLS: not among the capabilities.
    NotOffered,
    /// The server said no to the command.
    Rejected,
    /// STARTTLS: plain text came after its OK, as an attacker's would (CVE-2011-0411).
    InjectedCleartext,
    /// TLS: the server ended it with this alert (RFC 8446 section 6, in lower case).
    Alert(&'static str),
    /// TLS: the answer was not TLS.
    NotTls,
    /// TLS: the server speaks only versions before 1.2.
    VersionTooOld,
    /// TLS: no cipher, group or signature that rustls shares with it. Other programs may share one.
    NoCommonCipher,
    /// TLS: a broken record or message.
    Malformed,
    /// TLS: the handshake ended at the certificate; the certificate stage says why.
    BadCertificate,
    /// Certificate: past its end.
    Expired,
    /// Certificate: before its beginning.
    NotYetValid,
    /// Certificate: not for this host.
    NameMismatch,
    /// Certificate: signed by itself.
    SelfSigned,
    /// Certificate: signed by an authority that is not among the roots.
    UnknownCa,
    /// Certificate: the server does not send the certificate between its own and the root.
    IncompleteChain,
    /// Certificate: a key or signature that is too weak.
    WeakKey,
    /// Certificate: ends soon.
    Expiring,
    /// Certificate: cannot be read.
    BadEncoding,
    /// Certificate: the chain fails in another way (wrong purpose, name constraints, revoked).
    BadChain,
    /// Capabilities: no way to sign in.
    NoAuth,
    /// Capabilities: only OAuth, no password.
    OnlyOauth,
    /// Capabilities: IMAP's `LOGINDISABLED` even inside TLS.
    LoginDisabled,
    /// Endpoint: an address works, another does not.
    SomeAddressesFail,
}

impl Code {
    /// The stable text.
    #[must_use]
    pub fn text(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Alert(name) => return Cow::Owned(format!("alert:{name}")),
            Self::Nxdomain => "nxdomain",
            Self::Servfail => "servfail",
            Self::Timeout => "timeout",
            Self::NoAddress => "no_address",
            Self::BlockedAddress => "blocked_address",
            Self::BlockedPort => "blocked_port",
            Self::Refused | Self::PlaintextRefused => "refused",
            Self::Reset => "reset",
            Self::Unreachable => "unreachable",
            Self::LocalNoIpv6 => "local_no_ipv6",
            Self::LocalFault => "local_fault",
            Self::LocalClock => "local_clock",
            Self::Closed => "closed",
            Self::Refused421 => "refused_421",
            Self::Refused5xx => "refused_5xx",
            Self::RefusedErr => "refused_err",
            Self::Bye => "bye",
            Self::ProviderLimit => "provider_limit",
            Self::Preauth => "preauth",
            Self::NotMail => "not_mail",
            Self::TooLong => "too_long",
            Self::Slow => "slow",
            Self::PlaintextOffered => "offered",
            Self::NotOffered => "not_offered",
            Self::Rejected => "rejected",
            Self::InjectedCleartext => "injected_cleartext",
            Self::NotTls => "not_tls",
            Self::VersionTooOld => "version_too_old",
            Self::NoCommonCipher => "no_common_cipher",
            Self::Malformed => "malformed",
            Self::BadCertificate => "bad_certificate",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::NameMismatch => "name_mismatch",
            Self::SelfSigned => "self_signed",
            Self::UnknownCa => "unknown_ca",
            Self::IncompleteChain => "incomplete_chain",
            Self::WeakKey => "weak_key",
            Self::Expiring => "expiring",
            Self::BadEncoding => "bad_encoding",
            Self::BadChain => "bad_chain",
            Self::NoAuth => "no_auth",
            Self::OnlyOauth => "only_oauth",
            Self::LoginDisabled => "login_disabled",
            Self::SomeAddressesFail => "some_addresses_fail",
        })
    }

    /// What the code means for the status where nothing else is known.
    ///
    /// `unknown` is for what may be our own side's fault, or only our own trouble: a resolver that
    /// fails, a provider that holds us off, a cipher that rustls alone lacks. It is never shown as
    /// the provider being down.
    #[must_use]
    pub fn status(self) -> Status {
        match self {
            Self::PlaintextRefused => Status::Ok,
            Self::Slow
            | Self::PlaintextOffered
            | Self::Expiring
            | Self::OnlyOauth
            | Self::LoginDisabled
            | Self::SomeAddressesFail => Status::Warn,
            Self::LocalNoIpv6 | Self::BlockedPort => Status::Skipped,
            Self::Servfail
            | Self::BlockedAddress
            | Self::LocalFault
            | Self::LocalClock
            | Self::Refused421
            | Self::RefusedErr
            | Self::Bye
            | Self::ProviderLimit
            | Self::NoCommonCipher
            | Self::BadCertificate => Status::Unknown,
            _ => Status::Fail,
        }
    }
}

/// How a stage ended and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Verdict {
    /// How.
    pub status: Status,
    /// Why, where it is not simply well.
    pub code: Option<Code>,
}

impl Verdict {
    /// All is well.
    pub const OK: Self = Self { status: Status::Ok, code: None };

    /// A code with a status that differs from the usual one.
    pub const fn new(status: Status, code: Code) -> Self {
        Self { status, code: Some(code) }
    }
}

impl From<Code> for Verdict {
    fn from(code: Code) -> Self {
        Self { status: code.status(), code: Some(code) }
    }
}

/// The order in which statuses weigh, worst last. A failure that is known weighs more than one
/// that may be ours.
pub(crate) fn weight(status: Status) -> u8 {
    match status {
        Status::Ok => 0,
        Status::Warn => 1,
        Status::NotRun | Status::Skipped => 2,
        Status::Unknown => 3,
        Status::Fail => 4,
    }
}
