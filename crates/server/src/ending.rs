//! The program's end, told to streams: they would otherwise go on until they are cut off.

use tokio::sync::watch;

/// Whether the program is ending. Clones are one.
#[derive(Clone, Debug)]
pub struct Ending(watch::Sender<bool>);

impl Default for Ending {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Ending {
    /// Says that the program is ending.
    pub fn tell(&self) {
        self.0.send_replace(true);
    }

    /// Done when the program is ending.
    pub(crate) async fn told(&self) {
        let mut listener = self.0.subscribe();
        // The sender is in `self`, so there is always one.
        let _ = listener.wait_for(|ending| *ending).await;
    }
}
