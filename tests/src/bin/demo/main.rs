//! The whole product offline: a mail provider made of the real Dovecot and Postfix, and the companion
//! with the built page for it (`cargo xtask demo`). Typed words break and mend the servers, and have the
//! real Thunderbird connect.

mod client;

use std::io::BufRead as _;
use std::process::ExitCode;

use testkit::provider::{ENDPOINTS, Options, Provider, ready};
use testkit::server::{Companion, page_built};
use testkit::{Outcome, Trouble};

const HELP: &str = "\
stop PORT, start PORT   closes or opens a port of the mail servers
expire, renew           has them show a certificate that has expired, or a valid one
thunderbird [PORT]      has the real Thunderbird take the page's file, sign in, read, and send by that port
logs                    the ends of both servers' logs
end                     ends everything (so does Ctrl+D)";

fn main() -> ExitCode {
    if !ready() || !page_built() {
        return ExitCode::FAILURE;
    }
    match demo() {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("demo: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn demo() -> Outcome<()> {
    let mut provider = Provider::start(Options::default())?;
    let settings = format!("[check]\ncontrols = []\n{}", provider.settings());
    let companion = Companion::start_for(&provider.profile_json(), &settings)?;
    let ports = ENDPOINTS.map(|endpoint| endpoint.port.to_string()).join(", ");
    println!("The assistant:  {}", companion.url("/"));
    println!("The mailbox:    {}  with the password  {}", provider.address(), provider.password());
    println!("Mail servers:   {} on {}, ports {ports}", provider.hosts().join(", "), provider.ip());
    println!("Their CA:       {}\n\n{HELP}\n", provider.roots_pem().display());
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(Trouble::io("read what is typed"))?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let done = match (words.as_slice(), words.get(1).and_then(|port| port.parse().ok())) {
            (["stop", _], Some(port)) => provider.stop_endpoint(port),
            (["start", _], Some(port)) => provider.start_endpoint(port),
            (["expire"], _) => provider.expire_certificate(),
            (["renew"], _) => provider.renew_certificate(),
            (["thunderbird"], _) => {
                report(client::thunderbird(&provider, 587));
                continue;
            }
            (["thunderbird", _], Some(port)) => {
                report(client::thunderbird(&provider, port));
                continue;
            }
            (["logs"], _) => {
                println!("{}", provider.logs());
                continue;
            }
            (["end"], _) => return Ok(()),
            ([], _) => continue,
            _ => {
                println!("{HELP}");
                continue;
            }
        };
        match done {
            Ok(()) => println!("Done. The companion asks again when its last answer is 30 seconds old."),
            Err(trouble) => println!("{trouble}"),
        }
    }
    Ok(())
}

fn report(outcome: Outcome<()>) {
    if let Err(trouble) = outcome {
        println!("{trouble}");
    }
}
