//! What comes next. Pure: answers and a place in, a place out.

use crate::answers::Answers;
use crate::load::Site;
use crate::route::{Route, Screen};
use engine::address::{AddressCheck, Outcome, check};
use engine::guide::{Device, Kind};
use engine::profile::{Endpoint, Role};
use engine::{Account, Choice, DisplayName, HelpCode};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// The check of the address that was typed.
pub fn address(answers: &Answers, site: &Site) -> AddressCheck {
    check(&answers.address, &site.profile)
}

/// Whether there is something to ask about the address before going on.
pub fn asks(checked: &AddressCheck, answers: &Answers) -> bool {
    match &checked.outcome {
        Outcome::Ours => false,
        Outcome::Invalid(_) | Outcome::Business { .. } | Outcome::OtherProvider { .. } => true,
        Outcome::Moving { .. } | Outcome::Unconfirmed => !answers.settled,
        Outcome::Unknown => !answers.settled && !answers.declined.contains(&answers.address),
    }
}

/// After the address: the question about it, or the first of set-up.
pub fn after_address(answers: &Answers, site: &Site) -> Route {
    if asks(&address(answers, site), answers) {
        return Route::to(Screen::Address);
    }
    match &answers.client {
        // A link named the app: this is a second device, so the first questions are answered.
        Some(client) => after_client(client, site),
        None => Route::to(Screen::Already),
    }
}

/// After the choice of an app.
pub fn after_client(client: &str, site: &Site) -> Route {
    let elsewhere = site.client(client).is_some_and(|client| client.kind == Kind::Elsewhere);
    let screen = if elsewhere || shared(client, site) { Screen::Steps } else { Screen::Password };
    Route::of(screen, client)
}

/// Whether the card is for a computer that other people use too.
pub fn shared(client: &str, site: &Site) -> bool {
    site.client(client).is_some_and(|client| client.devices.contains(&Device::Shared))
}

/// The account, as soon as the address is usable. A name that cannot be used is left out here;
/// its field says so.
pub fn account(answers: &Answers, site: &Site) -> Option<Account> {
    let checked = address(answers, site);
    if asks(&checked, answers) {
        return None;
    }
    let name = DisplayName::parse(&answers.name).unwrap_or_default();
    let choice = Choice { incoming: answers.incoming.clone(), outgoing: answers.outgoing.clone() };
    let with = |choice| Account::resolve(&answers.address, name.clone(), &choice, &site.profile).ok();
    // Servers that were fixed for another domain of the family may not serve this one.
    with(choice).or_else(|| with(Choice::default()))
}

/// The endpoints that may be used for the person's domain, for reading and for sending.
fn accept_sets<'a>(answers: &Answers, site: &'a Site) -> [Vec<&'a Endpoint>; 2] {
    let typed = answers.address.rsplit_once('@').map(|(_, domain)| domain.trim().to_ascii_lowercase());
    let domain = typed.as_deref().unwrap_or(site.profile.main_domain());
    [Role::Imap, Role::Submission].map(|role| site.profile.accepted(role, domain))
}

/// Their ids, two lists in rank order, for the live check.
pub fn accepted(answers: &Answers, site: &Site) -> JsValue {
    let ids =
        |set: Vec<&Endpoint>| set.iter().map(|one| JsValue::from_str(one.id.as_str())).collect::<Array>();
    let [incoming, outgoing] = accept_sets(answers, site).map(ids);
    Array::of2(&incoming, &outgoing).into()
}

/// The servers of the account, or of everybody's: those that are fixed, else the first.
pub fn servers(answers: &Answers, site: &Site) -> [Option<Endpoint>; 2] {
    let fixed = [&answers.incoming, &answers.outgoing].map(Option::as_deref);
    accept_sets(answers, site).map(|set| {
        let own = set.iter().find(|one| fixed.contains(&Some(one.id.as_str())));
        own.or(set.first()).map(|one| (*one).clone())
    })
}

/// Where someone is sent who opens a place for which an answer is missing.
pub fn guard(route: &Route, answers: &Answers, site: &Site) -> Route {
    let known = route.client.as_deref().filter(|id| site.client(id).is_some());
    match route.screen {
        Screen::Address if answers.address.is_empty() => Route::to(Screen::Start),
        Screen::Get | Screen::Check | Screen::Done if account(answers, site).is_none() => match known {
            Some(client) => Route::of(Screen::Start, client),
            None => Route::to(Screen::Start),
        },
        Screen::Get | Screen::Steps | Screen::Variant | Screen::Password if known.is_none() => {
            Route::to(Screen::Device)
        }
        _ => route.clone(),
    }
}

/// The code by which someone who helps opens the same screen. The screens of "My email stopped
/// working" have codes of their own.
pub fn help_code(route: &Route, answers: &Answers, site: &Site) -> String {
    let account = account(answers, site);
    let rank = |endpoint: Option<&Endpoint>| endpoint.map_or(0, |endpoint| endpoint.rank as u8);
    let client = route.client.as_ref().or(answers.client.as_ref());
    let place = client.and_then(|id| site.clients.iter().position(|known| known.id.as_str() == id));
    HelpCode {
        screen: route.screen as u8,
        client: place.map_or(0, |place| place as u8 + 1),
        variant: 0,
        incoming: rank(account.as_ref().map(Account::incoming)),
        outgoing: rank(account.as_ref().map(Account::outgoing)),
        found: 0,
    }
    .encode()
}
