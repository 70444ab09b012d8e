//! `cargo xtask serve`: from a fresh checkout to the assistant in a browser.

use crate::run::{Outcome, run, say};
use crate::{dist, page};
use std::process::Command;

/// Where the server listens unless `--listen` says otherwise.
const ADDRESS: &str = "127.0.0.1:8080";

/// Builds page and server and runs the server until it is ended. `options` go to it as they are.
///
/// # Errors
/// Where something does not build, or the server ends badly.
pub fn serve(options: &[&str]) -> Outcome<()> {
    let page = page::build()?;
    let server = dist::server(None)?;
    let mut start = Command::new(server);
    start.arg("serve").arg("--page").arg(page).args(options);
    if listens(options).is_none() {
        start.args(["--listen", ADDRESS]);
    }
    let address = listens(options).unwrap_or(ADDRESS);
    say(format_args!("Open http://{address}/ in a browser. Ctrl+C ends it."));
    run(&mut start, "The server")
}

/// What `--listen` says, as `--listen ADDR` or `--listen=ADDR`.
fn listens<'a>(options: &[&'a str]) -> Option<&'a str> {
    let at = options.iter().position(|option| option.starts_with("--listen"))?;
    options[at].strip_prefix("--listen=").or_else(|| options.get(at + 1).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_both_spellings() {
        assert_eq!(listens(&["--profile", "x.json", "--listen", "[::1]:80"]), Some("[::1]:80"));
        assert_eq!(listens(&["--listen=127.0.0.1:9000"]), Some("127.0.0.1:9000"));
        assert_eq!(listens(&["--profile", "x.json"]), None);
    }
}
