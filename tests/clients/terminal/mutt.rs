//! neomutt and mutt: a message is read, another is written and sent.

use engine::Format;
use site::Means;
use testkit::skip::Program;
use testkit::terminal::{GPG, Home, MUTT, NEOMUTT, PASS, Screen, Trust, ready};

use super::wrong::Ending::{Refused, Says, Waits};
use super::wrong::assert_ends;
use super::{ADDRESS, NAME, PAIRS, WORK, World, changed, note, path, with_pass};

/// What they ask, before anything is sent, where the editor ended in another second than the one in
/// which they looked at the file.
const ENCODING: &str = "modified. Update encoding for";

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

/// Writes a message and says that it is to be sent.
fn write(screen: &mut Screen, subject: &str) {
    screen.keys("m").unwrap();
    screen.wait_for("To: ").unwrap();
    screen.keys(&format!("{ADDRESS}\r")).unwrap();
    screen.wait_for("Subject: ").unwrap();
    screen.keys(&format!("{subject}\r")).unwrap();
    screen.wait_for("y:Send").unwrap();
    screen.keys("y").unwrap();
}

/// Waits for what comes after [`write`].
fn sends(screen: &mut Screen, next: &str) {
    if screen.wait_for_any(&[ENCODING, next]).unwrap() == ENCODING {
        screen.keys("y").unwrap();
        screen.wait_for(next).unwrap();
    }
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
        // The list, where nothing looks like the questions that follow.
        screen.wait_for("m:Mail").unwrap();
        let subject = format!("{} {} {}", program.name, pair.0, pair.1);
        write(&mut screen, &subject);
        sends(&mut screen, "Password for");
        screen.keys(&format!("{}\r", world.provider.password())).unwrap();
        screen.wait_for("Mail sent").unwrap();
        world.assert_arrives(&subject, NAME);
        screen.keys("q").unwrap();
        assert_eq!(screen.end(WORK), Some(0), "{screen:?}");
        let how = "read a message and sent one; passwords typed";
        note(Format::Neomutt, &account, (program, flag), Means::Used, how);
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
        sends(&mut screen, "Mail sent");
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
        let account = world.product.account(name, PAIRS[0].0, PAIRS[0].1).unwrap();
        let home = Home::new(&world.provider, Trust::Provider).unwrap();
        home.write(".muttrc", &world.file(Format::Neomutt, &account)).unwrap();
        for program in [NEOMUTT, MUTT] {
            // It prints settings as a muttrc would have them.
            let ask = |variable: &str| {
                let args = ["-Q", variable];
                let said = home.run(&path(program), &args, std::path::Path::new("/dev/null")).unwrap();
                let value = said.trim_end().split_once('"').unwrap().1.strip_suffix('"').unwrap().to_owned();
                value.replace("\\\"", "\"").replace("\\\\", "\\")
            };
            assert_eq!(ask("realname"), name, "{}", program.name);
            assert_eq!(ask("from"), ADDRESS, "{}", program.name);
        }
        assert!(!home.path("owned").exists(), "{name}");
    }
}

#[test]
fn with_something_wrong_nothing_is_read_and_nothing_sent() {
    if !ready(&[NEOMUTT, MUTT]) {
        return;
    }
    let world = World::start();
    let password = format!("{}\r", world.provider.password());
    let questions = [(ENCODING, "y"), ("Password for", password.as_str())];
    let [starttls, tls] = [PAIRS[0], PAIRS[1]].map(|pair| world.file(Format::Neomutt, &world.account(pair)));
    let user = |file: &str| {
        let line = file.lines().find(|line| line.starts_with("set imap_user")).unwrap();
        changed(file, line, &changed(line, "@harbor.example'", "'"))
    };
    // The user without the domain: neomutt shows the refusal too short to be seen.
    let refusals = [Refused("user=<o'brien#1+home`id`%40>"), Says("authentication failed")];
    for (program, refused) in [NEOMUTT, MUTT].into_iter().zip(refusals) {
        for (trust, file, ending) in [
            // 993 with STARTTLS.
            (Trust::Provider, changed(&tls, "'imaps://", "'imap://"), Waits(993)),
            (Trust::Provider, user(&tls), refused),
            (Trust::Stranger, tls.clone(), Says("(r)eject")),
        ] {
            let home = Home::new(&world.provider, trust).unwrap();
            home.write(".muttrc", &file).unwrap();
            let mut screen = home.start(&path(program), &[]).unwrap();
            assert_ends(&world, &mut screen, ending, Some("200 days old"), &questions);
        }
        for (what, file, ending) in [
            ("465 with STARTTLS", changed(&tls, "'smtps://", "'smtp://"), Waits(465)),
            ("587 with TLS", changed(&starttls, "'smtp://", "'smtps://"), Says("gnutls_handshake")),
            ("user without domain", changed(&tls, "%40harbor.example@", "@"), Says("authentication failed")),
        ] {
            let home = Home::new(&world.provider, Trust::Provider).unwrap();
            home.write(".muttrc", &file).unwrap();
            let mut screen = open(&world, program, &home, true);
            let subject = format!("{} {what}", program.name);
            write(&mut screen, &subject);
            assert_ends(&world, &mut screen, ending, Some("Mail sent"), &questions);
            world.assert_not_there(&subject);
        }
    }
}
