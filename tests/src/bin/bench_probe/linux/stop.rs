//! Ctrl-C: the measurement ends with an error, so that everything that was started ends too.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use testkit::{Outcome, Trouble};
use tokio::runtime;

static STOPPED: AtomicBool = AtomicBool::new(false);

/// Begins to listen for Ctrl-C.
pub fn watch() -> Outcome<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Trouble::io("listen for Ctrl-C"))?;
    thread::spawn(move || {
        if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
            STOPPED.store(true, Ordering::SeqCst);
        }
    });
    Ok(())
}

/// Whether to go on.
///
/// # Errors
/// After Ctrl-C.
pub fn check() -> Outcome<()> {
    if STOPPED.load(Ordering::SeqCst) {
        return Err(Trouble::Unexpected { what: "the end".to_owned(), found: "Ctrl-C".to_owned() });
    }
    Ok(())
}
