//! msmtp: a message on standard input, the password on the terminal.

use std::path::Path;

use engine::Format;
use testkit::terminal::{Home, MSMTP, PASS, Trust, ready};

use super::{ADDRESS, PAIRS, WORK, WRONG, World, changed, note, with_pass};

/// Sends a message; the exit code, and what was on the screen.
fn send(world: &World, trust: Trust, file: &str, subject: &str, right: bool) -> (Option<i32>, String) {
    let home = Home::new(&world.provider, trust).unwrap();
    home.write(".msmtprc", file).unwrap();
    if !file.contains("# passwordeval") {
        home.keep_password(file, world.provider.password()).unwrap();
    }
    home.write("message", &format!("To: {ADDRESS}\nSubject: {subject}\n\nWritten by a test.\n")).unwrap();
    let line = "exec msmtp --read-recipients <message";
    let mut screen = home.start(Path::new("sh"), &["-c", line]).unwrap();
    let limit = if right { WORK } else { WRONG };
    if file.contains("# passwordeval") {
        screen.answer("password for ", &format!("{}\n", world.provider.password()), limit).unwrap();
    }
    let code = screen.end(limit);
    (code, screen.text())
}

#[test]
fn msmtp_sends() {
    if !ready(&[MSMTP]) {
        return;
    }
    let world = World::start();
    for pair in &PAIRS[..2] {
        let account = world.account(*pair);
        let file = world.file(Format::Msmtp, &account);
        let subject = format!("msmtp {}", pair.1);
        let (code, screen) = send(&world, Trust::Provider, &file, &subject, true);
        assert_eq!(code, Some(0), "{screen}");
        world.assert_arrives(&subject, "");
        note(Format::Msmtp, &account, MSMTP, "--version", "sent a message; password typed");
    }
}

#[test]
fn msmtp_takes_the_password_from_pass() {
    if !ready(&[MSMTP, PASS, testkit::terminal::GPG]) {
        return;
    }
    let world = World::start();
    let file = with_pass(&world.file(Format::Msmtp, &world.account(PAIRS[0])));
    let (code, screen) = send(&world, Trust::Provider, &file, "msmtp pass", true);
    assert_eq!(code, Some(0), "{screen}");
    world.assert_arrives("msmtp pass", "");
}

#[test]
fn msmtp_with_something_wrong_sends_nothing() {
    if !ready(&[MSMTP]) {
        return;
    }
    let world = World::start();
    let [starttls, tls] = [PAIRS[0], PAIRS[1]].map(|pair| world.file(Format::Msmtp, &world.account(pair)));
    let short = ADDRESS.split('@').next().unwrap();
    for (what, trust, file) in [
        ("465 with STARTTLS", Trust::Provider, changed(&tls, "tls_starttls off", "tls_starttls on")),
        ("587 with TLS", Trust::Provider, changed(&starttls, "tls_starttls on", "tls_starttls off")),
        (
            "user without domain",
            Trust::Provider,
            changed(&tls, &format!("user {ADDRESS}"), &format!("user {short}")),
        ),
        ("another authority, 465", Trust::Stranger, tls.clone()),
        ("another authority, 587", Trust::Stranger, starttls.clone()),
    ] {
        let (code, screen) = send(&world, trust, &file, what, false);
        eprintln!("msmtp, {what}: {code:?} {screen}");
        assert_ne!(code, Some(0), "{what}: {screen}");
        world.assert_not_there(what);
    }
}
