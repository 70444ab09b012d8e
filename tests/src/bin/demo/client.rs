//! The demo's real client: Thunderbird takes the file that the page offers, signs in, reads and sends.

use engine::Format;
use testkit::Outcome;
use testkit::product::Product;
use testkit::provider::Provider;
use testkit::thunderbird::Profile;

/// Sets the real Thunderbird up with the product's ZIP for the servers that `outgoing` names, and has it
/// read and send; says each step.
pub fn thunderbird(provider: &Provider, outgoing: u16) -> Outcome<()> {
    let product = Product::of(provider)?;
    let account = product.account("Robin Demo", "imap-993", &format!("smtp-{outgoing}"))?;
    let file = product.file(Format::Thunderbird, &account)?;

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
