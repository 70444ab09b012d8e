//! The field for the name that others see.

use crate::context::Ctx;
use engine::DisplayName;
use engine::text::Page;
use leptos::prelude::*;

/// The field. What is typed is kept as it is; where it cannot be used, the field says why.
pub fn field(ctx: Ctx) -> AnyView {
    let wrong = move || {
        let typed = ctx.answers.with(|answers| answers.name.clone());
        DisplayName::parse(&typed).err().map(|finding| {
            let (message, fix) = ctx.words().finding(&finding);
            [message, fix].join(" ")
        })
    };
    view! {
        <div class="field" class:wrong=move || wrong().is_some()>
            <label for="name">{ctx.say(Page::NameLabel)}</label>
            <p class="hint" id="name-hint">{ctx.say(Page::NameHint)}</p>
            <p class="error" id="name-error" role="alert">{wrong}</p>
            <input
                id="name"
                type="text"
                autocomplete="name"
                aria-describedby="name-hint name-error"
                aria-invalid=move || if wrong().is_some() { "true" } else { "false" }
                prop:value=ctx.answered().name
                on:input=move |event| ctx.answer(|answers| answers.name = event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// Whether the name can be used as it is.
pub fn usable(ctx: Ctx) -> bool {
    DisplayName::parse(&ctx.answered().name).is_ok()
}
