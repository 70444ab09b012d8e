//! Signed Apple profiles: what the link gives, as OpenSSL and the readers see it.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use common::signing::{Chain, END, HOLDER, NOW, P256, P384, RSA};
use common::{ADDRESS, Hands, apple_link, ask, folder, get, post_apple, put, service};
use engine::settings;
use server::{Config, Limits, PageFiles};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

const APPLE: &str = "/api/v1/apple-profiles";

fn signing(chain: &Chain, folder: &Path, hands: &Hands) -> Router {
    let signing = Some(chain.settings(folder));
    service(Config { signing, clock: hands.clock(), ..Config::default() }, PageFiles::default())
}

/// The file as it is without signing.
async fn unsigned(hands: &Hands) -> Vec<u8> {
    let api = service(Config { clock: hands.clock(), ..Config::default() }, PageFiles::default());
    assert!(get(&api, APPLE).await.json()["signed_by"].is_null());
    let link = apple_link(&api).await;
    get(&api, &link).await.body.to_vec()
}

/// Runs OpenSSL; none where it is not installed.
fn openssl(folder: &Path, args: &[&str]) -> Option<Output> {
    match Command::new("openssl").current_dir(folder).args(args).output() {
        Ok(output) => Some(output),
        Err(why) => {
            assert!(
                std::env::var_os("MAIL_SETUP_REQUIRE").is_none_or(|value| value != "1"),
                "openssl: {why}"
            );
            eprintln!("skipped: openssl is not installed (apt-get install openssl)");
            None
        }
    }
}

/// What OpenSSL finds inside a message that it has verified up to the root.
fn verified(folder: &Path, message: &[u8]) -> Option<Result<Vec<u8>, String>> {
    put(folder, "signed.der", message);
    let at = NOW.to_string();
    let verify = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "signed.der", "-purpose", "any"];
    let verify = [&verify[..], &["-CAfile", "root.pem", "-attime", &at, "-out", "inside"]].concat();
    let output = openssl(folder, &verify)?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(if output.status.success() { Ok(fs::read(folder.join("inside")).unwrap()) } else { Err(said) })
}

/// How many certificates are in the message that was verified last; none is a root's.
fn holders(folder: &Path) -> usize {
    let list = ["pkcs7", "-inform", "DER", "-in", "signed.der", "-print_certs"];
    let list = String::from_utf8(openssl(folder, &list).unwrap().stdout).unwrap();
    assert!(list.contains(HOLDER) && !list.contains("subject=CN = Example Root"), "{list}");
    list.matches("BEGIN CERTIFICATE").count()
}

#[tokio::test]
async fn openssl_verifies_every_kind_of_key_and_finds_the_file_inside() {
    let hands = Hands::at(NOW);
    let plain = unsigned(&hands).await;
    for (name, kind, intermediates) in
        [("rsa", RSA, 1), ("rsa-two", RSA, 2), ("p256", P256, 2), ("p384", P384, 1), ("direct", P256, 0)]
    {
        let place = folder(&format!("signed-{name}"));
        let chain = Chain::new(kind, intermediates, |_| ());
        let api = signing(&chain, &place, &hands);
        let made = post_apple(&api, &format!(r#"{{"address":"{ADDRESS}","name":"Pat Example"}}"#)).await;
        assert_eq!(made.json()["signed_by"], HOLDER);
        assert_eq!(get(&api, APPLE).await.json()["signed_by"], HOLDER);
        let link = format!("/{}", made.json()["url"].as_str().unwrap());
        let answer = get(&api, &link).await;
        assert_eq!(answer.header("content-type"), "application/x-apple-aspen-config");
        assert!(
            link.ends_with(".mobileconfig") && answer.header("content-disposition").starts_with("inline")
        );
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
        let head = ask(&api, "HEAD", &link, &[], "").await;
        assert_eq!(head.status, 200);
        // A signature of EC is two numbers that may each be a byte or two shorter.
        let said: usize = head.header("content-length").parse().unwrap();
        assert!(head.body.is_empty() && said.abs_diff(answer.body.len()) < 8, "{said}");

        assert!(answer.body.starts_with(b"\x30\x82"), "{name}");
        let Some(inside) = verified(&place, &answer.body) else { return };
        assert_eq!(inside.unwrap(), plain, "{name}");
        let profile = plist::Value::from_reader_xml(Cursor::new(fs::read(place.join("inside")).unwrap()));
        let profile = profile.unwrap().into_dictionary().unwrap();
        assert_eq!(profile["PayloadType"].as_string(), Some("Configuration"));

        assert_eq!(holders(&place), 1 + intermediates, "the certificate and its intermediates, and no root");
        let print = ["cms", "-cmsout", "-print", "-inform", "DER", "-in", "signed.der", "-noout"];
        let print = String::from_utf8(openssl(&place, &print).unwrap().stdout).unwrap();
        let digest = if kind == P384 { "sha384" } else { "sha256" };
        for part in ["signingTime", "Jan 15 08:00:00 2027 GMT", "contentType", "messageDigest", digest] {
            assert!(print.contains(part), "{part} is not in\n{print}");
        }

        // One changed letter, inside or in the signature, and nothing is verified.
        let inside = answer.body.windows(8).position(|part| part == b"<string>").unwrap() + 8;
        for at in [inside, answer.body.len() - 1] {
            let mut changed = answer.body.to_vec();
            changed[at] ^= 1;
            assert!(verified(&place, &changed).unwrap().is_err(), "{name}: byte {at}");
        }
    }
}

#[tokio::test]
async fn without_its_intermediates_nothing_would_be_verified() {
    // What the refusal of such files is for: the tests' own proof that they notice.
    let (place, hands) = (folder("signed-cut"), Hands::at(NOW));
    let chain = Chain::new(P256, 1, |_| ());
    let api = signing(&chain, &place, &hands);
    let link = apple_link(&api).await;
    let message = get(&api, &link).await.body;
    put(&place, "root.pem", Chain::usual().root);
    let Some(stranger) = verified(&place, &message) else { return };
    assert!(stranger.unwrap_err().contains("verify error"));
}

#[tokio::test]
async fn the_products_own_reader_reads_a_signed_profile_like_an_unsigned_one() {
    let (place, hands) = (folder("signed-read"), Hands::at(NOW));
    let api = signing(&Chain::new(RSA, 1, |_| ()), &place, &hands);
    let link = apple_link(&api).await;
    let signed = get(&api, &link).await.body;
    let read = |bytes: &[u8]| settings::read(bytes).unwrap().accounts;
    let plain = read(&unsigned(&hands).await);
    assert_eq!(plain[0].servers[0].host, "imap.centurylink.com");
    assert_eq!(read(&signed), plain);
}

#[tokio::test]
async fn every_way_to_write_the_files_is_read() {
    let (place, hands) = (folder("signed-forms"), Hands::at(NOW));
    for (name, kind) in [("rsa", RSA), ("ec", P256), ("ec", P384)] {
        let chain = Chain::new(kind, 2, |_| ());
        put(&place, "pkcs8.pem", &chain.key);
        let old = ["pkey", "-traditional", "-in", "pkcs8.pem", "-out", "old.pem"];
        let Some(output) = openssl(&place, &old) else { return };
        assert!(output.status.success(), "{output:?}");
        let old = fs::read_to_string(place.join("old.pem")).unwrap();
        let head = if name == "rsa" { "BEGIN RSA PRIVATE KEY" } else { "BEGIN EC PRIVATE KEY" };
        assert!(old.contains(head), "{old}");
        let [near, far] = &chain.intermediates[..] else { panic!("two intermediates") };
        for (key, certificates) in [
            (old, chain.bundle()),
            // In any order, the root among them, with other line ends.
            (chain.key.clone(), format!("{}{far}{}{near}", chain.root, chain.leaf).replace('\n', "\r\n")),
        ] {
            let mut settings = chain.settings(&place);
            settings.certificate = put(&place, "other.pem", certificates);
            settings.key = put(&place, "other.key", key);
            let config = Config { signing: Some(settings), clock: hands.clock(), ..Config::default() };
            let api = service(config, PageFiles::default());
            let message = get(&api, &apple_link(&api).await).await.body;
            assert!(verified(&place, &message).unwrap().is_ok());
            assert_eq!(holders(&place), 3);
        }
    }
}

#[tokio::test]
async fn a_link_is_signed_when_it_is_taken() {
    let (place, hands) = (folder("signed-end"), Hands::at(END - 60));
    let chain = Chain::usual();
    let api = signing(&chain, &place, &hands);
    let link = apple_link(&api).await;
    assert!(get(&api, &link).await.body.starts_with(b"\x30\x82"));
    hands.forward(60);
    assert!(get(&api, &link).await.body.starts_with(b"\x30\x82"), "its last second");
    hands.forward(1);
    let after = get(&api, &link).await;
    assert_eq!((after.status.as_u16(), &after.body[..]), (200, &unsigned(&hands).await[..]));
    assert_eq!(after.header("content-type"), "application/x-apple-aspen-config");
    assert!(get(&api, APPLE).await.json()["signed_by"].is_null());
    let made = post_apple(&api, &format!(r#"{{"address":"{ADDRESS}"}}"#)).await.json();
    assert!(made.get("signed_by").is_none(), "{made}");
}

#[tokio::test]
async fn signing_at_will_has_an_end() {
    let hands = Hands::at(NOW);
    let chain = Chain::new(P256, 1, |_| ());
    let settings = chain.settings(&folder("signed-often"));
    let limits = Limits { apple_profiles_per_minute: 2.try_into().unwrap(), ..Limits::default() };
    let of = |signing| {
        let config = Config { signing, limits: limits.clone(), clock: hands.clock(), ..Config::default() };
        service(config, PageFiles::default())
    };
    let signed = of(Some(settings));
    let link = apple_link(&signed).await;
    for _ in 0..20 {
        assert_eq!(get(&signed, &link).await.status, 200);
    }
    let often = get(&signed, &link).await;
    assert_eq!((often.status.as_u16(), often.header("retry-after")), (429, "3"));
    hands.forward(60);
    assert_eq!(get(&signed, &link).await.status, 200);
    // What costs nothing has none.
    let unsigned = of(None);
    let link = apple_link(&unsigned).await;
    for _ in 0..30 {
        assert_eq!(get(&unsigned, &link).await.status, 200);
    }
}
