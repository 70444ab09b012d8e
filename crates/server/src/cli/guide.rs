//! `mail-setup guide`: the steps of one mail app with a person's own values in them.

use super::args::GuideArgs;
use super::rows::aligned;
use super::{Answer, Context};
use crate::error::Error;
use engine::ClientCard;
use engine::guide::{Confidence, EditGuide, Guide, RowKind, Said, Side, Step, Values, fill, fill_edit};
use engine::text::Command;
use std::fmt::Write as _;

pub(super) fn run(wanted: GuideArgs, context: &Context) -> Result<Answer, Error> {
    let card = context.client(&wanted.client)?;
    let account = context.account(&wanted.account)?;
    let values = Values::of(&account, &context.profile, context.command.get(Command::GuideNoName));
    if wanted.edit {
        let sides = [Side::Incoming, Side::Outgoing];
        let ways = sides.map(|side| fill_edit(&card.edit_card(), side, &values, context.lang, context.lang));
        return Ok(if context.json { Answer::json(&ways) } else { Answer::text(edits(&ways, context)) });
    }
    let guide = fill(card, wanted.variant.as_deref(), &values, context.lang, context.lang)?;
    Ok(if context.json { Answer::json(&guide) } else { Answer::text(shown(&guide, card, context)) })
}

fn shown(guide: &Guide, card: &ClientCard, context: &Context) -> String {
    let texts = &context.command;
    let mut text = format!("{}\n", guide.name);
    let mut say = |line: &str| text.push_str(&format!("{line}\n"));
    say(&texts.fill(Command::GuideLabels, &[("versions", &guide.versions), ("date", guide.checked.as_str())]));
    if guide.confidence == Confidence::ToVerify {
        say(texts.get(Command::GuideUnsure));
    }
    if let Some(instead) = &guide.instead {
        say(&instead.text);
        say(&texts.fill(Command::GuideInstead, &[("clients", &instead.clients.join(", "))]));
    }
    let Some(id) = guide.variant.as_deref() else { return text };
    if let Some(seen) = card.variant(Some(id)).and_then(|variant| variant.seen.as_ref()) {
        say(&texts.fill(Command::GuideVariant, &[("seen", seen.get(context.lang))]));
        let others = card.variants.iter().map(|v| v.id.as_str()).filter(|other| *other != id);
        say(&texts.fill(Command::GuideVariants, &[("others", &others.collect::<Vec<_>>().join(", "))]));
    }
    steps(&mut text, &guide.steps, context);
    for (heading, body) in
        [(Command::GuideSignIn, &guide.outgoing_sign_in), (Command::GuideWindow, &guide.window_text)]
    {
        if let Some(body) = body {
            part(&mut text, texts.get(heading), body);
        }
    }
    steps(&mut text, &guide.window, context);
    if let Some(relay) = &guide.relay {
        part(&mut text, texts.get(Command::GuideRelay), relay);
    }
    if !guide.editable_later {
        let _ = writeln!(text, "\n{}", texts.get(Command::GuideFixed));
    }
    let verify: Vec<String> = guide.verify.iter().map(|line| format!("- {line}")).collect();
    part(&mut text, texts.get(Command::GuideVerify), &verify.join("\n"));
    text
}

/// The ways to both servers of an account that is there.
fn edits(ways: &[EditGuide], context: &Context) -> String {
    let mut text = String::new();
    if let Some(first) = ways.first() {
        let _ = writeln!(text, "{}", first.name);
        for line in first.note.iter().chain(&first.pop_seen) {
            let _ = writeln!(text, "{line}");
        }
    }
    ways.iter().for_each(|way| steps(&mut text, &way.steps, context));
    text
}

fn part(text: &mut String, heading: &str, body: &str) {
    let _ = writeln!(text, "\n{heading}\n{body}");
}

fn steps(text: &mut String, steps: &[Step], context: &Context) {
    for (index, step) in steps.iter().enumerate() {
        let _ = writeln!(text, "\n{}. {}", index + 1, step.task);
        if let Some(title) = &step.title {
            let _ = writeln!(text, "   [ {} ]", title.text);
        }
        if !step.path.is_empty() {
            let path: Vec<&str> = step.path.iter().map(|label| label.text.as_str()).collect();
            let _ = writeln!(text, "   {}", path.join(" > "));
        }
        let said = |said: &Option<Said>| said.as_ref().map_or_else(String::new, |said| said.text.clone());
        let rows: Vec<[String; 4]> = step
            .rows
            .iter()
            .map(|row| {
                let kind = context.command.get(kind(row.kind)).to_owned();
                [kind, said(&row.label), said(&row.value), row.text.clone().unwrap_or_default()]
            })
            .collect();
        text.push_str(&aligned(&rows, "   "));
    }
}

fn kind(kind: RowKind) -> Command {
    match kind {
        RowKind::Tap => Command::KindTap,
        RowKind::Type => Command::KindType,
        RowKind::Choose => Command::KindChoose,
        RowKind::On => Command::KindOn,
        RowKind::Off => Command::KindOff,
        RowKind::Leave => Command::KindLeave,
        RowKind::Password => Command::KindPassword,
        RowKind::Link => Command::KindLink,
        RowKind::Run => Command::KindRun,
        RowKind::Note => Command::KindNote,
        RowKind::Warn => Command::KindWarn,
    }
}
