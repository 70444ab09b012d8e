//! Where do you read your mail? The recognised device first, its apps below, a search for the others.

use crate::context::Ctx;
use crate::journey;
use crate::parts::el::{all, block, live, maybe, told, words};
use crate::parts::{buttons, screen};
use crate::platform::focus;
use crate::screens::find;
use engine::guide::{ClientSummary, Device, Kind};
use engine::text::Page;
use leptos::prelude::*;

/// At most so many apps for a device, the one for any app among them.
const MOST: usize = 6;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let choosing = RwSignal::new(ctx.answered().device.or(ctx.here.device).is_none());
    all(vec![
        screen::asks(ctx, Page::DeviceHeading),
        live(move || match ctx.answered().device.or(ctx.here.device) {
            Some(chosen) if !choosing.get() => apps(ctx, chosen, choosing),
            _ => devices(ctx, choosing),
        }),
    ])
}

fn devices(ctx: Ctx, choosing: RwSignal<bool>) -> AnyView {
    let choices = Device::ALL
        .iter()
        .copied()
        .filter(|device| !offered(ctx, *device).is_empty())
        .map(|chosen| {
            buttons::choice(ctx.say(name(chosen)), None, move || {
                ctx.answer(|answers| answers.device = Some(chosen));
                match offered(ctx, chosen).as_slice() {
                    [only] => choose(ctx, only.id.as_str()),
                    _ => {
                        choosing.set(false);
                        focus::soon("main h2");
                    }
                }
            })
        })
        .collect();
    all(vec![told(ctx, "h2", Page::DeviceChoose), buttons::choices(choices)])
}

fn apps(ctx: Ctx, device: Device, choosing: RwSignal<bool>) -> AnyView {
    let lang = ctx.lang();
    let line = if ctx.answered().device.is_none() {
        ctx.fill(Page::DeviceRecognised, &[("device", &ctx.say(a(device)))])
    } else {
        ctx.say(name(device))
    };
    let not_this = buttons::plain(ctx, Page::DeviceNotThis, move || {
        choosing.set(true);
        focus::soon("main h2");
    });
    let choices = |clients: Vec<ClientSummary>| {
        let drawn = clients.into_iter().map(|client| {
            let id = client.id.to_string();
            buttons::choice(client.name.get(lang).to_owned(), None, move || choose(ctx, &id))
        });
        buttons::choices(drawn.collect())
    };
    let programs: Vec<_> = on(ctx, device).filter(|client| client.kind == Kind::Terminal).collect();
    all(vec![
        block("p", "device", vec![words("span", line), not_this]),
        told(ctx, "h2", Page::DeviceApps),
        choices(offered(ctx, device)),
        find::field(ctx, device),
        maybe(!programs.is_empty(), || buttons::more(ctx, Page::DevicePrograms, vec![choices(programs)])),
        told(ctx, "h2", Page::DeviceMore),
        buttons::ways(shared(ctx)),
    ])
}

fn shared(ctx: Ctx) -> Vec<AnyView> {
    offered(ctx, Device::Shared)
        .into_iter()
        .map(|client| {
            let route = journey::after_client(client.id.as_str(), &ctx.site());
            buttons::way(ctx, ctx.say(Page::DeviceNameShared), route)
        })
        .collect()
}

/// What runs on a device, in rank order.
fn on(ctx: Ctx, device: Device) -> impl Iterator<Item = ClientSummary> {
    ctx.site().clients.clone().into_iter().filter(move |client| client.devices.contains(&device))
}

/// What is offered for a device; the card for any app keeps its place at the end.
fn offered(ctx: Ctx, device: Device) -> Vec<ClientSummary> {
    let mut all: Vec<_> = on(ctx, device).filter(|client| client.kind != Kind::Terminal).collect();
    if all.len() > MOST {
        let last = all.pop();
        all.truncate(MOST - 1);
        all.extend(last);
    }
    all
}

/// Takes an app, and goes on with it.
pub fn choose(ctx: Ctx, id: &str) {
    ctx.answer(|answers| answers.set_client(id));
    ctx.go(journey::after_client(id, &ctx.site()));
}

/// A device's name in a list.
pub fn name(device: Device) -> Page {
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
