//! aerc: a message is read, another is written and sent; the password comes from pass.

use std::thread;
use std::time::{Duration, Instant};

use engine::Format;
use testkit::terminal::{AERC, GPG, Home, PASS, Screen, Trust, ready};

use super::{ADDRESS, NAME, PAIRS, WORK, WRONG, World, changed, note, path};

fn start(world: &World, trust: Trust, file: &str) -> (Home, Screen) {
    let home = Home::new(&world.provider, trust).unwrap();
    home.write(".config/aerc/accounts.conf", file).unwrap();
    home.keep_password(file, world.provider.password()).unwrap();
    let screen = home.start(&path(AERC), &[]).unwrap();
    (home, screen)
}

/// Writes a message and has it sent. The editor has its own text and ends.
fn send(screen: &mut Screen, subject: &str) {
    screen.keys(&format!(":compose -H \"To: {ADDRESS}\" -H \"Subject: {subject}\"\r")).unwrap();
    screen.wait_for("Send this email?").unwrap();
    screen.keys("y").unwrap();
}

#[test]
fn aerc_reads_and_sends() {
    if !ready(&[AERC, PASS, GPG]) {
        return;
    }
    let world = World::start();
    for pair in PAIRS {
        let account = world.account(pair);
        let (_home, mut screen) = start(&world, Trust::Provider, &world.file(Format::Aerc, &account));
        screen.wait_for("200 days old").unwrap();
        // The first of the list: the newest, which from the second time on is one of ours.
        screen.keys("\r").unwrap();
        screen.wait_for_any(&["days before the test began.", "Written by a test."]).unwrap();
        screen.keys("q").unwrap();
        screen.wait_for("60 days old").unwrap();
        let subject = format!("aerc {} {}", pair.0, pair.1);
        send(&mut screen, &subject);
        // aerc itself makes apostrophes of quotes.
        world.assert_arrives(&subject, &NAME.replace('"', "'"));
        screen.wait_for("Message sent").unwrap();
        screen.keys(":quit -f\r").unwrap();
        assert_eq!(screen.end(WORK), Some(0), "{screen:?}");
        let how = "read a message and sent one; password from pass";
        note(Format::Aerc, &account, AERC, "-v", how);
    }
}

#[test]
fn aerc_with_something_wrong_reads_nothing() {
    if !ready(&[AERC, PASS, GPG]) {
        return;
    }
    let world = World::start();
    let [_, tls, imap] = PAIRS.map(|pair| world.file(Format::Aerc, &world.account(pair)));
    let user = tls.split_once("source = imaps://").unwrap().1.split_once("%40harbor.example@").unwrap().0;
    let source = format!("source = imaps://{user}");
    for (what, trust, file) in [
        ("993 with STARTTLS", Trust::Provider, changed(&imap, ":143\n", ":993\n")),
        ("143 with TLS", Trust::Provider, changed(&tls, ":993\n", ":143\n")),
        (
            "user without domain",
            Trust::Provider,
            changed(&tls, &format!("{source}%40harbor.example@"), &format!("{source}@")),
        ),
        ("another authority, 993", Trust::Stranger, tls.clone()),
        ("another authority, 143", Trust::Stranger, imap.clone()),
    ] {
        let (_home, screen) = start(&world, trust, &file);
        let said = hopeless(&screen, "days old");
        eprintln!("aerc, {what}: {said}");
    }
}

#[test]
fn aerc_with_something_wrong_sends_nothing() {
    if !ready(&[AERC, PASS, GPG]) {
        return;
    }
    let world = World::start();
    let [starttls, tls, _] = PAIRS.map(|pair| world.file(Format::Aerc, &world.account(pair)));
    let outgoing = |file: &str| file.lines().find(|line| line.starts_with("outgoing = ")).unwrap().to_owned();
    let user = outgoing(&tls).replace("%40harbor.example@", "@");
    for (what, file) in [
        ("465 with STARTTLS", changed(&starttls, ":587\n", ":465\n")),
        ("587 with TLS", changed(&tls, ":465\n", ":587\n")),
        ("user without domain", changed(&tls, &outgoing(&tls), &user)),
        ("465 without starttls", changed(&starttls, "smtp-starttls = yes\n", "")),
    ] {
        let (_home, mut screen) = start(&world, Trust::Provider, &file);
        screen.wait_for("200 days old").unwrap();
        send(&mut screen, what);
        let said = hopeless(&screen, "Message sent");
        eprintln!("aerc, {what}: {said}");
        world.assert_not_there(what);
    }
}

/// Watches that what would be right is never seen, until it says what is wrong. Where it waits for a
/// server it says nothing.
fn hopeless(screen: &Screen, right: &str) -> String {
    let began = Instant::now();
    loop {
        let text = screen.text();
        assert!(!text.contains(right), "{text}");
        let last = text.trim_end().lines().last().unwrap_or_default().trim();
        let says = ["Authentication failed", "x509: ", "tls: ", "Connection failed", "conn.Auth"];
        if says.iter().any(|says| text.contains(says)) || began.elapsed() > WRONG {
            return last.to_owned();
        }
        thread::sleep(Duration::from_millis(50));
    }
}
