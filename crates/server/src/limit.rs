//! How often one client may ask: a token bucket for each address, in a table of bounded size. With a
//! shared store the replicas count together; the table then holds for when the store does not answer.

use crate::share::Turns;
use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The most clients that are remembered; about 1 MB.
const MOST_CLIENTS: usize = 10_000;
const MINUTE: f64 = 60.0;

/// Lets each client ask so many times a minute, all at once or spread out.
pub struct Limiter {
    turns: NonZeroU32,
    per_minute: f64,
    shared: Option<Turns>,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    seen: SystemTime,
}

impl Limiter {
    /// A limiter for so many times a minute, with the other replicas where there is a store.
    pub(crate) fn new(turns: NonZeroU32, shared: Option<Turns>) -> Self {
        Self { turns, per_minute: turns.get().into(), shared, buckets: Mutex::default() }
    }

    /// Takes one turn.
    ///
    /// # Errors
    /// How long the client has to wait for its next turn.
    pub(crate) async fn take(&self, client: IpAddr, now: SystemTime) -> Result<(), Duration> {
        // Who has none here has none anywhere, so nobody can make us ask the store at will.
        self.take_here(client, now)?;
        let Some(shared) = &self.shared else { return Ok(()) };
        match shared.take(client, self.turns).await {
            Some(wait) if !wait.is_zero() => {
                self.give_back(client);
                Err(wait)
            }
            _ => Ok(()),
        }
    }

    /// A turn was taken that was not to be had.
    fn give_back(&self, client: IpAddr) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(&client) {
            bucket.left = (bucket.left + 1.0).min(self.per_minute);
        }
    }

    fn take_here(&self, client: IpAddr, now: SystemTime) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let left = match buckets.get(&client) {
            Some(bucket) => self.filled(*bucket, now),
            None => {
                self.make_room(&mut buckets, now);
                self.per_minute
            }
        };
        let (answer, left) = if left >= 1.0 {
            (Ok(()), left - 1.0)
        } else {
            (Err(Duration::from_secs_f64((1.0 - left) * MINUTE / self.per_minute)), left)
        };
        buckets.insert(client, Bucket { left, seen: now });
        answer
    }

    fn filled(&self, bucket: Bucket, now: SystemTime) -> f64 {
        // A clock that was set back counts as no time gone by.
        let gone = now.duration_since(bucket.seen).unwrap_or_default().as_secs_f64();
        (bucket.left + gone * self.per_minute / MINUTE).min(self.per_minute)
    }

    /// Forgets whoever has a full bucket, which changes nothing for them; if that is nobody,
    /// whoever was not seen for the longest time.
    fn make_room(&self, buckets: &mut HashMap<IpAddr, Bucket>, now: SystemTime) {
        if buckets.len() < MOST_CLIENTS {
            return;
        }
        buckets.retain(|_, bucket| self.filled(*bucket, now) < self.per_minute);
        if buckets.len() >= MOST_CLIENTS
            && let Some(oldest) =
                buckets.iter().min_by_key(|(_, bucket)| bucket.seen).map(|(client, _)| *client)
        {
            buckets.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn limiter(per_minute: u32) -> Limiter {
        Limiter::new(NonZeroU32::new(per_minute).unwrap(), None)
    }

    #[test]
    fn turns_come_back_with_time() {
        let (limiter, start) = (limiter(2), SystemTime::UNIX_EPOCH);
        let client = IpAddr::from(Ipv4Addr::LOCALHOST);
        assert_eq!(limiter.take_here(client, start), Ok(()));
        assert_eq!(limiter.take_here(client, start), Ok(()));
        assert_eq!(limiter.take_here(client, start), Err(Duration::from_secs(30)));
        assert_eq!(limiter.take_here(client, start + Duration::from_secs(10)), Err(Duration::from_secs(20)));
        assert_eq!(limiter.take_here(client, start + Duration::from_secs(30)), Ok(()));
    }

    #[test]
    fn clients_do_not_share_turns() {
        let (limiter, now) = (limiter(1), SystemTime::UNIX_EPOCH);
        assert_eq!(limiter.take_here(Ipv4Addr::new(192, 0, 2, 1).into(), now), Ok(()));
        assert_eq!(limiter.take_here(Ipv4Addr::new(192, 0, 2, 2).into(), now), Ok(()));
        assert!(limiter.take_here(Ipv4Addr::new(192, 0, 2, 1).into(), now).is_err());
    }

    #[test]
    fn the_table_stays_bounded() {
        let limiter = limiter(1);
        for number in 0..u32::try_from(MOST_CLIENTS).unwrap() + 500 {
            let now = SystemTime::UNIX_EPOCH + Duration::from_millis(number.into());
            assert_eq!(limiter.take_here(Ipv4Addr::from_bits(number).into(), now), Ok(()));
        }
        assert_eq!(limiter.buckets.lock().unwrap().len(), MOST_CLIENTS);
    }
}
