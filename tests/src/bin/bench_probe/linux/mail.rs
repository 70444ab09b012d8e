//! The provider, real Dovecot and Postfix, in a namespace: what a thread starts is where the thread
//! is, so it has one of its own.

use super::namespace::{Namespace, panicked};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use testkit::Outcome;
use testkit::provider::{Options, Provider};

/// A running provider. Dropped, it ends.
pub struct Mail {
    pub ip: Ipv4Addr,
    pub hosts: Vec<String>,
    pub domain: String,
    pub roots: PathBuf,
    pub profile: String,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Mail {
    /// Starts it.
    ///
    /// # Errors
    /// As [`Provider::start`].
    pub fn start(namespace: Arc<Namespace>, ip: Ipv4Addr) -> Outcome<Self> {
        let (stop, stopped) = channel();
        let (ready, started) = channel();
        let thread = thread::spawn(move || {
            let options = Options { ip: Some(ip), busy: true, ..Options::default() };
            match namespace.enter().and_then(|()| Provider::start(options)) {
                Err(trouble) => drop(ready.send(Err(trouble))),
                Ok(provider) => {
                    let facts = (
                        provider.hosts(),
                        provider.domain().to_owned(),
                        provider.roots_pem().to_owned(),
                        provider.profile_json(),
                    );
                    let _ = ready.send(Ok(facts));
                    // Until the other end is dropped.
                    let _ = stopped.recv();
                }
            }
        });
        let facts = started.recv().unwrap_or_else(|_| Err(panicked()));
        let (hosts, domain, roots, profile) = facts?;
        Ok(Self { ip, hosts, domain, roots, profile, stop: Some(stop), thread: Some(thread) })
    }

    /// A server's whole name.
    pub fn host(&self, label: &str) -> String {
        format!("{label}.{}", self.domain)
    }
}

impl Drop for Mail {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
