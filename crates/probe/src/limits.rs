//! How long and how much. Every time is absolute once a stage begins: bytes that trickle in do not
//! extend it. The numbers are those of facts/probe.md section 3.3.

use crate::line::LineLimits;
use std::time::Duration;

/// The bounds of one check.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Name look-up, both families together.
    pub dns: Duration,
    /// TCP connection; 5 s cover two lost SYNs.
    pub connect: Duration,
    /// TLS handshake.
    pub tls: Duration,
    /// Greeting. Some servers wait 6 s and more on purpose (Postfix postscreen, Sendmail
    /// greet_pause).
    pub greeting: Duration,
    /// Any other reply, all its lines together.
    pub reply: Duration,
    /// The whole endpoint, second tries included.
    pub endpoint: Duration,
    /// A greeting that takes longer is called slow.
    pub slow_greeting: Duration,
    /// How long an address has a head start over the next one (RFC 8305 section 5).
    pub stagger: Duration,
    /// How many addresses of a family are asked.
    pub per_family: usize,
    /// How many addresses are asked in all.
    pub addresses: usize,
    /// How many connections to the endpoint may be open at a time.
    pub open: usize,
    /// How often an address that times out is tried.
    pub attempts: u8,
    /// Lines and bytes of the dialogue.
    pub lines: LineLimits,
    /// Bytes that one connection may deliver, TLS included: bounds floods of tickets and records.
    pub received: usize,
    /// Certificates of a chain that are looked at.
    pub chain: usize,
    /// A certificate that has fewer days left is called expiring.
    pub expiring_days: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            dns: Duration::from_secs(3),
            connect: Duration::from_secs(5),
            tls: Duration::from_secs(6),
            greeting: Duration::from_secs(10),
            reply: Duration::from_secs(5),
            endpoint: Duration::from_secs(25),
            slow_greeting: Duration::from_secs(5),
            stagger: Duration::from_millis(250),
            per_family: 4,
            addresses: 6,
            open: 2,
            attempts: 2,
            lines: LineLimits::default(),
            received: 256 * 1024,
            chain: 10,
            expiring_days: 14,
        }
    }
}
