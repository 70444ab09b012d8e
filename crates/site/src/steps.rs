//! The static step pages: every app's steps with the provider's values, for readers whose
//! browser runs no application, and for search engines.

use crate::apply::settings;
use crate::html::escape;
use crate::{Data, DataError};
use engine::guide::{ClientCard, Confidence, FilledRow, Kind, RowKind, Said, Step, Values, fill};
use engine::profile::Profile;
use engine::text::{Lang, Page, Texts};
use std::fmt::Write as _;

/// Every step page of one language: its path under the page's folder, and its bytes.
pub(crate) fn pages(
    profile: &Profile,
    data: &Data,
    lang: Lang,
    sheets: &[&str],
) -> Result<Vec<(String, Vec<u8>)>, DataError> {
    let text = data.texts::<Page>(lang)?;
    let place = |file: &str| format!("steps/{}/{file}", lang.code());
    let frame = |file: &str, title: &str, body: &str| frame(profile, lang, &text, sheets, file, title, body);

    let title = text.fill(Page::StartTitle, &[("provider", &profile.name)]);
    let body =
        format!("<h1>{}</h1>\n{}{}", escape(&title), settings(profile, &text), list(data, lang, &text, ""));
    let mut made = vec![(place("index.html"), frame("index.html", &title, &body).into_bytes())];
    for card in data.clients() {
        let file = format!("{}.html", card.id);
        let title = text.fill(Page::StepsTitle, &[("app", card.name.get(lang)), ("provider", &profile.name)]);
        let body = format!("<h1>{}</h1>\n{}", escape(&title), card_body(card, profile, data, lang, &text));
        made.push((place(&file), frame(&file, &title, &body).into_bytes()));
    }
    Ok(made)
}

/// The list of apps, each linked to its step page under `base`.
pub(crate) fn list(data: &Data, lang: Lang, text: &Texts<Page>, base: &str) -> String {
    let mut html = format!("<section><h2>{}</h2><ul class=\"apps\">", escape(text.get(Page::StartEvery)));
    for card in data.clients() {
        let _ =
            write!(html, "<li><a href=\"{base}{}.html\">{}</a></li>", card.id, escape(card.name.get(lang)));
    }
    html.push_str("</ul></section>\n");
    html
}

fn frame(
    profile: &Profile,
    lang: Lang,
    text: &Texts<Page>,
    sheets: &[&str],
    file: &str,
    title: &str,
    body: &str,
) -> String {
    let other = if lang == Lang::En { Lang::Es } else { Lang::En };
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n",
        lang.code(),
        escape(title)
    );
    for sheet in sheets {
        let _ = writeln!(
            html,
            "<link rel=\"stylesheet\" href=\"../../{}\">",
            escape(sheet.trim_start_matches("./"))
        );
    }
    let _ = write!(
        html,
        "</head>\n<body>\n<header class=\"top\"><a class=\"brand\" href=\"../../index.html\">{}</a>\
         <a class=\"language\" lang=\"{code}\" href=\"../{code}/{file}\">{}</a></header>\n<main>\n{body}</main>\n\
         <footer class=\"foot\"><p>{}</p></footer>\n</body>\n</html>\n",
        escape(&text.fill(Page::FrameBrand, &[("provider", &profile.name)])),
        escape(text.get(Page::FrameOtherLanguage)),
        escape(text.get(Page::StepsStatic)),
        code = other.code(),
    );
    html
}

fn card_body(card: &ClientCard, profile: &Profile, data: &Data, lang: Lang, text: &Texts<Page>) -> String {
    let Some(values) =
        Values::general(profile, text.get(Page::StepsYourAddress), text.get(Page::StepsYourName))
    else {
        return String::new();
    };
    let values = values.named(text.get(profile.username.rule.word()));
    let mut html = String::new();
    if card.kind == Kind::Terminal {
        let _ = writeln!(html, "<p class=\"notice\">{}</p>", escape(text.get(Page::FileNoAddress)));
    }
    let general = fill(card, None, &values, lang, lang).ok();
    if let Some(relay) = general.as_ref().and_then(|guide| guide.relay.as_ref()) {
        let _ = writeln!(html, "<p class=\"notice\">{}</p>", escape(relay));
    }
    if let Some(instead) = general.as_ref().and_then(|guide| guide.instead.as_ref()) {
        let _ = writeln!(html, "<p class=\"notice\">{}</p>\n<ul class=\"apps\">", escape(&instead.text));
        for card in instead.clients.iter().filter_map(|id| data.client(id)) {
            let _ = write!(html, "<li><a href=\"{}.html\">{}</a></li>", card.id, escape(card.name.get(lang)));
        }
        html.push_str("</ul>\n");
    }
    for variant in &card.variants {
        let Ok(guide) = fill(card, Some(variant.id.as_str()), &values, lang, lang) else { continue };
        if let Some(seen) = &variant.seen {
            let _ = writeln!(html, "<h2>{}</h2>", escape(seen.get(lang)));
            steps(&guide.steps, 3, &mut html, text);
        } else {
            steps(&guide.steps, 2, &mut html, text);
        }
    }
    if let Some(guide) = general.filter(|guide| !guide.steps.is_empty()) {
        if let Some(sign_in) = &guide.outgoing_sign_in {
            let _ = writeln!(
                html,
                "<p class=\"notice\"><b>{}</b>. {}</p>",
                escape(text.get(Page::StepsSignIn)),
                escape(sign_in)
            );
        }
        if let Some(window) = &guide.window_text {
            let days = text.fill(Page::StepsDays, &[("days", &profile.sync.days.to_string())]);
            let _ = write!(html, "<h2>{}</h2>\n<p>{}</p>\n", escape(&days), escape(window));
        }
        steps(&guide.window, 3, &mut html, text);
        if !guide.verify.is_empty() {
            let _ = write!(html, "<h2>{}</h2>\n<ol>", escape(text.get(Page::CheckHeading)));
            for line in &guide.verify {
                let _ = write!(html, "<li>{}</li>", escape(line));
            }
            html.push_str("</ol>\n");
        }
        let sure = text.get(match guide.confidence {
            Confidence::Sure => Page::StepsSure,
            Confidence::Likely => Page::StepsLikely,
            Confidence::ToVerify => Page::StepsToVerify,
        });
        let values = [("date", guide.checked.as_str()), ("versions", guide.versions.as_str())];
        let checked = text.fill(Page::StepsChecked, &values);
        let _ = writeln!(html, "<p class=\"hint\">{} {}</p>", escape(sure), escape(&checked));
    }
    html
}

/// The cards of some steps, their headings of this level.
fn steps(steps: &[Step], level: u8, html: &mut String, text: &Texts<Page>) {
    if steps.is_empty() {
        return;
    }
    html.push_str("<ol class=\"steps\">\n");
    for step in steps {
        let _ = write!(html, "<li class=\"step\"><h{level}>{}</h{level}>", escape(&step.task));
        if !step.path.is_empty() {
            let path: Vec<String> = step.path.iter().map(said).collect();
            let _ = write!(html, "<p class=\"path\">{}</p>", path.join(" › "));
        }
        if let Some(title) = &step.title {
            let _ = write!(html, "<p class=\"screen-title\">{}</p>", said(title));
        }
        html.push_str("<ul class=\"rows\">");
        for row in &step.rows {
            self::row(row, html, text);
        }
        html.push_str("</ul></li>\n");
    }
    html.push_str("</ol>\n");
}

fn row(row: &FilledRow, html: &mut String, text: &Texts<Page>) {
    let word = text.get(row.kind.word());
    let _ =
        write!(html, "<li class=\"row {}\"><span class=\"kind\">{}</span> ", class(row.kind), escape(word));
    if let Some(label) = &row.label {
        let _ = write!(html, "<span class=\"label\">{}</span> ", said(label));
    }
    match (&row.value, row.kind) {
        (Some(value), RowKind::Link) => {
            let url = escape(&value.text);
            let _ = write!(html, "<a href=\"{url}\">{url}</a> ");
        }
        (Some(value), _) => {
            let _ = write!(html, "<span class=\"value\" translate=\"no\">{}</span> ", said(value));
        }
        (None, _) => {}
    }
    if let Some(ours) = &row.text {
        let _ = write!(html, "<span class=\"ours\">{}</span>", escape(ours));
    }
    html.push_str("</li>");
}

fn said(said: &Said) -> String {
    match said.lang {
        Some(lang) => format!("<b lang=\"{}\">{}</b>", lang.code(), escape(&said.text)),
        None => format!("<b>{}</b>", escape(&said.text)),
    }
}

fn class(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Note => "note",
        RowKind::Warn => "warn",
        _ => "do",
    }
}
