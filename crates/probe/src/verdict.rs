//! Verdicts over what a server offers.

use crate::code::{Code, Verdict};
use crate::dialogue::Offered;
use engine::profile::Role;
use engine::report::{StageData, Status};

/// What is offered, for the report.
pub(crate) fn offers(offered: &Offered, role: Role, before_tls: bool) -> StageData {
    let found = &offered.capabilities;
    StageData {
        starttls: before_tls.then_some(found.starttls),
        auth: Some(found.auth.clone()),
        login_disabled: (role == Role::Imap).then_some(found.login_disabled),
        size: found.size,
        other: found.other.clone(),
        ..StageData::default()
    }
}

/// Whether a password would be taken without TLS, by what the server offers alone. Nothing is tried:
/// servers log even an AUTH without credentials as a failed sign-in, and ban for it
/// (facts/probe.md section 0, point 4).
pub(crate) fn plaintext_auth(offered: &Offered, role: Role) -> (Verdict, StageData) {
    let found = &offered.capabilities;
    // Those that send the password itself; CRAM-MD5 and the like do not.
    let takes_password = found
        .auth
        .iter()
        .any(|name| matches!(name.as_str(), "PLAIN" | "LOGIN" | "USER" | "XOAUTH2" | "OAUTHBEARER"));
    let login = role == Role::Imap && !found.login_disabled;
    let evidence = if takes_password || login || !offered.listed {
        "auth_before_tls"
    } else if role == Role::Imap {
        "login_disabled"
    } else {
        "no_auth_before_tls"
    };
    let data = StageData { evidence: Some(evidence.to_owned()), ..StageData::default() };
    if !offered.listed && !takes_password {
        let data = StageData { evidence: None, ..data };
        return (Verdict { status: Status::Unknown, code: None }, data);
    }
    let code = if takes_password || login { Code::PlaintextOffered } else { Code::PlaintextRefused };
    (code.into(), data)
}

/// Whether there is a way to sign in with a password inside TLS.
pub(crate) fn sign_in(offered: &Offered, role: Role) -> Verdict {
    let found = &offered.capabilities;
    // A POP3 server without CAPA has USER and PASS, which are not optional there in practice; an
    // IMAP server that lists nothing has LOGIN.
    if !offered.listed && role != Role::Submission {
        return Verdict::OK;
    }
    if found.only_oauth() && (role != Role::Imap || found.login_disabled) {
        return Code::OnlyOauth.into();
    }
    let login = role == Role::Imap && !found.login_disabled;
    match (found.auth.is_empty(), found.login_disabled) {
        (true, true) => Verdict::new(Status::Fail, Code::LoginDisabled),
        (true, false) if !login => Code::NoAuth.into(),
        (false, true) => Code::LoginDisabled.into(),
        _ => Verdict::OK,
    }
}
