//! Which endpoint an account uses, as far as a check knows (design section 3): the first in rank
//! order that gets all the way. What cannot be known never switches anything.

use super::Status;
use crate::profile::Endpoint;

/// An endpoint for one role, and how it came to be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chosen<'a> {
    /// The endpoint to use.
    pub endpoint: &'a Endpoint,
    /// What is known of it.
    pub why: Why,
}

/// Why an endpoint is the one to use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It is the first, and it works.
    Works,
    /// It works, and the first does not.
    Instead,
    /// It is the first; whether it works is not known.
    Unchecked,
    /// It is the first; it does not work, and no other does.
    NoneWorks,
}

/// Chooses among the accept set of one role, which is in rank order
/// ([`Profile::accepted`](crate::Profile::accepted)). `status` says how the check of an endpoint
/// ended, by its id; nothing where it has not. `None` where there is no endpoint at all.
pub fn choose<'a>(accepted: &[&'a Endpoint], status: impl Fn(&str) -> Option<Status>) -> Option<Chosen<'a>> {
    let first = *accepted.first()?;
    let of = |endpoint: &Endpoint| status(endpoint.id.as_str());
    let why = match of(first) {
        Some(Status::Ok | Status::Warn) => Why::Works,
        Some(Status::Fail) => {
            let works = |endpoint: &&&Endpoint| matches!(of(endpoint), Some(Status::Ok | Status::Warn));
            if let Some(other) = accepted.iter().find(works) {
                return Some(Chosen { endpoint: other, why: Why::Instead });
            }
            if accepted.iter().all(|one| of(one) == Some(Status::Fail)) {
                Why::NoneWorks
            } else {
                Why::Unchecked
            }
        }
        _ => Why::Unchecked,
    };
    Some(Chosen { endpoint: first, why })
}

/// Whether [`choose`] chooses the same however the checks that are still running end.
pub fn decided(accepted: &[&Endpoint], status: impl Fn(&str) -> Option<Status>) -> bool {
    for (place, endpoint) in accepted.iter().enumerate() {
        match status(endpoint.id.as_str()) {
            None => return false,
            Some(Status::Ok | Status::Warn) => return true,
            Some(Status::Fail) => {}
            // What cannot be known of the first keeps it; of a later one it passes it over.
            Some(_) if place == 0 => return true,
            Some(_) => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Role, Security, Standing};

    fn endpoints(count: usize) -> Vec<Endpoint> {
        let endpoint = |place: usize| {
            serde_json::from_value(serde_json::json!({
                "id": format!("e{place}"), "role": Role::Imap, "host": "mail.example.net", "port": 993,
                "security": Security::Tls, "standing": Standing::Guide, "rank": place + 1,
                "sources": [], "checked": "2026-11-22",
            }))
            .unwrap()
        };
        (0..count).map(endpoint).collect()
    }

    fn found(statuses: &[Option<Status>]) -> (String, Why, bool) {
        let all = endpoints(statuses.len());
        let refs: Vec<&Endpoint> = all.iter().collect();
        let of =
            |id: &str| all.iter().position(|one| one.id.as_str() == id).and_then(|place| statuses[place]);
        let chosen = choose(&refs, of).unwrap();
        (chosen.endpoint.id.to_string(), chosen.why, decided(&refs, of))
    }

    #[test]
    fn the_first_that_works_is_used_and_what_is_not_known_switches_nothing() {
        use Status::{Fail, NotRun, Ok, Skipped, Unknown, Warn};
        for (statuses, id, why, decided) in [
            (vec![Some(Ok), None], "e0", Why::Works, true),
            (vec![Some(Warn), Some(Ok)], "e0", Why::Works, true),
            (vec![Some(Fail), Some(Ok)], "e1", Why::Instead, true),
            (vec![Some(Fail), Some(Fail), Some(Warn)], "e2", Why::Instead, true),
            // The one between may still answer; where there is no time left, the one that does is used.
            (vec![Some(Fail), None, Some(Ok)], "e2", Why::Instead, false),
            (vec![Some(Fail), Some(Unknown), Some(Ok)], "e2", Why::Instead, true),
            (vec![Some(Unknown), Some(Ok)], "e0", Why::Unchecked, true),
            (vec![Some(Skipped), Some(Ok)], "e0", Why::Unchecked, true),
            (vec![None, Some(Ok)], "e0", Why::Unchecked, false),
            (vec![Some(Fail), None], "e0", Why::Unchecked, false),
            (vec![Some(Fail), Some(Unknown)], "e0", Why::Unchecked, true),
            (vec![Some(Fail), Some(NotRun)], "e0", Why::Unchecked, true),
            (vec![Some(Fail), Some(Fail)], "e0", Why::NoneWorks, true),
            (vec![Some(Fail)], "e0", Why::NoneWorks, true),
            (vec![None], "e0", Why::Unchecked, false),
        ] {
            assert_eq!(found(&statuses), (id.to_owned(), why, decided), "{statuses:?}");
        }
        assert_eq!(choose(&[], |_| None), None);
        assert!(decided(&[], |_| None));
    }

    #[test]
    fn more_results_never_undo_what_was_decided() {
        let kinds = [None, Some(Status::Ok), Some(Status::Warn), Some(Status::Fail), Some(Status::Unknown)];
        let three = |number: usize| [number % 5, number / 5 % 5, number / 25].map(|place| kinds[place]);
        for number in 0..125 {
            let now = three(number);
            let (id, _, decided) = found(&now);
            for later in (0..125).map(three).filter(|_| decided) {
                let ended: Vec<_> = now.iter().zip(later).map(|(now, later)| now.or(later)).collect();
                assert_eq!(found(&ended).0, id, "{now:?} then {ended:?}");
            }
        }
    }
}
