//! The companion and the command line of Mail Setup Assistant: one binary, `mail-setup`.
//!
//! The companion ([`app`], [`serve`]) serves the page and a small API. It keeps no record of who
//! asks: no cookies, no storage, and a log without paths or addresses. The command line
//! ([`cli`]) is the same engine for technicians and scripts.

mod api;
mod app;
mod check;
pub mod cli;
mod client;
mod clock;
mod config;
mod cors;
mod discovery;
mod ending;
mod error;
mod files;
mod hexadecimal;
mod hosts;
mod limit;
mod listen;
mod log;
mod metrics;
mod notice;
mod places;
mod policy;
mod problem;
mod providers;
mod seal;
mod share;
mod sign;
mod site_routes;

pub use app::app;
pub use check::UnknownEndpoint;
pub use client::{Network, Peer};
pub use clock::Clock;
pub use config::{
    Allowed, Checks, Config, ConfigError, ControlPlace, FrameAncestor, FurtherProvider, Limits, Origin,
    Prefix, Resolver, Seam, Secret, ServedHosts, Sharing, Signing, StoreUrl,
};
pub use ending::Ending;
pub use error::Error;
pub use files::{PageError, PageFiles, page, portals};
pub use hosts::ServedHost;
pub use listen::serve;
pub use metrics::{Metrics, metrics_app};
pub use problem::ProblemCode;
pub use providers::{ProvidersError, companion};
pub use seal::{Sealer, TokenKey};
pub use sign::SigningError;
