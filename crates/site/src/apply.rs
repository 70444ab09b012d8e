//! Puts a profile into a built page: its data, its title, the static start page and the static
//! step pages, so that all of it is readable before the application arrives and without it.

use crate::compile::{INDEX, Manifest};
use crate::html::{escape, replace_block, script_json, style_sheets};
use crate::steps;
use crate::{Data, DataError};
use engine::profile::{Endpoint, Profile, Role, Security};
use engine::text::{Lang, Page, Texts};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The styles of screens beyond the first, in the manifest.
const LATE_SHEET: &str = "late.css";

/// The whole profile, beside the page.
const PROFILE: &str = "data/profile.json";

/// Why a profile cannot be put into a page.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The folder does not hold a page that was built from this project.
    #[error("index.html is not a built page of this project: it has no {0} marker")]
    NotAPage(&'static str),
    /// The page's list of files is not what it should be.
    #[error("data/manifest.json: {0}")]
    Manifest(#[from] serde_json::Error),
    /// The program's own data is wrong.
    #[error(transparent)]
    Data(#[from] DataError),
}

/// Makes the files that depend on the profile: `index.html` and everything under `steps/`.
/// `index` and `manifest` are the built page's `index.html` and `data/manifest.json`.
///
/// # Errors
/// [`ApplyError`] where the page is not one of this project's.
pub fn apply(
    index: &str,
    manifest: &str,
    profile: &Profile,
    data: &Data,
) -> Result<Vec<(String, Vec<u8>)>, ApplyError> {
    let manifest: Manifest = serde_json::from_str(manifest)?;
    let late_sheet = manifest.get(LATE_SHEET).map(|file| format!("data/{file}"));
    let first = |name: &str| name == INDEX || name.starts_with("text-") || name.starts_with("more-");
    let files: Manifest = manifest
        .into_iter()
        .filter(|(name, _)| first(name))
        .map(|(name, file)| (name, format!("data/{file}")))
        .collect();
    let clients: Vec<_> = data.clients().iter().map(|card| json!(card.summary())).collect();
    let languages: Vec<_> = Lang::ALL.iter().map(|lang| lang.code()).collect();
    let site = json!({"profile": first_part(&json!(profile)), "languages": languages, "clients": clients, "files": files});
    let site =
        format!("<script type=\"application/json\" id=\"site\">{}</script>", script_json(&site.to_string()));

    let text = data.texts::<Page>(Lang::En)?;
    let title =
        format!("<title>{}</title>", escape(&text.fill(Page::StartTitle, &[("provider", &profile.name)])));
    let put = |page: &str, name: &'static str, content: &str| {
        replace_block(page, name, content).ok_or(ApplyError::NotAPage(name))
    };
    let page = put(index, "title", &title)?;
    let page = put(&page, "data", &site)?;
    let page = put(&page, "start", &start(profile, data, &text))?;

    let mut made = vec![
        ("index.html".to_owned(), page.into_bytes()),
        (PROFILE.to_owned(), json!(profile).to_string().into_bytes()),
    ];
    let sheets: Vec<&str> = style_sheets(index).into_iter().chain(late_sheet.as_deref()).collect();
    for lang in Lang::ALL {
        made.extend(steps::pages(profile, data, lang, &sheets)?);
    }
    Ok(made)
}

/// What the page itself needs of a profile: the engine without its feature `whole`. The rest is
/// fetched with the whole profile when someone asks where a value comes from.
fn first_part(profile: &Value) -> Value {
    const LATER: [&str; 9] =
        ["sources", "checked", "reviewed", "note", "languages", "transport", "pop", "limits", "issues"];
    match profile {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| !LATER.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), first_part(value)))
            .collect(),
        Value::Array(items) => items.iter().map(first_part).collect(),
        other => other.clone(),
    }
}

/// The start page as it is before the application takes over, and without it.
fn start(profile: &Profile, data: &Data, text: &Texts<Page>) -> String {
    let provider = [("provider", profile.name.as_str())];
    let say = |key| escape(&text.fill(key, &provider));
    let example = format!("pat@{}", profile.main_domain());
    let mut html = String::new();
    let _ = write!(
        html,
        r#"<header class="top"><p class="brand">{brand}</p><a class="language" lang="es" href="steps/es/index.html">Español</a></header>
<section id="live" class="needs-js"></section>
<main>
<h1>{heading}</h1>
<p class="lead">{lead}</p>
<form class="needs-js" novalidate>
<label for="address">{label}</label>
<p class="hint" id="address-hint">{hint}</p>
<input id="address" type="email" autocomplete="email" inputmode="email" autocapitalize="none" spellcheck="false" maxlength="320" aria-describedby="address-hint">
<button type="submit" class="main" data-wait="{wait}">{go_on}</button>
</form>
<div class="notice" id="failed" hidden><h2>{failed}</h2><p>{failed_text}</p></div>
<div class="notice without-js"><h2>{no_script}</h2><p>{no_script_text}</p></div>
<p class="private">{private}</p>
"#,
        brand = say(Page::FrameBrand),
        heading = say(Page::StartHeading),
        lead = say(Page::StartLead),
        label = say(Page::StartLabel),
        hint = escape(&text.fill(Page::StartHint, &[("example", &example)])),
        wait = say(Page::StartWait),
        go_on = say(Page::FrameContinue),
        failed = say(Page::FailedHeading),
        failed_text = say(Page::FailedText),
        no_script = say(Page::FailedNoScript),
        no_script_text = say(Page::FailedNoScriptText),
        private = say(Page::FramePrivate),
    );
    if let Some(webmail) = profile.link("webmail") {
        let _ = writeln!(
            html,
            "<ul class=\"ways\"><li><a href=\"{}\">{}</a></li></ul>",
            escape(webmail.url.as_str()),
            say(Page::FrameWebmail)
        );
    }
    html.push_str(&settings(profile, text));
    html.push_str(&steps::list(data, Lang::En, text, "steps/en/"));
    html.push_str("</main>\n");
    html
}

/// The settings of the profile's first choice, as tables.
pub(crate) fn settings(profile: &Profile, text: &Texts<Page>) -> String {
    let say = |key| escape(text.get(key));
    let mut html = format!("<section class=\"settings\"><h2>{}</h2>\n", say(Page::TableHeading));
    for (role, heading) in [(Role::Imap, Page::TableIncoming), (Role::Submission, Page::TableOutgoing)] {
        let endpoints = profile.accepted(role, profile.main_domain());
        let Some(first) = endpoints.first() else { continue };
        let _ = write!(html, "<table><caption>{}</caption><tbody>", say(heading));
        let mut row = |key, value: &str| {
            let _ = write!(
                html,
                "<tr><th scope=\"row\">{}</th><td translate=\"no\">{}</td></tr>",
                say(key),
                escape(value)
            );
        };
        row(Page::TableServer, first.host.as_str());
        row(Page::TablePort, &first.port.to_string());
        row(Page::TableSecurity, security(first.security, text));
        let mut row = |key, value| {
            let _ = write!(html, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", say(key), say(value));
        };
        row(Page::TableUsername, profile.username.rule.word());
        row(Page::TablePassword, Page::TablePasswordValue);
        if role == Role::Submission {
            row(Page::TableSignIn, Page::TableSignInValue);
        }
        html.push_str("</tbody></table>\n");
        if let Some(other) = other_port(first, &endpoints) {
            let _ = writeln!(
                html,
                "<p class=\"hint\">{}</p>",
                escape(&text.fill(
                    Page::TableOtherPort,
                    &[("port", &other.port.to_string()), ("security", security(other.security, text))]
                ))
            );
        }
    }
    let _ = writeln!(
        html,
        "<p>{}</p></section>",
        escape(&text.fill(Page::TableDays, &[("days", &profile.sync.days.to_string())]))
    );
    html
}

/// The next endpoint on the same host, with another port.
fn other_port<'a>(first: &Endpoint, endpoints: &[&'a Endpoint]) -> Option<&'a Endpoint> {
    endpoints.iter().find(|other| other.host == first.host && other.port != first.port).copied()
}

fn security(security: Security, text: &Texts<Page>) -> &str {
    text.get(if security == Security::Starttls { Page::TableStarttls } else { Page::TableTls })
}
