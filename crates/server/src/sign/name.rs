//! What people read of a certificate.

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::time::ASN1Time;
use x509_parser::x509::X509Name;

/// The longest name, in characters; RFC 5280 appendix A.1 allows 64.
const LONGEST: usize = 100;

/// What we call a certificate's holder, as devices are believed to under "Signed by" (not tried on one): the
/// common name, else the organisation, else the first mail address or host of the alternative names.
pub(super) fn who(one: &X509Certificate<'_>) -> String {
    let subject = one.subject();
    let alternatives = one.subject_alternative_name().ok().flatten();
    let alternatives = alternatives.map(|names| names.value.general_names.as_slice()).unwrap_or_default();
    let mail = alternatives.iter().find_map(|name| match name {
        GeneralName::RFC822Name(mail) => Some(*mail),
        _ => None,
    });
    let host = alternatives.iter().find_map(|name| match name {
        GeneralName::DNSName(host) => Some(*host),
        _ => None,
    });
    shown(subject)
        .or_else(|| mail.or(host).and_then(clean))
        .unwrap_or_else(|| format!("number {}", one.raw_serial_as_string()))
}

/// A name for a message.
pub(super) fn called(name: &X509Name<'_>) -> String {
    shown(name).unwrap_or_else(|| format!("{name}"))
}

/// A day, `2026-11-24`, UTC.
pub(super) fn day(time: ASN1Time) -> String {
    let date = time.to_datetime();
    format!("{}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn shown(name: &X509Name<'_>) -> Option<String> {
    let common = name.iter_common_name().find_map(|part| part.as_str().ok().and_then(clean));
    common.or_else(|| name.iter_organization().find_map(|part| part.as_str().ok().and_then(clean)))
}

/// The text without what could move other texts about.
fn clean(text: &str) -> Option<String> {
    let invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text.chars().filter(|c| !invisible(*c)).take(LONGEST).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
