//! wrk, which asks over connections that stay open, as fast as the answers come.

use crate::run::{Failure, Outcome, answer};
use std::process::Command;

/// How long one measurement takes.
pub const SECONDS: usize = 4;
/// How many connections ask at a time.
const CONNECTIONS: usize = 32;

/// What was measured.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Measured {
    /// Answers in a second.
    pub a_second: f64,
    /// From request to answer, in milliseconds: half of them, and 99 in 100, took no longer.
    pub p50: f64,
    /// See there.
    pub p99: f64,
}

/// Asks one question again and again.
///
/// # Errors
/// Where wrk does not run, or an answer is missing or not a good one.
pub fn run(port: u16, host: &str, path: &str) -> Outcome<Measured> {
    let mut command = Command::new("wrk");
    command.args(["--threads", "1", "--connections", &CONNECTIONS.to_string(), "--latency"]);
    command.args(["--duration", &format!("{SECONDS}s"), "--header", &format!("Host: {host}")]);
    let said = answer(command.arg(format!("http://127.0.0.1:{port}{path}")))
        .ok_or_else(|| Failure::new("wrk does not run."))?;
    read(&said).ok_or_else(|| Failure::new(format!("wrk had bad answers, or does not say how many:\n{said}")))
}

/// The middle one by answers a second.
pub fn median(mut all: Vec<Measured>) -> Measured {
    all.sort_by(|a, b| a.a_second.total_cmp(&b.a_second));
    all.get(all.len() / 2).copied().unwrap_or(Measured { a_second: 0.0, p50: 0.0, p99: 0.0 })
}

fn read(said: &str) -> Option<Measured> {
    if said.contains("Non-2xx") || said.contains("Socket errors") {
        return None;
    }
    let value = |name: &str| said.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    Some(Measured {
        a_second: value("Requests/sec:")?.parse().ok()?,
        p50: milliseconds(value("50%")?)?,
        p99: milliseconds(value("99%")?)?,
    })
}

/// `305.00us`, `4.62ms`, `1.20s`.
fn milliseconds(text: &str) -> Option<f64> {
    let (number, factor) = if let Some(number) = text.strip_suffix("us") {
        (number, 0.001)
    } else if let Some(number) = text.strip_suffix("ms") {
        (number, 1.0)
    } else {
        (text.strip_suffix('s')?, 1000.0)
    };
    Some(number.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "Running 4s test @ http://127.0.0.1:18080/mail/config-v1.1.xml\n\
        \x20 1 threads and 16 connections\n\
        \x20 Latency Distribution\n\
        \x20    50%  305.00us\n\
        \x20    75%  600.00us\n\
        \x20    99%    4.62ms\n\
        \x20 179104 requests in 4.00s, 250.00MB read\n\
        Requests/sec:  44746.18\n\
        Transfer/sec:     62.46MB\n";

    #[test]
    fn what_wrk_says_is_read() {
        assert_eq!(read(SAID), Some(Measured { a_second: 44746.18, p50: 0.305, p99: 4.62 }));
        assert_eq!(milliseconds("1.20s"), Some(1200.0));
        assert_eq!(milliseconds("1.20m"), None);
    }

    #[test]
    fn bad_answers_are_no_result() {
        for more in
            ["  Non-2xx or 3xx responses: 3\n", "  Socket errors: connect 0, read 1, write 0, timeout 0\n"]
        {
            assert_eq!(read(&format!("{SAID}{more}")), None);
        }
        assert_eq!(read(""), None);
    }

    #[test]
    fn the_middle_is_the_median() {
        let one = |a_second| Measured { a_second, p50: 0.0, p99: 0.0 };
        assert_eq!(median(vec![one(3.0), one(1.0), one(2.0)]), one(2.0));
    }
}
