//! Several addresses, and connections that do not come about.

use crate::support::*;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::Ordering;
use tokio::net::{TcpListener, TcpSocket, TcpStream};

const GOOD: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const OTHER: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// A listener whose queue is full: to whoever connects, a black hole.
async fn black_hole(ip: IpAddr, port: u16) -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((ip, port).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    for _ in 0..8 {
        let connecting =
            tokio::time::timeout(std::time::Duration::from_millis(200), TcpStream::connect(address));
        match connecting.await {
            Ok(Ok(stream)) => waiting.push(stream),
            _ => break,
        }
    }
    (listener, waiting)
}

#[tokio::test]
async fn a_closed_port_is_refused() {
    let port = TcpListener::bind((GOOD, 0)).await.unwrap().local_addr().unwrap().port();
    let (report, _) = probed(&target(Role::Imap, Security::Tls, port), config(&[GOOD], port, short())).await;
    assert_eq!((report.status, report.code.as_deref()), (Status::Fail, Some("refused")), "H11");
    let names: Vec<S> = report.addresses[0].stages.iter().map(|stage| stage.name).collect();
    assert_eq!(names, EndpointReport::plan(Security::Tls), "stages that were not reached are listed");
    assert_eq!(stage(&report, S::Capabilities).status, Status::NotRun);
    assert_eq!(report.addresses[0].attempts, 1, "a refusal is not tried again");
}

#[tokio::test]
async fn a_black_hole_times_out_after_a_second_try() {
    let (listener, _waiting) = black_hole(OTHER, 0).await;
    let port = listener.local_addr().unwrap().port();
    let (report, events) =
        probed(&target(Role::Imap, Security::Tls, port), config(&[OTHER], port, short())).await;
    assert_eq!((report.status, report.code.as_deref()), (Status::Fail, Some("timeout")), "H12 H17");
    assert_eq!(report.addresses[0].attempts, 2);
    assert_eq!(stage(&report, S::Connect).code.as_deref(), Some("timeout"));
    let tries: Vec<u8> = events.iter().skip(1).map(|event| event.attempt).collect();
    assert_eq!(tries, [1, 2]);
    assert!(report.ms < 3_100.0);
}

#[tokio::test]
async fn one_address_that_works_is_enough_and_the_other_is_told() {
    let server = Server::start(GOOD, vec![good(IMAPS)]).await;
    let port = server.address.port();
    let (_listener, _waiting) = black_hole(OTHER, port).await;
    let limits = probe::Limits { connect: std::time::Duration::from_millis(300), ..Default::default() };
    let (report, _) =
        probed(&target(Role::Imap, Security::Tls, port), config(&[OTHER, GOOD], port, limits)).await;
    assert_eq!((report.status, report.code.as_deref()), (Status::Warn, Some("some_addresses_fail")), "H15");
    let ends: Vec<(&str, Status)> =
        report.addresses.iter().map(|address| (address.ip.as_str(), address.status)).collect();
    assert_eq!(ends, [("127.0.0.2", Status::Fail), ("127.0.0.1", Status::Ok)]);
}

#[tokio::test]
async fn ipv6_is_asked_first() {
    let listener = match TcpListener::bind("[::1]:0").await {
        Ok(listener) => listener,
        Err(error) => {
            println!("skipped: this machine has no IPv6 loopback ({error})");
            return;
        }
    };
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let addresses = [GOOD, "::1".parse().unwrap()];
    let (report, _) =
        probed(&target(Role::Imap, Security::Tls, port), config(&addresses, port, short())).await;
    let asked: Vec<(&str, u8)> =
        report.addresses.iter().map(|address| (address.ip.as_str(), address.family)).collect();
    assert_eq!(asked, [("::1", 6), ("127.0.0.1", 4)]);
}

#[tokio::test]
async fn of_a_hundred_addresses_a_few_are_asked_and_two_at_a_time() {
    let slow: Vec<Step> = steps(&[&[Step::Wait(150)], &good(IMAPS)]);
    let server = Server::start(Ipv4Addr::UNSPECIFIED.into(), vec![slow]).await;
    let port = server.address.port();
    let hundred: Vec<IpAddr> = (1..=100).map(|n| Ipv4Addr::new(127, 0, 1, n).into()).collect();
    let limits = probe::Limits { stagger: std::time::Duration::from_millis(10), ..Default::default() };
    let (report, _) = probed(&target(Role::Imap, Security::Tls, port), config(&hundred, port, limits)).await;
    assert_eq!(report.status, Status::Ok, "H08 {report:#?}");
    assert_eq!(report.addresses.len(), 4);
    assert_eq!(server.connections.load(Ordering::SeqCst), 4);
    assert!(server.open.lock().unwrap().1 <= 3, "two and one that is just closing");
    assert_eq!(report.dns.data.unwrap().a.unwrap().records.len(), 10);
}
