//! The provider's endpoints: which there are, whose they are, and whether they answer.

use std::collections::BTreeSet;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use engine::profile::{Role, Security};

use super::START;
use super::place::random_bytes;
use crate::process::Process;
use crate::trouble::{Outcome, Trouble};

/// The first labels of the servers' names.
pub const HOSTS: [&str; 3] = ["imap", "pop", "smtp"];

/// How long one look at a port may take.
const LOOK: Duration = Duration::from_secs(2);

/// The program that serves an endpoint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Server {
    /// IMAP and POP3.
    Dovecot,
    /// Submission.
    Postfix,
}

/// One endpoint of the provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Endpoint {
    /// Its port, the protocol's usual one.
    pub port: u16,
    /// What it is for.
    pub role: Role,
    /// How it is encrypted.
    pub security: Security,
    /// The first label of its host's name.
    pub host: &'static str,
    /// The program behind it.
    pub server: Server,
}

/// Every endpoint, the one to prefer first in each role.
pub const ENDPOINTS: [Endpoint; 6] = [
    endpoint(993, Role::Imap, Security::Tls),
    endpoint(143, Role::Imap, Security::Starttls),
    endpoint(995, Role::Pop, Security::Tls),
    endpoint(110, Role::Pop, Security::Starttls),
    endpoint(587, Role::Submission, Security::Starttls),
    endpoint(465, Role::Submission, Security::Tls),
];

const fn endpoint(port: u16, role: Role, security: Security) -> Endpoint {
    let (host, server) = match role {
        Role::Imap => (HOSTS[0], Server::Dovecot),
        Role::Pop => (HOSTS[1], Server::Dovecot),
        Role::Submission => (HOSTS[2], Server::Postfix),
    };
    Endpoint { port, role, security, host, server }
}

/// The endpoints of one program.
pub fn of(server: Server) -> impl Iterator<Item = Endpoint> {
    ENDPOINTS.into_iter().filter(move |endpoint| endpoint.server == server)
}

/// Whose port it is.
///
/// # Errors
/// [`Trouble::Unexpected`] where it is nobody's.
pub fn server(port: u16) -> Outcome<Server> {
    let found = ENDPOINTS.iter().find(|endpoint| endpoint.port == port);
    found.map(|endpoint| endpoint.server).ok_or_else(|| Trouble::Unexpected {
        what: "the port of an endpoint".to_owned(),
        found: format!("{port}; there are {:?}", ENDPOINTS.map(|endpoint| endpoint.port)),
    })
}

/// An address of loopback on which all ports are free.
///
/// # Errors
/// [`Trouble::Io`] with what the system said of the last try: not root, most likely.
pub fn free_address() -> Outcome<Ipv4Addr> {
    let mut last = None;
    for _ in 0..20 {
        let [a, b, c] = random_bytes::<3>()?;
        // Not 127.0.x.y, where other programs are, and no address that reads like a network's.
        let ip = Ipv4Addr::new(127, a.max(1), b, c.clamp(1, 254));
        let taken = ENDPOINTS.iter().find_map(|endpoint| TcpListener::bind((ip, endpoint.port)).err());
        match taken {
            None => return Ok(ip),
            Some(error) => last = Some(error),
        }
    }
    let source = last.unwrap_or_else(|| std::io::Error::other("no address was tried"));
    Err(Trouble::Io { what: "listen on the ports of mail (as root?)".to_owned(), source })
}

/// Whether anything accepts connections there.
pub fn listens(ip: Ipv4Addr, port: u16) -> bool {
    TcpStream::connect_timeout(&SocketAddr::from((ip, port)), LOOK).is_ok()
}

/// Whether a client holds a connection to it: a line of the system's table (proc(5), /proc/net/tcp)
/// with this remote end, in state 01, which is "established".
///
/// # Errors
/// [`Trouble::Io`].
pub fn connected(ip: Ipv4Addr, port: u16) -> Outcome<bool> {
    let table = std::fs::read_to_string("/proc/net/tcp").map_err(Trouble::io("read /proc/net/tcp"))?;
    // The address's four bytes as they lie in memory, read as a number of this machine's.
    let remote = format!("{:08X}:{port:04X}", u32::from_ne_bytes(ip.octets()));
    Ok(table.lines().any(|line| {
        let mut words = line.split_whitespace().skip(2);
        words.next() == Some(&remote) && words.next() == Some("01")
    }))
}

/// Waits until each open port of a server answers as it should.
///
/// # Errors
/// As [`Process::wait_for`].
pub fn wait_open(process: &mut Process, ip: Ipv4Addr, server: Server, open: &BTreeSet<u16>) -> Outcome<()> {
    for endpoint in of(server).filter(|endpoint| open.contains(&endpoint.port)) {
        process.wait_for(&format!("an answer on port {}", endpoint.port), START, || answers(ip, endpoint))?;
    }
    Ok(())
}

/// Implicit TLS: a connection. Else the greeting, so that the process behind the port is ready.
fn answers(ip: Ipv4Addr, endpoint: Endpoint) -> Option<()> {
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from((ip, endpoint.port)), LOOK).ok()?;
    if endpoint.security == Security::Tls {
        return Some(());
    }
    stream.set_read_timeout(Some(LOOK)).ok()?;
    let greeting: &[u8] = match endpoint.role {
        Role::Imap => b"* OK",
        Role::Pop => b"+OK",
        Role::Submission => b"220",
    };
    let mut read = vec![0; greeting.len()];
    stream.read_exact(&mut read).ok()?;
    (read == greeting).then_some(())
}
