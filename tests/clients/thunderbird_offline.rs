//! What Thunderbird understands of the files while it is offline: every value, names with all that
//! can go wrong, and what becomes of the accounts that were there before.

use engine::{Account, Format};
use site::Means;
use testkit::proven;
use testkit::skip::{THUNDERBIRD, ready};
use testkit::thunderbird::{Accounts, Expected, Profile, Thunderbird};

use crate::support::{IN_USE, bytes, hard, text, tls};

fn import(thunderbird: &mut Thunderbird<'_>, account: &Account) {
    thunderbird.import_profile_backup("settings.zip", &bytes(Format::Thunderbird, account)).unwrap();
}

/// What the profile holds after a restart, as the importer asks for.
fn accounts_after_restart(profile: &Profile) -> Accounts {
    let mut thunderbird = profile.start().unwrap();
    let accounts = thunderbird.accounts().unwrap();
    thunderbird.quit().unwrap();
    accounts
}

#[track_caller]
fn assert_right(accounts: &Accounts, account: &Account) {
    let wrong = accounts.differences(&Expected::of(account));
    assert!(wrong.is_empty(), "{wrong:#?}\n{accounts:#?}");
}

#[test]
fn thunderbird_imports_the_zip_into_an_empty_profile() {
    if !ready(&[THUNDERBIRD]) {
        return;
    }
    let profile = Profile::new("").unwrap();
    let mut thunderbird = profile.start().unwrap();
    assert_eq!(thunderbird.accounts().unwrap().mail().count(), 0);
    import(&mut thunderbird, &hard());
    thunderbird.quit().unwrap();

    let accounts = accounts_after_restart(&profile);
    assert_right(&accounts, &hard());
    assert_eq!(accounts.mail().count(), 1);
    assert_eq!(accounts.outgoing.len(), 1);
    assert_eq!(accounts.default_outgoing(), Some(&Expected::of(&hard()).outgoing));
}

#[test]
fn thunderbird_imports_the_zip_beside_an_account_in_use() {
    if !ready(&[THUNDERBIRD]) {
        return;
    }
    let profile = Profile::new(IN_USE).unwrap();
    let mut thunderbird = profile.start().unwrap();
    let before = thunderbird.accounts().unwrap();
    assert_eq!(before.mail().count(), 1, "{before:#?}");
    import(&mut thunderbird, &tls());
    import(&mut thunderbird, &hard());
    thunderbird.quit().unwrap();

    let after = accounts_after_restart(&profile);
    assert_right(&after, &tls());
    assert_right(&after, &hard());
    assert_eq!(after.accounts.len(), before.accounts.len() + 2);
    for old in &before.accounts {
        assert!(after.accounts.contains(old), "{old:#?} is not in {after:#?}");
    }
    for old in &before.outgoing {
        assert!(after.outgoing.contains(old), "{old:#?} is not in {after:#?}");
    }
    assert_eq!(after.default_account, before.default_account);
    assert_eq!(after.default_outgoing, before.default_outgoing);
}

#[test]
fn a_new_profile_takes_the_user_js_and_keeps_it_when_the_file_is_gone() {
    if !ready(&[THUNDERBIRD]) {
        return;
    }
    for account in [hard(), tls()] {
        let profile = Profile::new("").unwrap();
        let file = profile.write("profile/user.js", &bytes(Format::ThunderbirdUserJs, &account)).unwrap();
        let first = accounts_after_restart(&profile);
        assert_right(&first, &account);
        assert_eq!(first.default_outgoing(), Some(&Expected::of(&account).outgoing));

        std::fs::remove_file(file).unwrap();
        assert_right(&accounts_after_restart(&profile), &account);
    }
}

#[test]
fn thunderbirds_wizard_reads_the_autoconfig_xml() {
    if !ready(&[THUNDERBIRD]) {
        return;
    }
    let profile = Profile::new("").unwrap();
    let mut thunderbird = profile.start().unwrap();
    for account in [hard(), tls()] {
        let xml = text(Format::Autoconfig, &account);
        let (name, address) = ("Pat Example", account.address());
        let read = thunderbird.read_autoconfig(&xml, name, address.as_str()).unwrap();
        let expected = Expected::of(&account);
        assert_eq!(read.incoming, [expected.incoming]);
        assert_eq!(read.outgoing, [expected.outgoing]);
        assert_eq!(read.display_name, account.provider());
        assert!(read.domains.iter().any(|domain| domain == address.domain()), "{:?}", read.domains);

        // The same reader refuses a document with one wrong word.
        let wrong = xml.replace("<socketType>SSL<", "<socketType>TLS<");
        assert_ne!(wrong, xml);
        let error = thunderbird.read_autoconfig(&wrong, name, address.as_str()).unwrap_err();
        assert!(error.to_string().contains("read autoconfig XML"), "{error}");

        let version = thunderbird.version().unwrap();
        let how = "read as its account wizard reads a file from disk";
        proven::note(Format::Autoconfig, &account, "Thunderbird", &version, Means::Read, how);
    }
    thunderbird.quit().unwrap();
}

#[test]
fn a_port_in_quotes_is_seen_as_wrong() {
    if !ready(&[THUNDERBIRD]) {
        return;
    }
    let right = text(Format::ThunderbirdUserJs, &hard());
    let wrong = right.replace("smtp1.port\", 587", "smtp1.port\", \"587\"");
    assert_ne!(wrong, right);
    let profile = Profile::new("").unwrap();
    profile.write("profile/user.js", wrong.as_bytes()).unwrap();
    let differences = accounts_after_restart(&profile).differences(&Expected::of(&hard()));
    assert_eq!(differences.len(), 1, "{differences:#?}");
    assert!(
        differences[0].starts_with("the outgoing server is smtp smtp.centurylink.com:"),
        "{differences:#?}"
    );
}
