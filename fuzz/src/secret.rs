//! A password is put into the input after a word that announces one. It must never come out.

use crate::{again, pick};
use engine::settings::strike;
use std::borrow::Cow;

/// The password.
const SECRET: &str = "zQ9vK4xW7t";

/// How the formats write a password; `HIDE` stands for it.
const FORMS: &[(&str, &[&str])] = &[
    (
        "apple",
        &[
            "<key>IncomingPassword</key><string>HIDE</string>",
            "<key>OutgoingPassword</key>\n\t<string>HIDE</string>",
        ],
    ),
    ("autoconfig", &["<password>HIDE</password>", "<password><![CDATA[HIDE]]></password>"]),
    ("autodiscover", &["<Password>HIDE</Password>"]),
    (
        "k9",
        &[
            "<password>HIDE</password>",
            "<value key=\"storeUri\">imap+ssl+://PLAIN:pat@x.net:HIDE@imap.x.net:993</value>",
        ],
    ),
    ("prefs", &["user_pref(\"mail.smtpserver.smtp1.password\", \"HIDE\");"]),
    ("troubleshooting", &["Password: HIDE"]),
    (
        "qr",
        &[
            "[1,[1,1],[0,\"imap.x.net\",993,3,1,\"pat@x.net\",\"Mail\",\"HIDE\"],[[[0,\"smtp.x.net\",465,3,1,\"pat@x.net\",\"HIDE\"],[\"pat@x.net\",\"Pat\"]]]]",
        ],
    ),
    ("mbsync", &["Pass \"HIDE\"", "Pass HIDE", "PassCmd \"echo HIDE\""]),
    ("msmtp", &["password HIDE", "passwordeval \"echo HIDE\""]),
    (
        "mutt",
        &[
            "set imap_pass=\"HIDE\"",
            "set smtp_pass = HIDE",
            "set folder = \"imaps://pat@x.net:HIDE@imap.x.net:993/\"",
        ],
    ),
    ("aerc", &["source = imaps://pat:HIDE@imap.x.net:993"]),
    ("himalaya", &["backend.auth.raw = \"HIDE\"", "imap.sasl.plain.password.raw = \"HIDE\""]),
    ("offlineimap", &["remotepass = HIDE"]),
    ("getmail", &["password = HIDE"]),
    ("outlook", &["\"IMAP Password\"=hex:HIDE", "\"SMTP Password\"=\"HIDE\""]),
    (
        "free",
        &["Password: HIDE", "Contraseña: HIDE", "my password is HIDE", "mi contraseña es HIDE", "PASS HIDE"],
    ),
];

/// The forms of one format; those of people's own words for a format that has none.
pub fn forms_of(name: &str) -> &'static [&'static str] {
    let found = FORMS.iter().find(|(format, _)| *format == name).or(FORMS.last());
    found.map_or(&[], |(_, forms)| forms)
}

/// The text with a password in lines of its own, between two of its lines. `None` where the
/// secret is in the text already.
pub fn put_in(text: &str, forms: &[&str]) -> Option<String> {
    if text.contains(SECRET) || forms.is_empty() {
        return None;
    }
    let pick = pick(text.as_bytes());
    let mut form = forms[pick % forms.len()].replace("HIDE", SECRET);
    if form.contains('\n') {
        // What stands before may have asked for a password, or be an element that is not closed; then
        // these lines are taken for it instead of the label, and its value would stand alone.
        form = format!("<dict>\nAccount:\n{form}");
    }
    let breaks = text.matches('\n').count();
    let place = pick / 64 % (breaks + 2);
    let at = match place {
        0 => 0,
        place => text.match_indices('\n').nth(place - 1).map_or(text.len(), |(at, _)| at + 1),
    };
    let (before, after) = text.split_at(at);
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    Some(format!("{before}{end}{form}\n{after}"))
}

/// Whether the secret is in a text.
pub fn is_in(text: &str) -> bool {
    text.contains(SECRET)
}

/// `strike` on any text, with a password of any form in it.
///
/// # Panics
/// Where something does not hold.
pub fn never_out(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let forms: Vec<&str> = FORMS.iter().flat_map(|(_, forms)| *forms).copied().collect();
    let marked = put_in(&text, &forms).map_or(text, Cow::Owned);
    let struck = strike(&marked);
    assert!(
        !is_in(&struck.text) || is_in(&String::from_utf8_lossy(input)),
        "{marked}\nbecame\n{}",
        struck.text
    );
    if again(input) {
        assert_eq!(struck, strike(&marked), "struck twice");
    }
    assert_eq!(struck.text.matches('\n').count(), marked.matches('\n').count(), "lines");
    // Eight dots are 24 bytes, and a password has at least one byte and a word before it.
    assert!(struck.text.len() <= 8 * marked.len() + 64, "{} from {}", struck.text.len(), marked.len());
    assert!(struck.count <= marked.len(), "{} in {}", struck.count, marked.len());
}
