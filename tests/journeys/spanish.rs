//! The same in Spanish, from the first screen to the file, on a phone of each kind and a computer.

use crate::visit::{PAT, Visit};
use crate::{android, apple, windows};
use serde_json::json;
use std::fs;
use testkit::browser::{Device, Options};

/// A device as the page recognises it, and what it says and does there.
struct Spanish {
    user_agent: &'static str,
    recognised: &'static str,
    app: &'static str,
    heading: &'static str,
    button: &'static str,
    ending: &'static str,
    read_back: fn(&[u8], &str),
}

const IMPORT: &str = "Importe su configuración en Thunderbird";
const SETTINGS: &str = "Descargar configuración";

const DEVICES: [Spanish; 3] = [
    Spanish {
        user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
        recognised: "Parece que usa un iPhone.",
        app: "Mail en iPhone y iPad",
        heading: "Agregue su correo con un perfil",
        button: "Descargar perfil",
        ending: ".mobileconfig",
        read_back: apple::profile_holds,
    },
    Spanish {
        user_agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        recognised: "Parece que usa una computadora con Windows.",
        app: "Thunderbird",
        heading: IMPORT,
        button: SETTINGS,
        ending: ".zip",
        read_back: windows::zip_holds,
    },
    Spanish {
        user_agent: "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
        recognised: "Parece que usa un celular o tableta Android.",
        app: "Thunderbird para Android",
        heading: IMPORT,
        button: SETTINGS,
        ending: ".k9s",
        read_back: android::k9_holds,
    },
];

#[tokio::test]
async fn each_device_gets_its_file_in_spanish() {
    let Some(visit) = Visit::arrive(Options::new(Device::Linux).languages("es-US,es,en")).await else {
        return;
    };
    for (number, device) in DEVICES.iter().enumerate() {
        let parameters = json!({"userAgent": device.user_agent, "acceptLanguage": "es-US,es,en"});
        visit.page.devtools("Emulation.setUserAgentOverride", parameters).await.unwrap();
        visit.open("").await;
        assert_eq!(visit.lang().await, "es");
        visit.at("Configure su correo de CenturyLink").await;
        visit.type_into("Dirección de correo", "pat@centurylilnk.net").await;
        visit.press("Continuar").await;
        visit.at("¿Quiso decir pat@centurylink.net?").await;
        visit.press("Sí, usar pat@centurylink.net").await;
        visit.at("¿Ya está esta dirección en su aplicación de correo?").await;
        visit.press("No").await;
        visit.shows(device.recognised).await;
        visit.press(device.app).await;
        visit.at("Tenga a mano la contraseña de su correo").await;
        visit.press("Tengo mi contraseña").await;
        visit.at(device.heading).await;
        let name = format!("Íñigo Núñez {number}");
        visit.type_into("Su nombre", &name).await;
        if device.ending == ".mobileconfig" {
            visit
                .shows("Para hacer este archivo, su dirección, y su nombre si lo escribió, van al servidor")
                .await;
        }
        visit.press(device.button).await;
        let (file_name, file) = visit.page.download().await.unwrap();
        assert!(file_name.ends_with(device.ending), "{file_name}");
        (device.read_back)(&file, &name);
        fs::remove_file(visit.page.downloads().join(&file_name)).unwrap();

        visit.press("Ya lo hice").await;
        visit.at("Compruebe que funciona").await;
        visit.press("Funciona").await;
        visit.at("Su correo está configurado").await;
        visit.press("Borrar todo").await;
        visit.shows("Se borró todo lo que escribió.").await;
    }
    visit.keeps_to_itself(&[PAT, "Núñez"], |request| request.url.contains("/apple-profiles")).await;
    visit.is_content().await;
}
