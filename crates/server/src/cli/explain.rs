//! `mail-setup explain`: an error message, its causes and what to do.

use super::args::ExplainArgs;
use super::{Answer, Context};
use crate::error::Error;
use engine::answer::ExplainAnswer;
use engine::explain::{App, Story, Teller, Told, explain};
use engine::guide::Values;
use engine::settings::read;
use engine::text::Command;
use std::fmt::Write as _;

pub(super) fn run(wanted: &ExplainArgs, context: &Context) -> Result<Answer, Error> {
    let client = wanted.client.as_deref().map(|id| context.client(id)).transpose()?;
    let bytes = match wanted.text.as_deref() {
        Some(text) if text != "-" => text.as_bytes().to_vec(),
        _ => super::input(None)?,
    };
    let text = read(&bytes).map_err(|error| Error::Unreadable(error.to_string()))?.text;
    let story = Story {
        text: &text,
        client: wanted.client.as_deref(),
        worked: wanted.worked,
        webmail: wanted.webmail,
        ..Story::default()
    };
    let no_name = context.command.get(Command::GuideNoName);
    let domain = [("domain", context.profile.main_domain())];
    let address = context.command.fill(Command::ExplainAddress, &domain);
    let values = Values::general(&context.profile, &address, no_name)
        .ok_or_else(|| Error::Findings(context.command.get(Command::ExplainNoServers).to_owned()))?;
    let teller = Teller {
        catalogue: context.data.errors(),
        profile: &context.profile,
        values: &values,
        app: client.map(App::from),
        lang: context.lang,
        labels: context.lang,
    };
    let causes: Vec<Told> = explain(&story, context.data.errors(), &context.profile)
        .iter()
        .filter_map(|cause| teller.tell(cause))
        .collect();
    let code = u8::from(causes.is_empty());
    let answer = if context.json {
        Answer::json(&ExplainAnswer { causes })
    } else {
        Answer::text(shown(&causes, context))
    };
    Ok(answer.with_code(code))
}

fn shown(causes: &[Told], context: &Context) -> String {
    let mut text = String::new();
    if causes.is_empty() {
        let _ = writeln!(text, "{}", context.command.get(Command::ExplainUnknown));
    }
    for (place, cause) in causes.iter().enumerate() {
        let _ = writeln!(
            text,
            "{}{}. {}\n   {}",
            if place > 0 { "\n" } else { "" },
            place + 1,
            cause.title,
            cause.what
        );
        if let Some(issue) = &cause.issue {
            let _ = writeln!(text, "   {}\n   {}", issue.what, issue.advice);
        }
        for (number, fix) in cause.fixes.iter().enumerate() {
            let _ = writeln!(text, "   - {fix}");
            for link in cause.links.iter().filter(|link| link.fix == number) {
                let _ = writeln!(text, "     {}: {}", link.title, link.url);
            }
        }
        for never in &cause.never {
            let _ = writeln!(text, "   {}: {never}", context.command.get(Command::ExplainNever));
        }
    }
    text
}
