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
//! bytes.
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
pub mod code;
pub mod config;
pub mod limits;
pub mod line;
pub mod network;
pub mod online;
pub mod proto;
pub mod resolve;
pub mod roots;
pub mod target;
pub mod text;

mod address;
mod dialogue;
mod fault;
mod report_parts;
mod run;
mod session;
mod tls;
mod verdict;
mod wire;

pub use code::Code;
pub use config::Config;
pub use limits::Limits;
pub use network::Network;
pub use roots::TrustRoots;
pub use run::probe;
pub use target::Target;
