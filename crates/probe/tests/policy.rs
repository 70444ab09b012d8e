//! Which addresses a check may connect to (facts/probe.md section 3.1).

#![allow(clippy::unwrap_used)]

use probe::Network;
use probe::network::is_public;
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The table, written as the fact sheet has it: each network's first and last address is refused.
#[test]
fn nothing_in_the_table_is_public() {
    for (first, last) in [
        ("0.0.0.0", "0.255.255.255"),
        ("10.0.0.0", "10.255.255.255"),
        ("100.64.0.0", "100.127.255.255"),
        ("127.0.0.0", "127.255.255.255"),
        ("169.254.0.0", "169.254.255.255"),
        ("172.16.0.0", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.255"),
        ("192.0.2.0", "192.0.2.255"),
        ("192.88.99.0", "192.88.99.255"),
        ("192.168.0.0", "192.168.255.255"),
        ("198.18.0.0", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.255"),
        ("224.0.0.0", "239.255.255.255"),
        ("240.0.0.0", "255.255.255.255"),
        ("::", "::1"),
        ("100::", "100::ffff"),
        ("64:ff9b:1::", "64:ff9b:1:ffff::"),
        ("2001:db8::", "2001:db8:ffff::"),
        ("3fff::", "3fff:fff::"),
        ("fc00::", "fdff:ffff::"),
        ("fe80::", "febf::"),
        ("fec0::", "feff::"),
        ("ff00::", "ffff::"),
        ("::ffff:10.0.0.1", "::ffff:127.0.0.1"),
        ("64:ff9b::10.0.0.1", "64:ff9b::192.168.0.1"),
        ("2002:a00:1::", "2002:c0a8:1::"),
        // Teredo's client address is the inverse of 127.0.0.1 and of 10.0.0.1.
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", "2001::f5ff:fffe"),
        ("::127.0.0.1", "::10.0.0.1"),
    ] {
        for address in [first, last] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }
}

#[test]
fn their_neighbours_are_public() {
    for address in [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:4860::1",
        "2600::1",
        "2a00::1",
        "64:ff9b::808:808",
        "2002:808:808::",
        "::ffff:8.8.8.8",
    ] {
        assert!(is_public(address.parse().unwrap()), "{address}");
    }
}

proptest! {
    /// What the standard library calls special is never public.
    #[test]
    fn agrees_with_the_standard_library_on_ipv4(bits: u32) {
        let ip = Ipv4Addr::from_bits(bits);
        let special = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_multicast()
            || ip.is_broadcast() || ip.is_documentation() || ip.is_unspecified();
        prop_assert!(!(special && is_public(ip.into())), "{ip}");
    }

    /// However an IPv4 address is wrapped, it is what it is.
    #[test]
    fn wrapped_addresses_are_what_they_carry(bits: u32, other: u64) {
        let ip = Ipv4Addr::from_bits(bits);
        let (high, low) = ((bits >> 16) as u16, bits as u16);
        let [a, b, c, d] = [other as u16, (other >> 16) as u16, (other >> 32) as u16, (other >> 48) as u16];
        for wrapped in [
            ip.to_ipv6_mapped(),
            Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
            Ipv6Addr::new(0x2002, high, low, a, b, c, d, a),
            Ipv6Addr::new(0x2001, 0, a, b, c, d, !high, !low),
        ] {
            prop_assert_eq!(is_public(wrapped.into()), is_public(ip.into()), "{}", wrapped);
        }
    }

    /// IPv6 outside of 2000::/3 is never public, but for what carries IPv4.
    #[test]
    fn only_global_unicast_is_public(bits: u128) {
        let ip = Ipv6Addr::from_bits(bits);
        let carries = ip.to_ipv4_mapped().is_some() || ip.segments()[..2] == [0x64, 0xff9b];
        prop_assert!(carries || ip.segments()[0] >> 13 == 1 || !is_public(ip.into()), "{ip}");
    }

    /// A network holds exactly the addresses that share its first bits.
    #[test]
    fn networks_hold_what_they_say(bits: u32, prefix in 0_u32..=32, other: u32) {
        let network: Network = format!("{}/{prefix}", Ipv4Addr::from_bits(bits)).parse().unwrap();
        let mask = u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
        let held = bits & mask == other & mask;
        prop_assert_eq!(network.contains(IpAddr::from(Ipv4Addr::from_bits(other))), held);
        prop_assert_eq!(network.contains(IpAddr::from(Ipv4Addr::from_bits(other).to_ipv6_mapped())), held);
    }
}

#[test]
fn networks_that_are_none_are_refused() {
    for text in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "host"] {
        assert!(text.parse::<Network>().is_err(), "{text}");
    }
    let v6: Network = "fd00::/8".parse().unwrap();
    assert!(v6.contains("fd12::1".parse().unwrap()) && !v6.contains("fe00::1".parse().unwrap()));
    assert!(!v6.contains("10.0.0.1".parse().unwrap()));
}
