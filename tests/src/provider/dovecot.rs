//! Dovecot 2.3: IMAP, POP3, taking mail from Postfix, and checking its sign-ins.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use engine::profile::{Role, Security};

use super::mailbox::OWNER;
use super::place::{give, user};
use super::{Provider, endpoint};
use crate::skip::Program;
use crate::trouble::{Outcome, Trouble};

/// The program's user, which reads the passwords.
const USER: &str = "dovecot";

/// Writes what it reads, and says how it is started.
///
/// # Errors
/// [`Trouble`] where a file cannot be written.
pub fn prepare(provider: &Provider) -> Outcome<Command> {
    let place = &provider.place;
    // A killed one leaves its sockets and its number.
    let run = place.path("run");
    if run.exists() {
        fs::remove_dir_all(&run).map_err(Trouble::io(format!("remove {}", run.display())))?;
    }
    for socket in [place.sasl(), place.lmtp()] {
        if socket.exists() {
            fs::remove_file(&socket).map_err(Trouble::io(format!("remove {}", socket.display())))?;
        }
    }
    let users = place.path("users");
    // It looks for a quote with a backslash in front.
    let name = provider.address.replace('\'', r"\'");
    place.write(&users, &format!("{name}:{{PLAIN}}{}::::::\n", provider.password))?;
    give(&users, user(USER)?)?;
    let config = place.path("dovecot.conf");
    place.write(&config, &text(provider)?)?;
    let program = Program { name: "dovecot", package: "dovecot-core" }.path();
    let mut command = Command::new(program.unwrap_or_else(|| "dovecot".into()));
    command.arg("-F").arg("-c").arg(config);
    Ok(command)
}

fn text(provider: &Provider) -> Outcome<String> {
    let place = &provider.place;
    let (owner, group) = user(OWNER)?;
    let port = |role, security| {
        let found = endpoint::of(endpoint::Server::Dovecot)
            .find(|endpoint| (endpoint.role, endpoint.security) == (role, security))
            .map(|endpoint| endpoint.port);
        // Dovecot does not listen on port 0.
        found.filter(|port| provider.open.contains(port)).unwrap_or(0)
    };
    Ok(format!(
        r#"base_dir = {run}
state_dir = {state}
log_path = {log}
listen = {ip}
protocols = imap pop3 lmtp
ssl = required
ssl_min_protocol = TLSv1.2
ssl_cert = <{chain}
ssl_key = <{key}
disable_plaintext_auth = yes
auth_mechanisms = plain login
# Every letter that an address may have; Dovecot itself allows no quote and no plus sign.
auth_username_chars =
# What follows a plus sign belongs to the address.
recipient_delimiter =
# No pause after a wrong password: tests give wrong ones on purpose.
auth_failure_delay = 0
stats_writer_socket_path =
mail_location = maildir:~/Maildir
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    auto = subscribe
    special_use = \Drafts
  }}
  mailbox Sent {{
    auto = subscribe
    special_use = \Sent
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \Trash
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \Junk
  }}
}}
passdb {{
  driver = passwd-file
  args = username_format=%u {users}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={home}
}}
service imap-login {{{stay}
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{{stay}
  inet_listener pop3 {{
    port = {pop}
  }}
  inet_listener pop3s {{
    port = {pops}
    ssl = yes
  }}
}}
service lmtp {{
  unix_listener {lmtp} {{
    mode = 0666
  }}
}}
service auth {{
  unix_listener {sasl} {{
    mode = 0666
  }}
}}
service anvil {{
  # Nor an ever longer pause for the address that gave them.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"#,
        // One process for each core and many connections ("high-performance mode" of its manual)
        // instead of a new process for each connection.
        stay = if provider.busy { "\n  service_count = 0\n  process_min_avail = 2" } else { "" },
        run = place.path("run").display(),
        state = place.path("state").display(),
        log = place.dovecot_log().display(),
        ip = provider.ip,
        chain = place.chain().display(),
        key = place.key().display(),
        users = place.path("users").display(),
        home = place.home().display(),
        imap = port(Role::Imap, Security::Starttls),
        imaps = port(Role::Imap, Security::Tls),
        pop = port(Role::Pop, Security::Starttls),
        pops = port(Role::Pop, Security::Tls),
        lmtp = place.lmtp().display(),
        sasl = place.sasl().display(),
    ))
}

/// Whether the sign-in service answers (Dovecot's authentication protocol 1.2). Asking it also
/// starts it, so that no client sees a greeting that waits for it.
pub fn signs_in(socket: &Path) -> Option<()> {
    let mut stream = UnixStream::connect(socket).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    stream.write_all(format!("VERSION\t1\t2\nCPID\t{}\n", std::process::id()).as_bytes()).ok()?;
    BufReader::new(stream).lines().map_while(Result::ok).find(|line| line == "DONE").map(|_| ())
}
