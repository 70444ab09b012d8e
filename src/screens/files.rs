//! Files for those who put a file in its place themselves: programs for the terminal, and the
//! answers that an administrator has a server give.

use super::get::{made, save};
use crate::context::Ctx;
use crate::parts::el::{all, at, block, el, hint, maybe, nothing, say, told, words};
use crate::parts::{buttons, name};
use engine::Format;
use engine::guide::{ClientCard, Did};
use engine::text::Page;
use leptos::prelude::*;

/// The files of a program for the terminal: to read, to copy, to save.
pub fn files(ctx: Ctx, card: &ClientCard) -> AnyView {
    let named = card.formats.iter().any(|format| format.names_person());
    let mut inside = vec![told(ctx, "p", Page::FileLead), maybe(named, || name::field(ctx))];
    for format in &card.formats {
        inside.push(file(ctx, card, *format));
    }
    block("section", "files", inside)
}

fn file(ctx: Ctx, card: &ClientCard, format: Format) -> AnyView {
    let program = [("program", format.as_str())];
    let shown = made(ctx, format, move |text| {
        let name = ctx.fill(Page::FileHeading, &program);
        let value = vec![
            at("data-value", ""),
            at("translate", "no"),
            at("tabindex", "0"),
            at("role", "region"),
            at("aria-label", name),
        ];
        let copy = buttons::copy(ctx, text.clone(), ctx.fill(Page::FileWhat, &program));
        el("div", vec![at("data-copies", "")], vec![copy, el("pre", value, vec![say(text)])])
    });
    all(vec![
        words("h2", ctx.fill(Page::FileHeading, &program)),
        shown,
        button(ctx, format),
        tested(ctx, card, format),
    ])
}

/// Which program was seen to work with a file of this format.
pub fn tested(ctx: Ctx, card: &ClientCard, format: Format) -> AnyView {
    let Some(tested) = card.tested.iter().find(|tested| tested.format == format) else { return nothing() };
    let key = match tested.did {
        Did::Both => Page::FileTestedBoth,
        Did::Fetched => Page::FileTestedFetched,
        Did::Sent => Page::FileTestedSent,
    };
    hint(ctx.fill(key, &[("program", &tested.by)]))
}

/// What an administrator can make of an account: for the app's own discovery.
pub fn administrators(ctx: Ctx, card: &ClientCard) -> AnyView {
    let known = [(Format::Autoconfig, Page::FileAutoconfig), (Format::Autodiscover, Page::FileAutodiscover)];
    let mut inside = vec![told(ctx, "summary", Page::FileAdministrators)];
    for (format, about) in known.into_iter().filter(|(format, _)| card.formats.contains(format)) {
        inside.push(told(ctx, "p", about));
        inside.push(button(ctx, format));
        inside.push(tested(ctx, card, format));
    }
    maybe(inside.len() > 1 && ctx.account().is_some(), || el("details", vec![at("class", "details")], inside))
}

fn button(ctx: Ctx, format: Format) -> AnyView {
    let text = ctx.fill(Page::FileButton, &[("program", format.as_str())]);
    buttons::button("second", vec![say(text)], move || {
        if name::usable(ctx) {
            save(ctx, format, None);
        }
    })
}
