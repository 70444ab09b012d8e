//! Postfix 3.7: submission with sign-in, and handing the mail to Dovecot.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use engine::profile::Security;

use super::place::{folder, group, user};
use super::{Provider, endpoint};
use crate::trouble::{Outcome, Trouble};

/// The program's user and the group of its mail drop, as the package makes them.
const USER: &str = "postfix";
const DROP: &str = "postdrop";

/// The folders of the queue that are the user's alone.
const QUEUE: [&str; 11] = [
    "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved",
    "trace",
];

/// The services beside the listening ones; with Postfix's own settings, and without a changed root.
const SERVICES: &str = "\
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
";

/// Writes what it reads, and says how it is started.
///
/// # Errors
/// [`Trouble`] where a file cannot be written, or the package has changed.
pub fn prepare(provider: &Provider) -> Outcome<Command> {
    let place = &provider.place;
    let (user, own) = user(USER)?;
    let queue = place.path("queue");
    for name in QUEUE {
        folder(&queue.join(name), (user, own), 0o700)?;
    }
    folder(&queue.join("pid"), (0, 0), 0o755)?;
    folder(&queue.join("public"), (user, group(DROP)?), 0o710)?;
    folder(&queue.join("maildrop"), (user, group(DROP)?), 0o730)?;
    folder(&place.path("data"), (user, own), 0o700)?;
    let config = place.path("postfix");
    folder(&config, (0, 0), 0o755)?;
    let write = |name: &str, text: String| {
        let path = config.join(name);
        fs::write(&path, text).map_err(Trouble::io(format!("write {}", path.display())))
    };
    write("main.cf", main_cf(provider))?;
    write("master.cf", master_cf(provider))?;
    // Not the `postfix` command: it wants to know every instance, and writes to the system's log.
    let mut command = Command::new(daemon_folder()?.join("master"));
    command.arg("-d").arg("-c").arg(config);
    Ok(command)
}

fn main_cf(provider: &Provider) -> String {
    let place = &provider.place;
    let domain = provider.domain();
    format!(
        "compatibility_level = 3.6
config_directory = {config}
queue_directory = {queue}
data_directory = {data}
maillog_file = {log}
maillog_file_prefixes = {folder}
# Where it listens is in master.cf: Postfix takes only an interface's first address here.
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = smtp.{domain}
mydomain = {domain}
myorigin = {domain}
mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
# Nothing leaves the machine.
local_transport = error:5.1.1 there are no local users
default_transport = error:5.1.2 this provider delivers to its own addresses only
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = inline:{{{address}=inbox}}
virtual_transport = lmtp:unix:{lmtp}
smtp_host_lookup = native
lmtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_tls_chain_files = {key} {chain}
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {sasl}
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
# Tests fail on purpose, and connect often.
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
message_size_limit = 10485760
biff = no
{busy}",
        busy = if provider.busy { "default_process_limit = 500\nmax_use = 10000\n" } else { "" },
        config = place.path("postfix").display(),
        queue = place.path("queue").display(),
        data = place.path("data").display(),
        log = place.postfix_log().display(),
        folder = place.path("").display(),
        address = provider.address,
        lmtp = place.lmtp().display(),
        key = place.key().display(),
        chain = place.chain().display(),
        sasl = place.sasl().display(),
    )
}

fn master_cf(provider: &Provider) -> String {
    let mut text = String::new();
    for endpoint in endpoint::of(endpoint::Server::Postfix).filter(|one| provider.open.contains(&one.port)) {
        let tls = match endpoint.security {
            Security::Tls => "smtpd_tls_wrappermode=yes",
            _ => "smtpd_tls_security_level=encrypt",
        };
        text += &format!(
            "{}:{} inet n - n - - smtpd\n  -o {tls}\n  -o smtpd_sasl_auth_enable=yes\n",
            provider.ip, endpoint.port
        );
    }
    text + SERVICES
}

/// Where the package has its daemons.
fn daemon_folder() -> Outcome<PathBuf> {
    let asked = Command::new("postconf")
        .args(["-d", "-h", "daemon_directory"])
        .output()
        .map_err(Trouble::io("start postconf"))?;
    let folder = PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim());
    if folder.join("master").is_file() {
        Ok(folder)
    } else {
        let found = format!("{:?}, without master in it", folder.display().to_string());
        Err(Trouble::Unexpected { what: "Postfix's folder of daemons".to_owned(), found })
    }
}
