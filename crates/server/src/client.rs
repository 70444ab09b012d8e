//! Who asks: the connection's peer, or the client that a trusted proxy names.

use axum::http::HeaderMap;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The address that a connection comes from; [`serve`](crate::serve) puts it into each request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer(pub IpAddr);

/// An address or a network in CIDR notation (RFC 4632): `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

impl Network {
    /// The network of exactly one address.
    #[must_use]
    pub const fn one(address: IpAddr) -> Self {
        Self { address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }

    /// Whether `address` is in it. An IPv4 address written as IPv6 is the IPv4 address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(mine), IpAddr::V4(other)) => {
                first_bits(mine.to_bits().into(), self.prefix, 32)
                    == first_bits(other.to_bits().into(), self.prefix, 32)
            }
            (IpAddr::V6(mine), IpAddr::V6(other)) => {
                first_bits(mine.to_bits(), self.prefix, 128) == first_bits(other.to_bits(), self.prefix, 128)
            }
            _ => false,
        }
    }
}

fn first_bits(bits: u128, prefix: u32, width: u32) -> u128 {
    bits.checked_shr(width - prefix).unwrap_or(0)
}

impl TryFrom<String> for Network {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || {
            format!("{text:?} is not an IP address or a network such as 127.0.0.1, 10.0.0.0/8 or fd00::/8")
        };
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text.as_str(), None),
        };
        let one = Self::one(address.parse().map_err(|_| wrong())?);
        let Some(prefix) = prefix else { return Ok(one) };
        let prefix: u32 = prefix.parse().map_err(|_| wrong())?;
        if prefix > one.prefix { Err(wrong()) } else { Ok(Self { prefix, ..one }) }
    }
}

/// The client's address. Only a trusted peer is believed about whom it speaks for, and of the
/// list in `X-Forwarded-For` only the last address that is not a trusted proxy's: what stands
/// before it, anybody can write.
#[must_use]
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut found = peer.to_canonical();
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !is_trusted(found) {
            break;
        }
        match hop_address(hop.trim()) {
            Some(address) => found = address.to_canonical(),
            None => break,
        }
    }
    found
}

/// Some proxies write the port too.
fn hop_address(hop: &str) -> Option<IpAddr> {
    hop.parse::<IpAddr>().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// What one customer has: an IPv4 address, or an IPv6 network of 64 bits.
#[must_use]
pub fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
    }
}

impl Default for Peer {
    fn default() -> Self {
        Self(Ipv4Addr::LOCALHOST.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::try_from(text.to_owned()).unwrap()
    }

    fn asks(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted = [network("127.0.0.1"), network("10.0.0.0/8"), network("fd00::/8")];
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn networks_hold_their_addresses() {
        assert!(network("10.0.0.0/8").contains("10.255.0.1".parse().unwrap()));
        assert!(network("10.0.0.0/8").contains("::ffff:10.0.0.1".parse().unwrap()));
        assert!(!network("10.0.0.0/8").contains("11.0.0.0".parse().unwrap()));
        assert!(network("0.0.0.0/0").contains("192.0.2.1".parse().unwrap()));
        assert!(network("::/0").contains("2001:db8::1".parse().unwrap()));
        assert!(!network("::1").contains("::2".parse().unwrap()));
        for bad in ["", "10.0.0.0/33", "::/129", "localhost", "10.0.0.0/", "10.0.0.0/-1"] {
            assert!(Network::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(asks("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn a_proxy_is_believed_about_the_last_hop_only() {
        assert_eq!(asks("127.0.0.1", &["203.0.113.9, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(asks("127.0.0.1", &["203.0.113.9", "198.51.100.7, 10.1.2.3"]), "198.51.100.7");
        assert_eq!(asks("127.0.0.1", &["198.51.100.7:4711"]), "198.51.100.7");
        assert_eq!(asks("127.0.0.1", &["198.51.100.7, rubbish"]), "127.0.0.1");
        assert_eq!(asks("fd00::1", &["2001:db8::1"]), "2001:db8::1");
        assert_eq!(asks("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn a_household_is_sixty_four_bits() {
        assert_eq!(household("2001:db8:1:2:3:4:5:6".parse().unwrap()).to_string(), "2001:db8:1:2::");
        assert_eq!(household("192.0.2.1".parse().unwrap()).to_string(), "192.0.2.1");
    }
}
