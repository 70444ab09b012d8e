//! neomutt and mutt: a message is read, another is written and sent.

use engine::Format;
use testkit::skip::Program;
use testkit::terminal::{GPG, Home, MUTT, NEOMUTT, PASS, Screen, Trust, ready};

use super::{ADDRESS, NAME, PAIRS, WORK, WRONG, World, changed, note, path, with_pass};

/// Starts it and opens the inbox.
fn open(world: &World, program: Program, home: &Home, asks: bool) -> Screen {
    let mut screen = home.start(&path(program), &[]).unwrap();
    if asks {
        screen.wait_for("Password for").unwrap();
        screen.keys(&format!("{}\r", world.provider.password())).unwrap();
    }
    screen.wait_for("200 days old").unwrap();
    screen
}

/// Writes a message and has it sent, as far as the password.
fn write(screen: &mut Screen, subject: &str) {
    screen.keys("m").unwrap();
    screen.wait_for("To: ").unwrap();
    screen.keys(&format!("{ADDRESS}\r")).unwrap();
    screen.wait_for("Subject: ").unwrap();
    screen.keys(&format!("{subject}\r")).unwrap();
    screen.wait_for("y:Send").unwrap();
    screen.keys("y").unwrap();
}

fn uses_it(program: Program, flag: &str) {
    if !ready(&[program]) {
        return;
    }
    let world = World::start();
    for pair in PAIRS {
        let account = world.account(pair);
        let home = Home::new(&world.provider, Trust::Provider).unwrap();
        home.write(".muttrc", &world.file(Format::Neomutt, &account)).unwrap();
        let mut screen = open(&world, program, &home, true);
        // The first of the list, which is the oldest.
        screen.keys("1\r\r").unwrap();
        screen.wait_for("This message came 200 days before the test began.").unwrap();
        screen.keys("i").unwrap();
        let subject = format!("{} {} {}", program.name, pair.0, pair.1);
        write(&mut screen, &subject);
        screen.wait_for("Password for").unwrap();
        screen.keys(&format!("{}\r", world.provider.password())).unwrap();
        screen.wait_for("Mail sent").unwrap();
        world.assert_arrives(&subject, NAME);
        screen.keys("q").unwrap();
        assert_eq!(screen.end(WORK), Some(0), "{screen:?}");
        let how = "read a message and sent one; passwords typed";
        note(Format::Neomutt, &account, program, flag, how);
    }
}

#[test]
fn neomutt_reads_and_sends() {
    uses_it(NEOMUTT, "-v");
}

#[test]
fn mutt_reads_and_sends() {
    uses_it(MUTT, "-v");
}

#[test]
fn neomutt_and_mutt_take_the_password_from_pass() {
    if !ready(&[NEOMUTT, MUTT, PASS, GPG]) {
        return;
    }
    let world = World::start();
    let file = with_pass(&world.file(Format::Neomutt, &world.account(PAIRS[0])));
    let home = Home::new(&world.provider, Trust::Provider).unwrap();
    home.write(".muttrc", &file).unwrap();
    home.keep_password(&file, world.provider.password()).unwrap();
    for program in [NEOMUTT, MUTT] {
        let mut screen = open(&world, program, &home, false);
        let subject = format!("{} pass", program.name);
        write(&mut screen, &subject);
        screen.wait_for("Mail sent").unwrap();
        world.assert_arrives(&subject, NAME);
    }
}

/// Legal names that are commands, variables, comments or ends of lines where they are not quoted.
const NAMES: [&str; 9] = [
    NAME,
    "`touch owned`",
    "$(touch owned) $HOME ${HOME} $folder",
    "' ; set from = 'eve@harbor.example'; set x = '",
    "ends with \\",
    "ends with |",
    "a, b <c@d.net> # \\n\\t\\033",
    "\u{202e}إيميل\u{202c}",
    "🦊 ~/^[ =x +y <shell-escape>touch owned<enter>",
];

#[test]
fn neomutt_and_mutt_understand_every_name_and_run_nothing() {
    if !ready(&[NEOMUTT, MUTT]) {
        return;
    }
    let world = World::start();
    for name in NAMES {
        let choice = engine::Choice::default();
        let typed = engine::DisplayName::parse(name).unwrap();
        let account = engine::Account::resolve(ADDRESS, typed, &choice, &world.profile).unwrap();
        let home = Home::new(&world.provider, Trust::Provider).unwrap();
        home.write(".muttrc", &world.file(Format::Neomutt, &account)).unwrap();
        for program in [NEOMUTT, MUTT] {
            // It prints settings as a muttrc would have them.
            let ask = |variable: &str| {
                let args = ["-Q", variable];
                let said = home.run(program.name, &args, std::path::Path::new("/dev/null")).unwrap();
                let value = said.trim_end().split_once('"').unwrap().1.strip_suffix('"').unwrap().to_owned();
                value.replace("\\\"", "\"").replace("\\\\", "\\")
            };
            assert_eq!(ask("realname"), name, "{}", program.name);
            assert_eq!(ask("from"), ADDRESS, "{}", program.name);
        }
        assert!(!home.path("owned").exists(), "{name}");
    }
}

/// What they say when they cannot sign in or do not trust whom they reach. One that waits for a
/// server says nothing.
const SAYS: [&str; 8] = [
    "Login failed",
    "AUTHENTICATIONFAILED",
    "Authentication failed",
    "authentication failed",
    "(r)eject",
    "gnutls_handshake",
    "SMTP session failed",
    "Could not negotiate",
];

#[test]
fn with_something_wrong_nothing_is_read_and_nothing_sent() {
    if !ready(&[NEOMUTT, MUTT]) {
        return;
    }
    let world = World::start();
    let [starttls, tls] = [PAIRS[0], PAIRS[1]].map(|pair| world.file(Format::Neomutt, &world.account(pair)));
    let user = |file: &str| {
        let line = file.lines().find(|line| line.starts_with("set imap_user")).unwrap();
        changed(file, line, "set imap_user = 'o'")
    };
    for program in [NEOMUTT, MUTT] {
        for (what, trust, file) in [
            ("993 with STARTTLS", Trust::Provider, changed(&tls, "'imaps://", "'imap://")),
            ("user without domain", Trust::Provider, user(&tls)),
            ("another authority", Trust::Stranger, tls.clone()),
        ] {
            let home = Home::new(&world.provider, trust).unwrap();
            home.write(".muttrc", &file).unwrap();
            let mut screen = home.start(&path(program), &[]).unwrap();
            let said = hopeless(&world, &mut screen, "200 days old");
            eprintln!("{}, {what}: {said}", program.name);
        }
        for (what, file) in [
            ("465 with STARTTLS", changed(&tls, "'smtps://", "'smtp://")),
            ("587 with TLS", changed(&starttls, "'smtp://", "'smtps://")),
            ("user without domain", changed(&tls, "%40harbor.example@", "@")),
        ] {
            let home = Home::new(&world.provider, Trust::Provider).unwrap();
            home.write(".muttrc", &file).unwrap();
            let mut screen = open(&world, program, &home, true);
            let subject = format!("{} {what}", program.name);
            write(&mut screen, &subject);
            let said = hopeless(&world, &mut screen, "Mail sent");
            eprintln!("{subject}: {said}");
            world.assert_not_there(&subject);
        }
    }
}

/// Gives the password where it is asked for, and watches that what would be right is never seen.
fn hopeless(world: &World, screen: &mut Screen, right: &str) -> &'static str {
    let start = std::time::Instant::now();
    let mut typed = false;
    while start.elapsed() < WRONG {
        let text = screen.text();
        assert!(!text.contains(right), "{text}");
        if let Some(said) = SAYS.iter().find(|said| text.contains(**said)) {
            return said;
        }
        if !typed && text.contains("Password for") {
            typed = true;
            screen.keys(&format!("{}\r", world.provider.password())).unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    "(it waits)"
}
