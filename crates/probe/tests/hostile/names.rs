//! Name service: what a look-up finds, and what may be connected to.

use crate::support::case::{host, probed, short, target};
use crate::support::*;
use engine::profile::HostName;
use probe::resolve::{Answer, Family, Hickory, Lookup, LookupError, Resolve, System};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::UdpSocket;

/// Answers A and AAAA with these; `None` never answers. Counts the questions.
struct Fake {
    v4: Option<Result<Vec<IpAddr>, LookupError>>,
    v6: Option<Result<Vec<IpAddr>, LookupError>>,
    asked: AtomicUsize,
}

impl Resolve for Fake {
    fn resolve<'a>(&'a self, _: &'a HostName, family: Family) -> Lookup<'a> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = if family == Family::V4 { self.v4.clone() } else { self.v6.clone() };
        Box::pin(async move {
            match answer {
                Some(found) => found.map(|addresses| Answer { addresses, ttl_s: Some(0) }),
                None => std::future::pending().await,
            }
        })
    }
}

fn ips(texts: &[&str]) -> Option<Result<Vec<IpAddr>, LookupError>> {
    Some(Ok(texts.iter().map(|text| text.parse().unwrap()).collect()))
}

async fn asked(fake: Arc<Fake>, allowed: bool, port: u16) -> EndpointReport {
    let mut config = config(&[], port, short());
    config.resolver = fake;
    if !allowed {
        config.allow_networks.clear();
    }
    let target = target(Role::Imap, Security::Starttls, port);
    let began = Instant::now();
    let (report, events) = probed(&target, config).await;
    assert!(began.elapsed() < Duration::from_millis(3_100));
    assert_eq!(events[0].stage, report.dns);
    report
}

#[tokio::test]
async fn what_the_resolver_says() {
    use LookupError as E;
    let none = || Some(Err(E::NoRecords));
    let (fail, unknown) = (Status::Fail, Status::Unknown);
    for (name, v4, v6, status, code) in [
        ("H01 NXDOMAIN", Some(Err(E::NoSuchName)), Some(Err(E::NoSuchName)), fail, "nxdomain"),
        ("H02 SERVFAIL", Some(Err(E::Failed)), Some(Err(E::Failed)), unknown, "servfail"),
        ("H03 silent", None, None, unknown, "timeout"),
        ("H04 no address", none(), none(), fail, "no_address"),
        ("H02 one fails, one is empty", Some(Err(E::Failed)), none(), unknown, "servfail"),
        ("H03 no resolver", Some(Err(E::Local)), Some(Err(E::Local)), unknown, "local_fault"),
    ] {
        let fake = Arc::new(Fake { v4, v6, asked: AtomicUsize::new(0) });
        let report = asked(fake, true, 1143).await;
        assert_eq!((report.status, report.code.as_deref()), (status, Some(code)), "{name}");
        assert_eq!((report.dns.status, report.dns.code.as_deref()), (status, Some(code)), "{name}");
        assert!(report.addresses.is_empty(), "{name}");
    }
}

#[tokio::test]
async fn one_family_is_enough_and_a_failing_other_is_told() {
    let server = Server::start(Ipv4Addr::LOCALHOST.into(), vec![good(IMAP)]).await;
    // A resolver that fails for one family may be ours: the look-up says it, the endpoint is well.
    for (name, v6, status, code) in [
        ("H04 only A", Some(Err(LookupError::NoRecords)), Status::Ok, None),
        ("H02 AAAA fails", Some(Err(LookupError::Failed)), Status::Warn, Some("servfail")),
        ("H03 AAAA silent", None, Status::Warn, Some("timeout")),
    ] {
        let fake = Arc::new(Fake { v4: ips(&["127.0.0.1"]), v6, asked: AtomicUsize::new(0) });
        let mut config = config(
            &[],
            server.address.port(),
            probe::Limits { dns: Duration::from_millis(300), ..Default::default() },
        );
        config.resolver = fake;
        let (report, _) =
            probed(&target(Role::Imap, Security::Starttls, server.address.port()), config).await;
        assert_eq!((report.status, report.code.as_deref()), (Status::Ok, None), "{name} {report:#?}");
        assert_eq!((report.dns.status, report.dns.code.as_deref()), (status, code), "{name}");
        let data = report.dns.data.unwrap();
        assert_eq!(data.a.unwrap().ttl_s, Some(0), "H10");
    }
}

#[tokio::test]
async fn addresses_that_are_not_public_are_never_asked() {
    let server = Server::start(Ipv4Addr::UNSPECIFIED.into(), vec![good(IMAP)]).await;
    let port = server.address.port();
    for (name, v4, v6) in [
        ("loopback", &["127.0.0.1"][..], &["::1"][..]),
        ("private", &["10.0.0.1", "172.16.5.4", "192.168.1.1"], &["fd00::1"]),
        ("shared and link-local", &["100.64.0.1", "169.254.169.254"], &["fe80::1"]),
        ("none and broadcast", &["0.0.0.0", "255.255.255.255"], &["::"]),
        ("carried", &[], &["::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1"]),
    ] {
        let fake = Arc::new(Fake { v4: ips(v4), v6: ips(v6), asked: AtomicUsize::new(0) });
        let report = asked(fake, false, port).await;
        assert_eq!(
            (report.status, report.code.as_deref()),
            (Status::Unknown, Some("blocked_address")),
            "H05 {name}"
        );
        let data = report.dns.data.unwrap();
        assert_eq!(data.blocked, Some((v4.len() + v6.len()) as u32), "H05 {name}");
        assert!(data.a.unwrap().records.is_empty(), "H05 {name}: the addresses are not told");
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 0, "nobody was asked");
}

#[tokio::test]
async fn of_mixed_answers_only_the_admitted_are_asked_and_names_are_looked_up_once() {
    let server = Server::start(Ipv4Addr::UNSPECIFIED.into(), vec![good(IMAP)]).await;
    let port = server.address.port();
    let fake = Arc::new(Fake {
        v4: ips(&["127.0.0.1", "10.0.0.1", "127.0.0.1"]),
        v6: Some(Err(LookupError::NoRecords)),
        asked: AtomicUsize::new(0),
    });
    let mut config = config(&[], port, probe::Limits::default());
    config.resolver = fake.clone();
    let (report, _) = probed(&target(Role::Imap, Security::Starttls, port), config).await;
    assert_eq!((report.status, report.code.as_deref()), (Status::Warn, Some("blocked_address")), "H06");
    let asked: Vec<&str> = report.addresses.iter().map(|address| address.ip.as_str()).collect();
    assert_eq!(asked, ["127.0.0.1"], "H06");
    // H07: an answer that changes between two look-ups cannot matter where there is only one.
    assert_eq!(fake.asked.load(Ordering::SeqCst), 2, "H07: one question for each family");
}

#[tokio::test]
async fn ports_that_are_not_mails_are_never_asked() {
    let server = Server::start(Ipv4Addr::LOCALHOST.into(), vec![good(IMAP)]).await;
    let port = server.address.port();
    let fake = Arc::new(Fake { v4: ips(&["127.0.0.1"]), v6: ips(&[]), asked: AtomicUsize::new(0) });
    for (port, security, allow) in
        [(port, Security::Tls, false), (port, Security::None, true), (25, Security::Starttls, false)]
    {
        let mut config = config(&[], port, short());
        config.resolver = fake.clone();
        if !allow {
            config.allow_ports.clear();
        }
        let (report, _) = probed(&target(Role::Imap, security, port), config).await;
        assert_eq!((report.status, report.code.as_deref()), (Status::Unknown, Some("blocked_port")));
    }
    assert_eq!(fake.asked.load(Ordering::SeqCst), 0);
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
}

/// A name server on loopback that answers every question with this code and these records.
async fn name_server(code: u8, records: &'static [(&'static [u8], u16, &'static [u8])]) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut query = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut query).await {
            // Header, then the question: the name up to its empty label, type and class.
            let end = 12 + query[12..length].iter().position(|byte| *byte == 0).unwrap() + 5;
            let kind = u16::from_be_bytes([query[end - 4], query[end - 3]]);
            let fitting: Vec<_> = records.iter().filter(|record| record.1 == kind || record.1 == 5).collect();
            let mut reply = query[..2].to_vec();
            reply.extend([0x81, 0x80 | code, 0, 1, 0, fitting.len() as u8, 0, 0, 0, 0]);
            reply.extend(&query[12..end]);
            for (name, kind, data) in fitting {
                reply.extend(*name);
                reply.extend(kind.to_be_bytes());
                reply.extend([0, 1, 0, 0, 0, 60, 0, data.len() as u8]);
                reply.extend(*data);
            }
            let _ = socket.send_to(&reply, from).await;
        }
    });
    address
}

#[tokio::test]
async fn the_systems_resolver_reads_addresses_and_fails_without_blame() {
    // An address in the form of a name: getaddrinfo answers without asking anybody.
    let address = HostName::try_from("127.0.0.1".to_owned()).unwrap();
    let found = System.resolve(&address, Family::V4).await.unwrap();
    assert_eq!(found.addresses, [IpAddr::from([127, 0, 0, 1])]);
    assert_eq!(System.resolve(&address, Family::V6).await, Err(LookupError::NoRecords));
}

#[tokio::test]
async fn the_real_resolver_keeps_reasons_apart() {
    const HERE: &[u8] = &[0xc0, 12];
    let ask = async |server: SocketAddr, family| {
        let resolver = Hickory::with_server(server).unwrap();
        resolver.resolve(&host(), family).await
    };
    let found = ask(name_server(0, &[(HERE, 1, &[192, 0, 2, 7])]).await, Family::V4).await.unwrap();
    assert_eq!(found.addresses, [IpAddr::from([192, 0, 2, 7])]);
    assert!(found.ttl_s.is_some_and(|ttl| ttl <= 60));
    assert_eq!(ask(name_server(3, &[]).await, Family::V4).await, Err(LookupError::NoSuchName), "H01");
    assert_eq!(ask(name_server(2, &[]).await, Family::V4).await, Err(LookupError::Failed), "H02");
    assert_eq!(ask(name_server(0, &[]).await, Family::V6).await, Err(LookupError::NoRecords), "H04");
    let looping = ask(name_server(0, &[(HERE, 5, HERE)]).await, Family::V4).await;
    assert!(matches!(looping, Err(LookupError::Failed | LookupError::NoRecords)), "H09 {looping:?}");
    let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let began = Instant::now();
    assert_eq!(ask(silent.local_addr().unwrap(), Family::V4).await, Err(LookupError::Timeout), "H03");
    assert!(began.elapsed() < Duration::from_secs(6));
}
