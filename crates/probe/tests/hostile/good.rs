//! Servers as they should be, of each kind.

use crate::support::*;

#[tokio::test]
async fn every_kind_of_endpoint_gets_all_the_way() {
    for kind in [IMAPS, IMAP, SMTPS, SMTP, POPS, POP] {
        let report = run(Case::new("good", kind, good(kind), (S::Capabilities, Status::Ok, ""))).await;
        let address = &report.addresses[0];
        assert_eq!(address.reached, S::Capabilities);
        let names: Vec<S> = address.stages.iter().map(|stage| stage.name).collect();
        assert_eq!(names, EndpointReport::plan(kind.1));
        assert!(address.stages.iter().all(|stage| stage.status == Status::Ok), "{report:#?}");
        assert!(address.rtt_ms.is_some());
        let tls = stage(&report, S::Tls).data.clone().unwrap();
        assert_eq!(tls.version.as_deref(), Some("1.3"));
        assert_eq!(tls.group.as_deref(), Some("x25519"));
        assert!(tls.cipher.unwrap().starts_with("TLS_"));
        let data = stage(&report, S::Certificate).data.clone().unwrap();
        let certificate = data.certificate.unwrap();
        assert_eq!(certificate.names, ["mail.test.example"]);
        assert_eq!(certificate.issuer, "Test Intermediate");
        assert_eq!((certificate.key.as_str(), certificate.chain), ("ec-p256", 2));
        assert_eq!(certificate.problems, [""; 0]);
        let offers = stage(&report, S::Capabilities).data.clone().unwrap();
        assert!(offers.auth.unwrap().contains(&"PLAIN".to_owned()));
    }
}
