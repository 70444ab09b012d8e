//! The files that Thunderbird finds by itself, when a person types a name, an address and a password:
//! served over HTTP under the names where it looks. It makes the account, signs in, reads and sends.

use std::net::SocketAddr;

use engine::Format;
use testkit::pages::{Page, Pages};
use testkit::thunderbird::{Expected, Profile, Way};

use crate::support::{Mailbox, OUTGOING};

/// Serves the file of each outgoing server in turn at `path`, and lets Thunderbird find it.
fn finds(format: Format, path: &str, way: Way, found_at: &str, how: &str) {
    let Some(mailbox) = Mailbox::start() else { return };
    for outgoing in OUTGOING {
        let account = mailbox.account(outgoing);
        let file = mailbox.file(format, &account);
        let page = Page::new(path, file.media_type, file.bytes);
        let _server = Pages::serve_at(SocketAddr::from((mailbox.provider.ip(), 80)), vec![page]).unwrap();
        let profile = Profile::beside(&mailbox.provider, "").unwrap();
        let mut thunderbird = profile.start().unwrap();
        thunderbird.go_online(&mailbox.provider).unwrap();
        let found = thunderbird.set_up(&mailbox.provider, account.name(), way).unwrap();
        assert_eq!(found, found_at);
        // All that this way can say: how many days are kept is the program's own choice.
        let mut expected = Expected::of(&account);
        expected.sync_days = -1;
        assert_eq!(thunderbird.accounts().unwrap().differences(&expected), [""; 0]);
        mailbox.prove(&mut thunderbird, format, &account, how);
        thunderbird.quit().unwrap();
    }
}

#[test]
fn autoconfig_is_found_and_reads_and_sends() {
    let how = "found by itself at http://autoconfig.<domain>";
    finds(Format::Autoconfig, "/mail/config-v1.1.xml", Way::Autoconfig, "xml-from-isp-http", how);
}

#[test]
fn autodiscover_is_found_and_reads_and_sends() {
    let how = "found by itself at http://autodiscover.<domain>";
    finds(
        Format::Autodiscover,
        "/autodiscover/autodiscover.xml",
        Way::Autodiscover,
        "exchange-from-url3",
        how,
    );
}

/// Nothing is guessed: without the file there is no account.
#[test]
fn without_a_file_nothing_is_found() {
    let Some(mailbox) = Mailbox::start() else { return };
    let _server = Pages::serve_at(SocketAddr::from((mailbox.provider.ip(), 80)), vec![]).unwrap();
    let profile = Profile::beside(&mailbox.provider, "").unwrap();
    let mut thunderbird = profile.start().unwrap();
    thunderbird.go_online(&mailbox.provider).unwrap();
    for way in [Way::Autoconfig, Way::Autodiscover] {
        let error = thunderbird.set_up(&mailbox.provider, "Robin", way).unwrap_err();
        assert!(error.to_string().contains("found null"), "{error}");
    }
    assert_eq!(thunderbird.accounts().unwrap().mail().count(), 0);
    thunderbird.quit().unwrap();
}
