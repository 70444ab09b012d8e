//! The connection to the store, and doing without it. One task holds the connection: it opens it, and
//! after a fault opens it anew, with longer and longer pauses. Whoever asks meanwhile is answered
//! at once with nothing, so a store that is down costs nobody time, and one that hangs costs the first who
//! notice one timeout.

use super::script::WORKS;
use crate::config::{ConfigError, Secret};
use crate::metrics::Metrics;
use redis::aio::MultiplexedConnection;
use redis::{
    AsyncConnectionConfig, Client, FromRedisValue, IntoConnectionInfo as _, RedisError, TlsCertificates,
};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep, timeout};

/// The first and the longest pause before another try.
const PAUSE: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));
/// A connection that worked for so long was a good one: pauses start anew.
const GOOD: Duration = Duration::from_secs(20);

/// Where a store is, and how to get in. Never shown.
#[derive(Clone)]
pub(crate) struct Where {
    client: Client,
    timeout: Duration,
}

impl Where {
    /// `url` is an address without user and password; `roots` a text of PEM certificates.
    pub(crate) fn new(
        url: &str,
        username: Option<&str>,
        password: Option<&Secret>,
        roots: Option<String>,
        timeout: Duration,
    ) -> Result<Self, ConfigError> {
        // Its own messages may quote what they are about.
        let wrong = |_: RedisError| ConfigError::Store("url or roots cannot be used");
        let info = url.into_connection_info().map_err(wrong)?;
        // No word about the library: one command less that a user must be allowed.
        let mut access = info.redis_settings().clone().set_skip_set_lib_name();
        if let Some(username) = username {
            access = access.set_username(username);
        }
        if let Some(password) = password {
            access = access.set_password(password.reveal());
        }
        let info = info.set_redis_settings(access);
        let client = match roots {
            None => Client::open(info),
            Some(pem) => Client::build_with_tls(
                info,
                TlsCertificates { client_tls: None, root_cert: Some(pem.into_bytes()) },
            ),
        };
        Ok(Self { client: client.map_err(wrong)?, timeout })
    }
}

/// A store. Clones are one.
#[derive(Clone)]
pub(crate) struct Store(Arc<Inner>);

struct Inner {
    place: Where,
    alive: String,
    metrics: Metrics,
    state: watch::Sender<State>,
    keeper: OnceLock<AbortHandle>,
}

/// The connection, by number, so that a late fault of an old one does no harm to a new one.
#[derive(Clone)]
enum State {
    /// Nobody has tried yet.
    Unknown,
    Up(u64, MultiplexedConnection),
    Down,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(keeper) = self.keeper.get() {
            keeper.abort();
        }
    }
}

impl Store {
    /// A store whose keys begin with `prefix`; connected to when it is first needed.
    pub(crate) fn new(place: Where, prefix: &str, metrics: Metrics) -> Self {
        let (alive, state) = (format!("{prefix}:alive"), watch::Sender::new(State::Unknown));
        metrics.set("mail_setup_share_up", "", 0);
        let store = Self(Arc::new(Inner { place, alive, metrics, state, keeper: OnceLock::new() }));
        // At once, where that is possible: the first customer need not wait for it.
        if Handle::try_current().is_ok() {
            store.keep();
        }
        store
    }

    /// Runs a script. `None` where there is no store, or no answer of this kind in time.
    pub(crate) async fn run<T: FromRedisValue>(
        &self,
        script: &str,
        keys: &[&str],
        arguments: &[&[u8]],
    ) -> Option<T> {
        self.keep();
        let (number, mut connection) = self.connection().await?;
        match eval(&mut connection, self.0.place.timeout, script, keys, arguments).await {
            Ok(answer) => Some(answer),
            Err(fault) => {
                self.fault(number, fault);
                None
            }
        }
    }

    async fn connection(&self) -> Option<(u64, MultiplexedConnection)> {
        let mut state = self.0.state.subscribe();
        // Only at the very start is there something to wait for.
        let known = state.wait_for(|state| !matches!(state, State::Unknown));
        match &*timeout(self.0.place.timeout, known).await.ok()?.ok()? {
            State::Up(number, connection) => Some((*number, connection.clone())),
            State::Unknown | State::Down => None,
        }
    }

    /// Leaves the connection behind.
    fn fault(&self, number: u64, fault: String) {
        let was_up = self.0.state.send_if_modified(|state| {
            let same = matches!(state, State::Up(now, _) if *now == number);
            if same {
                *state = State::Down;
            }
            same
        });
        if was_up {
            self.0.down(&fault);
        }
    }

    /// Sees to it that a task holds the connection.
    fn keep(&self) {
        self.0.keeper.get_or_init(|| {
            let (inner, state) = (Arc::downgrade(&self.0), self.0.state.subscribe());
            tokio::spawn(async move { hold(&inner, state).await }).abort_handle()
        });
    }
}

impl Inner {
    fn down(&self, fault: &str) {
        self.metrics.set("mail_setup_share_up", "", 0);
        self.metrics.add("mail_setup_share_faults_total", "");
        tracing::warn!(fault, "the shared store does not work; this replica goes on by itself");
    }

    async fn open(&self) -> Result<MultiplexedConnection, String> {
        let limit = self.place.timeout;
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(limit))
            .set_response_timeout(Some(limit));
        let opening = self.place.client.get_multiplexed_async_connection_with_config(&config);
        let mut connection = timeout(limit * 2, opening)
            .await
            .map_err(|_| "timeout".to_owned())?
            .map_err(|error| told(&error))?;
        eval::<i64>(&mut connection, limit, WORKS, &[&self.alive], &[]).await?;
        Ok(connection)
    }
}

/// Opens the connection whenever there is none, until the store is dropped.
async fn hold(inner: &std::sync::Weak<Inner>, mut state: watch::Receiver<State>) {
    let (mut number, mut pause, mut told_down) = (0_u64, PAUSE.0, false);
    loop {
        let Some(now) = inner.upgrade() else { return };
        match now.open().await {
            Ok(connection) => {
                number += 1;
                now.state.send_replace(State::Up(number, connection));
                now.metrics.set("mail_setup_share_up", "", 1);
                tracing::info!("the shared store works; this replica shares");
                drop(now);
                let since = Instant::now();
                if state.wait_for(|state| matches!(state, State::Down)).await.is_err() {
                    return;
                }
                told_down = true;
                if since.elapsed() >= GOOD {
                    pause = PAUSE.0;
                }
            }
            Err(fault) => {
                now.state.send_replace(State::Down);
                if !told_down {
                    now.down(&fault);
                    told_down = true;
                }
            }
        }
        sleep(pause).await;
        pause = (pause * 2).min(PAUSE.1);
    }
}

/// Runs a script on a connection. The error is a word or two that quote nothing.
async fn eval<T: FromRedisValue>(
    connection: &mut MultiplexedConnection,
    limit: Duration,
    script: &str,
    keys: &[&str],
    arguments: &[&[u8]],
) -> Result<T, String> {
    let mut command = redis::cmd("EVAL");
    command.arg(script).arg(keys.len());
    for key in keys {
        command.arg(*key);
    }
    for argument in arguments {
        command.arg(*argument);
    }
    let answer = timeout(limit, command.query_async(connection)).await;
    answer.map_err(|_| "timeout".to_owned())?.map_err(|error| told(&error))
}

/// A fault in words of the library's or the store's that hold nothing of ours: a kind, or an error code
/// such as `OOM`.
fn told(error: &RedisError) -> String {
    let plain = |code: &&str| code.len() <= 20 && code.bytes().all(|b| b.is_ascii_uppercase());
    error.code().filter(plain).unwrap_or_else(|| error.category()).to_owned()
}
