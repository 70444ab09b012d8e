//! The product's files for terminal programs, byte for byte, used by the programs themselves: each
//! signs in to a real mail server, reads, and sends. Everything has an address and a name with all
//! that can go wrong. The same file with one value wrong must fail, or the proof would be worth nothing.

mod aerc;
mod himalaya;
mod mbsync;
mod msmtp;
mod mutt;
mod wrong;

use std::path::PathBuf;
use std::time::Duration;

use engine::{Account, Format};
use site::Means;
use testkit::product::Product;
use testkit::provider::{Options, Provider};
use testkit::skip::Program;
use testkit::{proven, terminal::sender};

/// Legal, and with a comment sign, a quote, a percent sign and what mutt takes for a command.
const ADDRESS: &str = "o'brien#1+home`id`%40@harbor.example";
/// What is a quote, an escape, a command, a variable, a comment or a key to one of the programs.
const NAME: &str = r#"Zoë "Ω" \O'B `id` $HOME; #1 %(source)s שלום|\"#;

/// What the provider offers: incoming and outgoing.
const PAIRS: [(&str, &str); 3] =
    [("imap-993", "smtp-587"), ("imap-993", "smtp-465"), ("imap-143", "smtp-587")];

/// How long a message may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(20);
/// How long a program may take to do its work.
const WORK: Duration = Duration::from_secs(30);

/// A provider, and the product for it.
struct World {
    provider: Provider,
    product: Product,
}

impl World {
    fn start() -> Self {
        let options = Options { address: ADDRESS.to_owned(), ..Options::default() };
        let provider = Provider::start(options).unwrap();
        let product = Product::of(&provider).unwrap();
        Self { provider, product }
    }

    fn account(&self, (incoming, outgoing): (&str, &str)) -> Account {
        self.product.account(NAME, incoming, outgoing).unwrap()
    }

    fn file(&self, format: Format, account: &Account) -> String {
        String::from_utf8(self.product.file(format, account).unwrap().bytes).unwrap()
    }

    /// Waits for a message that was sent, and sees who sent it.
    #[track_caller]
    fn assert_arrives(&self, subject: &str, name: &str) {
        let message = self.provider.wait_for_message(subject, ARRIVAL).unwrap();
        let from = sender(&message.text);
        assert_eq!(from, Some((name.to_owned(), ADDRESS.to_owned())), "{}", message.text);
        assert!(message.text.contains("Written by a test."), "{}", message.text);
    }

    #[track_caller]
    fn assert_not_there(&self, subject: &str) {
        let there = self.provider.messages().unwrap();
        assert!(there.iter().all(|message| message.subject != subject), "{subject} has arrived");
    }
}

/// The same file with something else in it.
#[track_caller]
fn changed(file: &str, from: &str, to: &str) -> String {
    let changed = file.replace(from, to);
    assert_ne!(changed, file, "{from:?} is not in it");
    changed
}

/// The file with its commented-out lines for the password manager in use.
fn with_pass(file: &str) -> String {
    let line = |line: &str| {
        let command = line.strip_prefix("# ").filter(|rest| rest.contains("pass show "));
        format!("{}\n", command.unwrap_or(line))
    };
    let with: String = file.lines().map(line).collect();
    assert_ne!(with, file);
    with
}

/// Says what was proven.
fn note(format: Format, account: &Account, (program, flag): (Program, &str), means: Means, how: &str) {
    let version = program.version(flag).unwrap_or_else(|| panic!("{program:?} does not say its version"));
    proven::note(format, account, program.name, &version, means, how);
}

fn path(program: Program) -> PathBuf {
    program.path().unwrap()
}
