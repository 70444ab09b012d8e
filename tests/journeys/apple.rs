//! The iPhone and the Mac: the profile comes from the companion or out of the browser.

use crate::visit::{NAME, PAT, Visit};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use plist::{Dictionary, Value};
use serde_json::json;
use std::io::Cursor;
use testkit::browser::{Device, Options};

const SERVER_TOLD: &str =
    "To make this one file, your address, and your name if you typed one, go to this page's server";
const SAFARI_WANTED: &str = "Open this page in Safari";
const PROFILE_HEADING: &str = "Add your mail with a profile";

const FIREFOX: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/143.0 Mobile/15E148 Safari/605.1.15";
const INSIDE_AN_APP: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85";

#[tokio::test]
async fn an_iphone_gets_its_profile_from_a_real_address() {
    let Some(visit) = Visit::begin(Options::new(Device::Iphone)).await else { return };
    visit.say_address("pat@centurylilnk.net").await;
    visit.at("Did you mean pat@centurylink.net?").await;
    visit.press("Yes, use pat@centurylink.net").await;
    visit.at("Is this address already in your mail app?").await;
    visit.press("No").await;
    visit.shows("This looks like an iPhone.").await;
    visit.choose("Mail on iPhone and iPad").await;
    visit.at(PROFILE_HEADING).await;
    visit.shows("This adds one mail account. It cannot read, lock or erase your device.").await;
    visit.type_into("Your name", NAME).await;

    visit.shows(SERVER_TOLD).await;
    let text = visit.page.text().await.unwrap();
    let (told, button) = (text.find(SERVER_TOLD).unwrap(), text.find("Download profile").unwrap());
    assert!(told < button, "said before it is done:\n{text}");
    assert!(!visit.shows_now(SAFARI_WANTED).await);
    visit.keeps_to_itself(&["pat@", "centurylilnk", "Zoë"], |_| false).await;

    visit.press("Download profile").await;
    let (name, file) = visit.page.download().await.unwrap();
    assert!(name.ends_with(".mobileconfig"), "{name}");
    profile_holds(&file, NAME);

    // The browser's record may come a moment after the file.
    let got = async || {
        let requests = visit.page.requests().await?;
        let there = requests
            .iter()
            .any(|request| request.method == "GET" && request.url.contains("/apple-profiles/"));
        Ok(there.then_some(requests))
    };
    let requests = visit.page.wait_for("the request for the profile", got).await.unwrap();
    let at = |request: &&testkit::browser::Request| request.url.contains("/api/v1/apple-profiles");
    let made: Vec<_> = requests.iter().filter(at).map(|request| request.method.as_str()).collect();
    assert_eq!(made, ["GET", "POST", "GET"], "who signs, the link, the file: {requests:#?}");
    let got = requests.iter().filter(at).rfind(|request| request.method == "GET").unwrap();
    assert!(!got.mentions("pat@") && !got.mentions("centurylink.net") && !got.mentions("Zoë"), "{got:?}");
    // Nor in another spelling: what stands in the address is sealed, not only encoded.
    let token = got.url.rsplit('/').nth(1).unwrap();
    let sealed = URL_SAFE_NO_PAD.decode(token).unwrap();
    assert!(sealed.len() > PAT.len() && !sealed.windows(4).any(|part| part == b"pat@"), "{token}");
    visit.keeps_to_itself(&["pat@", "Zoë"], |request| request.method == "POST" && at(&request)).await;
    for _ in 0..2 {
        let answer = reqwest::get(&got.url).await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "application/x-apple-aspen-config");
        assert_eq!(answer.bytes().await.unwrap(), file, "the same file each time");
    }
    let told: Vec<_> = visit.companion.log().into_iter().filter(|line| line.contains("pat@")).collect();
    assert_eq!(told, [""; 0], "the address in the log");

    visit.press("I did this").await;
    visit.at("Check that it works").await;
    visit.press("It works").await;
    visit.at("Your mail is set up").await;
    visit.is_content().await;
}

#[tokio::test]
async fn an_iphone_with_another_browser_is_sent_to_safari_and_goes_on_there() {
    let Some(visit) = Visit::arrive(Options::new(Device::Iphone)).await else { return };
    pass_for(&visit, FIREFOX).await;
    visit.open("").await;
    visit.to_device(PAT).await;
    visit.choose("Mail on iPhone and iPad").await;
    visit.at(PROFILE_HEADING).await;
    visit.shows(SAFARI_WANTED).await;
    let link = visit.companion.url("/#/en/get/apple-mail-ios");
    assert!(visit.shows_now(&link).await, "{}", visit.page.text().await.unwrap());
    visit.press("Copy link to this page").await;
    visit.shows("Copied: link to this page").await;
    assert_eq!(visit.page.clipboard().await.unwrap(), link);

    pass_for(&visit, INSIDE_AN_APP).await;
    visit.reload().await;
    visit.at(PROFILE_HEADING).await;
    visit.shows(SAFARI_WANTED).await;

    let safari = Visit::arrive(Options::new(Device::Iphone)).await.unwrap();
    safari.page.goto(&link).await.unwrap();
    safari.at("Set up your CenturyLink email").await;
    safari.shows("Next: Mail on iPhone and iPad").await;
    assert_eq!(safari.value("Email address").await, "");
    safari.say_address(PAT).await;
    safari.at("Have your email password ready").await;
    safari.press("I have my password").await;
    safari.at(PROFILE_HEADING).await;
    assert!(!safari.shows_now(SAFARI_WANTED).await);
    safari.is_content().await;
}

#[tokio::test]
async fn a_mac_in_spanish_makes_its_profile_in_the_browser() {
    let Some(visit) = Visit::begin(Options::new(Device::Mac).languages("es-MX,es,en")).await else { return };
    visit.at("Configure su correo de CenturyLink").await;
    assert_eq!(visit.lang().await, "es");
    visit.type_into("Dirección de correo", PAT).await;
    visit.press("Continuar").await;
    visit.at("¿Ya está esta dirección en su aplicación de correo?").await;
    visit.press("No").await;
    visit.shows("Parece que usa una Mac.").await;
    visit.press("Mail en Mac").await;
    visit.at("Tenga a mano la contraseña de su correo").await;
    visit.press("Tengo mi contraseña").await;
    visit.at("Agregue su correo con un perfil").await;
    assert_eq!(visit.place().await, "#/es/get/apple-mail-mac");
    visit.type_into("Su nombre", NAME).await;
    visit.shows("Su navegador hace el archivo. No se envía nada a ninguna parte.").await;

    visit.press("English").await;
    visit.at(PROFILE_HEADING).await;
    assert_eq!(
        (visit.lang().await.as_str(), visit.place().await.as_str()),
        ("en", "#/en/get/apple-mail-mac")
    );
    assert_eq!(visit.value("Your name").await, NAME);
    visit.shows("Your browser makes the file. Nothing is sent anywhere.").await;
    visit.press("Download profile").await;
    let (name, file) = visit.page.download().await.unwrap();
    assert!(name.ends_with(".mobileconfig"), "{name}");
    profile_holds(&file, NAME);
    visit.shows(&format!("Saved: {name}")).await;
    visit.keeps_to_itself(&["pat@", "Zoë"], |_| false).await;

    // The choice of language holds over a reload, against the browser's own.
    visit.reload().await;
    visit.at(PROFILE_HEADING).await;
    assert_eq!(visit.value("Your name").await, NAME);
    visit.is_content().await;
}

async fn pass_for(visit: &Visit, user_agent: &str) {
    let parameters = json!({"userAgent": user_agent, "platform": "iPhone", "acceptLanguage": "en-US,en"});
    visit.page.devtools("Emulation.setUserAgentOverride", parameters).await.unwrap();
}

/// The profile as Apple's documentation of `com.apple.mail.managed` names its keys.
pub fn profile_holds(file: &[u8], name: &str) {
    let whole = Value::from_reader(Cursor::new(file)).unwrap();
    let whole = whole.as_dictionary().unwrap();
    assert_eq!(text(whole, "PayloadType"), "Configuration");
    let [mail] = &whole["PayloadContent"].as_array().unwrap()[..] else { panic!("one payload") };
    let mail = mail.as_dictionary().unwrap();
    assert_eq!(text(mail, "PayloadType"), "com.apple.mail.managed");
    assert_eq!(text(mail, "EmailAccountType"), "EmailTypeIMAP");
    assert_eq!(text(mail, "EmailAddress"), PAT);
    assert_eq!(text(mail, "EmailAccountName"), name);
    for (side, host, port) in
        [("Incoming", "imap.centurylink.com", 993), ("Outgoing", "smtp.centurylink.com", 587)]
    {
        let key = |end: &str| format!("{side}MailServer{end}");
        assert_eq!(text(mail, &key("HostName")), host);
        assert_eq!(mail[&key("PortNumber")].as_signed_integer(), Some(port));
        assert_eq!(mail[&key("UseSSL")].as_boolean(), Some(true));
        assert_eq!(text(mail, &key("Username")), PAT);
        assert_eq!(text(mail, &key("Authentication")), "EmailAuthPassword");
        assert!(!mail.contains_key(&format!("{side}Password")));
    }
}

fn text<'a>(dictionary: &'a Dictionary, key: &str) -> &'a str {
    dictionary.get(key).and_then(Value::as_string).unwrap_or("missing")
}
