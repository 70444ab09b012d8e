//! aerc: a message is read, another is written and sent; the password comes from pass.

use engine::Format;
use site::Means;
use testkit::terminal::{AERC, GPG, Home, PASS, Screen, Trust, ready};

use super::wrong::Ending::{Refused, Says, Waits};
use super::wrong::assert_ends;
use super::{ADDRESS, NAME, PAIRS, WORK, World, changed, note, path};

/// What it says of a server that begins without TLS.
const NO_TLS: &str = "tls: first record does not look like a TLS handshake";

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
        // It says so for a few seconds.
        screen.wait_for("Message sent").unwrap();
        // aerc itself makes apostrophes of quotes.
        world.assert_arrives(&subject, &NAME.replace('"', "'"));
        screen.keys(":quit -f\r").unwrap();
        assert_eq!(screen.end(WORK), Some(0), "{screen:?}");
        let how = "read a message and sent one; password from pass";
        note(Format::Aerc, &account, (AERC, "-v"), Means::Used, how);
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
    let user = changed(&tls, &format!("{source}%40harbor.example@"), &format!("{source}@"));
    let unknown = Says("x509: certificate signed by unknown authority");
    for (trust, file, ending) in [
        // 993 with STARTTLS, 143 with TLS.
        (Trust::Provider, changed(&imap, ":143\n", ":993\n"), Waits(993)),
        (Trust::Provider, changed(&tls, ":993\n", ":143\n"), Says(NO_TLS)),
        // The user without the domain.
        (Trust::Provider, user, Says("Authentication failed.")),
        (Trust::Stranger, tls.clone(), unknown),
        (Trust::Stranger, imap.clone(), unknown),
    ] {
        let (_home, mut screen) = start(&world, trust, &file);
        assert_ends(&world, &mut screen, ending, Some("days old"), &[]);
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
    for (what, file, ending) in [
        ("465 with STARTTLS", changed(&starttls, ":587\n", ":465\n"), Waits(465)),
        ("587 with TLS", changed(&tls, ":465\n", ":587\n"), Says(NO_TLS)),
        // aerc goes on with "Sending..." when it has been refused.
        (
            "user without domain",
            changed(&tls, &outgoing(&tls), &user),
            Refused(
                "SASL PLAIN authentication failed: (reason unavailable), sasl_username=o'brien#1+home`id`%40\n",
            ),
        ),
        (
            "587 without the line for STARTTLS",
            changed(&starttls, "smtp-starttls = yes\n", ""),
            Says("STARTTLS is supported by this server, but not set"),
        ),
    ] {
        let (_home, mut screen) = start(&world, Trust::Provider, &file);
        screen.wait_for("200 days old").unwrap();
        send(&mut screen, what);
        assert_ends(&world, &mut screen, ending, Some("Message sent"), &[]);
        world.assert_not_there(what);
    }
}
