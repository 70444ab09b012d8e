//! `mail-setup serve`: the companion.

use super::args::ServeArgs;
use super::{Answer, Context, print};
use crate::config::Config;
use crate::error::Error;
use crate::files::PageFiles;
use crate::providers::read_profile;
use engine::text::Command;
use tokio::net::TcpListener;
use tokio::runtime;

/// `given`: whether the command line names the profile, which then wins over the configuration.
pub(super) fn run(wanted: ServeArgs, mut context: Context, given: bool) -> Result<Answer, Error> {
    let mut config = Config::load(wanted.config.as_deref(), std::env::vars_os().collect())?;
    config.listen = wanted.listen.unwrap_or(config.listen);
    config.notice = wanted.notice.or(config.notice);
    config.page = wanted.page.or(config.page);
    crate::log::start();
    if let Some(file) = config.profile.as_deref().filter(|_| !given) {
        context.profile = read_profile(file)?;
    }
    let files = match &config.page {
        Some(folder) => Some(PageFiles::read(folder)?),
        None => PageFiles::embedded(),
    };
    if wanted.check_config {
        // All that can be wrong before the port is open.
        drop(crate::companion(&config, &context.data, context.profile, files.as_ref())?);
        return Ok(Answer::text(format!("{}\n", context.command.get(Command::ServeConfigRight))));
    }
    if files.is_none() {
        eprintln!("mail-setup: {}", context.command.get(Command::ServeNoPage));
    }
    // One thread: an answer takes microseconds, and the rest is waiting.
    let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Start)?;
    runtime.block_on(listen(config, files, context))?;
    Ok(Answer::text(String::new()))
}

async fn listen(config: Config, files: Option<PageFiles>, context: Context) -> Result<(), Error> {
    let (address, limits) = (config.listen, config.limits.clone());
    let (metrics, metrics_listen, ending) =
        (config.metrics.clone(), config.metrics_listen, config.ending.clone());
    if config.probe.is_on() {
        tracing::warn!("[probe] is on: checks do not ask the real servers, or trust other authorities");
    }
    let app = crate::companion(&config, &context.data, context.profile, files.as_ref())?;
    let failed = |source| Error::Listen { address, source };
    // Before the port is open: whoever sees it open may already send a signal.
    let end = end()?;
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let url = format!("http://{}", listener.local_addr().map_err(failed)?);
    if let Some(address) = metrics_listen {
        let failed = |source| Error::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let (app, limits) = (crate::metrics_app(&metrics), limits.clone());
        tokio::spawn(async move { crate::serve(listener, app, &limits, std::future::pending()).await });
    }
    let ready = context.command.fill(Command::ServeReady, &[("url", &url)]);
    print(&Answer::text(format!("{ready}\n")))?;
    let end = async {
        end.await;
        ending.tell();
    };
    crate::serve(listener, app, &limits, end).await;
    Ok(())
}

/// Done when the process is told to end: SIGTERM, or Ctrl-C.
#[cfg(unix)]
fn end() -> Result<impl Future<Output = ()>, Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::Start)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::Start)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done when the process is told to end: Ctrl-C.
#[cfg(not(unix))]
fn end() -> Result<impl Future<Output = ()>, Error> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
