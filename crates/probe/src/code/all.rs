//! The list of all codes, for whoever has to have a word for each: texts, documents, tests.

use super::Code;

impl Code {
    /// Every code there is, in the order of the enum; [`Code::Alert`] once for each name that it can
    /// have. Alerts that have a code of their own (`protocol_version`, `handshake_failure`,
    /// `insufficient_security`) are not among those names.
    pub const ALL: &[Self] = &[
        Self::Nxdomain,
        Self::Servfail,
        Self::Timeout,
        Self::NoAddress,
        Self::BlockedAddress,
        Self::BlockedPort,
        Self::Refused,
        Self::Reset,
        Self::Unreachable,
        Self::LocalNoIpv6,
        Self::LocalFault,
        Self::LocalClock,
        Self::Closed,
        Self::Refused421,
        Self::Refused5xx,
        Self::RefusedErr,
        Self::Bye,
        Self::ProviderLimit,
        Self::Preauth,
        Self::NotMail,
        Self::TooLong,
        Self::Slow,
        Self::PlaintextRefused,
        Self::PlaintextOffered,
        Self::NotOffered,
        Self::Rejected,
        Self::InjectedCleartext,
        Self::Alert("close_notify"),
        Self::Alert("unexpected_message"),
        Self::Alert("bad_record_mac"),
        Self::Alert("record_overflow"),
        Self::Alert("bad_certificate"),
        Self::Alert("unsupported_certificate"),
        Self::Alert("certificate_revoked"),
        Self::Alert("certificate_expired"),
        Self::Alert("certificate_unknown"),
        Self::Alert("illegal_parameter"),
        Self::Alert("unknown_ca"),
        Self::Alert("access_denied"),
        Self::Alert("decode_error"),
        Self::Alert("decrypt_error"),
        Self::Alert("internal_error"),
        Self::Alert("inappropriate_fallback"),
        Self::Alert("user_canceled"),
        Self::Alert("no_renegotiation"),
        Self::Alert("missing_extension"),
        Self::Alert("unsupported_extension"),
        Self::Alert("unrecognized_name"),
        Self::Alert("bad_certificate_status_response"),
        Self::Alert("unknown_psk_identity"),
        Self::Alert("certificate_required"),
        Self::Alert("no_application_protocol"),
        Self::Alert("unknown"),
        Self::NotTls,
        Self::VersionTooOld,
        Self::NoCommonCipher,
        Self::Malformed,
        Self::BadCertificate,
        Self::Expired,
        Self::NotYetValid,
        Self::NameMismatch,
        Self::SelfSigned,
        Self::UnknownCa,
        Self::IncompleteChain,
        Self::WeakKey,
        Self::Expiring,
        Self::BadEncoding,
        Self::BadChain,
        Self::NoAuth,
        Self::OnlyOauth,
        Self::LoginDisabled,
        Self::SomeAddressesFail,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault;
    use rustls::{AlertDescription, Error};

    #[test]
    fn every_variant_is_listed_once_and_in_order() {
        let source = include_str!("../code.rs");
        let (_, body) = source.split_once("pub enum Code {").unwrap();
        let (body, _) = body.split_once("\n}").unwrap();
        let name = |text: &str| text.trim().split(['(', ',']).next().unwrap_or_default().to_owned();
        let is_variant = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
        let variants: Vec<String> = body.lines().filter(is_variant).map(name).collect();
        let mut listed: Vec<String> = Code::ALL.iter().map(|code| name(&format!("{code:?}"))).collect();
        listed.dedup();
        assert_eq!(listed, variants);
    }

    #[test]
    fn every_alert_is_listed_and_nothing_else() {
        let mut made: Vec<Code> = Vec::new();
        for number in 0..=u8::MAX {
            let code = fault::of_tls(&Error::AlertReceived(AlertDescription::from(number)));
            if matches!(code, Code::Alert(_)) && !made.contains(&code) {
                made.push(code);
            }
        }
        let listed: Vec<&Code> = Code::ALL.iter().filter(|code| matches!(code, Code::Alert(_))).collect();
        assert_eq!(listed.len(), made.len());
        for code in &made {
            assert!(listed.contains(&code), "{code:?}");
        }
    }
}
