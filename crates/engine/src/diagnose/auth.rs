//! The way to sign in.

use super::case::Case;
use super::{Side, found};
use crate::finding::{Finding, FindingCode, Severity};
use crate::profile::AuthMethod;
use crate::settings::Server;

/// Judges the sign-in method of one server. "Normal password" or "plain" is the password itself,
/// which is right inside TLS; what was not said is not judged.
pub(super) fn judge(case: &Case<'_>, server: &Server, side: Side) -> Option<Finding> {
    let sign_in = &case.profile().sign_in;
    if server.auth == AuthMethod::Unknown || sign_in.methods.contains(&server.auth) {
        return None;
    }
    let expected = sign_in.methods.first().copied().unwrap_or_default();
    let code = if server.auth == AuthMethod::None {
        if side == Side::Outgoing && !sign_in.outgoing_required {
            return None;
        }
        FindingCode::AuthMissing
    } else {
        FindingCode::AuthUnsupported
    };
    Some(found(code, Severity::Error, side.auth(), code_of(server.auth), code_of(expected)))
}

/// The method's name in JSON.
pub(super) const fn code_of(method: AuthMethod) -> &'static str {
    match method {
        AuthMethod::Password => "password",
        AuthMethod::Encrypted => "encrypted",
        AuthMethod::Ntlm => "ntlm",
        AuthMethod::Kerberos => "kerberos",
        AuthMethod::Oauth2 => "oauth2",
        AuthMethod::Certificate => "certificate",
        AuthMethod::None => "none",
        AuthMethod::Unknown => "unknown",
    }
}
