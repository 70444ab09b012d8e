//! msmtp: a message on standard input, the password on the terminal.

use std::path::Path;

use engine::Format;
use site::Means;
use testkit::terminal::{Home, MSMTP, PASS, Screen, Trust, ready};

use super::wrong::Ending::{Says, Waits};
use super::wrong::assert_ends;
use super::{ADDRESS, PAIRS, WORK, World, changed, note, path, with_pass};

/// Starts it with a message to be sent.
fn start(world: &World, trust: Trust, file: &str, subject: &str) -> (Home, Screen) {
    let home = Home::new(&world.provider, trust).unwrap();
    home.write(".msmtprc", file).unwrap();
    if !file.contains("# passwordeval") {
        home.keep_password(file, world.provider.password()).unwrap();
    }
    home.write("message", &format!("To: {ADDRESS}\nSubject: {subject}\n\nWritten by a test.\n")).unwrap();
    let line = format!("exec {} --read-recipients <message", path(MSMTP).display());
    let screen = home.start(Path::new("sh"), &["-c", &line]).unwrap();
    (home, screen)
}

/// Sends a message; the exit code, and what was on the screen.
fn send(world: &World, file: &str, subject: &str) -> (Option<i32>, String) {
    let (_home, mut screen) = start(world, Trust::Provider, file, subject);
    if file.contains("# passwordeval") {
        screen.answer("password for ", &format!("{}\n", world.provider.password()), WORK).unwrap();
    }
    let code = screen.end(WORK);
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
        let (code, screen) = send(&world, &file, &subject);
        assert_eq!(code, Some(0), "{screen}");
        world.assert_arrives(&subject, "");
        note(Format::Msmtp, &account, (MSMTP, "--version"), Means::Sent, "sent a message; password typed");
    }
}

#[test]
fn msmtp_takes_the_password_from_pass() {
    if !ready(&[MSMTP, PASS, testkit::terminal::GPG]) {
        return;
    }
    let world = World::start();
    let file = with_pass(&world.file(Format::Msmtp, &world.account(PAIRS[0])));
    let (code, screen) = send(&world, &file, "msmtp pass");
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
    let user = changed(&tls, &format!("user {ADDRESS}"), &format!("user {short}"));
    let (ours, other) = (Trust::Provider, Trust::Stranger);
    let unknown = Says("The certificate issuer is unknown.");
    // The exit codes are those of sysexits.h.
    for (what, trust, file, ending, code) in [
        ("465 with STARTTLS", ours, changed(&tls, "tls_starttls off", "tls_starttls on"), Waits(465), None),
        (
            "587 with TLS",
            ours,
            changed(&starttls, "tls_starttls on", "tls_starttls off"),
            Says("TLS handshake failed"),
            Some(76),
        ),
        ("user without domain", ours, user, Says("server message: 535 5.7.8"), Some(77)),
        ("another authority, 465", other, tls.clone(), unknown, Some(69)),
        ("another authority, 587", other, starttls.clone(), unknown, Some(69)),
    ] {
        let (_home, mut screen) = start(&world, trust, &file, what);
        let password = format!("{}\n", world.provider.password());
        assert_ends(&world, &mut screen, ending, None, &[("password for ", &password)]);
        if code.is_some() {
            assert_eq!(screen.end(WORK), code, "{what}: {screen:?}");
        }
        world.assert_not_there(what);
    }
}
