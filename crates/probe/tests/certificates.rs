//! Certificates as they are met, the seeds of the fuzz target: what each says is told.

#![allow(clippy::unwrap_used)]

use probe::cert::{Summary, summary};

fn read(name: &str) -> Summary {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/certificate/");
    let der = std::fs::read(format!("{folder}{name}")).unwrap();
    summary(&der).unwrap()
}

#[test]
fn keys_and_signatures() {
    for (name, key, signature, weak) in [
        ("valid", "ec-p256", "sha256-ecdsa", false),
        ("p384", "ec-p384", "sha384-ecdsa", false),
        ("p521", "ec-p521", "sha512-ecdsa", false),
        ("secp256k1", "ec", "sha256-ecdsa", false),
        ("ed25519", "ed25519", "ed25519", false),
        ("rsa_2048", "rsa-2048", "sha256-rsa", false),
        ("rsa_pss", "rsa-2048", "rsa-pss", false),
        ("rsa_1024", "rsa-1024", "sha256-rsa", true),
        ("sha1", "rsa-1024", "sha1-rsa", true),
        ("md5", "rsa-1024", "md5-rsa", true),
    ] {
        let found = read(name);
        let told = (found.data.key.as_str(), found.data.signature.as_str(), found.weak);
        assert_eq!(told, (key, signature, weak), "{name}");
        assert_eq!(found.data.names.first().map(String::as_str), Some("mail.test.example"), "{name}");
    }
}

#[test]
fn names() {
    for (name, subject, names) in [
        ("valid", "mail.test.example", &["mail.test.example", "imap.test.example"][..]),
        (
            "wildcard_and_addresses",
            "mail.test.example",
            &[
                "*.test.example",
                "198.51.100.7",
                "2001:db8::7",
                "post@test.example",
                "https://test.example/",
                "?",
                "?",
                "?",
            ],
        ),
        ("idn", "Bücher.example", &["xn--bcher-kva.example"]),
        // Against RFC 5280 section 4.2.1.6, but it is what the certificate says.
        ("idn_in_utf8", "mail.test.example", &["bücher.example", "b\u{fffd}cher.example"]),
        ("nul_in_name", "mail.test.example.evil", &["mail.test.example.evil.example", "red"]),
        ("bad_address", "mail.test.example", &["?", "", "?"]),
        ("no_alternative_names", "mail.test.example", &[]),
        ("no_names", "", &[]),
        ("organisation", "C=ES, O=Correo, S.A., OU=a+b=c", &["mail.test.example"]),
        ("utf16_name", "Postfach Süd", &["mail.test.example"]),
        ("latin1_name", "Postfach", &["mail.test.example"]),
        ("self_signed", "mail.test.example", &["mail.test.example"]),
    ] {
        let found = read(name);
        assert_eq!(
            (found.data.subject.as_str(), &found.data.names[..]),
            (subject, &own(names)[..]),
            "{name}"
        );
        assert_eq!(found.data.names_total as usize, names.len(), "{name}");
        assert_eq!(found.self_issued, name == "self_signed", "{name}");
        assert_eq!(found.names_issuer_place, name == "valid", "{name}");
        if name != "self_signed" {
            assert_eq!(
                (found.data.issuer.as_str(), found.data.serial.as_str()),
                ("Test Root", "1234"),
                "{name}"
            );
        }
    }
    let many = read("many_names").data;
    assert_eq!((many.names.len(), many.names_total), (50, 60));
    assert_eq!((many.names[0].as_str(), many.names[49].as_str()), ("n0.test.example", "n49.test.example"));
}

#[test]
fn dates() {
    for (name, from, to) in [
        ("valid", "2026-01-02T03:04:05Z", "2027-01-02T03:04:05Z"),
        ("expired", "2019-12-31T23:59:59Z", "2020-02-29T00:00:00Z"),
        ("far_dates", "1950-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
    ] {
        let data = read(name).data;
        assert_eq!((data.not_before.as_str(), data.not_after.as_str()), (from, to), "{name}");
    }
}

fn own(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
