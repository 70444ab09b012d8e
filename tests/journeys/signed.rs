//! Whether the page says that an Apple profile is signed, and by whom: where it is, and only there.

use crate::apple::profile_holds;
use crate::visit::{NAME, PAT, Visit};
use engine::settings;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use std::fs;
use std::path::{Path, PathBuf};
use testkit::browser::{Device, Options};
use testkit::server::Companion;

const SIGNED: &str = "Your device will say that the profile is signed by “Example Mail Profiles”.";
const SIGNED_STEP: &str = "Under “Signed by” it says “Example Mail Profiles”.";
const UNSIGNED: &str = "Your device will say “Not Signed” because";
const UNSIGNED_STEP: &str = "A warning says that the profile is not signed.";

/// A certificate with its key and its authority, and the part of a configuration that names them.
fn signing(folder: &Path) -> String {
    let authority = |name: &str| {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
    };
    let root = CertifiedIssuer::self_signed(authority("Root"), KeyPair::generate().unwrap()).unwrap();
    let middle =
        CertifiedIssuer::signed_by(authority("Middle"), KeyPair::generate().unwrap(), &root).unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Example Mail Profiles");
    let key = KeyPair::generate().unwrap();
    let leaf = params.signed_by(&key, &*middle).unwrap();
    let put = |name: &str, text: String| -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path
    };
    format!(
        "[signing]\ncertificate = {:?}\nkey = {:?}\nroots = {:?}\n",
        put("signing.pem", [leaf.pem(), middle.pem()].concat()),
        put("signing.key", key.serialize_pem()),
        put("roots.pem", root.pem())
    )
}

async fn to_the_profile(visit: &Visit, app: &str) {
    visit.open("").await;
    visit.to_device(PAT).await;
    visit.choose(app).await;
    visit.at("Add your mail with a profile").await;
}

/// Asserts that the page says one thing about signing, and not the other.
async fn says(visit: &Visit, wanted: [&str; 2], other: [&str; 2]) {
    for text in wanted {
        visit.shows(text).await;
    }
    for text in other {
        assert!(!visit.shows_now(text).await, "{text}:\n{}", visit.page.text().await.unwrap());
    }
}

#[tokio::test]
async fn signed_by_is_said_where_the_companion_signs() {
    let folder = tempfile::tempdir().unwrap();
    let settings = signing(folder.path());
    let companion = || Companion::start(&settings).unwrap();
    let Some(visit) = Visit::arrive_at(Options::new(Device::Iphone), companion).await else { return };
    to_the_profile(&visit, "Mail on iPhone and iPad").await;
    says(&visit, [SIGNED, SIGNED_STEP], [UNSIGNED, UNSIGNED_STEP]).await;
    visit.shows("Only a file that your browser makes instead is “Not Signed”.").await;

    // The browser's own file bears no name.
    visit.type_into("Your name", NAME).await;
    visit.press("Make the file in this browser instead").await;
    let (name, file) = visit.page.download().await.unwrap();
    profile_holds(&file, NAME);
    fs::remove_file(visit.page.downloads().join(name)).unwrap();
    says(&visit, [UNSIGNED, UNSIGNED_STEP], [SIGNED, SIGNED_STEP]).await;

    visit.press("Download profile").await;
    let (name, file) = visit.page.download().await.unwrap();
    assert!(name.ends_with(".mobileconfig") && file.starts_with(&[0x30, 0x82]), "{name}");
    let accounts = settings::read(&file).unwrap().accounts;
    assert_eq!(accounts[0].address.as_deref(), Some(PAT));
    says(&visit, [SIGNED, SIGNED_STEP], [UNSIGNED, UNSIGNED_STEP]).await;
    visit.keeps_to_itself(&["pat@"], |request| request.method == "POST").await;

    visit.press("Español").await;
    visit.shows("Su dispositivo dirá que el perfil está firmado por “Example Mail Profiles”.").await;
    visit.shows("En “Firmado por” dice “Example Mail Profiles”.").await;
    visit.is_content().await;
}

#[tokio::test]
async fn signed_by_is_not_said_where_nobody_signs_or_the_browser_makes_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let settings = signing(folder.path());
    for (device, app, settings) in [
        (Device::Iphone, "Mail on iPhone and iPad", ""),
        (Device::Mac, "Mail on Mac", settings.as_str()),
        (Device::WindowsEdge, "Mail on iPhone and iPad", settings.as_str()),
    ] {
        let options = Options::new(device);
        let companion = || Companion::start(settings).unwrap();
        let Some(visit) = Visit::arrive_at(options, companion).await else { return };
        if device == Device::WindowsEdge {
            visit.open("#/en/get/apple-mail-ios").await;
            visit.say_address(PAT).await;
            visit.at("Have your email password ready").await;
            visit.press("I have my password").await;
            visit.at("Add your mail with a profile").await;
        } else {
            to_the_profile(&visit, app).await;
        }
        visit.shows(UNSIGNED).await;
        visit.type_into("Your name", NAME).await;
        visit.press("Download profile").await;
        let (_, file) = visit.page.download().await.unwrap();
        profile_holds(&file, NAME);
        visit.shows(UNSIGNED).await;
        assert!(!visit.shows_now("signed by").await && !visit.shows_now("Signed by").await, "{app}");
        visit.is_content().await;
    }
}
