//! `openssl s_client`, one process for each check, as shell scripts use it. It reads neither the
//! greeting after TLS nor what is offered there, and the start of a process is in its time.

use super::stage::{Kind, Stage};
use super::stop;
use std::process::{Command, Stdio};
use std::time::Instant;
use testkit::{Outcome, Trouble};

/// The times of some checks, in milliseconds.
///
/// # Errors
/// Where one fails.
pub fn times(stage: &Stage, kind: &Kind, count: usize) -> Outcome<Vec<f64>> {
    let host = stage.mail.host(kind.host);
    let mut words =
        vec!["s_client".to_owned(), "-connect".to_owned(), format!("{}:{}", stage.mail.ip, kind.port)];
    for (option, value) in [("-servername", host.as_str()), ("-verify_hostname", &host)] {
        words.extend([option.to_owned(), value.to_owned()]);
    }
    words.extend([
        "-verify_return_error".to_owned(),
        "-CAfile".to_owned(),
        stage.mail.roots.display().to_string(),
    ]);
    if let Some(protocol) = kind.starttls {
        words.extend(["-starttls".to_owned(), protocol.to_owned()]);
    }
    stage.near.inside(|| {
        let mut times = Vec::new();
        for _ in 0..count {
            stop::check()?;
            let began = Instant::now();
            let status = Command::new("openssl")
                .args(&words)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .map_err(Trouble::io("start openssl"))?;
            times.push(began.elapsed().as_secs_f64() * 1000.0);
            if !status.success() {
                return Err(Trouble::Refused {
                    program: "openssl",
                    command: words.join(" "),
                    message: status.to_string(),
                });
            }
        }
        Ok(times)
    })
}
