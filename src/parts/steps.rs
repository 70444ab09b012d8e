//! Step cards: each looks like the settings rows of the app that it speaks of.

use super::el::{at, block, checked, el, item, live_class, on, say, styled};
use super::screen::outside;
use crate::context::Ctx;
use crate::parts::buttons;
use engine::guide::{FilledRow, RowKind, Said, Step};
use engine::text::Page;
use leptos::prelude::*;
use std::sync::Arc;

/// An ordered list of step cards with real checkboxes. `key` tells these steps from others.
pub fn steps(ctx: Ctx, steps: &[Step], key: &str) -> AnyView {
    let cards = steps
        .iter()
        .enumerate()
        .map(|(number, step)| card(ctx, step, [key, "/", &number.to_string()].concat()))
        .collect();
    block("ol", "steps", cards)
}

fn card(ctx: Ctx, step: &Step, key: String) -> AnyView {
    let key: Arc<str> = key.into();
    let ticked = {
        let key = key.clone();
        move || ctx.answers.with(|answers| answers.ticked.iter().any(|ticked| **ticked == *key))
    };
    let tick = vec![
        at("type", "checkbox"),
        at("id", ["tick-", &key.replace('/', "-")].concat()),
        at("aria-label", ctx.fill(Page::StepsTick, &[("step", &step.task)])),
        checked(ticked.clone()),
        on("change", move |_| {
            ctx.answer(|answers| match answers.ticked.iter().position(|ticked| **ticked == *key) {
                Some(place) => {
                    answers.ticked.remove(place);
                }
                None => answers.ticked.push(key.as_ref().to_owned()),
            });
        }),
    ];
    let task = vec![el("input", tick, Vec::new()), styled("span", "task", step.task.clone())];
    let mut inside = vec![block("label", "tick", task)];
    if !step.path.is_empty() {
        inside.push(block("ol", "path", step.path.iter().map(|label| item(said(label))).collect()));
    }
    let mut app = Vec::new();
    app.extend(step.title.as_ref().map(|title| block("p", "screen-title", vec![said(title)])));
    if !step.rows.is_empty() {
        app.push(block("ul", "rows", step.rows.iter().map(|filled| row(ctx, filled)).collect()));
    }
    if !app.is_empty() {
        inside.push(block("div", "app", app));
    }
    el("li", vec![at("class", "step"), live_class("ticked", ticked)], inside)
}

fn said(said: &Said) -> AnyView {
    let attributes = match said.lang {
        Some(lang) => vec![at("lang", lang.code())],
        None => vec![at("translate", "no"), at("data-value", "")],
    };
    el("b", attributes, vec![say(said.text.clone())])
}

fn row(ctx: Ctx, row: &FilledRow) -> AnyView {
    let class = row.kind.look();
    let mut inside = vec![styled("span", "kind", ctx.say(row.kind.word()))];
    inside.extend(row.label.as_ref().map(|label| block("span", "label", vec![said(label)])));
    if let Some(value) = &row.value {
        inside.push(match row.kind {
            RowKind::Link => outside(&value.text, vec![say(value.text.clone())]),
            _ => block("span", "value", vec![said(value)]),
        });
        inside.extend(row.copy.map(|copied| {
            let what = copied.word().map_or_else(|| value.text.clone(), |key| ctx.say(key));
            buttons::copy(ctx, value.text.clone(), what)
        }));
    }
    inside.extend(row.text.as_ref().map(|text| styled("span", "ours", text.clone())));
    el("li", vec![at("class", class), at("data-copies", "")], inside)
}
