//! A person gets through set-up, a file and a diagnosis inside the frame, in Spanish and in the portal's
//! colours; the portal hears what it should and nothing else.

use crate::portal::{PAT, Plan, Visit};
use serde_json::json;
use testkit::browser::{Device, Options};

const STYLE: &str = "mail-setup-assistant { --mail-setup-accent: #7a1f5c; --mail-setup-background: #fffaf5; \
                     --mail-setup-radius: 2px; --mail-setup-font: Georgia, serif; }";
const NAME: &str = "Quetzal Ximenez";
/// What is pasted: an address, hosts and a fault, none of them in any list of ours.
const PASTED: &str = "Servidor entrante: imap.zzyzx-host.example puerto 143 sin SSL, usuario pat. Servidor saliente: \
                      smtp.centurylink.com puerto 465 STARTTLS";

#[tokio::test]
async fn una_persona_llega_al_final_dentro_del_portal() {
    let body = Plan::element("language=\"es\" deep-links");
    let plan = Plan { body: &body, style: STYLE, ..Plan::default() };
    let Some(visit) = Visit::begin(Options::new(Device::Linux), plan).await else { return };
    visit.enter().await;
    visit.at("Configure su correo de CenturyLink").await;
    let look = "const css = getComputedStyle(document.querySelector('button.main')); \
                return [css.backgroundColor, css.borderRadius, getComputedStyle(document.body).backgroundColor, css.fontFamily]";
    let worn = async || {
        let now: Vec<String> = visit.page.script(look, vec![]).await?;
        Ok(now == ["rgb(122, 31, 92)", "2px", "rgb(255, 250, 245)", "Georgia, serif"])
    };
    visit.page.wait_until("the portal's look", worn).await.unwrap();

    // Set-up, to the file for Thunderbird.
    visit.type_into("Dirección de correo", PAT).await;
    visit.press("Continuar").await;
    visit.at("¿Ya está esta dirección en su aplicación de correo?").await;
    visit.press("No").await;
    visit.press("Thunderbird").await;
    visit.at("Tenga a mano la contraseña de su correo").await;
    visit.press("Tengo mi contraseña").await;
    visit.at("Importe su configuración en Thunderbird").await;
    visit.type_into("Su nombre", NAME).await;
    visit.press("Descargar configuración").await;
    let (file, bytes) = visit.page.download().await.unwrap();
    assert!(file.ends_with(".zip") && bytes.starts_with(b"PK"), "{file}");
    assert_eq!(
        visit.hears("file", |_| true).await,
        json!({"format": "thunderbird", "client": "thunderbird"})
    );
    visit.enter().await;
    visit.press("Ya lo hice").await;
    visit.at("Compruebe que funciona").await;
    visit.press("Funciona").await;
    visit.at("Su correo está configurado").await;
    assert_eq!(visit.hears("done", |_| true).await, json!({"screen": "done", "client": "thunderbird"}));
    assert_eq!(visit.portal::<String>("return location.hash").await, "#mail-setup/es/done");

    // The clipboard is open to the frame.
    visit.enter().await;
    visit.press("Copiar servidor de entrada").await;
    visit.shows("Copiado: servidor de entrada").await;

    // Diagnosis.
    visit
        .portal::<()>("document.querySelector('mail-setup-assistant').setAttribute('start', 'trouble')")
        .await;
    visit.enter().await;
    visit.at("¿Qué ocurre?").await;
    visit.press_starting("Tengo un mensaje o un código").await;
    visit.at("Muéstrenos lo que tiene").await;
    visit.type_into("Mensaje o ajustes", PASTED).await;
    visit.press("Buscar el fallo").await;
    visit.at("¿Funcionó alguna vez?").await;
    visit.press("Sí").await;
    visit.at("¿Puede entrar en el webmail?").await;
    visit.press("Sí").await;
    visit.shows("Dónde cambiarlo en su aplicación").await;
    let fault = visit.hears("fault", |_| true).await;
    let findings = fault["findings"].as_array().unwrap();
    assert!(
        findings.contains(&json!("unencrypted")) && findings.contains(&json!("port_security")),
        "{fault}"
    );
    let screen = visit.hears("screen", |detail| detail["step"] == "answer").await;
    assert_eq!((&screen["screen"], &screen["language"]), (&json!("trouble"), &json!("es")));
    // Nobody could ask the servers: every host of the profile is an address that is not asked.
    let check = visit.hears("check", |_| true).await;
    assert_eq!(check, json!({"result": "unknown", "incoming": "unknown", "outgoing": "unknown"}));
    visit.hears("client", |detail| *detail == json!({"client": "thunderbird"})).await;

    told_nothing(&visit).await;
    visit.is_content().await;
}

/// Nothing that was typed or pasted, and no host, stands in a message, an event, an address or an attribute.
async fn told_nothing(visit: &Visit) {
    let seen = visit.seen().await;
    let kinds = ["hello", "title", "height", "screen", "client", "file", "fault", "check", "done"];
    for kind in kinds {
        assert!(seen.messages.iter().any(|message| message.data["type"] == kind), "no message {kind}");
    }
    let own = visit.companion.url("").trim_end_matches('/').to_owned();
    assert!(seen.messages.iter().all(|message| message.origin == own));
    let portal: String = visit.portal("return location.href + document.documentElement.outerHTML").await;
    let frame: String =
        visit.portal("return document.querySelector('mail-setup-assistant').shadowRoot.innerHTML").await;
    let all = format!("{seen:?} {portal} {frame}").to_lowercase();
    for typed in ["pat@", "centurylink.net", "quetzal", "ximenez", "zzyzx", "imap.", "smtp.", "143", "puerto"]
    {
        assert!(!all.contains(typed), "{typed:?} is in {all}");
    }
    for request in visit.page.requests().await.unwrap() {
        assert!(!["pat@", "Quetzal", "zzyzx"].iter().any(|text| request.mentions(text)), "{request:?}");
    }
}
