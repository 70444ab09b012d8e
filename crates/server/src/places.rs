//! How many checks are listened to at a time, by everybody and by one client.

use crate::metrics::Metrics;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The places. Clones share them.
#[derive(Clone)]
pub(crate) struct Places {
    all: usize,
    each: usize,
    taken: Arc<Mutex<Taken>>,
    metrics: Metrics,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by: HashMap<IpAddr, usize>,
}

/// Why there is no place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Full {
    /// Everybody's places are taken.
    All,
    /// The client's are.
    Client,
}

/// A place, until it is dropped.
pub(crate) struct Place {
    places: Places,
    client: IpAddr,
}

impl Places {
    pub(crate) fn new(all: u32, each: u32, metrics: Metrics) -> Self {
        Self { all: all as usize, each: each as usize, taken: Arc::default(), metrics }
    }

    /// Takes a place for `client`.
    pub(crate) fn take(&self, client: IpAddr) -> Result<Place, Full> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= self.all {
            return Err(Full::All);
        }
        let own = taken.by.get(&client).copied().unwrap_or(0);
        if own >= self.each {
            return Err(Full::Client);
        }
        taken.by.insert(client, own + 1);
        taken.all += 1;
        drop(taken);
        self.metrics.by("mail_setup_streams", "", 1);
        Ok(Place { places: self.clone(), client })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        match taken.by.get_mut(&self.client) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(taken.by.remove(&self.client)),
        }
        drop(taken);
        self.places.metrics.by("mail_setup_streams", "", -1);
    }
}
