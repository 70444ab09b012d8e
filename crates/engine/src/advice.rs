//! The one next thing to do: what the live check found of the servers, together with what was found
//! of the settings and of the message (design section 3).
//!
//! A server that answers us never says that signing in works. What cannot be known advises nothing.

use crate::explain::Cause;
use crate::profile::{Profile, Role, Slug};
use crate::report::{EndpointReport, Status};
use crate::words::words;

words! {
    /// What to do next.
    Next {
        /// No mail server of the provider's answers: wait before changing anything.
        WaitForAll => "wait_for_all",
        /// Something in the settings is wrong: change it first.
        ChangeSettings => "change_settings",
        /// The server's certificate has expired: wait, and never accept it.
        WaitForCertificate => "wait_for_certificate",
        /// The connection to the server is not safe, whoever makes it: another's certificate, or text that
        /// somebody put in between. Wait, and never accept a warning.
        DistrustServer => "distrust_server",
        /// The server does not answer us either: it is the provider's trouble, so wait.
        WaitForServer => "wait_for_server",
        /// The server answers us: what keeps the app from connecting is in the person's own network.
        OwnNetwork => "own_network",
        /// The server shows us a valid certificate: what shows another one is on the person's own side.
        OwnCertificate => "own_certificate",
        /// Settings and password are right and the server is up: change nothing, try again tomorrow.
        TryTomorrow => "try_tomorrow",
        /// We could not check the server: this does not mean that it is down.
        NotChecked => "not_checked",
    }
}

/// An advice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
    /// What to do.
    pub next: Next,
    /// The endpoint that it is about; `None` where it is about none in particular.
    pub about: Option<Slug>,
    /// An endpoint for the same role that works, where [`Self::about`] does not.
    pub instead: Option<Slug>,
}

/// Why an endpoint that fails does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It does not answer, or not as a mail server does.
    Silent,
    /// Its certificate has expired.
    Expired,
    /// Whoever connects cannot trust it: another's certificate, or text that somebody put in between.
    Untrusted,
}

impl Fault {
    /// What a code of a check means for those who use the endpoint.
    #[must_use]
    pub fn of(code: Option<&str>) -> Self {
        match code {
            Some("expired") => Self::Expired,
            Some(
                "not_yet_valid" | "name_mismatch" | "self_signed" | "unknown_ca" | "incomplete_chain"
                | "weak_key" | "bad_encoding" | "bad_chain" | "injected_cleartext",
            ) => Self::Untrusted,
            _ => Self::Silent,
        }
    }
}

/// How the settings compare with the profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settings {
    /// Nothing in them is wrong.
    Right,
    /// Something must change.
    Wrong,
    /// They were not told.
    Unknown,
}

/// What is known.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The provider.
    pub profile: &'a Profile,
    /// The domain of the person's address, which decides what may be used instead.
    pub domain: &'a str,
    /// What the check found, each endpoint whole; empty where there was none.
    pub endpoints: &'a [EndpointReport],
    /// The ids of the endpoints that the person's app uses, as far as they matter here.
    pub used: &'a [&'a str],
    /// How the settings compare.
    pub settings: Settings,
    /// The likeliest cause; `None` where nothing was told that leads to one.
    pub cause: Option<Cause>,
    /// Whether the app ever worked; `None` where that is not known.
    pub worked: Option<bool>,
    /// Whether webmail takes the same password; `None` where that is not known.
    pub webmail: Option<bool>,
    /// Whether the app's maker fetches the mail, so that the person's own network has no part in it.
    pub relayed: bool,
}

/// The one next thing to do; `None` where the check adds nothing to what is known without it.
#[must_use]
pub fn advise(known: &Known<'_>) -> Option<Advice> {
    let plain = |next| Some(Advice { next, about: None, instead: None });
    let used =
        || known.used.iter().filter_map(|id| known.endpoints.iter().find(|one| one.id.as_str() == *id));
    if none_answers(known.endpoints) {
        // They may answer with certificates that nobody should accept: that is to be said.
        let spoiled = used().find_map(|one| Some((one, broken(one)?)));
        return match spoiled.filter(|(_, next)| *next != Next::WaitForServer) {
            Some((one, next)) => Some(Advice { next, about: Some(one.id.clone()), instead: None }),
            None => plain(Next::WaitForAll),
        };
    }
    if known.settings == Settings::Wrong {
        return plain(Next::ChangeSettings);
    }
    let matters = known.cause.is_none_or(|cause| kind(cause) != Kind::Elsewhere);
    let broken = used().filter(|_| matters).find_map(|one| Some((one, broken(one)?)));
    if let Some((report, next)) = broken {
        return Some(Advice { next, about: Some(report.id.clone()), instead: instead(known, report) });
    }
    let kind = known.cause.map(kind);
    if used().next().is_none() || used().any(|one| !works(one)) {
        let would_tell = matches!(kind, Some(Kind::Connection | Kind::Certificate));
        return if would_tell { plain(Next::NotChecked) } else { None };
    }
    // In an app that never worked, settings that nobody has seen are likelier wrong than a network is.
    let never = known.settings == Settings::Unknown && known.worked == Some(false);
    let likely = !known.relayed && !never;
    match kind? {
        Kind::Connection if likely => plain(Next::OwnNetwork),
        Kind::Certificate if likely => plain(Next::OwnCertificate),
        // That it is the provider's trouble is found only of settings that have worked.
        Kind::SignIn
            if known.webmail == Some(true)
                && (known.settings == Settings::Right || known.cause == Some(Cause::ProviderTrouble)) =>
        {
            plain(Next::TryTomorrow)
        }
        _ => None,
    }
}

/// What a cause is about, as far as a check of the servers can add to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// No connection comes about.
    Connection,
    /// A certificate is not accepted.
    Certificate,
    /// Name or password are refused.
    SignIn,
    /// Something that a server that is down may well cause, and one that is up does not explain.
    Perhaps,
    /// The server took the sign-in and had something to say about mail: it is up.
    Elsewhere,
}

const fn kind(cause: Cause) -> Kind {
    match cause {
        Cause::CannotConnect | Cause::NetworkBlocked | Cause::Antivirus | Cause::StarttlsUnavailable => {
            Kind::Connection
        }
        Cause::CertificateName | Cause::CertificateExpired | Cause::CertificateUntrusted => Kind::Certificate,
        Cause::SignInRefused | Cause::ProviderTrouble => Kind::SignIn,
        Cause::PasswordWrong
        | Cause::SettingsNotFound
        | Cause::TlsMismatch
        | Cause::AuthMethod
        | Cause::AuthRequired
        | Cause::OutgoingSignIn
        | Cause::PlaintextRefused
        | Cause::AppPassword
        | Cause::TooManyConnections
        | Cause::TryLater
        | Cause::WrongProtocol
        | Cause::StuckInOutbox
        | Cause::ArrivesLate
        | Cause::PopAccount => Kind::Perhaps,
        Cause::RelayDenied
        | Cause::MailboxFull
        | Cause::MessageTooBig
        | Cause::SendingLimit
        | Cause::NoSuchRecipient
        | Cause::SenderBlocked
        | Cause::SyncWindow
        | Cause::DeletedOnServer => Kind::Elsewhere,
    }
}

/// Whether every endpoint was asked and fails, for reading and for sending.
fn none_answers(endpoints: &[EndpointReport]) -> bool {
    [Role::Imap, Role::Submission].iter().all(|role| endpoints.iter().any(|one| one.role == *role))
        && endpoints.iter().all(|one| one.status == Status::Fail)
}

fn works(report: &EndpointReport) -> bool {
    matches!(report.status, Status::Ok | Status::Warn)
}

/// What an endpoint that fails asks for; `None` where it works or nothing is known of it.
fn broken(report: &EndpointReport) -> Option<Next> {
    (report.status == Status::Fail).then(|| match Fault::of(report.code.as_deref()) {
        Fault::Silent => Next::WaitForServer,
        Fault::Expired => Next::WaitForCertificate,
        Fault::Untrusted => Next::DistrustServer,
    })
}

/// What may be used instead of an endpoint that fails.
fn instead(known: &Known<'_>, failing: &EndpointReport) -> Option<Slug> {
    let answers = |id: &Slug| known.endpoints.iter().any(|one| one.id == *id && works(one));
    let accepted = known.profile.accepted(failing.role, known.domain);
    accepted.into_iter().find(|one| one.id != failing.id && answers(&one.id)).map(|one| one.id.clone())
}
