//! Accounts to make files for: of the product's own provider, and of a real one on loopback.

use engine::text::{Files, Lang, Texts};
use engine::{Account, Choice, DisplayName, Format, export};
use site::{Data, Means};
use testkit::product::Product;
use testkit::proven;
use testkit::provider::{Options, Provider, ready as provider_ready};
use testkit::skip::{THUNDERBIRD, ready};
use testkit::thunderbird::Thunderbird;

/// Letters that a careless writer of preferences or XML trips over.
const HARD_NAME: &str = r#"Zoë "Ω" \O'Brien\ <&> 🦊 שלום %REALNAME%"#;

/// What a profile in use has: an account with another provider, and Local Folders.
pub const IN_USE: &str = r#"
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.account.lastKey", 2);
user_pref("mail.accountmanager.accounts", "account1,account2");
user_pref("mail.accountmanager.defaultaccount", "account1");
user_pref("mail.accountmanager.localfoldersserver", "server2");
user_pref("mail.identity.id1.fullName", "Pat at Work");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.identity.id1.useremail", "pat@work.example");
user_pref("mail.server.server1.authMethod", 4);
user_pref("mail.server.server1.hostname", "imap.work.example");
user_pref("mail.server.server1.port", 143);
user_pref("mail.server.server1.socketType", 2);
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.userName", "pat");
user_pref("mail.server.server2.hostname", "Local Folders");
user_pref("mail.server.server2.type", "none");
user_pref("mail.server.server2.userName", "nobody");
user_pref("mail.smtp.defaultserver", "smtp1");
user_pref("mail.smtpserver.smtp1.authMethod", 4);
user_pref("mail.smtpserver.smtp1.hostname", "smtp.work.example");
user_pref("mail.smtpserver.smtp1.port", 25);
user_pref("mail.smtpserver.smtp1.try_ssl", 2);
user_pref("mail.smtpserver.smtp1.username", "pat");
user_pref("mail.smtpservers", "smtp1");
"#;

fn account(address: &str, name: &str, outgoing: &str) -> Account {
    let data = Data::embedded().unwrap();
    let choice = Choice { incoming: None, outgoing: Some(outgoing.to_owned()) };
    Account::resolve(address, DisplayName::parse(name).unwrap(), &choice, data.profile()).unwrap()
}

/// 587 with STARTTLS, and a name with all that can go wrong.
pub fn hard() -> Account {
    account("pat.example@centurylink.net", HARD_NAME, "smtp-com-587")
}

/// The same without the name's trouble.
pub fn starttls() -> Account {
    account("pat.example@centurylink.net", "Pat Example", "smtp-com-587")
}

/// 465 with TLS, and an address with legal letters that careless writers trip over.
pub fn tls() -> Account {
    account("o'brien+home@centurylink.net", "Pat Example", "smtp-com-465")
}

pub fn bytes(format: Format, account: &Account) -> Vec<u8> {
    let data = Data::embedded().unwrap();
    let texts: Texts<Files> = data.texts(Lang::En).unwrap();
    export::file(format, account, data.profile(), &texts).unwrap().bytes
}

pub fn text(format: Format, account: &Account) -> String {
    String::from_utf8(bytes(format, account)).unwrap()
}

/// The outgoing servers of the provider on loopback: TLS, and STARTTLS.
pub const OUTGOING: [&str; 2] = ["smtp-465", "smtp-587"];

/// A provider on loopback, and the product's files for its mailbox.
pub struct Mailbox {
    pub provider: Provider,
    product: Product,
}

impl Mailbox {
    /// Starts it; nothing where a program is missing.
    pub fn start() -> Option<Self> {
        if !ready(&[THUNDERBIRD]) || !provider_ready() {
            return None;
        }
        let provider = Provider::start(Options::default()).unwrap();
        let product = Product::of(&provider).unwrap();
        Some(Self { provider, product })
    }

    /// The mailbox's account with one of [`OUTGOING`].
    pub fn account(&self, outgoing: &str) -> Account {
        self.product.account("Robin Example", "imap-993", outgoing).unwrap()
    }

    /// The file as the product makes it, byte for byte.
    pub fn file(&self, format: Format, account: &Account) -> export::File {
        self.product.file(format, account).unwrap()
    }

    /// Signs in, reads the inbox and a message, and sends one that arrives; then notes the proof.
    pub fn prove(&self, thunderbird: &mut Thunderbird<'_>, format: Format, account: &Account, how: &str) {
        self.reads(thunderbird);
        let subject = format!("{how} {}", account.outgoing().port);
        thunderbird.send(&self.provider, &subject).unwrap();
        let version = thunderbird.version().unwrap();
        proven::note(format, account, "Thunderbird", &version, Means::Used, how);
    }

    /// Signs in, sees every message, and reads one.
    pub fn reads(&self, thunderbird: &mut Thunderbird<'_>) {
        let address = self.provider.address();
        let there: Vec<_> =
            self.provider.messages().unwrap().into_iter().map(|message| message.subject).collect();
        let inbox = thunderbird.read_inbox(address, there.len(), 0).unwrap();
        let subjects: Vec<_> = inbox.iter().map(|letter| letter.subject.clone()).collect();
        assert_eq!(subjects, there);
        let text = thunderbird.read_letter(address, "10 days old").unwrap();
        assert!(text.contains("This message came 10 days before the test began."), "{text}");
    }
}
