//! A second, made-up provider by its profile alone: nothing is built anew. Its page, files, faults and live
//! check are its own, and the first provider shows nowhere; both are served by one companion.

use crate::visit::Visit;
use crate::windows::prefs;
use plist::Value;
use std::fs;
use std::io::Cursor;
use testkit::browser::{Device, Options};
use testkit::provider::{self, Provider};
use testkit::server::Companion;

/// The example in the repository: other servers and ports, the part before the `@` as user name, 14 days,
/// no page for resetting a password.
const PROFILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/profiles/valley-fiber.json");
/// A name of this machine: Chromium saves no file of a page that came without TLS from elsewhere.
const HOST: &str = "help.valley.localhost";
const PAT: &str = "pat@valleyfiber.example";

/// What would show that the page still knows the first provider.
const FIRST: [&str; 5] = ["centurylink", "qwest", "embarq", "q.com", "myctl"];

/// The second provider with real servers, served beside the first one.
async fn begin(options: Options, lang: &str) -> Option<(Provider, Visit)> {
    if !provider::ready() {
        return None;
    }
    let mail =
        provider::Options { address: PAT.to_owned(), names: vec!["post".to_owned()], ..Default::default() };
    let mail = Provider::start(mail).unwrap();
    let further = format!("[[providers]]\nprofile = {PROFILE:?}\nhosts = [{HOST:?}]\n");
    let settings = format!("[check]\ncontrols = []\n{}\n{further}", mail.settings());
    let visit = Visit::arrive_at(options.host(HOST), || Companion::start(&settings).unwrap()).await?;
    visit.page.goto(&visit.companion.url_at(HOST, &format!("/#/{lang}/start"))).await.unwrap();
    Some((mail, visit))
}

impl Visit {
    /// Nothing that a person sees or could open speaks of the first provider.
    async fn knows_no_first(&self) {
        let seen: String =
            self.page.script("return document.title + document.body.outerHTML;", vec![]).await.unwrap();
        let seen = seen.to_lowercase();
        for word in FIRST {
            let at = seen
                .find(word)
                .map(|at| seen.chars().skip(at.saturating_sub(60)).take(160).collect::<String>());
            assert_eq!(at, None, "{word} at {}", self.place().await);
        }
    }
}

#[tokio::test]
async fn a_second_provider_needs_a_profile_and_no_more() {
    let Some((_mail, visit)) = begin(Options::new(Device::WindowsEdge), "en").await else { return };
    visit.at("Set up your Valley Fiber email").await;
    visit.shows("The mail servers answer.").await;
    for text in ["imap.valleyfiber.example", "post.valleyfiber.example", "465"] {
        visit.shows(text).await;
    }
    visit.knows_no_first().await;

    // A typing error that its profile knows.
    visit.say_address("pat@valleyfibre.example").await;
    visit.at("Did you mean pat@valleyfiber.example?").await;
    visit.press("Yes, use pat@valleyfiber.example").await;
    visit.at("Is this address already in your mail app?").await;
    visit.press("No").await;
    visit.choose("Thunderbird").await;
    visit.knows_no_first().await;
    visit.press("Download settings file").await;
    let (_, file) = visit.page.download().await.unwrap();
    let prefs = prefs(&file);
    for (key, value) in [
        ("mail.server.server1.hostname", "imap.valleyfiber.example"),
        ("mail.server.server1.userName", "pat"),
        ("mail.smtpserver.smtp1.hostname", "post.valleyfiber.example"),
        ("mail.smtpserver.smtp1.username", "pat"),
        ("mail.identity.id1.useremail", PAT),
    ] {
        assert_eq!(prefs[key], value, "{key}");
    }
    assert_eq!(prefs["mail.server.server1.autosync_max_age_days"], 14);
    visit.keeps_to_itself(&["pat@"], |_| false).await;
    visit.is_content().await;
}

#[tokio::test]
async fn su_perfil_de_apple_y_sus_fallos() {
    let Some((_mail, visit)) = begin(Options::new(Device::Iphone), "es").await else { return };
    visit.at("Configure su correo de Valley Fiber").await;
    visit.type_into("Dirección de correo", PAT).await;
    visit.press("Continuar").await;
    visit.at("¿Ya está esta dirección en su aplicación de correo?").await;
    visit.press("No").await;
    visit.press("Mail en iPhone y iPad").await;
    visit.at("Tenga a mano la contraseña de su correo").await;
    visit.knows_no_first().await;
    visit.press("Tengo mi contraseña").await;
    visit.at("Agregue su correo con un perfil").await;
    visit.press("Descargar perfil").await;
    let (name, file) = visit.page.download().await.unwrap();
    assert_eq!(name, "valley-fiber-mail.mobileconfig");
    let whole = Value::from_reader(Cursor::new(&file)).unwrap();
    let mail =
        whole.as_dictionary().unwrap()["PayloadContent"].as_array().unwrap()[0].as_dictionary().unwrap();
    let text = |key: &str| mail[key].as_string().unwrap_or_default();
    assert_eq!(text("IncomingMailServerHostName"), "imap.valleyfiber.example");
    assert_eq!(text("IncomingMailServerUsername"), "pat");
    assert_eq!(text("OutgoingMailServerHostName"), "post.valleyfiber.example");
    assert_eq!(mail["OutgoingMailServerPortNumber"].as_signed_integer(), Some(465));
    visit.knows_no_first().await;

    // The first provider's servers are foreign here, and the whole address is the wrong user name.
    let pasted = "Servidor entrante: imap.centurylink.com, puerto 993, SSL\nNombre de usuario: pat@valleyfiber.example";
    visit.page.goto(&visit.companion.url_at(HOST, "/#/es/trouble/tell")).await.unwrap();
    visit.reload().await;
    visit.at("Muéstrenos lo que tiene").await;
    visit.paste("Mensaje o ajustes", pasted).await;
    visit.press("Buscar el fallo").await;
    visit.shows("imap.valleyfiber.example").await;
    visit.is_content().await;
}

#[tokio::test]
async fn each_host_has_its_own_page() {
    let Some((_mail, visit)) = begin(Options::new(Device::WindowsEdge), "en").await else { return };
    visit.at("Set up your Valley Fiber email").await;
    visit.page.goto(&visit.companion.url("/#/en/start")).await.unwrap();
    visit.at("Set up your CenturyLink email").await;
    // The static pages, as a reader without JavaScript has them.
    let page =
        reqwest::Client::new().get(visit.companion.url("/steps/es/thunderbird.html")).header("host", HOST);
    let page = page.send().await.unwrap();
    let page = page.text().await.unwrap().to_lowercase();
    assert!(page.contains("imap.valleyfiber.example") && page.contains("valley fiber"));
    for word in FIRST {
        assert!(!page.contains(word), "{word}");
    }
    assert!(fs::read_to_string(PROFILE).unwrap().contains("\"days\": 14"));
}
