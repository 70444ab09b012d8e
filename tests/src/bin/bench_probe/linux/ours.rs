//! The probe behind HTTP, one run for each request. The companion would share one run among all who
//! ask at a time and keep its result for a while, which is not what is compared here; HTTP side and
//! runtime (one thread) are the companion's own.

use super::blackbox::wait;
use super::mail::Mail;
use super::namespace::Namespace;
use axum::Router;
use axum::extract::{Path as InPath, State};
use axum::http::StatusCode;
use axum::routing::get;
use probe::resolve::Hosts;
use probe::{Config, Target, TrustRoots};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::env;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use testkit::process::Process;
use testkit::{Outcome, Trouble};
use tokio::net::TcpListener;
use tokio::runtime;

/// The word that starts it.
pub const COMMAND: &str = "serve-probe";
/// Where it answers.
pub const ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9116);
/// What it says of a check that went well: the endpoint's status comes first.
pub const GOOD: &str = "ok ";

/// What it is told.
#[derive(Serialize, Deserialize)]
struct Settings {
    profile: String,
    hosts: BTreeMap<String, Vec<IpAddr>>,
    roots: PathBuf,
}

struct Asked {
    config: Arc<Config>,
    targets: Vec<Target>,
}

/// Starts it in a namespace.
///
/// # Errors
/// [`Trouble`] where it does not answer.
pub fn start(namespace: &Namespace, mail: &Mail, folder: &Path) -> Outcome<Process> {
    let settings = Settings {
        profile: mail.profile.clone(),
        hosts: mail.hosts.iter().map(|host| (host.clone(), vec![mail.ip.into()])).collect(),
        roots: mail.roots.clone(),
    };
    let settings = serde_json::to_string(&settings).map_err(refused("the settings"))?;
    let program = env::current_exe().map_err(Trouble::io("find this program"))?;
    let mut command = namespace.command(&program);
    command.args([COMMAND, &settings]);
    let mut process = Process::start(command, &folder.join("ours.log"))?;
    wait(namespace, &mut process, "the probe", ADDRESS)?;
    Ok(process)
}

/// How an endpoint is asked for.
pub fn path(id: &str) -> String {
    format!("/probe/{id}")
}

/// Serves until it is killed.
///
/// # Errors
/// [`Trouble`] where the settings are wrong or the port is taken.
pub fn serve(settings: &str) -> Outcome<()> {
    let settings: Settings = serde_json::from_str(settings).map_err(refused("the settings"))?;
    let profile = engine::profile::load("the profile", &settings.profile).map_err(refused("the profile"))?;
    let roots = TrustRoots::file(&settings.roots).map_err(refused("the authorities"))?;
    let mut config = Config::new(Arc::new(Hosts { table: settings.hosts, next: None }), roots);
    for network in ["127.0.0.0/8", "10.0.0.0/8"] {
        config.allow_networks.extend(network.parse::<probe::Network>());
    }
    let targets = profile.endpoints.iter().map(Target::from).collect();
    let asked = Arc::new(Asked { config: Arc::new(config), targets });
    let routes = Router::new().route("/probe/{id}", get(answer)).with_state(asked);
    let runtime =
        runtime::Builder::new_current_thread().enable_all().build().map_err(Trouble::io("start"))?;
    runtime.block_on(async {
        let listener = TcpListener::bind(ADDRESS).await.map_err(Trouble::io("listen"))?;
        let limits = server::Config::default().limits;
        server::serve(listener, routes, &limits, std::future::pending()).await;
        Ok(())
    })
}

async fn answer(State(asked): State<Arc<Asked>>, InPath(id): InPath<String>) -> Result<String, StatusCode> {
    let target = asked.targets.iter().find(|target| target.id.as_str() == id).ok_or(StatusCode::NOT_FOUND)?;
    let report = probe::probe(target, &asked.config, |_| {}).await;
    let text = serde_json::to_string(&report).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let well = report.status == engine::report::Status::Ok;
    Ok(format!("{}{text}", if well { GOOD } else { "" }))
}

fn refused<E: std::fmt::Display>(what: &str) -> impl FnOnce(E) -> Trouble {
    move |error| Trouble::Unexpected { what: what.to_owned(), found: error.to_string() }
}
