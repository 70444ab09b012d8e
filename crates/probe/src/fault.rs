//! Why reading from or writing to a server stopped.

use crate::code::Code;
use crate::line::TooMuch;
use crate::wire::OverBudget;
use std::io;

/// The code for an I/O error, the operating system's words left out: a reply that holds them would
/// turn the check into a port scanner (facts/probe.md section 3.1).
pub(crate) fn of_io(error: &io::Error) -> Code {
    use io::ErrorKind as K;
    if let Some(inner) = error.get_ref() {
        if inner.is::<OverBudget>() {
            return Code::TooLong;
        }
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return of_tls(tls);
        }
    }
    match error.kind() {
        K::UnexpectedEof | K::NotConnected => Code::Closed,
        K::ConnectionReset | K::ConnectionAborted | K::BrokenPipe => Code::Reset,
        K::TimedOut => Code::Timeout,
        // rustls, when messages that it has not read fill its buffer.
        K::InvalidData => Code::TooLong,
        _ => Code::LocalFault,
    }
}

/// The code for a failure to connect.
pub(crate) fn of_connect(error: &io::Error, to_v6: bool) -> Code {
    use io::ErrorKind as K;
    match error.kind() {
        K::ConnectionRefused => Code::Refused,
        K::ConnectionReset | K::ConnectionAborted => Code::Reset,
        K::TimedOut => Code::Timeout,
        K::NetworkUnreachable | K::AddrNotAvailable if to_v6 => Code::LocalNoIpv6,
        K::HostUnreachable => Code::Unreachable,
        // No route at all: ours. No handles, no ports, no permission: ours too.
        _ => Code::LocalFault,
    }
}

/// The code for a TLS error.
pub(crate) fn of_tls(error: &rustls::Error) -> Code {
    use rustls::PeerMisbehaved as Q;
    use rustls::{AlertDescription as A, Error as E, InvalidMessage as M, PeerIncompatible as P};
    match error {
        E::AlertReceived(A::ProtocolVersion) => Code::VersionTooOld,
        E::AlertReceived(A::HandshakeFailure | A::InsufficientSecurity) => Code::NoCommonCipher,
        E::AlertReceived(alert) => Code::Alert(alert_name(*alert)),
        E::PeerIncompatible(
            P::ServerDoesNotSupportTls12Or13
            | P::ServerTlsVersionIsDisabledByOurConfig
            | P::Tls12NotOffered
            | P::Tls12NotOfferedOrEnabled,
        ) => Code::VersionTooOld,
        E::PeerIncompatible(_) => Code::NoCommonCipher,
        E::InvalidCertificate(_) | E::NoCertificatesPresented => Code::BadCertificate,
        E::InvalidMessage(M::CertificatePayloadTooLarge | M::HandshakePayloadTooLarge) => Code::TooLong,
        E::PeerMisbehaved(
            Q::TooManyEmptyFragments
            | Q::TooManyKeyUpdateRequests
            | Q::TooManyRenegotiationRequests
            | Q::TooManyWarningAlertsReceived,
        ) => Code::TooLong,
        E::InvalidMessage(_)
        | E::PeerMisbehaved(_)
        | E::InappropriateMessage { .. }
        | E::InappropriateHandshakeMessage { .. }
        | E::DecryptError
        | E::PeerSentOversizedRecord => Code::Malformed,
        _ => Code::LocalFault,
    }
}

/// An alert's name as RFC 8446 section 6 spells it.
pub(crate) fn alert_name(alert: rustls::AlertDescription) -> &'static str {
    use rustls::AlertDescription as A;
    match alert {
        A::CloseNotify => "close_notify",
        A::UnexpectedMessage => "unexpected_message",
        A::BadRecordMac => "bad_record_mac",
        A::RecordOverflow => "record_overflow",
        A::HandshakeFailure => "handshake_failure",
        A::BadCertificate => "bad_certificate",
        A::UnsupportedCertificate => "unsupported_certificate",
        A::CertificateRevoked => "certificate_revoked",
        A::CertificateExpired => "certificate_expired",
        A::CertificateUnknown => "certificate_unknown",
        A::IllegalParameter => "illegal_parameter",
        A::UnknownCA => "unknown_ca",
        A::AccessDenied => "access_denied",
        A::DecodeError => "decode_error",
        A::DecryptError => "decrypt_error",
        A::ProtocolVersion => "protocol_version",
        A::InsufficientSecurity => "insufficient_security",
        A::InternalError => "internal_error",
        A::InappropriateFallback => "inappropriate_fallback",
        A::UserCanceled => "user_canceled",
        A::NoRenegotiation => "no_renegotiation",
        A::MissingExtension => "missing_extension",
        A::UnsupportedExtension => "unsupported_extension",
        A::UnrecognisedName => "unrecognized_name",
        A::BadCertificateStatusResponse => "bad_certificate_status_response",
        A::UnknownPSKIdentity => "unknown_psk_identity",
        A::CertificateRequired => "certificate_required",
        A::NoApplicationProtocol => "no_application_protocol",
        _ => "unknown",
    }
}

impl From<TooMuch> for Code {
    fn from(_: TooMuch) -> Self {
        Self::TooLong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ours_is_not_the_servers() {
        use io::ErrorKind as K;
        for (name, kind, to_v6, code) in [
            ("H11", K::ConnectionRefused, false, Code::Refused),
            ("H16 no route", K::NetworkUnreachable, true, Code::LocalNoIpv6),
            ("H16 no address", K::AddrNotAvailable, true, Code::LocalNoIpv6),
            ("no network at all", K::NetworkUnreachable, false, Code::LocalFault),
            ("host unreachable", K::HostUnreachable, false, Code::Unreachable),
            ("forbidden here", K::PermissionDenied, false, Code::LocalFault),
            ("H13", K::ConnectionReset, false, Code::Reset),
            ("given up by the system", K::TimedOut, false, Code::Timeout),
        ] {
            assert_eq!(of_connect(&io::Error::from(kind), to_v6), code, "{name}");
        }
        // EMFILE: this process has no handle left.
        assert_eq!(of_connect(&io::Error::from_raw_os_error(24), false), Code::LocalFault, "H109");
        for code in [Code::LocalFault, Code::LocalNoIpv6] {
            assert!(matches!(
                code.status(),
                engine::report::Status::Unknown | engine::report::Status::Skipped
            ));
        }
    }
}
