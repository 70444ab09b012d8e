//! The live check in the page, against the real Dovecot and Postfix: what the line says, which servers an
//! account gets, and that they never change under a person's hands.

use crate::visit::Visit;
use crate::windows::prefs;
use serde_json::json;
use testkit::browser::{Device, Options, Role};
use testkit::provider::{self, Provider};
use testkit::server::Companion;

const ROBIN: &str = "robin@harbor.example";
const GOOD: &str = "The mail servers answer. Checked at";
const NOT_CHECKED: &str = "We could not check the servers. This does not mean that yours is down.";
const IMPORT: &str = "Import your settings into Thunderbird";

/// A visitor of the local provider's page; the companion asks anew after a second. `None` where the
/// programs are not there.
async fn begin(provider: &Provider, options: Options, more: &str) -> Option<Visit> {
    let settings = format!(
        "{more}\n[check]\ncontrols = []\ncache_seconds = 1\nfailed_cache_seconds = 1\n\
         minimum_interval_seconds = 1\n{}",
        provider.settings()
    );
    let companion = || Companion::start_for(&provider.profile_json(), &settings).unwrap();
    let visit = Visit::arrive_at(options, companion).await?;
    visit.open("").await;
    Some(visit)
}

fn start() -> Option<Provider> {
    provider::ready().then(|| Provider::start(provider::Options::default()).unwrap())
}

/// The line as it stands.
async fn line(visit: &Visit) -> String {
    visit
        .page
        .script("return document.querySelector('#live summary')?.innerText ?? '';", vec![])
        .await
        .unwrap()
}

/// Waits until the line says this.
async fn says(visit: &Visit, text: &str) {
    let look = async || Ok(line(visit).await.contains(text));
    let waited = visit.page.wait_until(&format!("the line {text:?}"), look).await;
    assert!(waited.is_ok(), "{waited:?}: {}", line(visit).await);
}

async fn open_line(visit: &Visit) {
    visit.page.script::<()>("document.querySelector('#live summary').click();", vec![]).await.unwrap();
}

/// Has the servers asked again, and waits for the answer.
async fn ask_again(visit: &Visit, answer: &str) {
    // Not sooner than the companion asks anew.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    if !visit.page.has(Role::Button, "Check again").await.unwrap() {
        open_line(visit).await;
    }
    visit.press("Check again").await;
    says(visit, answer).await;
}

/// To Thunderbird's import file, by the usual way.
async fn to_thunderbird(visit: &Visit) {
    visit.to_device(ROBIN).await;
    visit.choose("Thunderbird").await;
    visit.at(IMPORT).await;
}

/// Port and encryption of the incoming server in the downloaded file (2 is STARTTLS, 3 is TLS).
async fn in_the_file(visit: &Visit) -> (i64, i64) {
    visit.press("Download settings file").await;
    let (name, file) = visit.page.download().await.unwrap();
    // The next one is not mistaken for this one.
    std::fs::remove_file(visit.page.downloads().join(name)).unwrap();
    let prefs = prefs(&file);
    let number = |name: &str| prefs[&format!("mail.server.server1.{name}")].as_i64();
    (number("port").unwrap_or(993), number("socketType").unwrap())
}

#[tokio::test]
async fn live_green_stages_are_shown_on_request() {
    let Some(provider) = start() else { return };
    let Some(visit) = begin(&provider, Options::new(Device::Iphone), "").await else { return };
    says(&visit, GOOD).await;
    let announced = async || {
        let told = "return document.querySelector('#live [role=status]').textContent;";
        Ok(visit.page.script::<String>(told, vec![]).await?.starts_with(GOOD))
    };
    visit.page.wait_until("the one polite announcement", announced).await.unwrap();
    open_line(&visit).await;
    visit.shows("from our server; your own network may still block them.").await;
    visit.shows("A server that answers may still refuse a password.").await;
    for server in ["imap-993", "imap-143", "smtp-587", "smtp-465"] {
        let stages = format!(
            "const all = document.getElementById('live-{server}').parentElement;
             all.querySelector('summary').click();
             return [...all.querySelectorAll('.stage')].map((stage) => stage.className);"
        );
        let stages: Vec<String> = visit.page.script(&stages, vec![]).await.unwrap();
        let wanted = if server.ends_with("993") || server.ends_with("465") { 6 } else { 9 };
        assert_eq!(stages.len(), wanted, "{server}: {stages:?}");
        assert!(stages.iter().all(|class| class == "stage good"), "{server}: {stages:?}");
    }
    visit.shows("TLS 1.3").await;
    visit.shows("Ways to sign in: PLAIN").await;
    // Nothing that was typed goes along with the check.
    to_thunderbird_on_a_phone(&visit).await;
    visit.keeps_to_itself(&["robin", "harbor.example@", "@harbor"], |request| request.method == "POST").await;
    visit.is_content().await;
}

async fn to_thunderbird_on_a_phone(visit: &Visit) {
    visit.to_device(ROBIN).await;
    visit.choose("Mail on iPhone and iPad").await;
    visit.at("Add your mail with a profile").await;
}

#[tokio::test]
async fn a_server_that_is_down_before_a_way_opens_is_replaced_in_every_step_and_file() {
    let Some(mut provider) = start() else { return };
    provider.stop_endpoint(993).unwrap();
    let Some(visit) = begin(&provider, Options::new(Device::WindowsEdge), "").await else { return };
    says(&visit, "Port 993 of imap.harbor.example does not answer as it should; port 143 does.").await;
    to_thunderbird(&visit).await;
    says(&visit, "The settings here use port 143, which did.").await;
    assert_eq!(in_the_file(&visit).await, (143, 2));
    visit.follow("Type the settings instead").await;
    visit.press_starting("A window that asks only for your name and your address.").await;
    visit.at("Set up Thunderbird").await;
    visit.press("Copy incoming port").await;
    visit.shows("Copied: incoming port").await;
    assert_eq!(visit.page.clipboard().await.unwrap(), "143");
    visit.press("I did all the steps").await;
    visit.press("It works").await;
    visit.at("Your mail is set up").await;
    visit.press("Copy incoming port").await;
    visit.shows("Copied: incoming port").await;
    assert_eq!(visit.page.clipboard().await.unwrap(), "143");

    // It comes back: what was set up stays, and a reload changes nothing either.
    provider.start_endpoint(993).unwrap();
    visit.reload().await;
    visit.at("Your mail is set up").await;
    says(&visit, GOOD).await;
    assert!(!visit.page.text().await.unwrap().contains("instead"), "{}", visit.page.text().await.unwrap());
    visit.press("Copy incoming port").await;
    visit.shows("Copied: incoming port").await;
    assert_eq!(visit.page.clipboard().await.unwrap(), "143");
    visit.is_content().await;
}

#[tokio::test]
async fn a_server_that_goes_down_afterwards_is_only_offered_another_for() {
    let Some(mut provider) = start() else { return };
    let Some(visit) = begin(&provider, Options::new(Device::WindowsEdge), "").await else { return };
    says(&visit, GOOD).await;
    to_thunderbird(&visit).await;
    provider.stop_endpoint(993).unwrap();
    ask_again(&visit, "Port 993 of imap.harbor.example does not answer").await;
    assert_eq!(in_the_file(&visit).await, (993, 3), "values never change under a person's hands");
    visit.shows("Do not import a file a second time").await;
    visit.press("Use imap.harbor.example (port 143) instead").await;
    says(&visit, "The settings here use port 143, which did.").await;
    visit.at(IMPORT).await;
    assert_eq!(in_the_file(&visit).await, (143, 2));
    visit.is_content().await;
}

#[tokio::test]
async fn an_expired_certificate_is_told_in_words_and_never_to_be_accepted() {
    let Some(mut provider) = start() else { return };
    provider.expire_certificate().unwrap();
    let Some(visit) = begin(&provider, Options::new(Device::Iphone), "").await else { return };
    says(&visit, "The certificate of imap.harbor.example has expired. Never accept it.").await;
    says(&visit, "Wait until Local provider has renewed it.").await;
    open_line(&visit).await;
    visit.shows("does not work: the certificate has expired").await;
    open_line(&visit).await;
    visit.follow("My email stopped working").await;
    visit.press_starting("I see a security warning").await;
    visit.press("Yes").await;
    visit.press("I'm not sure").await;
    visit.shows("Our check of the mail servers").await;
    visit.shows("the certificate of imap.harbor.example (port 993) has expired. Never accept it.").await;
    visit.is_content().await;
}

#[tokio::test]
async fn in_trouble_the_check_tells_the_person_s_network_from_the_provider_s_server() {
    let Some(mut provider) = start() else { return };
    let Some(visit) = begin(&provider, Options::new(Device::WindowsEdge), "").await else { return };
    says(&visit, GOOD).await;
    visit.follow("My email stopped working").await;
    visit.press_starting("Nothing arrives").await;
    visit.press("Yes").await;
    visit.press("I'm not sure").await;
    visit.shows("The mail servers answer us. If your app cannot reach them").await;

    // The same while the server for incoming mail is down: now it is the provider's, and another works.
    provider.stop_endpoint(993).unwrap();
    ask_again(&visit, "Port 993 of imap.harbor.example does not answer").await;
    visit.shows("imap.harbor.example (port 993) does not answer us as it should.").await;
    visit.shows("imap.harbor.example (port 143) answers as it should. You can use it in the meantime.").await;
    let choose = "const button = [...document.querySelectorAll('#trouble button')]
        .find((button) => button.textContent.startsWith('Use imap.harbor.example')); button.click();";
    visit.page.script::<()>(choose, vec![]).await.unwrap();
    visit.at("Use the other server or port").await;
    visit.shows("Do not import a settings file a second time").await;
    let rows = "return [...document.querySelectorAll('#trouble .change')].map((row) => row.innerText);";
    let rows: Vec<String> = visit.page.script(rows, vec![]).await.unwrap();
    assert!(rows[0].contains("993") && rows[0].contains("143"), "{rows:?}");
    assert!(rows[1].contains("SSL/TLS") && rows[1].contains("STARTTLS"), "{rows:?}");
    assert_eq!(rows.len(), 2, "the host stays: {rows:?}");
    // The way through the app has the same values, also for somebody who gave no address.
    visit.press("Copy incoming port").await;
    visit.shows("Copied: incoming port").await;
    assert_eq!(visit.page.clipboard().await.unwrap(), "143");

    // With both of them down nobody answers.
    for port in [143, 587, 465] {
        provider.stop_endpoint(port).unwrap();
    }
    ask_again(&visit, "No mail server answers us. Wait before changing anything.").await;
    visit.is_content().await;
}

#[tokio::test]
async fn who_comes_because_the_server_is_down_is_not_sent_to_the_own_network() {
    let Some(mut provider) = start() else { return };
    provider.stop_endpoint(993).unwrap();
    let Some(visit) = begin(&provider, Options::new(Device::Iphone), "").await else { return };
    says(&visit, "Port 993 of imap.harbor.example does not answer as it should").await;
    visit.follow("My email stopped working").await;
    visit.press_starting("Nothing arrives").await;
    visit.press("Yes").await;
    visit.press("I'm not sure").await;
    visit.shows("imap.harbor.example (port 993) does not answer us as it should.").await;
    visit.press("Use imap.harbor.example (port 143) instead").await;
    visit.at("Use the other server or port").await;
    // An Apple profile is replaced by a new one, with the server that works in it.
    visit.page.field("Your mail app").await.unwrap().send_keys("Mail on iPhone").await.unwrap();
    visit.follow("Get a new profile with this server").await;
    visit.at("Set up your Local provider email").await;
    visit.say_address(ROBIN).await;
    visit.at("Have your email password ready").await;
    visit.is_content().await;
}

#[tokio::test]
async fn what_cannot_be_known_is_said_and_switches_nothing() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    says(&visit, NOT_CHECKED).await;
    visit.to_device("pat@centurylink.net").await;
    visit.choose("Thunderbird").await;
    visit.at(IMPORT).await;
    assert_eq!(in_the_file(&visit).await, (993, 3));
    visit.press("Español").await;
    says(&visit, "No pudimos comprobar los servidores.").await;
    visit.is_content().await;
}

#[tokio::test]
async fn a_way_that_opens_at_once_waits_no_longer_than_three_seconds() {
    // A server that takes the connection and says nothing.
    let silent = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let mut profile: serde_json::Value =
        serde_json::to_value(site::Data::embedded().unwrap().profile()).unwrap();
    for endpoint in profile["endpoints"].as_array_mut().unwrap() {
        endpoint["host"] = json!("mail.harbor.example");
        endpoint["port"] = json!(port);
    }
    let settings = format!(
        "[check]\ncontrols = []\n[probe]\nhosts = {{ \"mail.harbor.example\" = \"127.0.0.1\" }}\n\
         allow_networks = [\"127.0.0.1/32\"]\nallow_ports = [{port}]\n"
    );
    let companion = || Companion::start_for(&profile.to_string(), &settings).unwrap();
    let Some(visit) = Visit::arrive_at(Options::new(Device::WindowsEdge), companion).await else { return };
    visit.open("#/en/steps/thunderbird/account-hub").await;
    visit.at("Set up Thunderbird").await;
    says(&visit, "Still asking the mail servers. Those used here are not checked yet.").await;
    visit.shows(&port.to_string()).await;
    drop(silent);
}

#[tokio::test]
async fn the_operator_s_notice_stands_above_everything() {
    let Some(provider) = start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notice.toml");
    let notice = "apps = [\"thunderbird\"]\n[text]\nen = \"Thunderbird is slow today.\"\n\
                  es = \"Thunderbird va lento hoy.\"\n";
    std::fs::write(&file, notice).unwrap();
    let more = format!("notice = {file:?}");
    let Some(visit) = begin(&provider, Options::new(Device::WindowsEdge), &more).await else { return };
    visit.shows("Thunderbird is slow today.").await;
    visit.shows("It is about: Thunderbird").await;
    let first = "return document.querySelector('#live').innerText.trimStart().startsWith('A notice from');";
    assert!(visit.page.script::<bool>(first, vec![]).await.unwrap());
    visit.press("Español").await;
    visit.shows("Thunderbird va lento hoy.").await;
    visit.press("English").await;

    // It changes while everything runs.
    std::fs::write(&file, "[text]\nen = \"All is well again.\"\nes = \"Todo está bien.\"\n").unwrap();
    ask_again(&visit, GOOD).await;
    visit.shows("All is well again.").await;
    assert!(!visit.shows_now("Thunderbird is slow today.").await);
    visit.is_content().await;
}
