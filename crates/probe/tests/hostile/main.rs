//! The probe against servers that behave well, badly and with malice, on loopback, with name
//! service of the tests' own. H numbers are those of facts/probe.md section 4.6.

#![allow(clippy::unwrap_used, clippy::panic)]

mod addresses;
mod before_tls;
mod certificate;
mod good;
mod inside;
mod names;
mod ourselves;
mod starttls;
mod support;
mod tls;
mod together;
