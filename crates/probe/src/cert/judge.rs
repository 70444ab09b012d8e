//! What is wrong with a certificate: dates, name and chain are judged apart, so that an expired
//! certificate for another host is both (rustls itself tells only the first problem it meets).

use super::summary::hex;
use super::{Summary, summary};
use crate::code::{Code, Verdict, weight};
use crate::roots::TrustRoots;
use aws_lc_rs::digest::{SHA256, digest};
use engine::report::{CertificateData, Status};
use rustls::CertificateError as C;
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use std::time::{Duration, SystemTime};

/// A clock that shows an earlier time than this is wrong: the program is younger.
const CLOCK_FLOOR: i64 = 1_767_225_600; // 2026-01-01

/// What was found of a chain.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// How it ended.
    pub status: Status,
    /// The worst problem.
    pub code: Option<Code>,
    /// What the server's certificate says; absent where it cannot be read.
    pub data: Option<CertificateData>,
}

/// What a chain is judged by.
pub struct Yardstick<'a> {
    /// The host that was asked for.
    pub name: &'a ServerName<'static>,
    /// The trusted authorities.
    pub roots: &'a TrustRoots,
    /// The signature algorithms that count.
    pub algorithms: WebPkiSupportedAlgorithms,
    /// The time.
    pub now: SystemTime,
    /// Fewer days than this are few.
    pub expiring_days: i64,
    /// How many certificates are looked at.
    pub longest: usize,
}

/// Judges the chain that a server sent, its own certificate first.
#[must_use]
pub fn judge(chain: &[CertificateDer<'_>], by: &Yardstick<'_>) -> Judged {
    let unreadable = || Judged { status: Status::Fail, code: Some(Code::BadEncoding), data: None };
    let Some((leaf, rest)) = chain.split_first() else { return unreadable() };
    let Some(mut found) = summary(leaf) else { return unreadable() };
    let rest = rest.get(..by.longest.saturating_sub(1)).unwrap_or(rest);
    let now = seconds(by.now);
    found.data.days_left = (found.not_after - now).div_euclid(86_400);
    found.data.sha256 = hex(digest(&SHA256, leaf).as_ref());
    found.data.chain = u32::try_from(chain.len()).unwrap_or(u32::MAX);
    found.data.roots = by.roots.name.to_owned();

    let mut problems: Vec<Verdict> = Vec::new();
    problems.extend(dates(&found, now, by.expiring_days));
    match ParsedCertificate::try_from(leaf) {
        Ok(parsed) => {
            if verify_server_name(&parsed, by.name).is_err() {
                problems.push(Code::NameMismatch.into());
            }
            problems.extend(signed(&parsed, &found, rest, now, by));
        }
        Err(_) => problems.push(Code::BadEncoding.into()),
    }
    if found.weak {
        // Programs differ in what they accept here, so it is told, and not called a failure.
        problems.push(Verdict::new(Status::Warn, Code::WeakKey));
    }
    problems.sort_by_key(|problem| std::cmp::Reverse(weight(problem.status)));
    problems.dedup_by_key(|problem| problem.code);
    found.data.problems =
        problems.iter().filter_map(|problem| problem.code).map(|code| code.text().into_owned()).collect();
    let worst = problems.first().copied().unwrap_or(Verdict::OK);
    Judged { status: worst.status, code: worst.code, data: Some(found.data) }
}

fn dates(found: &Summary, now: i64, expiring_days: i64) -> Option<Verdict> {
    if now < CLOCK_FLOOR {
        Some(Code::LocalClock.into())
    } else if now > found.not_after {
        Some(Code::Expired.into())
    } else if now < found.not_before {
        Some(Code::NotYetValid.into())
    } else if found.not_after - now < expiring_days * 86_400 {
        Some(Code::Expiring.into())
    } else {
        None
    }
}

/// The chain up to a root, at a time at which the server's own certificate holds: its own dates are
/// judged apart.
fn signed(
    parsed: &ParsedCertificate<'_>,
    found: &Summary,
    rest: &[CertificateDer<'_>],
    now: i64,
    by: &Yardstick<'_>,
) -> Option<Verdict> {
    let at = now.min(found.not_after).max(found.not_before);
    let at = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at).unwrap_or(0)));
    let result =
        verify_server_cert_signed_by_trust_anchor(parsed, &by.roots.store, rest, at, by.algorithms.all);
    let rustls::Error::InvalidCertificate(problem) = result.err()? else {
        return Some(Code::BadChain.into());
    };
    let code = match problem {
        _ if found.self_issued && rest.is_empty() => Code::SelfSigned,
        C::UnknownIssuer | C::Other(_) => unknown_issuer(found, rest),
        C::Expired | C::ExpiredContext { .. } => Code::Expired,
        C::NotValidYet | C::NotValidYetContext { .. } => Code::NotYetValid,
        C::BadEncoding => Code::BadEncoding,
        C::UnsupportedSignatureAlgorithmContext { .. }
        | C::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => Code::WeakKey,
        _ if found.self_issued => Code::SelfSigned,
        _ => Code::BadChain,
    };
    // A wrong clock makes every chain look expired.
    let clock = now < CLOCK_FLOOR && matches!(code, Code::Expired | Code::NotYetValid);
    Some(if clock { Code::LocalClock.into() } else { Verdict { status: Status::Fail, code: Some(code) } })
}

/// Follows the chain from the server's certificate as far as what was sent goes. Where it ends at
/// one that signed itself, the authority is unknown; where it ends before, and the last one says
/// where its issuer is to be had, the server leaves one out.
fn unknown_issuer(leaf: &Summary, rest: &[CertificateDer<'_>]) -> Code {
    if leaf.self_issued {
        return Code::SelfSigned;
    }
    let sent: Vec<Summary> = rest.iter().filter_map(|der| summary(der)).collect();
    let mut last = leaf;
    for _ in 0..sent.len() {
        match sent.iter().find(|issuer| issuer.subject_der == last.issuer_der) {
            Some(issuer) if !issuer.self_issued => last = issuer,
            Some(_) => return Code::UnknownCa,
            None => break,
        }
    }
    if last.names_issuer_place { Code::IncompleteChain } else { Code::UnknownCa }
}

fn seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
