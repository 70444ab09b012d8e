//! Networks in CIDR notation, and which addresses are public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// An address or a network in CIDR notation (RFC 4632): `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

/// The text is no network.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is not an IP address or a network such as 127.0.0.1, 10.0.0.0/8 or fd00::/8")]
pub struct NetworkError(String);

impl Network {
    /// Whether `address` is in it. An IPv4 address written as IPv6 is the IPv4 address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(mine), IpAddr::V4(other)) => same4(mine, other, self.prefix),
            (IpAddr::V6(mine), IpAddr::V6(other)) => same6(mine, other, self.prefix),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = NetworkError;
    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let wrong = || NetworkError(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(widest), |prefix| prefix.parse().map_err(|_| wrong()))?;
        if prefix > widest { Err(wrong()) } else { Ok(Self { address, prefix }) }
    }
}

fn same4(a: Ipv4Addr, b: Ipv4Addr, prefix: u32) -> bool {
    (a.to_bits() ^ b.to_bits()).checked_shr(32 - prefix).unwrap_or(0) == 0
}

fn same6(a: Ipv6Addr, b: Ipv6Addr, prefix: u32) -> bool {
    (a.to_bits() ^ b.to_bits()).checked_shr(128 - prefix).unwrap_or(0) == 0
}

/// IPv4 networks that are not global unicast (IANA special-purpose registry).
const NOT_PUBLIC_4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// IPv6 networks that are not global unicast: these, and everything outside 2000::/3 and the
/// translation prefix 64:ff9b::/96.
const NOT_PUBLIC_6: [(Ipv6Addr, u32); 3] = [
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    // IETF protocol assignments, without Teredo (2001::/32), which is unwrapped before.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether an address is one of the public internet's. Addresses that carry an IPv4 address
/// (mapped, NAT64, 6to4, Teredo) are what that address is: NAT64's is not refused as a whole, since
/// networks with DNS64 answer with it.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !NOT_PUBLIC_4.iter().any(|(network, prefix)| same4(*network, v4, *prefix)),
        IpAddr::V6(v6) => match carried(v6) {
            Some(v4) => is_public(IpAddr::V4(v4)),
            None => {
                same6(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), v6, 3)
                    && !NOT_PUBLIC_6.iter().any(|(network, prefix)| same6(*network, v6, *prefix))
            }
        },
    }
}

/// The IPv4 address that an IPv6 address leads to: mapped (RFC 4291 2.5.5.2), NAT64 (RFC 6052),
/// 6to4 (RFC 3056), Teredo (RFC 4380 section 4, the client's, with inverted bits).
fn carried(v6: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = v6.segments();
    let of = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match [a, b, c, d, e, f] {
        [0, 0, 0, 0, 0, 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => Some(of(g, h)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        [0x2001, 0, ..] => Some(of(!g, !h)),
        _ => None,
    }
}
