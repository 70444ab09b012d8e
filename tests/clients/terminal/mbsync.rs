//! mbsync: the mailbox comes to the computer, and nothing goes away on the server.

use std::fs;
use std::path::Path;
use std::time::Duration;

use engine::Format;
use testkit::provider::AGES;
use testkit::terminal::{GPG, Home, MBSYNC, PASS, Trust, ready};

use super::{ADDRESS, PAIRS, WORK, WRONG, World, changed, note, with_pass};

/// What the file says behind `words`, to the end of the line: a command to be typed.
fn command(file: &str, words: &str) -> String {
    let found = file.lines().find_map(|line| line.split_once(words));
    format!("{words}{}", found.unwrap().1)
}

/// The home with the file and the folder that it says.
fn home(world: &World, trust: Trust, file: &str) -> Home {
    let home = Home::new(&world.provider, trust).unwrap();
    home.write(".mbsyncrc", file).unwrap();
    home.run("sh", &["-c", &command(file, "mkdir -p ")], Path::new("/dev/null")).unwrap();
    if !file.contains("# PassCmd") {
        home.keep_password(file, world.provider.password()).unwrap();
    }
    home
}

/// Runs what the file says; the exit code, and what was on the screen.
fn fetch(world: &World, home: &Home, file: &str, limit: Duration) -> (Option<i32>, String) {
    let line = format!("exec {}", command(file, "mbsync o_"));
    let mut screen = home.start(Path::new("sh"), &["-c", &line]).unwrap();
    if file.contains("# PassCmd") {
        screen.answer("Password (", &format!("{}\n", world.provider.password()), limit).unwrap();
    }
    let code = screen.end(limit);
    (code, screen.text())
}

/// The files of messages that are in the home's inbox.
fn inbox(home: &Home, file: &str) -> Vec<std::path::PathBuf> {
    let folder = command(file, "mkdir -p ~/").replace("mkdir -p ~/", "");
    let all = ["cur", "new"].map(|sub| home.path(&folder).join("INBOX").join(sub));
    let read = |path: &std::path::PathBuf| fs::read_dir(path).into_iter().flatten();
    all.iter().flat_map(read).map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn mbsync_fetches_and_deletes_nothing() {
    if !ready(&[MBSYNC]) {
        return;
    }
    let world = World::start();
    let before = world.provider.messages().unwrap();
    for pair in PAIRS {
        let account = world.account(pair);
        let file = world.file(Format::Mbsync, &account);
        let home = home(&world, Trust::Provider, &file);
        let (code, screen) = fetch(&world, &home, &file, WORK);
        assert_eq!(code, Some(0), "{screen}");
        let messages = inbox(&home, &file);
        assert_eq!(messages.len(), AGES.len(), "{screen}");
        for days in AGES {
            let subject = format!("Subject: {days} days old");
            assert!(messages.iter().any(|path| fs::read_to_string(path).unwrap().contains(&subject)));
        }
        // A person deletes all but one of them here, by program and by hand.
        for (place, message) in messages.iter().enumerate().skip(1) {
            if place % 2 == 0 {
                fs::remove_file(message).unwrap();
            } else {
                let name = message.file_name().unwrap().to_string_lossy().into_owned();
                let name = format!("{}:2,ST", name.split(":2,").next().unwrap());
                fs::rename(message, message.parent().unwrap().with_file_name("cur").join(name)).unwrap();
            }
        }
        let (code, screen) = fetch(&world, &home, &file, WORK);
        assert_eq!(code, Some(0), "{screen}");
        assert_eq!(world.provider.messages().unwrap(), before, "{screen}");
        // The file has no outgoing server: it is the same for both.
        let how = "fetched every message; nothing was deleted on the server; password typed";
        note(Format::Mbsync, &account, MBSYNC, "--version", how);
    }
}

#[test]
fn mbsync_takes_the_password_from_pass() {
    if !ready(&[MBSYNC, PASS, GPG]) {
        return;
    }
    let world = World::start();
    let file = with_pass(&world.file(Format::Mbsync, &world.account(PAIRS[0])));
    let home = home(&world, Trust::Provider, &file);
    let (code, screen) = fetch(&world, &home, &file, WORK);
    assert_eq!((code, inbox(&home, &file).len()), (Some(0), AGES.len()), "{screen}");
}

#[test]
fn mbsync_with_something_wrong_fetches_nothing() {
    if !ready(&[MBSYNC]) {
        return;
    }
    let world = World::start();
    let [tls, starttls] = [PAIRS[0], PAIRS[2]].map(|pair| world.file(Format::Mbsync, &world.account(pair)));
    let short = ADDRESS.split('@').next().unwrap();
    for (what, trust, file) in [
        ("993 with STARTTLS", Trust::Provider, changed(&tls, "SSLType IMAPS", "SSLType STARTTLS")),
        ("143 with TLS", Trust::Provider, changed(&starttls, "SSLType STARTTLS", "SSLType IMAPS")),
        (
            "user without domain",
            Trust::Provider,
            changed(&tls, &format!("User \"{ADDRESS}\""), &format!("User \"{short}\"")),
        ),
        ("another authority, 993", Trust::Stranger, tls.clone()),
        ("another authority, 143", Trust::Stranger, starttls.clone()),
    ] {
        let home = home(&world, trust, &file);
        let (code, screen) = fetch(&world, &home, &file, WRONG);
        eprintln!("mbsync, {what}: {code:?} {screen}");
        assert_ne!(code, Some(0), "{what}: {screen}");
        assert_eq!(inbox(&home, &file).len(), 0, "{what}: {screen}");
    }
}
