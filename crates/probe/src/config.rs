//! What a check needs to know beside its target.

use crate::limits::Limits;
use crate::network::{Network, is_public};
use crate::resolve::Resolve;
use crate::roots::TrustRoots;
use engine::profile::{HostName, Security};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::SystemTime;
use tokio::net::TcpStream;

/// The ports of mail: the only ones that are asked, unless the configuration allows others.
pub const MAIL_PORTS: [u16; 6] = [110, 143, 465, 587, 993, 995];

/// An address that has been checked. Only such a one is ever connected to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Admitted(IpAddr);

impl Admitted {
    /// The address.
    pub fn ip(self) -> IpAddr {
        self.0
    }

    /// Opens a connection.
    pub async fn connect(self, port: u16) -> std::io::Result<TcpStream> {
        TcpStream::connect(SocketAddr::new(self.0, port)).await
    }
}

/// How checks are done. Made once and shared.
#[derive(Clone)]
pub struct Config {
    /// Who finds addresses.
    pub resolver: Arc<dyn Resolve>,
    /// Which authorities are trusted.
    pub roots: TrustRoots,
    /// Times and sizes.
    pub limits: Limits,
    /// Networks that are asked though they are not public. For laboratories, tests and demonstrations.
    pub allow_networks: Vec<Network>,
    /// Ports that are asked beside [`MAIL_PORTS`].
    pub allow_ports: Vec<u16>,
    /// The name that EHLO gives; without one, the local address as a literal.
    pub ehlo: Option<HostName>,
    /// The clock that certificates are judged by.
    pub clock: fn() -> SystemTime,
}

impl Config {
    /// The usual configuration. The first one also readies the crypto library, in the background.
    #[must_use]
    pub fn new(resolver: Arc<dyn Resolve>, roots: TrustRoots) -> Self {
        crate::tls::warm_up();
        Self {
            resolver,
            roots,
            limits: Limits::default(),
            allow_networks: Vec::new(),
            allow_ports: Vec::new(),
            ehlo: None,
            clock: SystemTime::now,
        }
    }

    /// Whether a check may connect to this address.
    #[must_use]
    pub fn admits_address(&self, address: IpAddr) -> bool {
        is_public(address) || self.allow_networks.iter().any(|network| network.contains(address))
    }

    /// The address as one that may be connected to.
    pub(crate) fn admit(&self, address: IpAddr) -> Option<Admitted> {
        self.admits_address(address).then_some(Admitted(address))
    }

    /// Whether a check may ask this port with this encryption. One without is never asked.
    #[must_use]
    pub fn admits_port(&self, port: u16, security: Security) -> bool {
        security != Security::None && (MAIL_PORTS.contains(&port) || self.allow_ports.contains(&port))
    }
}
