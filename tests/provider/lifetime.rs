//! It starts soon, and nothing of it is left.

use std::fs;
use std::net::TcpStream;
use std::panic;
use std::thread;
use std::time::{Duration, Instant};

use testkit::provider::{ENDPOINTS, Options, Provider, ready};

#[test]
fn it_starts_soon_and_leaves_nothing() {
    if !ready() {
        return;
    }
    let began = Instant::now();
    let provider = Provider::start(Options::default()).unwrap();
    let took = began.elapsed();
    let (ip, groups, folder) =
        (provider.ip(), provider.groups(), provider.roots_pem().parent().unwrap().to_owned());
    // The search below can see them.
    for group in &groups {
        assert!(!members(*group).is_empty(), "{group}");
    }
    drop(provider);
    for group in &groups {
        assert_eq!(eventually_none(*group), [""; 0]);
    }
    for endpoint in ENDPOINTS {
        assert!(TcpStream::connect((ip, endpoint.port)).is_err(), "{endpoint:?}");
    }
    assert!(!folder.exists());
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn a_panic_ends_it_too_and_the_logs_stay() {
    if !ready() {
        return;
    }
    let (tell, told) = std::sync::mpsc::channel();
    let ended = thread::spawn(move || {
        let provider = Provider::start(Options::default()).unwrap();
        tell.send((provider.groups(), provider.kept_logs())).unwrap();
        panic::resume_unwind(Box::new("on purpose"));
    })
    .join();
    assert!(ended.is_err());
    let (groups, logs) = told.recv().unwrap();
    for group in groups {
        assert_eq!(eventually_none(group), [""; 0]);
    }
    // Postfix's own log writer may not have written anything yet.
    assert!(fs::read_to_string(logs.join("dovecot.log")).unwrap().contains("starting up for imap"));
    fs::remove_dir_all(logs).unwrap();
}

#[test]
fn two_run_side_by_side() {
    if !ready() {
        return;
    }
    let one = Provider::start(Options::default()).unwrap();
    let other =
        Provider::start(Options { address: "sam@lake.example".to_owned(), ..Options::default() }).unwrap();
    assert_ne!(one.ip(), other.ip());
    assert_ne!(one.password(), other.password());
    for endpoint in ENDPOINTS {
        for provider in [&one, &other] {
            let mut client = crate::client::Client::connect(provider, endpoint);
            let answer = client.sign_in(provider.address(), provider.password());
            assert!(client.lets_in(&answer), "{endpoint:?}: {answer}\n{}", provider.logs());
        }
    }
}

/// What still runs of a process group after a while: a killed group ends within milliseconds.
fn eventually_none(group: u32) -> Vec<String> {
    let began = Instant::now();
    loop {
        let found = members(group);
        if found.is_empty() || began.elapsed() > Duration::from_secs(5) {
            return found;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// The processes of a group that run: their lines of /proc (proc(5): name in brackets, state,
/// parent, group). What has ended and waits to be noticed does not run.
fn members(group: u32) -> Vec<String> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    all.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok())
        .filter(|line| {
            let fields: Vec<_> = line.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
            fields.get(2) == Some(&group.to_string().as_str()) && fields[0] != "Z"
        })
        .collect()
}
