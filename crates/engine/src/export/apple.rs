//! Apple configuration profile with one mail account, `.mobileconfig`: an XML property list.
//!
//! Keys and values: Apple's device management schema, payload `com.apple.mail.managed` (iOS 4,
//! macOS 10.7, visionOS 1.1 and later). Left out on purpose: passwords, everything about removal
//! and expiry (it would take the account away), consent text, S/MIME and the `Prevent…` keys
//! (what a profile sets, a person cannot change).

use super::{Setup, identity, server::Server, xml};
use crate::text::Files;

/// Before the provider's slug in the profile's identifier. Changing it would duplicate accounts.
const PREFIX: &str = "org.mailsetupassistant.";

pub(super) fn write(setup: &Setup<'_>) -> String {
    let address = setup.account.address();
    let mut identifier = String::from(PREFIX);
    identifier.push_str(setup.account.provider_id());
    identifier.push_str(".emailsetup.");
    identifier.push_str(&identity::short("id|", address));
    let title = setup.words(Files::AppleTitle);
    let description = setup.words(Files::AppleDescription);

    let mut out = String::with_capacity(4096);
    out.push_str(xml::DECLARATION);
    out.push_str(
        "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n",
    );
    out.push_str("<plist version=\"1.0\">\n<dict>\n");
    let mut top = Dict { out: &mut out, depth: 1 };
    top.key("PayloadContent");
    top.open("<array>");
    top.open("<dict>");
    mail(&mut top, setup, &identifier, &title, &description);
    top.close("</dict>");
    top.close("</array>");
    top.string("PayloadDescription", &description);
    top.string("PayloadDisplayName", &title);
    top.string("PayloadIdentifier", &identifier);
    top.string("PayloadOrganization", &setup.words(Files::AppleOrganization));
    top.string("PayloadScope", "User");
    top.string("PayloadType", "Configuration");
    top.string("PayloadUUID", &identity::uuid("profile|", address));
    top.integer("PayloadVersion", 1);
    out.push_str("</dict>\n</plist>\n");
    out
}

/// The mail account, keys in order.
fn mail(dict: &mut Dict<'_>, setup: &Setup<'_>, identifier: &str, title: &str, description: &str) {
    let account = setup.account;
    dict.string("EmailAccountDescription", account.provider());
    if !account.name().is_empty() {
        dict.string("EmailAccountName", account.name());
    }
    dict.string("EmailAccountType", "EmailTypeIMAP");
    dict.string("EmailAddress", setup.email());
    dict.server("IncomingMailServer", &setup.incoming, account.username());
    dict.server("OutgoingMailServer", &setup.outgoing, account.username());
    // One question for the password during the installation instead of two.
    dict.boolean("OutgoingPasswordSameAsIncomingPassword");
    dict.string("PayloadDescription", description);
    dict.string("PayloadDisplayName", title);
    let mut inner = identifier.to_owned();
    inner.push_str(".mail");
    dict.string("PayloadIdentifier", &inner);
    dict.string("PayloadType", "com.apple.mail.managed");
    dict.string("PayloadUUID", &identity::uuid("mail|", account.address()));
    dict.integer("PayloadVersion", 1);
    // Absent means no, while accounts that are typed in have it: large attachments then fail.
    dict.boolean("allowMailDrop");
}

/// Writes the entries of a dictionary.
struct Dict<'a> {
    out: &'a mut String,
    depth: usize,
}

impl Dict<'_> {
    fn key(&mut self, key: &str) {
        xml::element(self.out, self.depth, "key", key);
    }

    fn open(&mut self, tag: &str) {
        xml::line(self.out, self.depth, tag);
        self.depth += 1;
    }

    fn close(&mut self, tag: &str) {
        self.depth -= 1;
        xml::line(self.out, self.depth, tag);
    }

    fn string(&mut self, key: &str, value: &str) {
        self.key(key);
        xml::element(self.out, self.depth, "string", value);
    }

    fn integer(&mut self, key: &str, value: u16) {
        self.key(key);
        xml::element(self.out, self.depth, "integer", &value.to_string());
    }

    /// True is the only boolean that a profile of ours has.
    fn boolean(&mut self, key: &str) {
        self.key(key);
        xml::line(self.out, self.depth, "<true/>");
    }

    /// The keys of one server. There is none for STARTTLS: with `UseSSL` the device takes implicit
    /// TLS on 993 and 465, and STARTTLS on 143 and 587. Without `UseSSL` it would send the password
    /// unencrypted, and without a port it would try 25 first.
    fn server(&mut self, prefix: &str, server: &Server<'_>, username: &str) {
        let mut named = |name: &str| {
            let mut key = prefix.to_owned();
            key.push_str(name);
            key
        };
        let [authentication, host, port, ssl, user] =
            ["Authentication", "HostName", "PortNumber", "UseSSL", "Username"].map(&mut named);
        self.string(&authentication, "EmailAuthPassword");
        self.string(&host, server.host);
        self.integer(&port, server.port);
        self.boolean(&ssl);
        self.string(&user, username);
    }
}
