//! Asks real mail servers with the probe, with Debian's blackbox_exporter and with `openssl
//! s_client`, side by side, and prints tables: `cargo xtask bench probe`. Then what the companion
//! makes of it: hostile servers, answers that are kept, many who ask at a time.
//!
//! Everything happens in network namespaces of its own ([`namespace`]), which end with it. Nothing
//! here is a failure but what does not work at all.

mod blackbox;
mod companion;
mod crowd;
mod dns;
mod hostile;
mod http;
mod link;
mod load;
mod mail;
mod namespace;
mod openssl;
mod ours;
mod rows;
mod script;
mod stage;
mod stop;
mod table;
mod verdicts;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use testkit::skip::{Program, ready};
use testkit::{Outcome, Trouble, provider};

/// How much is measured.
pub struct Effort {
    /// Requests one after the other, without delay and with it.
    near: usize,
    far: usize,
    /// How long many clients ask at a time.
    crowd: Duration,
    /// Runs of the whole profile.
    runs: usize,
}

const FULL: Effort = Effort { near: 400, far: 100, crowd: Duration::from_secs(2), runs: 20 };
const QUICK: Effort = Effort { near: 40, far: 10, crowd: Duration::from_millis(700), runs: 4 };

pub fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        // Started by itself: the probe behind HTTP, as a process of its own.
        [ours::COMMAND, settings] => ours::serve(settings),
        [] if able() => measure(&FULL),
        ["--quick"] if able() => measure(&QUICK),
        [] | ["--quick"] => return ExitCode::FAILURE,
        _ => Err(Trouble::Unexpected { what: "the command".to_owned(), found: words.join(" ") }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("bench probe: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all that is needed is there; where not, says in one line what is missing.
fn able() -> bool {
    provider::ready()
        && ready(&[
            Program { name: "ip", package: "iproute2" },
            Program { name: "openssl", package: "openssl" },
            Program { name: blackbox::NAME, package: blackbox::NAME },
        ])
}

fn measure(effort: &Effort) -> Outcome<()> {
    stop::watch()?;
    let program =
        env::var_os("MAIL_SETUP_PROGRAM").map(PathBuf::from).ok_or_else(|| Trouble::Unexpected {
            what: "MAIL_SETUP_PROGRAM".to_owned(),
            found: "nothing; start this as `cargo xtask bench probe`".to_owned(),
        })?;
    // A thousand streams have two ends each.
    let open = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: open.maximum, maximum: open.maximum })
        .map_err(|error| Trouble::io("open many files")(error.into()))?;
    namespace::sweep();
    for ms in [0, 20, 50] {
        let stage = stage::Stage::start(Duration::from_millis(ms))?;
        rows::print(&stage, effort)?;
        if ms == 50 {
            crowd::whole_profile(&stage, &program, effort)?;
        }
    }
    verdicts::print(&program)?;
    crowd::many(&program, effort)
}
