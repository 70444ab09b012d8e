//! The companion, in this process: the product's own routes with the built page, on a free port of
//! loopback, with every line of its log kept.

use std::collections::BTreeSet;
use std::env;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use axum::Router;
use engine::Profile;
use server::{Config, Limits, PageFiles, app, companion, serve};
use site::Data;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;

use crate::skip::skipped;
use crate::trouble::{Outcome, Trouble};

/// The folder of the built page: what `MAIL_SETUP_PAGE` names, else `dist` of this checkout.
#[must_use]
pub fn page_folder() -> PathBuf {
    env::var_os("MAIL_SETUP_PAGE")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../dist"), PathBuf::from)
}

/// Whether there is a built page; see [`crate::skip`].
#[must_use]
pub fn page_built() -> bool {
    let folder = page_folder();
    folder.join("index.html").is_file()
        || skipped(&format!("there is no built page in {} (cargo xtask page)", folder.display()))
}

/// A running companion. Dropped, it ends.
#[derive(Debug)]
pub struct Companion {
    address: SocketAddr,
    log: Log,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Companion {
    /// Starts the companion with the built page, the project's own data, and `settings` in the
    /// form of its configuration file; empty for the defaults. Its live check asks nobody, unless the
    /// settings have a `[probe]` of their own.
    ///
    /// # Errors
    /// [`Trouble`] where the settings or the page are refused, or no port can be had.
    pub fn start(settings: &str) -> Outcome<Self> {
        let data = Data::embedded().map_err(refused("the project's data"))?;
        Self::start_with(settings, &data, data.profile().clone())
    }

    /// The same with a profile of one's own, as the product reads it.
    ///
    /// # Errors
    /// As [`Self::start`], and where the profile is refused.
    pub fn start_for(profile: &str, settings: &str) -> Outcome<Self> {
        let data = Data::embedded().map_err(refused("the project's data"))?;
        let profile = engine::profile::load("the profile", profile).map_err(refused("the profile"))?;
        Self::start_with(settings, &data, profile)
    }

    /// The companion for a profile without a page, listening at an address of the test's choice.
    ///
    /// # Errors
    /// As [`Self::start_for`].
    pub fn start_at(address: SocketAddr, profile: &str, settings: &str) -> Outcome<Self> {
        let data = Data::embedded().map_err(refused("the project's data"))?;
        let profile = engine::profile::load("the profile", profile).map_err(refused("the profile"))?;
        let settings = asking_nobody(settings, &profile);
        let config = Config::parse("settings", &settings).map_err(refused("the settings"))?;
        let limits = config.limits.clone();
        let routes = app(config, &data, profile, PageFiles::default()).map_err(refused("the companion"))?;
        Self::run(address, routes, limits)
    }

    fn start_with(settings: &str, data: &Data, profile: Profile) -> Outcome<Self> {
        let settings = asking_nobody(settings, &profile);
        let config = Config::parse("settings", &settings).map_err(refused("the settings"))?;
        let files = PageFiles::read(&page_folder()).map_err(refused("the built page"))?;
        let limits = config.limits.clone();
        let routes = companion(&config, data, profile, Some(&files)).map_err(refused("the companion"))?;
        Self::run((Ipv4Addr::LOCALHOST, 0).into(), routes, limits)
    }

    fn run(at: SocketAddr, routes: Router, limits: Limits) -> Outcome<Self> {
        let log = Log::default();
        let (stop, stopped) = oneshot::channel();
        let (ready, listening) = mpsc::channel();
        let kept = log.clone();
        // A thread of its own: the log's subscriber holds for a thread, so two companions of two
        // tests never mix their lines.
        let thread = thread::spawn(move || {
            let subscriber = tracing_subscriber::fmt()
                .with_writer(move || kept.clone())
                .with_max_level(tracing::Level::INFO)
                .with_target(false)
                .with_ansi(false)
                .finish();
            let _guard = tracing::subscriber::set_default(subscriber);
            let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => return drop(ready.send(Err(error))),
            };
            runtime.block_on(async {
                let bound = match TcpListener::bind(at).await {
                    Ok(listener) => listener.local_addr().map(|address| (listener, address)),
                    Err(error) => Err(error),
                };
                match bound {
                    Ok((listener, address)) => {
                        let _ = ready.send(Ok(address));
                        serve(listener, routes, &limits, async { drop(stopped.await) }).await;
                    }
                    Err(error) => drop(ready.send(Err(error))),
                }
            });
        });
        let address = listening
            .recv()
            .unwrap_or_else(|_| Err(io::Error::other("its thread ended")))
            .map_err(Trouble::io("start the companion"))?;
        Ok(Self { address, log, stop: Some(stop), thread: Some(thread) })
    }

    /// The address of a path: `http://127.0.0.1:40123/`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a path under another host name, for a browser with that
    /// [`Options::host`](crate::browser::Options::host).
    #[must_use]
    pub fn url_at(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.address.port())
    }

    /// The lines of the log so far.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        let bytes = self.log.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The settings, so that the live check asks no real server: where they lead it nowhere themselves, every
/// host of the profile is an address that the probe does not ask, so that nothing is known of any.
fn asking_nobody(settings: &str, profile: &Profile) -> String {
    if settings.contains("[probe]") {
        return settings.to_owned();
    }
    format!("{settings}\n{}", all_here(profile))
}

/// The part `[probe]` of a configuration in which every host of a profile is this machine.
#[must_use]
pub fn all_here(profile: &Profile) -> String {
    let hosts: BTreeSet<&str> = profile.endpoints.iter().map(|endpoint| endpoint.host.as_str()).collect();
    let hosts: Vec<String> = hosts.iter().map(|host| format!("{host:?} = \"127.0.0.1\"")).collect();
    format!("[probe]\nhosts = {{ {} }}\n", hosts.join(", "))
}

/// Where the log's lines go.
#[derive(Clone, Default, Debug)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn refused<E: std::fmt::Display>(what: &str) -> impl FnOnce(E) -> Trouble {
    move |error| Trouble::Unexpected { what: what.to_owned(), found: error.to_string() }
}
