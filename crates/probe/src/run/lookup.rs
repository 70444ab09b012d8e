//! The name look-up: both families at once, each judged on its own, addresses sifted.

use crate::code::{Code, Verdict};
use crate::config::{Admitted, Config};
use crate::report_parts::{ms, stage};
use crate::resolve::{Answer, Family, LookupError};
use crate::target::Target;
use engine::report::{Lookup, Stage, StageData, StageName, Status};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How many addresses a report lists for a family.
const LISTED: usize = 10;

/// The stage, and whom to ask.
pub(super) struct LookedUp {
    /// The stage.
    pub dns: Stage,
    /// The addresses to ask, IPv6 first and then in turn, as mail programs try them.
    pub addresses: Vec<Admitted>,
}

/// What one family's look-up came to.
struct Found {
    result: Result<Answer, LookupError>,
    took: Duration,
}

pub(super) async fn look_up(target: &Target, config: &Config, until: Instant) -> LookedUp {
    let began = Instant::now();
    let until = until.min(began + config.limits.dns);
    let family = async |family| {
        let looking = config.resolver.resolve(&target.host, family);
        let result = timeout_at(until, looking).await.unwrap_or(Err(LookupError::Timeout));
        Found { result, took: began.elapsed() }
    };
    let (v4, v6) = tokio::join!(family(Family::V4), family(Family::V6));

    let mut blocked = 0_u32;
    let mut sift = |found: &Found| -> Vec<Admitted> {
        let mut kept = Vec::new();
        for ip in found.result.iter().flat_map(|answer| &answer.addresses) {
            match config.admit(*ip) {
                None => blocked = blocked.saturating_add(1),
                Some(address) if kept.contains(&address) => {}
                Some(address) => kept.push(address),
            }
        }
        kept
    };
    let (kept4, kept6) = (sift(&v4), sift(&v6));
    let verdict = judge(&v4, &v6, kept4.len() + kept6.len(), blocked);
    let data = StageData {
        a: Some(row(&v4, &kept4)),
        aaaa: Some(row(&v6, &kept6)),
        blocked: Some(blocked).filter(|count| *count > 0),
        ..StageData::default()
    };
    LookedUp {
        dns: stage(StageName::Dns, verdict, began.elapsed(), data),
        addresses: in_turn(kept6, kept4, config),
    }
}

/// The verdict. A name with addresses is well, whatever the other family says, except that a
/// look-up that fails makes programs slow. Without addresses the gravest reason counts, and a
/// resolver's failure is never the provider's.
fn judge(v4: &Found, v6: &Found, usable: usize, blocked: u32) -> Verdict {
    let errors = [v4, v6].map(|found| found.result.as_ref().err().copied());
    let trouble = errors
        .iter()
        .flatten()
        .find(|error| matches!(error, LookupError::Failed | LookupError::Timeout | LookupError::Local));
    if usable > 0 {
        return match (trouble, blocked) {
            (Some(error), _) => Verdict::new(Status::Warn, error.code()),
            (None, 1..) => Verdict::new(Status::Warn, Code::BlockedAddress),
            (None, 0) => Verdict::OK,
        };
    }
    if blocked > 0 {
        return Code::BlockedAddress.into();
    }
    if let Some(error) = trouble {
        return Verdict::new(Status::Unknown, error.code());
    }
    if errors.contains(&Some(LookupError::NoSuchName)) { Code::Nxdomain } else { Code::NoAddress }.into()
}

fn row(found: &Found, kept: &[Admitted]) -> Lookup {
    Lookup {
        records: kept.iter().take(LISTED).map(|address| address.ip().to_string()).collect(),
        ttl_s: found.result.as_ref().ok().and_then(|answer| answer.ttl_s),
        code: found.result.as_ref().err().map(|error| error.code().text().into_owned()),
        ms: ms(found.took),
    }
}

/// IPv6 and IPv4 in turn, IPv6 first (RFC 8305 section 4), as many as are asked.
fn in_turn(v6: Vec<Admitted>, v4: Vec<Admitted>, config: &Config) -> Vec<Admitted> {
    let limits = &config.limits;
    let mut v6 = v6.into_iter().take(limits.per_family);
    let mut v4 = v4.into_iter().take(limits.per_family);
    let mut order = Vec::new();
    loop {
        let pair = [v6.next(), v4.next()];
        if pair == [None, None] {
            break;
        }
        order.extend(pair.into_iter().flatten());
    }
    order.truncate(limits.addresses);
    order
}
