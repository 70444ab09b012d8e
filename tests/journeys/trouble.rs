//! "My email stopped working": a message, a settings file and a form lead to the one thing to
//! change, in both languages.

use crate::visit::{PAT, Visit};
use serde_json::json;
use testkit::browser::{Device, Options, Role};

/// Settings of a Thunderbird with three faults, as `prefs.js` has them, with neighbours.
const PREFS: &str = r#"user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.accountmanager.accounts", "account1");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.identity.id1.useremail", "pat@centurylink.net");
user_pref("mail.server.server1.hostname", "imap.centurylink.com");
user_pref("mail.server.server1.port", 143);
user_pref("mail.server.server1.socketType", 0);
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.userName", "pat");
user_pref("mail.smtpserver.smtp1.authMethod", 3);
user_pref("mail.smtpserver.smtp1.hostname", "smtp.centurylink.com");
user_pref("mail.smtpserver.smtp1.port", 465);
user_pref("mail.smtpserver.smtp1.try_ssl", 2);
user_pref("mail.smtpserver.smtp1.username", "pat@centurylink.net");
user_pref("mail.smtpservers", "smtp1");
"#;

impl Visit {
    /// Puts text into the field as a paste does: the page sees the clipboard's text.
    pub async fn paste(&self, field: &str, text: &str) {
        let field = self.page.field(field).await.unwrap();
        let script = "const area = arguments[0]; const data = new DataTransfer(); \
             data.setData('text/plain', arguments[1]); area.focus(); \
             area.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));";
        let arguments = vec![field.to_json().unwrap(), json!(text)];
        self.page.script::<Option<bool>>(script, arguments).await.unwrap();
    }

    /// Nothing of what was typed has left the browser.
    async fn told_nobody(&self, texts: &[&str]) {
        self.keeps_to_itself(texts, |_| false).await;
        self.is_content().await;
    }
}

#[tokio::test]
async fn a_message_is_explained() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    visit.follow("My email stopped working").await;
    visit.at("What happens?").await;
    visit.press_starting("I have a message or a code").await;
    visit.at("Show us what you have").await;
    visit.paste("Message or settings", "Task 'Receiving' reported error (0x800CCC0E): cannot connect").await;
    visit.press("Find the fault").await;
    visit.at("Did it ever work?").await;
    visit.press("Yes").await;
    visit.at("Can you sign in to webmail?").await;
    visit.press("Yes").await;
    visit.shows("What to do").await;
    assert!(visit.place().await.ends_with("#/en/trouble/answer"));
    visit.shows("Be careful").await;
    visit.follow("Find out whether your network is in the way").await;
    visit.at("Try another network").await;
    visit.press("No change").await;
    visit.at("Switch the VPN off").await;
    visit.press("Now it works").await;
    visit.at("We found it").await;
    visit.told_nobody(&["0x800CCC0E", "800CCC0E"]).await;
}

#[tokio::test]
async fn un_mensaje_se_explica() {
    let Some(visit) = Visit::arrive(Options::new(Device::WindowsEdge)).await else { return };
    visit.open("#/es/trouble").await;
    visit.at("¿Qué ocurre?").await;
    visit.press_starting("Me pide la contraseña una y otra vez").await;
    visit.at("¿Funcionó alguna vez?").await;
    visit.press("Sí").await;
    visit.at("¿Puede entrar en el webmail?").await;
    visit.press("Sí").await;
    visit.shows("Qué hacer").await;
    // Right settings, webmail works: the provider's trouble; nothing is to be changed.
    visit.shows("Inténtelo de nuevo mañana").await;
    visit.told_nobody(&["centurylink.net@"]).await;
}

#[tokio::test]
async fn pasted_preferences_are_read_and_judged() {
    let Some(visit) = Visit::arrive(Options::new(Device::WindowsEdge)).await else { return };
    visit.open("#/en/trouble/tell").await;
    visit.at("Show us what you have").await;
    visit.paste("Message or settings", PREFS).await;
    visit.press("Find the fault").await;
    visit.shows("Where to change it in your app").await;
    for text in ["We read", "imap.centurylink.com", "143", "465", "993"] {
        visit.shows(text).await;
    }
    // The app is known from the paste, its own labels show the way.
    let app: String =
        visit.page.script("return document.getElementById('mail-app').value;", vec![]).await.unwrap();
    assert_eq!(app, "thunderbird");
    let open = "for (const more of document.querySelectorAll('.trouble details')) more.open = true;";
    visit.page.script::<Option<bool>>(open, vec![]).await.unwrap();
    visit.shows("Server Settings").await;
    let copies = visit.page.names(Role::Button).await.unwrap();
    assert!(copies.iter().any(|name| name.starts_with("Copy ")), "{copies:?}");

    // A reload loses nothing; what was read is still there.
    visit.reload().await;
    visit.shows("Where to change it in your app").await;
    visit.press("No").await;
    visit.at("Hand this over to someone who helps").await;
    assert!(!visit.shows_now(PAT).await, "the address is handed over only where it is ticked");
    visit.told_nobody(&[PAT, "user_pref"]).await;

    visit.press("Clear everything").await;
    visit.at("Set up your CenturyLink email").await;
    visit.open("#/en/trouble/answer").await;
    visit.at("What happens?").await;
}

#[tokio::test]
async fn unas_preferencias_pegadas_se_leen() {
    let Some(visit) = Visit::arrive(Options::new(Device::WindowsEdge)).await else { return };
    visit.open("#/es/trouble/tell").await;
    visit.at("Muéstrenos lo que tiene").await;
    visit.paste("Mensaje o ajustes", PREFS).await;
    visit.press("Buscar el fallo").await;
    for text in ["Dónde cambiarlo en su aplicación", "Hemos leído", "imap.centurylink.com"] {
        visit.shows(text).await;
    }
    visit.told_nobody(&[PAT, "user_pref"]).await;
}

#[tokio::test]
async fn a_form_filled_in_wrongly_is_put_right() {
    let Some(visit) = Visit::begin(Options::new(Device::Iphone)).await else { return };
    visit.open("#/en/trouble/form").await;
    visit.at("What does the app show?").await;
    visit.press("Compare").await;
    visit.shows("There is a problem").await;
    visit.type_into("Email address", PAT).await;
    visit.first("host", "smpt,centurylink,net").await;
    visit.first("port", "abc").await;
    visit.press("Compare").await;
    visit.shows("“abc” is not a port").await;
    visit.first("port", "993").await;
    visit.choose_by("security", "starttls").await;
    // Enter in a field is the button.
    visit.page.script::<Option<bool>>("document.getElementById('port').focus()", vec![]).await.unwrap();
    visit.page.press(&[thirtyfour::Key::Enter]).await.unwrap();
    visit.shows("Where to change it in your app").await;
    visit.shows("smpt,centurylink,net").await;
    visit.told_nobody(&[PAT, "smpt"]).await;
}

#[tokio::test]
async fn un_formulario_mal_rellenado_se_corrige() {
    let Some(visit) = Visit::arrive(Options::new(Device::Iphone)).await else { return };
    visit.open("#/es/trouble/form").await;
    visit.at("¿Qué muestra la aplicación?").await;
    visit.first("out-host", "smtp.centurylink.com").await;
    visit.first("out-port", "465").await;
    visit.choose_by("out-security", "starttls").await;
    visit.choose_by("out-sign-in", "no").await;
    visit.press("Comparar").await;
    visit.shows("Dónde cambiarlo en su aplicación").await;
    visit.told_nobody(&["smtp.centurylink.com"]).await;
}

#[tokio::test]
async fn right_settings_are_called_right() {
    let Some(visit) = Visit::arrive(Options::new(Device::WindowsEdge)).await else { return };
    visit.open("#/en/trouble/tell").await;
    visit.at("Show us what you have").await;
    let right = "Incoming: mail.centurylink.net port 993 SSL/TLS\nOutgoing: smtp.centurylink.net port 587 STARTTLS\n\
                 User name: pat@centurylink.net";
    visit.paste("Message or settings", right).await;
    visit.press("Find the fault").await;
    visit.shows("We read").await;
    assert!(!visit.shows_now("Where to change it").await);
    visit.shows("Find out whether your network is in the way").await;
    visit.is_content().await;
}

#[tokio::test]
async fn a_password_is_struck_out_before_it_is_shown() {
    let Some(visit) = Visit::arrive(Options::new(Device::WindowsEdge)).await else { return };
    visit.open("#/en/trouble/tell").await;
    visit.at("Show us what you have").await;
    let secret = "Tr0ub4dor-and-3";
    visit
        .paste("Message or settings", &format!("host smtp.centurylink.com\nport 465\npassword {secret}\n"))
        .await;
    visit.shows("There was a password in it.").await;
    assert!(!visit.value("Message or settings").await.contains(secret));
    visit.press("Find the fault").await;
    visit.shows("We read").await;
    let kept: String = visit
        .page
        .script("return JSON.stringify(sessionStorage) + document.body.outerHTML;", vec![])
        .await
        .unwrap();
    assert!(!kept.contains(secret));
    visit.told_nobody(&[secret]).await;
}

#[tokio::test]
async fn set_up_that_does_not_work_leads_here_with_everything_filled_in() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    visit.to_device(PAT).await;
    visit.choose("Thunderbird").await;
    visit.at("Import your settings into Thunderbird").await;
    visit.open("#/en/check/thunderbird").await;
    visit.press("It does not work").await;
    visit.at("What happens?").await;
    visit.open("#/en/trouble/form").await;
    visit.at("What does the app show?").await;
    assert_eq!(visit.value("Email address").await, PAT);
    let host: String =
        visit.page.script("return document.getElementById('host').value;", vec![]).await.unwrap();
    assert_eq!(host, "imap.centurylink.com");
    visit.is_content().await;
}

#[tokio::test]
async fn a_help_code_opens_the_same_screen() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    visit.open("#/en/steps/thunderbird").await;
    let code: String = visit
        .page
        .script("return document.querySelector('[data-help-code]').textContent;", vec![])
        .await
        .unwrap();
    assert_eq!(code.len(), 7, "{code}");
    let Some(other) = Visit::arrive(Options::new(Device::WindowsEdge)).await else { return };
    other.open("#/en/trouble/helping").await;
    other.at("I am helping someone").await;
    other.type_into("Help code", "ABC").await;
    other.press("Open the same screen").await;
    other.shows("This is not a help code").await;
    let spoken = format!("{} {}", &code[..3], code[3..].to_lowercase());
    other.type_into("Help code", &spoken).await;
    other.press("Open the same screen").await;
    let look = async || Ok(other.place().await.ends_with("#/en/steps/thunderbird"));
    other.page.wait_until("the same screen", look).await.unwrap();
    other.is_content().await;
}

impl Visit {
    /// Types into the field of that id: two servers have fields of the same name.
    async fn first(&self, id: &str, text: &str) {
        let script = "const field = document.getElementById(arguments[0]); field.focus(); field.value = arguments[1]; \
             field.dispatchEvent(new Event('input', {bubbles: true})); return field.value;";
        let typed: String = self.page.script(script, vec![json!(id), json!(text)]).await.unwrap();
        assert_eq!(typed, text);
    }

    /// Chooses in the list of that id.
    async fn choose_by(&self, id: &str, value: &str) {
        let script = "const field = document.getElementById(arguments[0]); field.value = arguments[1]; \
             field.dispatchEvent(new Event('change', {bubbles: true})); return field.value;";
        let chosen: String = self.page.script(script, vec![json!(id), json!(value)]).await.unwrap();
        assert_eq!(chosen, value);
    }
}
