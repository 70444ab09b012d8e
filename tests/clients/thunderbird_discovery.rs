//! Thunderbird finds an account at the companion by itself, when a person types a name, an address and
//! a password: under the provider's names, over HTTPS through a proxy as an operator has one, and over
//! HTTP. It makes the account, signs in, reads and sends.

use std::net::SocketAddr;

use engine::{Account, Format};
use serde_json::{Value, json};
use testkit::front::Front;
use testkit::pages::Pages;
use testkit::server::Companion;
use testkit::thunderbird::{Expected, Profile, Way};

use crate::support::{Mailbox, OUTGOING};

/// A way to find an account.
struct Found {
    way: Way,
    format: Format,
    /// The names on the proxy's certificate; without one the companion itself answers, over HTTP.
    names: &'static [&'static str],
    /// Thunderbird's word for where it found the account.
    at: &'static str,
    /// The route in the companion's log.
    route: &'static str,
}

impl Found {
    /// Lets Thunderbird find the account whose outgoing server the profile ranks first; what is then
    /// tried out is `prove`'s.
    fn with(&self, mailbox: &Mailbox, outgoing: &str, prove: impl Fn(&mut Setup<'_, '_>)) {
        let (provider, account) = (&mailbox.provider, mailbox.account(outgoing));
        let profile_json = first(&provider.profile_json(), outgoing);
        let port = if self.names.is_empty() { 80 } else { 0 };
        let companion = Companion::start_at((provider.ip(), port).into(), &profile_json, "").unwrap();
        let names: Vec<String> =
            self.names.iter().map(|name| format!("{name}{}", provider.domain())).collect();
        let front = (!names.is_empty()).then(|| {
            let certificate = provider.certificate(names).unwrap();
            Front::start((provider.ip(), 443).into(), certificate, companion.address()).unwrap()
        });
        let profile = Profile::beside(provider, "").unwrap();
        let mut thunderbird = profile.start().unwrap();
        thunderbird.go_online(provider).unwrap();
        let found = thunderbird.set_up(provider, account.name(), self.way).unwrap();
        assert_eq!(found, self.at);
        // All that this way can say: how many days are kept is the program's own choice.
        let mut expected = Expected::of(&account);
        expected.sync_days = -1;
        assert_eq!(thunderbird.accounts().unwrap().differences(&expected), [""; 0]);
        drop(front);
        let log = companion.log().join("\n");
        assert!(log.contains(&format!("route={:?} status=200", self.route)), "{log}");
        assert!(!log.contains(provider.domain()), "{log}");
        prove(&mut Setup { mailbox, account: &account, thunderbird: &mut thunderbird });
        thunderbird.quit().unwrap();
    }

    /// Signs in, reads and sends, with each outgoing server, and notes it.
    fn works(&self, how: &str) {
        let Some(mailbox) = Mailbox::start() else { return };
        for outgoing in OUTGOING {
            self.with(&mailbox, outgoing, |found| {
                found.mailbox.prove(found.thunderbird, self.format, found.account, how);
            });
        }
    }

    /// Signs in and reads.
    fn reads(&self) {
        let Some(mailbox) = Mailbox::start() else { return };
        self.with(&mailbox, OUTGOING[0], |found| found.mailbox.reads(found.thunderbird));
    }
}

/// What was found.
struct Setup<'a, 'p> {
    mailbox: &'a Mailbox,
    account: &'a Account,
    thunderbird: &'a mut testkit::thunderbird::Thunderbird<'p>,
}

/// The profile, with that endpoint before all others of its role.
fn first(profile: &str, outgoing: &str) -> String {
    let mut profile: Value = serde_json::from_str(profile).unwrap();
    for endpoint in profile["endpoints"].as_array_mut().unwrap() {
        let rank = endpoint["rank"].as_u64().unwrap() + 1;
        endpoint["rank"] = if endpoint["id"] == outgoing { json!(1) } else { json!(rank) };
    }
    profile.to_string()
}

#[test]
fn autoconfig_is_found_and_reads_and_sends() {
    let found = Found {
        way: Way::Autoconfig,
        format: Format::Autoconfig,
        names: &["autoconfig."],
        at: "xml-from-isp-https",
        route: "/mail/config-v1.1.xml",
    };
    found.works("found by itself: the companion at https://autoconfig.<domain>");
}

/// The certificate is for the domain alone, so nothing is found at `autoconfig.<domain>`.
#[test]
fn autoconfig_is_found_at_the_domain_itself() {
    let found = Found {
        way: Way::Autoconfig,
        format: Format::Autoconfig,
        names: &[""],
        at: "xml-from-isp-https",
        route: "/.well-known/autoconfig/mail/config-v1.1.xml",
    };
    found.reads();
}

#[test]
fn autoconfig_is_found_without_a_certificate() {
    let found = Found {
        way: Way::Autoconfig,
        format: Format::Autoconfig,
        names: &[],
        at: "xml-from-isp-http",
        route: "/mail/config-v1.1.xml",
    };
    found.reads();
}

#[test]
fn autodiscover_is_found_and_reads_and_sends() {
    let found = Found {
        way: Way::Autodiscover,
        format: Format::Autodiscover,
        names: &["autodiscover."],
        at: "exchange-from-url1",
        route: "/autodiscover/autodiscover.xml",
    };
    found.works("found by itself: the companion at https://autodiscover.<domain>");
}

/// Thunderbird 153 sends its request over HTTP too, without a password.
#[test]
fn autodiscover_is_found_without_a_certificate() {
    let found = Found {
        way: Way::Autodiscover,
        format: Format::Autodiscover,
        names: &[],
        at: "exchange-from-url3",
        route: "/autodiscover/autodiscover.xml",
    };
    found.reads();
}

/// Nothing is guessed: without an answer there is no account.
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
