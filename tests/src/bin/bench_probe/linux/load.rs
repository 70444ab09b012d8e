//! Asking over HTTP: two programs in turn, so that whatever else the machine does hits both, and many
//! clients at a time.

use super::http::Client;
use super::namespace::{Namespace, panicked};
use super::stop;
use super::table::Times;
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};
use testkit::{Outcome, Trouble};

/// Who is asked what, and what the answer has in it where all went well.
#[derive(Clone)]
pub struct Question {
    pub address: SocketAddr,
    pub path: String,
    pub good: &'static str,
}

/// What came of it.
#[derive(Default)]
pub struct Tally {
    pub times: Vec<f64>,
    pub failed: usize,
}

impl Question {
    fn ask(&self, client: &mut Client, tally: &mut Tally) -> Outcome<()> {
        let began = Instant::now();
        let answer = client.get(&self.path)?;
        tally.times.push(began.elapsed().as_secs_f64() * 1000.0);
        tally.failed += usize::from(answer.status != 200 || !answer.body.contains(self.good));
        Ok(())
    }
}

/// Asks both, one request at a time, in turn; the first tenth only warms up. Each time, a plain
/// connection to the mail server is made as well: the round trip as it was then, in milliseconds.
///
/// # Errors
/// Where one does not answer.
pub fn in_turn(
    namespace: &Namespace,
    server: SocketAddr,
    both: &[Question; 2],
    count: usize,
) -> Outcome<([Tally; 2], Times)> {
    namespace.inside(|| {
        let mut clients = [Client::connect(both[0].address)?, Client::connect(both[1].address)?];
        let mut run = |count: usize| {
            let (mut tallies, mut round_trips) = ([Tally::default(), Tally::default()], Vec::new());
            for _ in 0..count {
                stop::check()?;
                for ((question, client), tally) in both.iter().zip(&mut clients).zip(&mut tallies) {
                    question.ask(client, tally)?;
                }
                round_trips.push(round_trip(server)?);
            }
            Ok((tallies, Times::new(round_trips)))
        };
        run(count.div_ceil(10))?;
        run(count)
    })
}

/// How long a connection takes to be made, in milliseconds. To be called inside a namespace.
///
/// # Errors
/// Where it is not accepted.
pub fn round_trip(server: SocketAddr) -> Outcome<f64> {
    let began = Instant::now();
    TcpStream::connect(server).map_err(Trouble::io(format!("connect to {server}")))?;
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

/// Asks from many connections at a time. Answers per second, their times, and how many failed.
///
/// # Errors
/// Where one does not answer.
pub fn crowd(
    namespace: &Namespace,
    question: &Question,
    clients: usize,
    length: Duration,
) -> Outcome<(f64, Times, usize)> {
    stop::check()?;
    let whole = namespace.inside(|| {
        let began = Instant::now();
        let tallies: Vec<Outcome<Tally>> = thread::scope(|scope| {
            let asking = || -> Outcome<Tally> {
                let (mut client, mut tally) = (Client::connect(question.address)?, Tally::default());
                while began.elapsed() < length {
                    question.ask(&mut client, &mut tally)?;
                }
                Ok(tally)
            };
            let threads: Vec<_> = (0..clients).map(|_| scope.spawn(asking)).collect();
            threads.into_iter().map(|one| one.join().unwrap_or_else(|_| Err(panicked()))).collect()
        });
        let took = began.elapsed().as_secs_f64();
        let mut whole = Tally::default();
        for tally in tallies {
            let tally = tally?;
            whole.times.extend(tally.times);
            whole.failed += tally.failed;
        }
        Ok((whole, took))
    })?;
    let (tally, took) = whole;
    Ok((tally.times.len() as f64 / took, Times::new(tally.times), tally.failed))
}
