//! Where servers are asked: a provider, a wire with a delay, and on the other side the two programs
//! that ask, each behind HTTP in a process of its own.

use super::link::{FAR, Link};
use super::mail::Mail;
use super::namespace::Namespace;
use super::{blackbox, ours};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use testkit::process::Process;
use testkit::{Outcome, Trouble};

/// Where the provider is without a delay: loopback, but not the clients' own address, which Dovecot
/// would take for a safe one.
const HERE: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 1);

/// An endpoint that is measured.
pub struct Kind {
    pub port: u16,
    /// Its id in the provider's profile.
    pub id: &'static str,
    /// The first label of its host.
    pub host: &'static str,
    /// The protocol's name for `openssl s_client -starttls`; none for implicit TLS.
    pub starttls: Option<&'static str>,
    /// The least number of round trips to all that is known at the end, on Dovecot and Postfix
    /// (facts/probe.md 4.3: Postfix's greeting waits for an acknowledgement).
    pub trips: u32,
}

/// The endpoints, in the order of the tables.
pub const KINDS: [Kind; 4] = [
    Kind { port: 993, id: "imap-993", host: "imap", starttls: None, trips: 3 },
    Kind { port: 143, id: "imap-143", host: "imap", starttls: Some("imap"), trips: 5 },
    Kind { port: 465, id: "smtp-465", host: "smtp", starttls: None, trips: 5 },
    Kind { port: 587, id: "smtp-587", host: "smtp", starttls: Some("smtp"), trips: 7 },
];

/// The whole. Its parts are declared in the order in which they end.
pub struct Stage {
    _ours: Process,
    _blackbox: Process,
    pub mail: Mail,
    /// The delay that is wanted.
    pub round_trip: Duration,
    /// How the delay is made; nothing where there is none.
    pub how: Option<&'static str>,
    pub near: Arc<Namespace>,
    far: Option<Arc<Namespace>>,
    pub folder: TempDir,
}

impl Stage {
    /// Starts everything for one round trip.
    ///
    /// # Errors
    /// [`Trouble`] of whichever part does not start.
    pub fn start(round_trip: Duration) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(Trouble::io("make a folder"))?;
        let near = Arc::new(Namespace::make("near")?);
        let (far, how, ip) = if round_trip.is_zero() {
            (None, None, HERE)
        } else {
            let far = Arc::new(Namespace::make("far")?);
            let how = Link::lay(&near, &far, round_trip)?.how;
            (Some(far), Some(how), FAR)
        };
        let mail = Mail::start(Arc::clone(far.as_ref().unwrap_or(&near)), ip)?;
        let names = mail.hosts.join(" ");
        near.etc("hosts", &format!("127.0.0.1 localhost\n{ip} {names}\n"))?;
        let blackbox = blackbox::start(&near, &mail.roots, folder.path())?;
        let ours = ours::start(&near, &mail, folder.path())?;
        Ok(Self { _ours: ours, _blackbox: blackbox, mail, round_trip, how, near, far, folder })
    }

    /// The namespace that the servers are in.
    pub fn far(&self) -> &Arc<Namespace> {
        self.far.as_ref().unwrap_or(&self.near)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(far) = &self.far {
            Link::cut(&self.near, far);
        }
    }
}
