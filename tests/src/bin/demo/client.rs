//! The demo's real client: Thunderbird takes the file that the page offers, signs in, reads and sends.

use engine::profile::load;
use engine::text::{Files, Lang, Texts};
use engine::{Account, Choice, DisplayName, Format, export};
use site::Data;
use testkit::provider::Provider;
use testkit::thunderbird::Profile;
use testkit::{Outcome, Trouble};

/// Sets the real Thunderbird up with the product's ZIP for the servers that `outgoing` names, and has it
/// read and send; says each step.
pub fn thunderbird(provider: &Provider, outgoing: u16) -> Outcome<()> {
    let wrong = |what: &str| {
        let what = what.to_owned();
        move |found: String| Trouble::Unexpected { what, found }
    };
    let profile = load("the demo's profile", &provider.profile_json())
        .map_err(|e| wrong("the demo's profile")(e.to_string()))?;
    let choice = Choice { incoming: None, outgoing: Some(format!("smtp-{outgoing}")) };
    let name = DisplayName::parse("Robin Demo").unwrap_or_default();
    let account = Account::resolve(provider.address(), name, &choice, &profile)
        .map_err(|e| wrong("the account")(e.to_string()))?;
    let texts: Texts<Files> = Data::embedded()
        .and_then(|data| data.texts(Lang::En))
        .map_err(|e| wrong("the texts")(e.to_string()))?;
    let file = export::file(Format::Thunderbird, &account, &profile, &texts)
        .map_err(|e| wrong("the file")(e.to_string()))?;

    println!("Thunderbird, a new profile: importing {} ({} bytes).", file.name, file.bytes.len());
    let home = Profile::beside(provider, "")?;
    let mut thunderbird = home.start()?;
    thunderbird.import_profile_backup(&file.name, &file.bytes)?;
    thunderbird.quit()?;
    println!("Starting again, as the importer asks for; signing in as {}.", account.username());
    let mut thunderbird = home.start()?;
    thunderbird.go_online(provider)?;
    let count = provider.messages()?.len();
    for letter in thunderbird.read_inbox(provider.address(), count, 0)? {
        println!("  in the inbox: {}", letter.subject);
    }
    let server = account.outgoing();
    println!("Sending through {} {} ({:?}).", server.host, server.port, server.security);
    // One more than at the last run: its message would pass for this one's.
    thunderbird.send(provider, &format!("From Thunderbird, through the demo, behind {count} others"))?;
    println!("The message has arrived.");
    thunderbird.quit()
}
