//! The best route first: a file or a code where the app takes one, else its steps.

use crate::context::Ctx;
use crate::parts::el::{all, block, live, nothing, told};
use crate::parts::later::{self, Draw, later};
use crate::parts::{buttons, name, qr};
use crate::platform::give::object;
use crate::platform::{clipboard, late};
use crate::route::{Route, Screen};
use crate::screens::{apple, steps, thunderbird};
use engine::Format;
use engine::guide::{ClientCard, Device};
use engine::text::Page;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// Draws it.
pub fn screen(ctx: Ctx, client: String) -> AnyView {
    later::card(ctx, client, best)
}

fn best(ctx: Ctx, card: &Arc<ClientCard>) -> AnyView {
    let on_phone = matches!(ctx.here.device, Some(Device::Iphone | Device::Ipad | Device::Android));
    let has = |format| card.formats.contains(&format);
    if has(Format::Apple) {
        apple::screen(ctx, card)
    } else if has(Format::Thunderbird) {
        thunderbird::desktop(ctx, card)
    } else if has(Format::ThunderbirdQr) && !on_phone {
        thunderbird::code(ctx, card)
    } else if has(Format::K9) {
        thunderbird::mobile(ctx, card)
    } else {
        steps::draw(ctx, card)
    }
}

/// The person's account for the late module and the companion; `None` without a usable address.
pub fn asked(ctx: Ctx) -> Option<JsValue> {
    let account = ctx.account()?;
    Some(object(&[
        ("address", JsValue::from_str(account.address().as_str())),
        ("name", JsValue::from_str(account.name())),
        ("incoming", JsValue::from_str(account.incoming().id.as_str())),
        ("outgoing", JsValue::from_str(account.outgoing().id.as_str())),
        ("lang", JsValue::from_str(ctx.lang().code())),
    ]))
}

/// What the late module makes of the account in a format, made again while the name is typed. What is
/// shown stays until the new one is there.
pub fn made(
    ctx: Ctx,
    format: Format,
    draw: impl Fn(String) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    fn boxed(ctx: Ctx, format: Format, draw: Box<dyn Fn(String) -> AnyView + Send + Sync>) -> AnyView {
        let draw = StoredValue::new(draw);
        let text = RwSignal::new(None::<String>);
        let first = later(ctx, move || {
            Box::pin(async move {
                text.try_set(Some(late::text(format, asked(ctx)?, ctx.lang()).await?));
                Some(Box::new(move || {
                    live(move || text.get().map_or_else(nothing, |text| draw.with_value(|draw| draw(text))))
                }) as Draw)
            })
        });
        let again = move || {
            if text.with_untracked(Option::is_some) {
                let name = ctx.answered().name;
                crate::platform::later(async move {
                    let Some(account) = asked(ctx) else { return };
                    let made = late::text(format, account, ctx.lang()).await;
                    if made.is_some() && ctx.answered().name == name {
                        text.try_set(made);
                    }
                });
            }
            nothing()
        };
        all(vec![first, name::followed(ctx, again)])
    }
    boxed(ctx, format, Box::new(draw))
}

/// Makes a file in the browser and saves it; says so, or that it could not be. `after` is set when it is.
pub fn save(ctx: Ctx, format: Format, after: Option<RwSignal<bool>>) {
    crate::platform::later(async move {
        let saved = match asked(ctx) {
            Some(account) => late::save(format, account, ctx.lang()).await,
            None => None,
        };
        match saved {
            Some(file) => {
                after.map(|after| after.try_set(true));
                ctx.announce(ctx.fill(Page::GetSaved, &[("file", &file)]));
            }
            None => ctx.announce(ctx.say(Page::GetFileFailed)),
        }
    });
}

/// The ways on from a file: it is done, or typing instead.
pub fn ways_on(ctx: Ctx, card: &ClientCard) -> AnyView {
    let id = card.id.to_string();
    let (done, typed) = (Route::of(Screen::Check, &id), Route::of(Screen::Steps, &id));
    all(vec![
        buttons::main(ctx, Page::GetDone, move || ctx.go(done.clone())),
        buttons::ways(vec![buttons::way(ctx, ctx.say(Page::GetTypeInstead), typed)]),
    ])
}

/// "Set this up on my phone": the page's own address with app and language, nothing typed.
pub fn on_phone(ctx: Ctx, card: &ClientCard) -> AnyView {
    block(
        "section",
        "phone",
        vec![
            told(ctx, "h2", Page::GetOnPhone),
            told(ctx, "p", Page::GetOnPhoneText),
            qr::code(ctx, link_here(ctx, card), ctx.say(Page::GetOnPhoneLabel)),
        ],
    )
}

/// The address of this page with language and app in it, and nothing typed.
pub fn link_here(ctx: Ctx, card: &ClientCard) -> String {
    [clipboard::page_address(), Route::of(Screen::Get, card.id.as_str()).hash(ctx.lang())].concat()
}
