//! mbsync: the mailbox comes to the computer, and nothing goes away on the server.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use engine::Format;
use site::Means;
use testkit::provider::AGES;
use testkit::terminal::{GPG, Home, MBSYNC, PASS, Screen, Trust, ready};

use super::wrong::Ending::{Says, Waits};
use super::wrong::assert_ends;
use super::{ADDRESS, PAIRS, WORK, World, changed, note, path, with_pass};

/// What the file says behind `words`, to the end of the line: a command to be typed.
fn command(file: &str, words: &str) -> String {
    let found = file.lines().find_map(|line| line.split_once(words));
    format!("{words}{}", found.unwrap().1)
}

/// The home with the file and the folder that it says.
fn home(world: &World, trust: Trust, file: &str) -> Home {
    let home = Home::new(&world.provider, trust).unwrap();
    home.write(".mbsyncrc", file).unwrap();
    home.run(Path::new("sh"), &["-c", &command(file, "mkdir -p ")], Path::new("/dev/null")).unwrap();
    if !file.contains("# PassCmd") {
        home.keep_password(file, world.provider.password()).unwrap();
    }
    home
}

/// Starts what the file says.
fn start(home: &Home, file: &str) -> Screen {
    let typed = command(file, "mbsync o_").replacen("mbsync", &path(MBSYNC).display().to_string(), 1);
    home.start(Path::new("sh"), &["-c", &format!("exec {typed}")]).unwrap()
}

/// Runs what the file says; the exit code, and what was on the screen.
fn fetch(world: &World, home: &Home, file: &str) -> (Option<i32>, String) {
    let mut screen = start(home, file);
    if file.contains("# PassCmd") {
        screen.answer("Password (", &format!("{}\n", world.provider.password()), WORK).unwrap();
    }
    let code = screen.end(WORK);
    (code, screen.text())
}

/// The files of messages that are in the home's inbox.
fn inbox(home: &Home, file: &str) -> Vec<PathBuf> {
    let folder = command(file, "mkdir -p ~/").replace("mkdir -p ~/", "");
    let all = ["cur", "new"].map(|sub| home.path(&folder).join("INBOX").join(sub));
    let read = |path: &PathBuf| fs::read_dir(path).into_iter().flatten();
    all.iter().flat_map(read).map(|entry| entry.unwrap().path()).collect()
}

fn subject(message: &Path) -> String {
    let text = fs::read_to_string(message).unwrap();
    text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap().to_owned()
}

/// Waits until exactly these messages are marked on the server as deleted, and as read with them.
#[track_caller]
fn assert_marked(world: &World, marked: &BTreeSet<String>) {
    let start = Instant::now();
    loop {
        let flags = world.provider.flags().unwrap();
        let expected = |subject: &String| if marked.contains(subject) { "ST" } else { "" };
        // Its server renames the file a moment after it has agreed.
        if flags.len() == AGES.len() && flags.iter().all(|(subject, flags)| flags == expected(subject)) {
            return;
        }
        assert!(start.elapsed() < WORK, "marked: {marked:?}; on the server: {flags:?}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn mbsync_fetches_and_removes_nothing() {
    if !ready(&[MBSYNC]) {
        return;
    }
    let world = World::start();
    let before = world.provider.messages().unwrap();
    let mut marked = BTreeSet::new();
    for pair in PAIRS {
        let account = world.account(pair);
        let file = world.file(Format::Mbsync, &account);
        let home = home(&world, Trust::Provider, &file);
        let (code, screen) = fetch(&world, &home, &file);
        assert_eq!(code, Some(0), "{screen}");
        let messages = inbox(&home, &file);
        assert_eq!(messages.len(), AGES.len(), "{screen}");
        for days in AGES {
            let subject = format!("Subject: {days} days old");
            assert!(messages.iter().any(|path| fs::read_to_string(path).unwrap().contains(&subject)));
        }
        // A person deletes all but one of them here: a program marks them, or the files go.
        for (place, message) in messages.iter().enumerate().skip(1) {
            if place % 2 == 0 {
                fs::remove_file(message).unwrap();
            } else {
                marked.insert(subject(message));
                let name = message.file_name().unwrap().to_string_lossy().into_owned();
                let name = format!("{}:2,ST", name.split(":2,").next().unwrap());
                fs::rename(message, message.parent().unwrap().with_file_name("cur").join(name)).unwrap();
            }
        }
        let (code, screen) = fetch(&world, &home, &file);
        assert_eq!(code, Some(0), "{screen}");
        // Every message is there with its text. The mark goes to the server too, where a program that
        // removes what is marked would remove it; of a file that is gone the server learns nothing.
        assert_eq!(world.provider.messages().unwrap(), before, "{screen}");
        assert_marked(&world, &marked);
        // The file has no outgoing server: it is the same for both.
        let how = "fetched every message; none was removed on the server; password typed";
        note(Format::Mbsync, &account, (MBSYNC, "--version"), Means::Fetched, how);
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
    let (code, screen) = fetch(&world, &home, &file);
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
    let user = changed(&tls, &format!("User \"{ADDRESS}\""), &format!("User \"{short}\""));
    let unknown = Says("unable to get local issuer certificate");
    for (trust, file, ending) in [
        // 993 with STARTTLS, 143 with TLS.
        (Trust::Provider, changed(&tls, "SSLType IMAPS", "SSLType STARTTLS"), Waits(993)),
        (
            Trust::Provider,
            changed(&starttls, "SSLType STARTTLS", "SSLType IMAPS"),
            Says("wrong version number"),
        ),
        // The user without the domain.
        (Trust::Provider, user, Says("NO [AUTHENTICATIONFAILED] Authentication failed.")),
        (Trust::Stranger, tls.clone(), unknown),
        (Trust::Stranger, starttls.clone(), unknown),
    ] {
        let home = home(&world, trust, &file);
        let mut screen = start(&home, &file);
        let password = format!("{}\n", world.provider.password());
        // Every message that it fetches would be counted.
        assert_ends(&world, &mut screen, ending, Some("N: +6"), &[("Password (", &password)]);
        if let Says(_) = ending {
            assert_eq!(screen.end(WORK), Some(1), "{ending:?}: {screen:?}");
        }
        assert_eq!(inbox(&home, &file).len(), 0, "{ending:?}: {screen:?}");
    }
}
