//! Our own side: what we are called, what we trust, our panics, our network, and the report's form.

use crate::support::*;
use engine::profile::HostName;
use probe::online::{Control, doubt, online};
use probe::{Config, TrustRoots};
use std::net::{IpAddr, Ipv4Addr};
use tokio::net::TcpListener;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

async fn smtp_with(config: impl FnOnce(&mut Config)) -> (EndpointReport, Vec<String>) {
    let server = Server::start(HERE, vec![good(SMTPS)]).await;
    let port = server.address.port();
    let mut with = support_config(HERE, port);
    config(&mut with);
    let (report, _) = probed(&target(Role::Submission, Security::Tls, port), with).await;
    (report, server.heard())
}

fn support_config(ip: IpAddr, port: u16) -> Config {
    config(&[ip], port, probe::Limits::default())
}

#[tokio::test]
async fn ehlo_gives_the_configured_name_or_an_address() {
    let name = HostName::try_from("check.companion.example".to_owned()).unwrap();
    let (report, heard) = smtp_with(|config| config.ehlo = Some(name)).await;
    assert_eq!((report.status, heard[0].as_str()), (Status::Ok, "EHLO check.companion.example"));
    let (_, heard) = smtp_with(|_| ()).await;
    assert_eq!(heard[0], "EHLO [127.0.0.1]");
    let v6: IpAddr = "::1".parse().unwrap();
    if TcpListener::bind((v6, 0)).await.is_err() {
        println!("the IPv6 part is skipped: this machine has no IPv6 loopback");
        return;
    }
    let server = Server::start(v6, vec![good(SMTPS)]).await;
    let port = server.address.port();
    let (report, _) = probed(&target(Role::Submission, Security::Tls, port), support_config(v6, port)).await;
    assert_eq!((report.status, report.addresses[0].family), (Status::Ok, 6));
    assert_eq!(server.heard()[0], "EHLO [IPv6:::1]");
}

#[tokio::test]
async fn a_panic_of_ours_is_one_addresss_trouble_and_unknown() {
    let (report, _) = smtp_with(|config| config.clock = || panic!("on purpose")).await;
    assert_eq!((report.status, report.code.as_deref()), (Status::Unknown, Some("local_fault")));
    assert_eq!(report.addresses[0].ip, "127.0.0.1");
    assert_eq!(report.addresses[0].stages.len(), EndpointReport::plan(Security::Tls).len());
}

#[tokio::test]
async fn roots_are_mozillas_or_a_files() {
    let (report, _) = smtp_with(|config| config.roots = TrustRoots::mozilla()).await;
    assert_eq!((report.status, report.code.as_deref()), (Status::Fail, Some("unknown_ca")), "H75");
    let file = std::env::temp_dir().join(format!("probe-roots-{}.pem", std::process::id()));
    std::fs::write(&file, ca::root_pem()).unwrap();
    let roots = TrustRoots::file(&file).unwrap();
    std::fs::write(&file, "no certificate").unwrap();
    let empty = TrustRoots::file(&file).unwrap_err().to_string();
    std::fs::remove_file(&file).unwrap();
    assert!(empty.contains("holds no usable certificate authority"), "{empty}");
    let missing = TrustRoots::file(&file).unwrap_err().to_string();
    assert!(missing.contains("cannot be read"), "{missing}");
    let (report, _) = smtp_with(|config| config.roots = roots).await;
    assert_eq!(report.status, Status::Ok);
}

#[tokio::test]
async fn without_a_network_a_failure_is_doubted() {
    let server = TcpListener::bind((HERE, 0)).await.unwrap();
    let port = server.local_addr().unwrap().port();
    let control = Control { host: case::host(), port };
    assert!(online(std::slice::from_ref(&control), &support_config(HERE, port)).await);
    drop(server);
    assert!(!online(std::slice::from_ref(&control), &support_config(HERE, port)).await);
    assert!(!online(&[], &support_config(HERE, port)).await);
    let mut strict = support_config(HERE, port);
    strict.allow_networks.clear();
    assert!(!online(&[control], &strict).await, "the address policy holds here too");

    let (mut report, _) = probed(&target(Role::Imap, Security::Tls, port), support_config(HERE, port)).await;
    assert_eq!(report.status, Status::Fail);
    doubt(&mut report);
    assert_eq!((report.status, report.code.as_deref()), (Status::Unknown, Some("refused")));
    assert_eq!(stage(&report, S::Connect).status, Status::Unknown);

    let script = vec![say("554 no\r\n")];
    let mut report =
        run(Case::new("it answers", SMTP, script, (S::Greeting, Status::Fail, "refused_5xx"))).await;
    doubt(&mut report);
    assert_eq!(report.status, Status::Fail, "who answers is there");
}

#[tokio::test]
async fn the_report_has_the_form_of_the_api() {
    let report = run(Case::new("good", SMTP, good(SMTP), (S::Capabilities, Status::Ok, ""))).await;
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["status"], "ok");
    assert_eq!(json["dns"]["data"]["a"]["records"][0], "127.0.0.1");
    assert_eq!(json["dns"]["data"]["aaaa"]["code"], "no_address");
    let stages = json["addresses"][0]["stages"].as_array().unwrap();
    let named = |name: &str| stages.iter().find(|stage| stage["name"] == name).unwrap();
    assert_eq!(named("greeting")["data"]["code"], 220);
    assert_eq!(named("capabilities_plain")["data"]["starttls"], true);
    assert_eq!(named("plaintext_auth")["code"], "refused");
    assert_eq!(named("plaintext_auth")["data"]["evidence"], "no_auth_before_tls");
    assert_eq!(named("tls")["data"]["version"], "1.3");
    assert_eq!(named("certificate")["data"]["certificate"]["roots"], "file");
    assert_eq!(named("capabilities")["data"]["size"], 1000);
    assert_eq!(serde_json::from_value::<EndpointReport>(json).unwrap(), report);
}
