//! Asks one real mail server, stage by stage, and says what it found.
//!
//! [`probe`] takes one endpoint of a profile: it looks the host up, and asks each address for what a
//! mail program would need: connection, greeting, what is offered before TLS, STARTTLS, TLS, the
//! certificate, what is offered inside TLS. It speaks IMAP, POP3 and SMTP. It never signs in: what
//! it can say is a closed list of commands, none of which carries a name or a password.
//!
//! A server is a stranger. Every wait has an absolute end and every reading a limit
//! ([`limits`]), addresses are checked before they are connected to ([`config`]), and verdicts are
//! a closed set of codes ([`code`]) that keep apart what is the server's fault, what is ours, and
//! what cannot be known. The readers ([`mod@line`], [`proto`], [`cert`], [`text`]) are functions of
//! bytes; without the feature `connect` they are all that is built.
//!
//! ```no_run
//! # async fn example(target: probe::Target) -> Result<(), Box<dyn std::error::Error>> {
//! use std::sync::Arc;
//! let resolver = Arc::new(probe::resolve::Hickory::system()?);
//! let config = Arc::new(probe::Config::new(resolver, probe::TrustRoots::mozilla()));
//! let report = probe::probe(&target, &config, |event| println!("{:?}", event.stage.name)).await;
//! println!("{:?}", report.status);
//! # Ok(())
//! # }
//! ```

pub mod cert;
pub mod limits;
pub mod line;
pub mod network;
pub mod proto;
pub mod target;
pub mod text;

#[cfg(feature = "connect")]
pub mod code;
#[cfg(feature = "connect")]
pub mod config;
#[cfg(feature = "connect")]
pub mod online;
#[cfg(feature = "connect")]
pub mod resolve;
#[cfg(feature = "connect")]
pub mod roots;

#[cfg(feature = "connect")]
mod address;
#[cfg(feature = "connect")]
mod dialogue;
#[cfg(feature = "connect")]
mod fault;
#[cfg(feature = "connect")]
mod report_parts;
#[cfg(feature = "connect")]
mod run;
#[cfg(feature = "connect")]
mod session;
#[cfg(feature = "connect")]
mod tls;
#[cfg(feature = "connect")]
mod verdict;
#[cfg(feature = "connect")]
mod wire;

pub use limits::Limits;
pub use network::Network;
pub use target::Target;
#[cfg(feature = "connect")]
pub use {code::Code, config::Config, roots::TrustRoots, run::probe};
