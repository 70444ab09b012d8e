//! The rows of one round trip: times of single checks, and checks per second of many clients.

use super::Effort;
use super::load::{Question, crowd, in_turn};
use super::stage::{KINDS, Kind, Stage};
use super::table::{Times, head, number, row};
use super::{blackbox, openssl, ours};
use testkit::Outcome;

/// How far the median may be over the bound, and what it may be without a delay, in milliseconds.
const OVER: f64 = 5.0;
const NEAR: f64 = 2.5;

/// Measures and prints.
///
/// # Errors
/// Where a program does not answer.
pub fn print(stage: &Stage, effort: &Effort) -> Outcome<()> {
    let round_trip = stage.round_trip()?;
    match stage.how {
        None => single(stage, effort.near, &round_trip, "Loopback")?,
        Some(how) => {
            let title = format!("Round trip {} ms ({how})", number(round_trip.p50()));
            single(stage, effort.far, &round_trip, &title)?;
        }
    }
    head(
        "Checks per second, clients that ask without a pause:",
        &["clients", "probe", "blackbox", "probe/blackbox", "probe p50, ms", "p99", "blackbox p50", "p99"],
    );
    for kind in &KINDS {
        for clients in [1, 8, 32] {
            many(stage, kind, clients, effort)?;
        }
    }
    Ok(())
}

fn questions(stage: &Stage, kind: &Kind) -> [Question; 2] {
    let host = stage.mail.host(kind.host);
    [
        Question { address: ours::ADDRESS, path: ours::path(kind.id), good: ours::GOOD },
        Question {
            address: blackbox::ADDRESS,
            path: blackbox::path(kind.id, &host, kind.port),
            good: blackbox::GOOD,
        },
    ]
}

fn single(stage: &Stage, count: usize, round_trip: &Times, title: &str) -> Outcome<()> {
    let delayed = stage.how.is_some();
    let title = format!("{title}; {count} checks each, one at a time, in turn; milliseconds:");
    let measured = ["probe p50", "p99", "blackbox p50", "p99", "probe/blackbox p50", "s_client p50"];
    let judged =
        if delayed { ["bound", "over the bound", "goal", "over/goal"] } else { ["", "", "goal", "p50/goal"] };
    head(&title, &[&measured[..], &judged].concat());
    for kind in &KINDS {
        let [own, peer] = in_turn(&stage.near, &questions(stage, kind), count)?;
        let s_client = Times::new(openssl::times(stage, kind, count.div_ceil(5))?);
        let failed = (own.failed, peer.failed);
        let (own, peer) = (Times::new(own.times), Times::new(peer.times));
        let mut cells: Vec<String> = [own.p50(), own.p99(), peer.p50(), peer.p99()].map(number).to_vec();
        cells.extend([own.p50() / peer.p50(), s_client.p50()].map(number));
        let bound = f64::from(kind.trips) * round_trip.p50();
        if delayed {
            let over = own.p50() - bound;
            cells.push(format!("{}R = {}", kind.trips, number(bound)));
            cells.extend([over, OVER, over / OVER].map(number));
        } else {
            cells.extend([String::new(), String::new(), number(NEAR), number(own.p50() / NEAR)]);
        }
        row(&kind.port.to_string(), &cells);
        note_failures(kind, failed);
    }
    Ok(())
}

fn many(stage: &Stage, kind: &Kind, clients: usize, effort: &Effort) -> Outcome<()> {
    let [own, peer] = questions(stage, kind);
    // The servers start processes for so many; who is asked first should not pay for that.
    for question in [&own, &peer] {
        crowd(&stage.near, question, clients, effort.crowd / 2)?;
    }
    let (own_rate, own_times, own_failed) = crowd(&stage.near, &own, clients, effort.crowd)?;
    let (peer_rate, peer_times, peer_failed) = crowd(&stage.near, &peer, clients, effort.crowd)?;
    let mut cells = vec![clients.to_string()];
    cells.extend([own_rate, peer_rate, own_rate / peer_rate].map(number));
    cells.extend([own_times.p50(), own_times.p99(), peer_times.p50(), peer_times.p99()].map(number));
    row(&kind.port.to_string(), &cells);
    note_failures(kind, (own_failed, peer_failed));
    Ok(())
}

/// A check that fails is no check: whoever reads the table must know.
fn note_failures(kind: &Kind, (own, peer): (usize, usize)) {
    if (own, peer) != (0, 0) {
        eprintln!(
            "bench probe: {}: {own} checks of the probe failed, {peer} of blackbox_exporter",
            kind.port
        );
    }
}
