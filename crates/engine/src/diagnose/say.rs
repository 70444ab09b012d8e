//! Which sentences a finding has, and what is filled into them. Most have one message and one fix;
//! some say it otherwise where a value is not known, or where it is less certain.

use super::{auth, port};
use crate::finding::{Field, Finding, FindingCode, Severity};
use crate::profile::AuthMethod;
use crate::text::{Findings, Texts};

/// The finding's sentence: the message, or what to do.
pub(crate) fn fill(
    finding: &Finding,
    keys: (Findings, Findings),
    fix: bool,
    texts: &Texts<Findings>,
    provider: &str,
) -> String {
    let key = if fix { fix_key(finding, keys.1) } else { message_key(finding, keys.0) };
    let side = match finding.field {
        Field::OutgoingHost
        | Field::OutgoingPort
        | Field::OutgoingSecurity
        | Field::OutgoingAuth
        | Field::OutgoingUsername
        | Field::OutgoingProtocol => Findings::SideOutgoing,
        _ => Findings::SideIncoming,
    };
    let (port, security) = port::apart(&finding.actual);
    let (right_port, right_security) = port::apart(&finding.expected);
    texts.fill(
        key,
        &[
            ("provider", provider),
            ("actual", &finding.actual),
            ("expected", &finding.expected),
            ("side", texts.get(side)),
            ("port", port),
            ("security", security),
            ("right_port", right_port),
            ("right_security", right_security),
            ("method", method(&finding.actual).map_or("", |key| texts.get(key))),
            ("right_method", method(&finding.expected).map_or("", |key| texts.get(key))),
        ],
    )
}

fn message_key(finding: &Finding, usual: Findings) -> Findings {
    let actual = finding.actual.as_str();
    let (port, security) = port::apart(actual);
    match finding.code {
        FindingCode::HostKind if begins(actual, "webmail.") => Findings::HostWebmailMessage,
        FindingCode::HostShape if actual.contains('@') && !actual.contains("//") => Findings::HostMailMessage,
        FindingCode::PortSecurity if port.is_empty() => Findings::PortMethodMessage,
        FindingCode::PortSecurity if finding.severity == Severity::Warning => Findings::PortDoubtMessage,
        FindingCode::PortWrong if finding.severity == Severity::Warning => Findings::PortUnsureMessage,
        FindingCode::Unencrypted if security.is_empty() => Findings::UnencryptedPortMessage,
        FindingCode::UsernameDomain if finding.severity == Severity::Note => Findings::UsernameMovedMessage,
        FindingCode::UsernameDomain if finding.expected.is_empty() => Findings::UsernameForeignMessage,
        FindingCode::UsernameShape if finding.severity == Severity::Note => Findings::UsernameCapitalsMessage,
        FindingCode::DeletesMail if actual == "0" => Findings::DeletesAtOnceMessage,
        FindingCode::DeletesMail if actual == "1" => Findings::DeletesDayMessage,
        _ => usual,
    }
}

fn fix_key(finding: &Finding, usual: Findings) -> Findings {
    let unknown = finding.expected.is_empty();
    let (port, security) = port::apart(&finding.actual);
    let (right_port, right_security) = port::apart(&finding.expected);
    match finding.code {
        FindingCode::PortSecurity | FindingCode::Unencrypted | FindingCode::PortWrong if unknown => {
            Findings::PortAskFix
        }
        FindingCode::PortSecurity | FindingCode::PortWrong if finding.severity == Severity::Warning => {
            if right_security.is_empty() {
                Findings::PortUnsureFix
            } else {
                Findings::PortUnsureBothFix
            }
        }
        FindingCode::PortWrong if right_security.is_empty() || security == right_security => usual,
        FindingCode::PortSecurity | FindingCode::Unencrypted | FindingCode::PortWrong
            if port == right_port =>
        {
            Findings::PortKeepFix
        }
        FindingCode::PortSecurity | FindingCode::Unencrypted | FindingCode::PortWrong => {
            Findings::PortBothFix
        }
        FindingCode::HostForeign if unknown => Findings::HostOtherFix,
        FindingCode::HostRetired
        | FindingCode::HostKind
        | FindingCode::HostTypo
        | FindingCode::HostShape
        | FindingCode::HostSide
        | FindingCode::HostUnknown
            if unknown =>
        {
            Findings::HostAskFix
        }
        FindingCode::HostForeign if finding.severity == Severity::Warning => Findings::HostRelayFix,
        FindingCode::UsernameDomain if finding.severity == Severity::Note => Findings::UsernameMovedFix,
        FindingCode::UsernameShape if finding.severity == Severity::Note => Findings::UsernameCapitalsFix,
        FindingCode::UsernameLocalPart | FindingCode::UsernameDomain if unknown => Findings::UsernameAnyFix,
        FindingCode::UsernameWhole if unknown => Findings::UsernamePartFix,
        FindingCode::UsernameShape if unknown => Findings::UsernameRetypeFix,
        _ => usual,
    }
}

fn begins(text: &str, start: &str) -> bool {
    let text = text.trim_start();
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// What apps call a sign-in method, by its JSON code.
fn method(code: &str) -> Option<Findings> {
    const NAMES: [(AuthMethod, Findings); 7] = [
        (AuthMethod::Password, Findings::MethodPassword),
        (AuthMethod::Encrypted, Findings::MethodEncrypted),
        (AuthMethod::Ntlm, Findings::MethodNtlm),
        (AuthMethod::Kerberos, Findings::MethodKerberos),
        (AuthMethod::Oauth2, Findings::MethodOauth2),
        (AuthMethod::Certificate, Findings::MethodCertificate),
        (AuthMethod::None, Findings::MethodNone),
    ];
    NAMES.into_iter().find(|(method, _)| auth::code_of(*method) == code).map(|(_, key)| key)
}
