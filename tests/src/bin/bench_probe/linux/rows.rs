//! The rows of one round trip: times of single checks, and checks per second of many clients.

use super::Effort;
use super::load::{Question, crowd, in_turn};
use super::stage::{KINDS, Kind, Stage};
use super::table::{Times, head, number, row};
use super::{blackbox, openssl, ours};
use std::net::SocketAddr;
use testkit::Outcome;

/// How far the median may be over the bound, and what it may be without a delay, in milliseconds.
const OVER: f64 = 5.0;
const NEAR: f64 = 2.5;
/// How many clients ask at a time.
const CLIENTS: [usize; 3] = [1, 8, 32];

/// Measures and prints.
///
/// # Errors
/// Where a program does not answer.
pub fn print(stage: &Stage, effort: &Effort) -> Outcome<()> {
    match stage.how {
        None => single(stage, effort.near, "Loopback")?,
        Some(how) => {
            let title = format!("Round trip {} ms ({how})", stage.round_trip.as_millis());
            single(stage, effort.far, &title)?;
        }
    }
    let columns = CLIENTS.map(|clients| match clients {
        1 => "1 client".to_owned(),
        many => format!("{many} clients"),
    });
    let columns: Vec<&str> =
        columns.iter().map(String::as_str).chain(["p99 of probe, ms", "p99 of blackbox"]).collect();
    let most = CLIENTS[CLIENTS.len() - 1];
    let title = "Checks per second of clients that ask without a pause, probe / blackbox = ratio; p99 with";
    head(&format!("{title} {most}:"), &columns);
    KINDS.iter().try_for_each(|kind| many(stage, kind, effort))
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

fn single(stage: &Stage, count: usize, title: &str) -> Outcome<()> {
    let delayed = stage.how.is_some();
    let title = format!("{title}; {count} checks each, one at a time, in turn; milliseconds:");
    let measured = ["probe p50", "p99", "blackbox p50", "p99", "probe/blackbox p50", "s_client p50"];
    let judged: &[&str] =
        if delayed { &["bound", "over the bound", "goal", "over/goal"] } else { &["goal", "p50/goal"] };
    head(&title, &[&measured, judged].concat());
    for kind in &KINDS {
        let server = SocketAddr::from((stage.mail.ip, kind.port));
        let ([own, peer], round_trips) = in_turn(&stage.near, server, &questions(stage, kind), count)?;
        let s_client = Times::new(openssl::times(stage, kind, count.div_ceil(5))?);
        note_failures(kind, own.failed, peer.failed);
        let (own, peer) = (Times::new(own.times), Times::new(peer.times));
        let ratio = own.p50() / peer.p50();
        let mut cells =
            [own.p50(), own.p99(), peer.p50(), peer.p99(), ratio, s_client.p50()].map(number).to_vec();
        if delayed {
            let bound = f64::from(kind.trips) * round_trips.p50();
            let over = own.p50() - bound;
            cells.push(format!("{} × {} = {}", kind.trips, number(round_trips.p50()), number(bound)));
            cells.extend([over, OVER, over / OVER].map(number));
        } else {
            cells.extend([NEAR, own.p50() / NEAR].map(number));
        }
        row(&kind.port.to_string(), &cells);
    }
    Ok(())
}

fn many(stage: &Stage, kind: &Kind, effort: &Effort) -> Outcome<()> {
    let both = questions(stage, kind);
    let (mut cells, mut last) = (Vec::new(), [f64::NAN; 2]);
    for clients in CLIENTS {
        // The servers start processes for so many; who is asked first should not pay for that.
        for question in &both {
            crowd(&stage.near, question, clients, effort.crowd / 2)?;
        }
        let [own, peer] = [&both[0], &both[1]].map(|one| crowd(&stage.near, one, clients, effort.crowd));
        let ((own, own_times, own_failed), (peer, peer_times, peer_failed)) = (own?, peer?);
        note_failures(kind, own_failed, peer_failed);
        cells.push(format!("{} / {} = {}", number(own), number(peer), number(own / peer)));
        last = [own_times.p99(), peer_times.p99()];
    }
    cells.extend(last.map(number));
    row(&kind.port.to_string(), &cells);
    Ok(())
}

/// A check that fails is no check: whoever reads the table must know.
fn note_failures(kind: &Kind, own: usize, peer: usize) {
    if (own, peer) != (0, 0) {
        eprintln!(
            "bench probe: {}: {own} checks of the probe failed, {peer} of blackbox_exporter",
            kind.port
        );
    }
}
