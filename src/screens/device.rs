//! Where do you read your mail? The recognised device first, its apps below.

use crate::context::Ctx;
use crate::journey;
use crate::parts::{buttons, screen};
use engine::guide::{ClientSummary, Device};
use engine::text::Page;
use leptos::prelude::*;

/// At most so many apps for a device.
const MOST: usize = 6;

const DEVICES: [Device; 8] = [
    Device::Iphone,
    Device::Ipad,
    Device::Android,
    Device::Windows,
    Device::Mac,
    Device::Linux,
    Device::Other,
    Device::Shared,
];

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let answered = ctx.answered().device;
    let device = RwSignal::new(answered.or(ctx.here.device));
    let choosing = RwSignal::new(device.get_untracked().is_none());
    view! {
        {screen::heading(ctx, ctx.say(Page::DeviceHeading))}
        {move || match (device.get(), choosing.get()) {
            (Some(chosen), false) => apps(ctx, chosen, choosing),
            _ => devices(ctx, device, choosing),
        }}
    }
    .into_any()
}

fn devices(ctx: Ctx, device: RwSignal<Option<Device>>, choosing: RwSignal<bool>) -> AnyView {
    let choices: Vec<_> = DEVICES
        .into_iter()
        .filter(|device| !offered(ctx, *device).is_empty())
        .map(|chosen| {
            buttons::choice(ctx.say(name(chosen)), None, move || {
                ctx.answer(|answers| answers.device = Some(chosen));
                match offered(ctx, chosen).as_slice() {
                    [only] => choose(ctx, only.id.as_str()),
                    _ => {
                        device.set(Some(chosen));
                        choosing.set(false);
                        crate::platform::focus::soon("main h2");
                    }
                }
            })
        })
        .collect();
    view! {
        <h2>{ctx.say(Page::DeviceChoose)}</h2>
        <ul class="choices">{choices}</ul>
    }
    .into_any()
}

fn apps(ctx: Ctx, device: Device, choosing: RwSignal<bool>) -> AnyView {
    let lang = ctx.lang();
    let guessed = ctx.answered().device.is_none();
    let line = if guessed {
        ctx.fill(Page::DeviceRecognised, &[("device", &ctx.say(a(device)))])
    } else {
        ctx.say(name(device))
    };
    let choices: Vec<_> = offered(ctx, device)
        .into_iter()
        .map(|client| {
            let id = client.id.to_string();
            buttons::choice(client.name.get(lang).to_owned(), None, move || choose(ctx, &id))
        })
        .collect();
    view! {
        <p class="device">
            <span>{line}</span>" "
            <button type="button" class="plain" on:click=move |_| {
                choosing.set(true);
                crate::platform::focus::soon("main h2");
            }>{ctx.say(Page::DeviceNotThis)}</button>
        </p>
        <h2>{ctx.say(Page::DeviceApps)}</h2>
        <ul class="choices">{choices}</ul>
        <h2>{ctx.say(Page::DeviceMore)}</h2>
        <ul class="ways">{shared(ctx)}</ul>
    }
    .into_any()
}

fn shared(ctx: Ctx) -> AnyView {
    offered(ctx, Device::Shared)
        .into_iter()
        .map(|client| {
            let route = journey::after_client(client.id.as_str(), &ctx.site());
            view! { <li>{buttons::way(ctx, ctx.say(Page::DeviceNameShared), route)}</li> }
        })
        .collect_view()
        .into_any()
}

fn offered(ctx: Ctx, device: Device) -> Vec<ClientSummary> {
    ctx.site().clients.iter().filter(|client| client.devices.contains(&device)).take(MOST).cloned().collect()
}

fn choose(ctx: Ctx, id: &str) {
    ctx.answer(|answers| answers.set_client(id));
    ctx.go(journey::after_client(id, &ctx.site()));
}

fn name(device: Device) -> Page {
    match device {
        Device::Iphone => Page::DeviceNameIphone,
        Device::Ipad => Page::DeviceNameIpad,
        Device::Android => Page::DeviceNameAndroid,
        Device::Windows => Page::DeviceNameWindows,
        Device::Mac => Page::DeviceNameMac,
        Device::Linux => Page::DeviceNameLinux,
        Device::Other => Page::DeviceNameOther,
        Device::Shared => Page::DeviceNameShared,
    }
}

fn a(device: Device) -> Page {
    match device {
        Device::Iphone => Page::DeviceIphone,
        Device::Ipad => Page::DeviceIpad,
        Device::Android => Page::DeviceAndroid,
        Device::Windows => Page::DeviceWindows,
        Device::Mac => Page::DeviceMac,
        Device::Linux => Page::DeviceLinux,
        Device::Other => Page::DeviceOther,
        Device::Shared => Page::DeviceShared,
    }
}
