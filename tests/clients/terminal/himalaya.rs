//! himalaya 2: commands, with the password from pass.

use std::path::Path;

use engine::Format;
use serde_json::Value;
use site::Means;
use testkit::terminal::{GPG, HIMALAYA, Home, PASS, Trust, ready};

use super::wrong::Ending::{Says, Waits};
use super::wrong::assert_ends;
use super::{ADDRESS, NAME, PAIRS, WORK, World, changed, note, path};

fn home(world: &World, trust: Trust, file: &str) -> Home {
    let home = Home::new(&world.provider, trust).unwrap();
    home.write(".config/himalaya/config.toml", file).unwrap();
    home.keep_password(file, world.provider.password()).unwrap();
    home
}

fn himalaya(home: &Home, args: &[&str]) -> String {
    home.run(&path(HIMALAYA), args, Path::new("/dev/null")).unwrap()
}

/// The number of the message with this subject, as it lists them.
fn number(home: &Home, mailbox: &str, subject: &str) -> Option<String> {
    let said = himalaya(home, &["--json", "envelope", "list", "--mailbox", mailbox]);
    let list: Value = serde_json::from_str(&said).unwrap();
    let all = list.as_array().or_else(|| list.as_object()?.values().find_map(Value::as_array));
    let found = all.unwrap().iter().find(|one| one["subject"] == subject)?;
    Some(found["id"].as_str().map_or_else(|| found["id"].to_string(), str::to_owned))
}

fn send(subject: &str) -> [&str; 9] {
    ["message", "compose", "--to", ADDRESS, "--subject", subject, "--body", "Written by a test.", "--send"]
}

#[test]
fn himalaya_reads_and_sends() {
    if !ready(&[HIMALAYA, PASS, GPG]) {
        return;
    }
    let world = World::start();
    for pair in PAIRS {
        let account = world.account(pair);
        let home = home(&world, Trust::Provider, &world.file(Format::Himalaya, &account));
        let oldest = number(&home, "inbox", "200 days old").unwrap();
        let message = himalaya(&home, &["message", "read", &oldest]);
        assert!(message.contains("This message came 200 days before the test began."), "{message}");
        let subject = format!("himalaya {} {}", pair.0, pair.1);
        himalaya(&home, &send(&subject));
        world.assert_arrives(&subject, NAME);
        assert!(number(&home, "sent", &subject).is_some(), "no copy of {subject:?}");
        let how = "read a message and sent one; password from pass";
        note(Format::Himalaya, &account, (HIMALAYA, "--version"), Means::Used, how);
    }
}

#[test]
fn himalaya_with_something_wrong_reads_and_sends_nothing() {
    if !ready(&[HIMALAYA, PASS, GPG]) {
        return;
    }
    let world = World::start();
    let [starttls, tls, imap] = PAIRS.map(|pair| world.file(Format::Himalaya, &world.account(pair)));
    let short = ADDRESS.split('@').next().unwrap();
    let user = |side: &str| {
        let line = format!("{side}.sasl.plain.username = \"{ADDRESS}\"");
        changed(&tls, &line, &line.replace(ADDRESS, short))
    };
    let signs = Says("IMAP AUTHENTICATE PLAIN failed: NO Authentication failed");
    let sends = Says("SMTP AUTH PLAIN failed: rejected 535");
    let (corrupt, unknown) = (Says("received corrupt message"), Says("certificate: UnknownIssuer"));
    let (ours, other) = (Trust::Provider, Trust::Stranger);
    for (what, trust, file, ending) in [
        ("reading, 993 with STARTTLS", ours, changed(&imap, ":143\"", ":993\""), Waits(993)),
        ("reading, 143 with TLS", ours, changed(&tls, ":993\"", ":143\""), corrupt),
        ("reading, user without domain", ours, user("imap"), signs),
        ("reading, another authority", other, tls.clone(), unknown),
        ("sending, 465 with STARTTLS", ours, changed(&starttls, ":587\"", ":465\""), Waits(465)),
        ("sending, 587 with TLS", ours, changed(&tls, ":465\"", ":587\""), corrupt),
        ("sending, user without domain", ours, user("smtp"), sends),
        ("sending, another authority, 465", other, tls.clone(), unknown),
        ("sending, another authority, 587", other, starttls.clone(), unknown),
    ] {
        let home = home(&world, trust, &file);
        let send = send(what);
        let args = if what.starts_with("sending") { &send[..] } else { &["envelope", "list"] };
        let mut screen = home.start(&path(HIMALAYA), args).unwrap();
        assert_ends(&world, &mut screen, ending, Some("days old"), &[]);
        if let Says(_) = ending {
            assert_eq!(screen.end(WORK), Some(1), "{what}: {screen:?}");
        }
        world.assert_not_there(what);
    }
}
