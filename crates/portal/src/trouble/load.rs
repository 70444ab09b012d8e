//! What these screens fetch, through the functions that `boot.js` has prepared.

use super::state::{Given, Site};
use crate::page::{file, get, prepared, sheet, take, texts};
use crate::wrong;
use engine::Profile;
use engine::explain::Catalogue;
use engine::guide::{ClientSummary, EditCard};
use engine::text::{Findings, Lang, Page, Trouble};
use serde::Deserialize;
use serde_wasm_bindgen::from_value;
use wasm_bindgen::prelude::*;

/// The compiled file `trouble-<language>`.
#[derive(Deserialize)]
struct Said {
    trouble: Vec<String>,
    findings: Vec<String>,
}

/// The compiled file `text-<language>`, as far as it is wanted here.
#[derive(Deserialize)]
struct First {
    page: Vec<String>,
}

/// Fetches everything that is the same for everybody, all at once.
pub(crate) async fn site(lang: Lang) -> Result<Site, JsError> {
    let code = lang.code();
    let said = file(&["trouble-", code].concat())?;
    let (first, more) = (file(&["text-", code].concat())?, file(&["more-", code].concat())?);
    let (errors, profile) = (file("errors")?, file("profile")?);
    let sheet = sheet("trouble.css");
    let said: Said = take("trouble", said).await?;
    let first: First = take("text", first).await?;
    let more: Vec<String> = take("more", more).await?;
    let catalogue: Catalogue = take("errors", errors).await?;
    let profile: Profile = take("profile", profile).await?;
    sheet.await;
    let clients: Vec<ClientSummary> = from_value(get(&get(&prepared(), "site"), "clients"))
        .map_err(|e| wrong("clients", &e.to_string()))?;
    let mut page = texts::<Page>(first.page)?;
    page.add(texts(more)?);
    Ok(Site {
        profile,
        catalogue,
        clients,
        page,
        findings: texts::<Findings>(said.findings)?,
        trouble: texts::<Trouble>(said.trouble)?,
    })
}

/// The places of an app where settings are changed.
pub(crate) async fn card(id: &str) -> Result<EditCard, JsError> {
    take("edit", file(&["edit-", id].concat())?).await
}

/// What the page knows already.
pub(crate) fn given(answers: JsValue) -> Given {
    from_value(answers).unwrap_or_default()
}
