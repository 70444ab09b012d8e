//! What the endpoints come to together.

use engine::report::{EndpointReport, StageName, Status};

/// How much a status weighs, worst last: a role with an endpoint that works, works; one whose
/// endpoints fail or cannot be known may work, so it is not called down.
fn weight(status: Status) -> u8 {
    match status {
        Status::Ok => 0,
        Status::Warn => 1,
        Status::Unknown | Status::Skipped | Status::NotRun => 2,
        Status::Fail => 3,
    }
}

/// The status of a run: the worst role's, where a role is as well as its best endpoint, with a
/// warning if another of its endpoints fails.
pub(crate) fn overall(endpoints: &[EndpointReport]) -> Status {
    let role_status = |report: &EndpointReport| {
        let same = || endpoints.iter().filter(|other| other.role == report.role).map(|other| other.status);
        let best = same().min_by_key(|status| weight(*status)).unwrap_or(Status::Unknown);
        match best {
            Status::Ok if same().any(|status| status == Status::Fail) => Status::Warn,
            Status::Skipped | Status::NotRun => Status::Unknown,
            best => best,
        }
    };
    endpoints.iter().map(role_status).max_by_key(|status| weight(*status)).unwrap_or(Status::Unknown)
}

/// Whether no endpoint got as far as an answer, and one at least is said to fail: then it may be
/// our own network.
pub(crate) fn none_answered(endpoints: &[EndpointReport]) -> bool {
    let answered = |report: &EndpointReport| {
        matches!(report.status, Status::Ok | Status::Warn)
            || report.addresses.iter().any(|address| address.reached != StageName::Connect)
    };
    !endpoints.iter().any(answered) && endpoints.iter().any(|report| report.status == Status::Fail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::profile::{Role, Security, Slug};
    use engine::report::Stage;

    fn report(role: Role, status: Status) -> EndpointReport {
        EndpointReport {
            id: Slug::stand_in(),
            role,
            host: String::new(),
            port: 1,
            security: Security::Tls,
            status,
            code: None,
            ms: 0.0,
            dns: Stage { name: StageName::Dns, status, code: None, ms: 0.0, data: None },
            addresses: Vec::new(),
        }
    }

    #[test]
    fn a_role_is_as_well_as_its_best_endpoint() {
        use Role::{Imap, Submission};
        use Status::{Fail, Ok, Unknown, Warn};
        for (found, expected) in [
            (vec![(Imap, Ok), (Submission, Ok)], Ok),
            (vec![(Imap, Ok), (Imap, Fail), (Submission, Ok)], Warn),
            (vec![(Imap, Ok), (Imap, Unknown), (Submission, Ok)], Ok),
            (vec![(Imap, Ok), (Submission, Fail)], Fail),
            (vec![(Imap, Ok), (Submission, Fail), (Submission, Unknown)], Unknown),
            (vec![(Imap, Unknown), (Submission, Fail)], Fail),
            (vec![], Unknown),
        ] {
            let reports: Vec<_> = found.iter().map(|(role, status)| report(*role, *status)).collect();
            assert_eq!(overall(&reports), expected, "{found:?}");
        }
    }

    #[test]
    fn our_own_network_is_doubted_only_when_nobody_answers() {
        use Role::{Imap, Submission};
        use Status::{Fail, Ok, Unknown};
        let none = |statuses: &[(Role, Status)]| {
            none_answered(&statuses.iter().map(|(role, status)| report(*role, *status)).collect::<Vec<_>>())
        };
        assert!(none(&[(Imap, Fail), (Submission, Fail)]));
        assert!(none(&[(Imap, Fail), (Submission, Unknown)]));
        assert!(!none(&[(Imap, Unknown)]));
        assert!(!none(&[(Imap, Ok), (Submission, Fail)]));
    }
}
