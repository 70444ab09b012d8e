//! The files that a person gives to Thunderbird, used: the account signs in to a real Dovecot, reads,
//! and sends through a real Postfix.

use engine::{Account, Format};
use testkit::provider::AGES;
use testkit::thunderbird::{Expected, Profile, Thunderbird};

use crate::support::{IN_USE, Mailbox, OUTGOING};

/// Gives the ZIP to the importer, as a person does, and starts again.
fn import_and_start<'a>(mailbox: &Mailbox, account: &Account, profile: &'a Profile) -> Thunderbird<'a> {
    let file = mailbox.file(Format::Thunderbird, account);
    let mut thunderbird = profile.start().unwrap();
    thunderbird.import_profile_backup(&file.name, &file.bytes).unwrap();
    thunderbird.quit().unwrap();
    profile.start().unwrap()
}

#[test]
fn the_zip_in_an_empty_profile_reads_keeps_and_sends() {
    let Some(mailbox) = Mailbox::start() else { return };
    for outgoing in OUTGOING {
        let account = mailbox.account(outgoing);
        let profile = Profile::beside(&mailbox.provider, "").unwrap();
        let mut thunderbird = import_and_start(&mailbox, &account, &profile);
        assert_eq!(thunderbird.accounts().unwrap().mail().count(), 1);
        thunderbird.go_online(&mailbox.provider).unwrap();
        if outgoing == OUTGOING[0] {
            keeps_30_days(&mailbox, &mut thunderbird);
        }
        mailbox.prove(&mut thunderbird, Format::Thunderbird, &account, "ZIP imported into an empty profile");
        thunderbird.quit().unwrap();
    }
}

#[test]
fn the_zip_beside_another_account_reads_and_sends() {
    let Some(mailbox) = Mailbox::start() else { return };
    for outgoing in OUTGOING {
        let account = mailbox.account(outgoing);
        let profile = Profile::beside(&mailbox.provider, IN_USE).unwrap();
        let mut thunderbird = import_and_start(&mailbox, &account, &profile);
        thunderbird.go_online(&mailbox.provider).unwrap();
        let accounts = thunderbird.accounts().unwrap();
        assert_eq!(accounts.differences(&Expected::of(&account)), [""; 0]);
        let other = accounts.mail().find(|one| one.identities[0].email == "pat@work.example").unwrap();
        assert_eq!(
            (other.incoming.server.host.as_str(), other.incoming.server.port),
            ("imap.work.example", 143)
        );
        assert_eq!(accounts.default_account.as_deref(), Some("account1"));
        assert_eq!(accounts.default_outgoing().unwrap().host, "smtp.work.example");
        let how = "ZIP imported into a profile with another account";
        mailbox.prove(&mut thunderbird, Format::Thunderbird, &account, how);
        thunderbird.quit().unwrap();
    }
}

#[test]
fn the_user_js_in_a_new_profile_reads_and_sends() {
    let Some(mailbox) = Mailbox::start() else { return };
    for outgoing in OUTGOING {
        let account = mailbox.account(outgoing);
        let profile = Profile::beside(&mailbox.provider, "").unwrap();
        let file = mailbox.file(Format::ThunderbirdUserJs, &account);
        profile.write(&format!("profile/{}", file.name), &file.bytes).unwrap();
        let mut thunderbird = profile.start().unwrap();
        thunderbird.go_online(&mailbox.provider).unwrap();
        mailbox.prove(&mut thunderbird, Format::ThunderbirdUserJs, &account, "user.js in a new profile");
        thunderbird.quit().unwrap();
    }
}

/// Mail of the last 30 days is kept on the device, older mail is not (facts/formats.md 3.2).
fn keeps_30_days(mailbox: &Mailbox, thunderbird: &mut Thunderbird<'_>) {
    let count = mailbox.provider.messages().unwrap().len();
    let young = AGES.iter().filter(|days| **days < 30).count();
    // Those that came since are young too.
    let inbox =
        thunderbird.read_inbox(mailbox.provider.address(), count, young + count - AGES.len()).unwrap();
    for days in AGES {
        let letter = inbox.iter().find(|letter| letter.subject == format!("{days} days old")).unwrap();
        assert_eq!(letter.kept_offline, days < 30, "{days} days old");
    }
}
