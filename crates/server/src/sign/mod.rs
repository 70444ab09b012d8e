//! Signing Apple profiles with the operator's certificate. The files are looked at again while the
//! program runs: a new pair takes over once certificate and key belong together and everything about
//! them is right; until then the last good one stays. One that has ended signs nothing.

mod chain;
mod cms;
mod files;
mod name;
mod pair;
mod refusal;

pub use refusal::SigningError;

use crate::clock::Clock;
use crate::config::Signing;
use crate::metrics::{Metrics, SIGNING_EXPIRY};
use files::{Contents, print};
use pair::Pair;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The least time between two looks at the files, in seconds.
const PAUSE: u64 = 5;
/// How often the files are looked at though nobody asks for a profile.
const WATCH: Duration = Duration::from_secs(60);

/// Signs with the pair that holds now.
pub(crate) struct Signer {
    settings: Signing,
    clock: Clock,
    metrics: Metrics,
    state: Mutex<State>,
}

struct State {
    /// When the files were looked at last, in seconds since 1970.
    looked: u64,
    pair: Arc<Pair>,
    /// What the files held that the pair is of.
    of: [u8; 32],
    /// What they hold now, if it is refused, and whether that was said.
    refused: Option<([u8; 32], bool)>,
    /// Whether it was said that the pair has ended.
    ended: bool,
}

impl Signer {
    /// Reads the files.
    ///
    /// # Errors
    /// [`SigningError`] where anything about them is wrong.
    pub(crate) fn open(settings: Signing, clock: Clock, metrics: Metrics) -> Result<Self, SigningError> {
        let now = clock.unix_seconds();
        let contents = Contents::read(&settings)?;
        let pair = Arc::new(Pair::new(&contents, now)?);
        let state = State { looked: now, of: contents.print(), refused: None, ended: false, pair };
        let signer = Self { settings, clock, metrics, state: Mutex::new(state) };
        signer.tell(&signer.state.lock().unwrap_or_else(PoisonError::into_inner).pair, &contents);
        Ok(signer)
    }

    /// The pair to sign with, if it holds.
    pub(crate) fn pair(&self) -> Option<Arc<Pair>> {
        let now = self.clock.unix_seconds();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back is no reason to wait.
        if now < state.looked || now - state.looked >= PAUSE {
            state.looked = now;
            self.look(&mut state, now);
        }
        if state.pair.holds(now) {
            state.ended = false;
            return Some(Arc::clone(&state.pair));
        }
        if !std::mem::replace(&mut state.ended, true) {
            tracing::error!(
                "[signing] the certificate of {} in {} does not hold any more: Apple profiles are not \
                 signed until there is a new one",
                state.pair.name(),
                self.settings.certificate.display()
            );
        }
        None
    }

    /// Looks at the files now and then for as long as the signer is there, so that log and numbers are
    /// right though nobody asks for a profile. Outside of a runtime nothing happens.
    pub(crate) fn watch(self: &Arc<Self>) {
        let signer = Arc::downgrade(self);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                loop {
                    tokio::time::sleep(WATCH).await;
                    let Some(signer) = signer.upgrade() else { return };
                    signer.pair();
                }
            });
        }
    }

    fn look(&self, state: &mut State, now: u64) {
        let contents = Contents::read(&self.settings);
        let held = match &contents {
            Ok(contents) => contents.print(),
            Err(why) => print(why.to_string().as_bytes()),
        };
        if held == state.of {
            state.refused = None;
            return;
        }
        match contents.and_then(|contents| Ok((Pair::new(&contents, now)?, contents))) {
            Ok((pair, contents)) => {
                *state = State { looked: now, pair: Arc::new(pair), of: held, refused: None, ended: false };
                self.tell(&state.pair, &contents);
            }
            Err(why) => {
                // Said at the second look: between the writing of two files they do not belong together.
                let said = state.refused.and_then(|(what, said)| (what == held).then_some(said));
                if said == Some(false) {
                    tracing::error!("the new files for signing are refused, the last good ones stay: {why}");
                }
                state.refused = Some((held, said.is_some()));
            }
        }
    }

    fn tell(&self, pair: &Pair, contents: &Contents) {
        let until = i64::try_from(pair.until()).unwrap_or(i64::MAX);
        self.metrics.set(SIGNING_EXPIRY, &format!("certificate={:?}", contents.certificate.name), until);
        tracing::info!("Apple profiles are signed by {}", pair.name());
        if contents.key.open {
            tracing::warn!(
                "[signing] everybody on this machine can read the key in {}; chmod 640 keeps it to its \
                 owner and group",
                contents.key.name
            );
        }
    }
}
