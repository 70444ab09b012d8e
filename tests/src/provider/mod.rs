//! A mail provider on loopback: the real Dovecot and Postfix of Debian, with one mailbox.
//!
//! Every [`Provider`] has a folder, an authority and an address of loopback (127.x.y.z) of its own,
//! so that the usual ports are free and several can run side by side. Nothing is installed or
//! started system-wide, nothing is reached but loopback. It needs root: the ports are below 1024,
//! and both programs drop privileges by changing to users of their own.
//!
//! Dovecot takes a client for safe, and offers it plaintext sign-in, where both ends have the same
//! address (facts/probe.md section 4.1). Clients come from 127.0.0.1, so 127.0.0.1 is never used.

mod authority;
mod dovecot;
mod endpoint;
mod mailbox;
mod place;
mod postfix;
mod profile;
mod ready;

pub use endpoint::{ENDPOINTS, Endpoint, Server};
pub use mailbox::{AGES, Message};
pub use profile::with_endpoints as profile_with;
pub use ready::ready;

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::front::Certificate;
use crate::process::Process;
use crate::trouble::{Outcome, Trouble};
use authority::Authority;
use place::Place;

/// How long a server may take to answer after its start. Loaded machines need seconds.
const START: Duration = Duration::from_secs(20);
/// How long the ports of a killed server may stay open.
const STOP: Duration = Duration::from_secs(5);
/// Between two looks at something that is waited for.
const PAUSE: Duration = Duration::from_millis(20);

/// What a provider is to be like.
#[derive(Clone, Debug)]
pub struct Options {
    /// The mailbox's address: lower-case ASCII. Its domain is the provider's, and its servers are
    /// named after it.
    pub address: String,
    /// Where it listens; without one, a free address of loopback.
    pub ip: Option<Ipv4Addr>,
    /// Whether many clients come at a time, as in measurements: sign-in processes stay for more than
    /// one connection, and there may be many.
    pub busy: bool,
    /// Further first labels that the servers' names may have, beside [`endpoint::HOSTS`].
    pub names: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { address: "robin@harbor.example".to_owned(), ip: None, busy: false, names: Vec::new() }
    }
}

/// A running provider. Dropped, its processes end and its folder goes; where a test panics or a
/// start fails, the logs stay and are named on standard error.
#[derive(Debug)]
pub struct Provider {
    // First, so that nothing runs any more when the folder goes.
    dovecot: Option<Process>,
    postfix: Option<Process>,
    authority: Authority,
    address: String,
    password: String,
    ip: Ipv4Addr,
    busy: bool,
    hosts: Vec<String>,
    open: BTreeSet<u16>,
    place: Place,
}

impl Provider {
    /// Starts both servers and waits until every port answers.
    ///
    /// # Errors
    /// [`Trouble`] where a file cannot be written, or with the end of the log of the server that
    /// does not start.
    pub fn start(options: Options) -> Outcome<Self> {
        let ip = options.ip.map_or_else(endpoint::free_address, Ok)?;
        let place = Place::make()?;
        let domain = domain(&options.address)?;
        let labels = endpoint::HOSTS.iter().map(|label| (*label).to_owned()).chain(options.names);
        let hosts: Vec<String> = labels.map(|label| format!("{label}.{domain}")).collect();
        let authority = Authority::make(&hosts, ip)?;
        authority.write(&place, authority::VALID)?;
        mailbox::fill(&place, &options.address)?;
        let mut provider = Self {
            dovecot: None,
            postfix: None,
            authority,
            password: place::random_word()?,
            address: options.address,
            ip,
            busy: options.busy,
            hosts,
            open: ENDPOINTS.iter().map(|endpoint| endpoint.port).collect(),
            place,
        };
        // Postfix asks Dovecot which sign-in methods there are.
        for server in [Server::Dovecot, Server::Postfix] {
            if let Err(trouble) = provider.launch(server) {
                provider.place.keep_logs();
                return Err(trouble);
            }
        }
        Ok(provider)
    }

    /// Where every endpoint listens.
    #[must_use]
    pub fn ip(&self) -> Ipv4Addr {
        self.ip
    }

    /// The PEM file with the authority that signed the servers' certificate. They are for the
    /// servers' names and for [`Self::ip`], since few programs can be told what a name means.
    #[must_use]
    pub fn roots_pem(&self) -> &Path {
        self.place.roots()
    }

    /// The mailbox's address, which is its user name too.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The mailbox's password: made at random for this run.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.password
    }

    /// The part of the address behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.address.rsplit('@').next().unwrap_or_default()
    }

    /// The servers' names, each of which means [`Self::ip`].
    #[must_use]
    pub fn hosts(&self) -> Vec<String> {
        self.hosts.clone()
    }

    /// A certificate for these names, by the same authority.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] where it cannot be made.
    pub fn certificate(&self, names: Vec<String>) -> Outcome<Certificate> {
        self.authority.certificate(names)
    }

    /// A profile whose endpoints are this provider's, as the product reads it.
    #[must_use]
    pub fn profile_json(&self) -> String {
        profile::json(self.domain())
    }

    /// The part `[probe]` of a companion's configuration: it leads its checks here. With it belongs
    /// `controls = []` in `[check]`, since no place stands for the world outside.
    #[must_use]
    pub fn settings(&self) -> String {
        let hosts: Vec<String> =
            self.hosts().iter().map(|host| format!("{host:?} = \"{}\"", self.ip)).collect();
        format!(
            "[probe]\nhosts = {{ {} }}\nallow_networks = [\"{}/32\"]\nroots = {:?}\n",
            hosts.join(", "),
            self.ip,
            self.roots_pem()
        )
    }

    /// Every message in the inbox, oldest first.
    ///
    /// # Errors
    /// [`Trouble::Io`] where the mailbox cannot be read.
    pub fn messages(&self) -> Outcome<Vec<Message>> {
        mailbox::read(&self.place)
    }

    /// The flags of the inbox's messages by subject, in the letters of Maildir (`S` for seen, `T` for
    /// what IMAP calls deleted: cr.yp.to/proto/maildir.html). New messages, which have none, are not
    /// among them.
    ///
    /// # Errors
    /// [`Trouble::Io`] where the mailbox cannot be read.
    pub fn flags(&self) -> Outcome<BTreeMap<String, String>> {
        mailbox::flags(&self.place)
    }

    /// Whether somebody has a connection to this port now, with or without a word on it.
    ///
    /// # Errors
    /// [`Trouble::Io`] where the system does not say.
    pub fn connected(&self, port: u16) -> Outcome<bool> {
        endpoint::connected(self.ip, port)
    }

    /// Waits for a message with this subject.
    ///
    /// # Errors
    /// [`Trouble::Timeout`] where it has not come after `limit`, with the end of both logs.
    pub fn wait_for_message(&self, subject: &str, limit: Duration) -> Outcome<Message> {
        let start = Instant::now();
        loop {
            if let Some(found) = self.messages()?.into_iter().find(|message| message.subject == subject) {
                return Ok(found);
            }
            if start.elapsed() > limit {
                let what = format!("the arrival of the message {subject:?}");
                return Err(Trouble::Timeout { what, after: limit, detail: format!("; {}", self.logs()) });
            }
            thread::sleep(PAUSE);
        }
    }

    /// The ends of both servers' logs.
    #[must_use]
    pub fn logs(&self) -> String {
        self.place.logs()
    }

    /// The folder in which both logs stay where a test panics.
    #[must_use]
    pub fn kept_logs(&self) -> PathBuf {
        self.place.kept_logs()
    }

    /// The process groups of both servers, as numbers.
    #[must_use]
    pub fn groups(&self) -> Vec<u32> {
        [&self.dovecot, &self.postfix].into_iter().flatten().map(Process::group).collect()
    }

    /// Closes a port: its server starts anew without it, which ends the server's other connections.
    ///
    /// # Errors
    /// [`Trouble`] where the provider has no such port, or its server does not come back.
    pub fn stop_endpoint(&mut self, port: u16) -> Outcome<()> {
        let server = endpoint::server(port)?;
        if self.open.remove(&port) { self.launch(server) } else { Ok(()) }
    }

    /// Opens a port again. What [`Self::stop_endpoint`] says of the server holds here too.
    ///
    /// # Errors
    /// As there.
    pub fn start_endpoint(&mut self, port: u16) -> Outcome<()> {
        let server = endpoint::server(port)?;
        if self.open.insert(port) { self.launch(server) } else { Ok(()) }
    }

    /// From now on every endpoint shows a certificate that was valid until yesterday.
    ///
    /// # Errors
    /// [`Trouble`] where it cannot be written, or a server does not come back.
    pub fn expire_certificate(&mut self) -> Outcome<()> {
        self.authority.write(&self.place, authority::EXPIRED)?;
        self.launch(Server::Dovecot)?;
        self.launch(Server::Postfix)
    }

    /// From now on every endpoint shows a valid certificate again.
    ///
    /// # Errors
    /// As [`Self::expire_certificate`].
    pub fn renew_certificate(&mut self) -> Outcome<()> {
        self.authority.write(&self.place, authority::VALID)?;
        self.launch(Server::Dovecot)?;
        self.launch(Server::Postfix)
    }

    /// Starts a server with what is now to be open; ends the running one before.
    fn launch(&mut self, server: Server) -> Outcome<()> {
        match server {
            Server::Dovecot => {
                drop(self.dovecot.take());
                self.wait_closed(server)?;
                let command = dovecot::prepare(self)?;
                let process = self.dovecot.insert(Process::start(command, &self.place.dovecot_log())?);
                let sasl = self.place.sasl();
                process.wait_for("Dovecot's sign-in service", START, || dovecot::signs_in(&sasl))?;
                endpoint::wait_open(process, self.ip, server, &self.open)
            }
            Server::Postfix => {
                drop(self.postfix.take());
                self.wait_closed(server)?;
                let command = postfix::prepare(self)?;
                let process = self.postfix.insert(Process::start(command, &self.place.postfix_log())?);
                endpoint::wait_open(process, self.ip, server, &self.open)
            }
        }
    }

    /// A killed server's children end a moment after it, and hold its ports until then.
    fn wait_closed(&self, server: Server) -> Outcome<()> {
        let start = Instant::now();
        while endpoint::of(server).any(|endpoint| endpoint::listens(self.ip, endpoint.port)) {
            if start.elapsed() > STOP {
                let what = format!("the end of whatever listens on the ports of {server:?} at {}", self.ip);
                return Err(Trouble::Timeout { what, after: STOP, detail: String::new() });
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        if thread::panicking() {
            self.place.keep_logs();
        }
    }
}

fn domain(address: &str) -> Outcome<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain).ok_or_else(|| Trouble::Unexpected {
        what: "the mailbox's address".to_owned(),
        found: format!("{address:?} has no @"),
    })
}
