//! Step cards: each looks like the settings rows of the app that it speaks of.

use crate::context::Ctx;
use crate::parts::buttons;
use engine::guide::{Copied, FilledRow, RowKind, Said, Step};
use engine::text::Page;
use leptos::prelude::*;

/// An ordered list of step cards with real checkboxes. `key` tells these steps from others.
pub fn steps(ctx: Ctx, steps: &[Step], key: &str) -> AnyView {
    let cards: Vec<_> =
        steps.iter().enumerate().map(|(number, step)| card(ctx, step, &format_key(key, number))).collect();
    view! { <ol class="steps">{cards}</ol> }.into_any()
}

fn format_key(key: &str, number: usize) -> String {
    [key, "/", &number.to_string()].concat()
}

fn card(ctx: Ctx, step: &Step, key: &str) -> AnyView {
    let key = StoredValue::new(key.to_owned());
    let ticked = move || ctx.answers.with(|answers| key.with_value(|key| answers.ticked.contains(key)));
    let rows: Vec<_> = step.rows.iter().map(|filled| row(ctx, filled)).collect();
    view! {
        <li class="step" class:ticked=ticked>
            <label class="tick">
                <input
                    type="checkbox"
                    aria-label=ctx.fill(Page::StepsTick, &[("step", &step.task)])
                    prop:checked=ticked
                    on:change=move |_| ctx.answer(|answers| key.with_value(|key| {
                        match answers.ticked.iter().position(|ticked| ticked == key) {
                            Some(at) => { answers.ticked.remove(at); }
                            None => answers.ticked.push(key.clone()),
                        }
                    }))
                />
                <span class="task">{step.task.clone()}</span>
            </label>
            {(!step.path.is_empty()).then(|| path(&step.path))}
            <div class="app">
                {step.title.as_ref().map(|title| view! { <p class="screen-title">{said(title)}</p> })}
                {(!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> })}
            </div>
        </li>
    }
    .into_any()
}

fn path(labels: &[Said]) -> AnyView {
    let parts: Vec<_> = labels.iter().map(|label| view! { <li>{said(label)}</li> }).collect();
    view! { <ol class="path">{parts}</ol> }.into_any()
}

fn said(said: &Said) -> AnyView {
    let text = said.text.clone();
    match said.lang {
        Some(lang) => view! { <b lang=lang.code()>{text}</b> }.into_any(),
        None => view! { <b translate="no" data-value="">{text}</b> }.into_any(),
    }
}

fn row(ctx: Ctx, row: &FilledRow) -> AnyView {
    let (word, class) = look(row.kind);
    let label = row.label.as_ref().map(|label| view! { <span class="label">{said(label)}</span> });
    let value = row.value.as_ref().map(|value| match row.kind {
        RowKind::Link => {
            let (url, shown) = (value.text.clone(), value.text.clone());
            view! { <a href=url target="_blank" rel="noreferrer">{shown}</a> }.into_any()
        }
        _ => view! { <span class="value">{said(value)}</span> }.into_any(),
    });
    let copy = row
        .value
        .as_ref()
        .zip(row.copy)
        .map(|(value, copied)| buttons::copy(ctx, value.text.clone(), ctx.say(what(copied))));
    let ours = row.text.as_ref().map(|text| view! { <span class="ours">{text.clone()}</span> });
    view! {
        <li class=["row ", class].concat() data-copies="">
            <span class="kind">{ctx.say(word)}</span>
            {label}{value}{copy}{ours}
        </li>
    }
    .into_any()
}

fn what(copied: Copied) -> Page {
    match copied {
        Copied::Email => Page::CopyEmail,
        Copied::Username => Page::CopyUsername,
        Copied::IncomingHost => Page::CopyIncomingServer,
        Copied::IncomingPort => Page::CopyIncomingPort,
        Copied::OutgoingHost => Page::CopyOutgoingServer,
        Copied::OutgoingPort => Page::CopyOutgoingPort,
    }
}

fn look(kind: RowKind) -> (Page, &'static str) {
    match kind {
        RowKind::Tap => (Page::RowTap, "tap"),
        RowKind::Type => (Page::RowType, "type"),
        RowKind::Choose => (Page::RowChoose, "type"),
        RowKind::On => (Page::RowOn, "switch on"),
        RowKind::Off => (Page::RowOff, "switch off"),
        RowKind::Leave => (Page::RowLeave, "leave"),
        RowKind::Password => (Page::RowPassword, "password"),
        RowKind::Link => (Page::RowLink, "tap"),
        RowKind::Note => (Page::RowNote, "note"),
        RowKind::Warn => (Page::RowWarn, "warn"),
    }
}
