//! Which endpoint an account uses, as far as a check knows (design section 3): the first in rank
//! order that gets all the way. What cannot be known never switches anything.

use super::Status;

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

/// Chooses among the endpoints of one role. `statuses` says how the check of each ended, in rank
/// order ([`Profile::accepted`](crate::Profile::accepted)); nothing where it has not ended. Gives the
/// place of the one to use, and why.
#[must_use]
pub fn choose(statuses: &[Option<Status>]) -> (usize, Why) {
    match statuses.first() {
        Some(Some(Status::Ok | Status::Warn)) => (0, Why::Works),
        Some(Some(Status::Fail)) => match statuses.iter().position(works) {
            Some(place) => (place, Why::Instead),
            None if statuses.iter().all(|status| *status == Some(Status::Fail)) => (0, Why::NoneWorks),
            None => (0, Why::Unchecked),
        },
        _ => (0, Why::Unchecked),
    }
}

/// Whether [`choose`] chooses the same however the checks that are still running end.
#[must_use]
pub fn decided(statuses: &[Option<Status>]) -> bool {
    match statuses.first() {
        Some(Some(Status::Fail)) => {
            // Those before the first that works must have ended.
            let known = statuses.iter().position(works).unwrap_or(statuses.len());
            statuses.iter().take(known).all(Option::is_some)
        }
        Some(first) => first.is_some(),
        None => true,
    }
}

fn works(status: &Option<Status>) -> bool {
    matches!(status, Some(Status::Ok | Status::Warn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_works_is_used_and_what_is_not_known_switches_nothing() {
        use Status::{Fail, NotRun, Ok, Skipped, Unknown, Warn};
        for (statuses, place, why, is_decided) in [
            (vec![Some(Ok), None], 0, Why::Works, true),
            (vec![Some(Warn), Some(Ok)], 0, Why::Works, true),
            (vec![Some(Fail), Some(Ok)], 1, Why::Instead, true),
            (vec![Some(Fail), Some(Fail), Some(Warn)], 2, Why::Instead, true),
            // The one between may still answer; where there is no time left, the one that does is used.
            (vec![Some(Fail), None, Some(Ok)], 2, Why::Instead, false),
            (vec![Some(Fail), Some(Unknown), Some(Ok)], 2, Why::Instead, true),
            (vec![Some(Unknown), Some(Ok)], 0, Why::Unchecked, true),
            (vec![Some(Skipped), Some(Ok)], 0, Why::Unchecked, true),
            (vec![None, Some(Ok)], 0, Why::Unchecked, false),
            (vec![Some(Fail), None], 0, Why::Unchecked, false),
            (vec![Some(Fail), Some(Unknown)], 0, Why::Unchecked, true),
            (vec![Some(Fail), Some(NotRun)], 0, Why::Unchecked, true),
            (vec![Some(Fail), Some(Fail)], 0, Why::NoneWorks, true),
            (vec![Some(Fail)], 0, Why::NoneWorks, true),
            (vec![None], 0, Why::Unchecked, false),
            (vec![], 0, Why::Unchecked, true),
        ] {
            assert_eq!((choose(&statuses), decided(&statuses)), ((place, why), is_decided), "{statuses:?}");
        }
    }

    #[test]
    fn more_results_never_undo_what_was_decided() {
        let kinds = [None, Some(Status::Ok), Some(Status::Warn), Some(Status::Fail), Some(Status::Unknown)];
        let three = |number: usize| [number % 5, number / 5 % 5, number / 25].map(|place| kinds[place]);
        for now in (0..125).map(three) {
            let later = (0..125).map(three).map(|later| [0, 1, 2].map(|place| now[place].or(later[place])));
            let same = later.map(|ended| choose(&ended).0).all(|place| place == choose(&now).0);
            assert!(same || !decided(&now), "{now:?}");
        }
    }
}
