//! Files that are wrong in one value must fail: else the proofs beside this would prove nothing.

use engine::Format;
use testkit::thunderbird::{Profile, Thunderbird};

use crate::support::Mailbox;

/// Starts with the product's `user.js` in which `right` is changed to `wrong`, wherever it is.
fn changed<'a>(
    mailbox: &Mailbox,
    profile: &'a Profile,
    outgoing: &str,
    right: &str,
    wrong: &str,
) -> Thunderbird<'a> {
    let file = mailbox.file(Format::ThunderbirdUserJs, &mailbox.account(outgoing));
    let text = String::from_utf8(file.bytes).unwrap();
    let changed = text.replace(right, wrong);
    assert_ne!(changed, text, "{right} is not in the file");
    profile.write("profile/user.js", changed.as_bytes()).unwrap();
    let mut thunderbird = profile.start().unwrap();
    thunderbird.go_online(&mailbox.provider).unwrap();
    thunderbird
}

/// The wrong encryption of an outgoing server: reading works, sending does not.
fn sending_fails(outgoing: &str, right: &str, wrong: &str) {
    let Some(mailbox) = Mailbox::start() else { return };
    // Where both sides wait for the other, it gives up after this many seconds instead of 100.
    let profile = Profile::beside(&mailbox.provider, "user_pref(\"mailnews.tcptimeout\", 4);\n").unwrap();
    let mut thunderbird = changed(&mailbox, &profile, outgoing, right, wrong);
    mailbox.reads(&mut thunderbird);
    let before = mailbox.provider.messages().unwrap().len();
    let error = thunderbird.send(&mailbox.provider, "It must not arrive").unwrap_err().to_string();
    assert!(error.contains("Sending of the message failed"), "{error}");
    assert_eq!(mailbox.provider.messages().unwrap().len(), before);
    assert!(!mailbox.provider.logs().contains("sasl_username"), "{}", mailbox.provider.logs());
    thunderbird.quit().unwrap();
}

#[test]
fn starttls_on_465_does_not_send() {
    sending_fails("smtp-465", "smtp1.try_ssl\", 3", "smtp1.try_ssl\", 2");
}

#[test]
fn tls_on_587_does_not_send() {
    sending_fails("smtp-587", "smtp1.try_ssl\", 2", "smtp1.try_ssl\", 3");
}

#[test]
fn a_user_name_without_the_domain_does_not_sign_in() {
    let Some(mailbox) = Mailbox::start() else { return };
    let address = mailbox.provider.address();
    let local_part = address.split('@').next().unwrap();
    let profile = Profile::beside(&mailbox.provider, "").unwrap();
    let (right, wrong) = (format!("\"{address}\""), format!("\"{local_part}\""));
    let mut thunderbird = changed(
        &mailbox,
        &profile,
        "smtp-465",
        &format!("userName\", {right}"),
        &format!("userName\", {wrong}"),
    );
    let error = thunderbird.read_inbox(address, 1, 0).unwrap_err().to_string();
    assert!(error.contains(&format!("with username {local_part} failed")), "{error}");
    thunderbird.quit().unwrap();

    let mut thunderbird = changed(
        &mailbox,
        &profile,
        "smtp-465",
        &format!("username\", {right}"),
        &format!("username\", {wrong}"),
    );
    mailbox.reads(&mut thunderbird);
    let error = thunderbird.send(&mailbox.provider, "It must not arrive").unwrap_err().to_string();
    assert!(error.contains(&format!("with username {local_part} failed")), "{error}");
    thunderbird.quit().unwrap();
}

/// Every name leads to the provider here, so the certificate has to say that a host is not its own.
#[test]
fn a_host_that_is_not_the_providers_is_not_trusted() {
    let Some(mailbox) = Mailbox::start() else { return };
    let profile = Profile::beside(&mailbox.provider, "").unwrap();
    let mut thunderbird = changed(&mailbox, &profile, "smtp-465", "\"smtp.harbor", "\"mail.harbor");
    mailbox.reads(&mut thunderbird);
    let error = thunderbird.send(&mailbox.provider, "It must not arrive").unwrap_err().to_string();
    assert!(error.contains("mail.harbor.example"), "{error}");
    assert!(!mailbox.provider.logs().contains("sasl_username"), "{}", mailbox.provider.logs());
    thunderbird.quit().unwrap();
}
