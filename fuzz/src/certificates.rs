//! What is said of a certificate: of any bytes, and of one that is made here from the input.

use crate::{again, shown};
use probe::cert::{Summary, summary};

/// How many names are listed.
const LISTED: usize = 50;

/// Bytes of any kind; then a certificate for the lines of the input.
///
/// # Panics
/// Where something does not hold.
pub fn summed_up(input: &[u8]) {
    let found = summary(input);
    if again(input) {
        assert_eq!(summary(input), found, "read twice");
    }
    if let Some(found) = &found {
        sound(found, input);
        // What stands behind it is not part of it.
        assert_eq!(summary(&[input, b"\0"].concat()).as_ref(), Some(found));
    }

    let lines: Vec<&[u8]> = input.split(|byte| *byte == b'\n').take(100).collect();
    let names: Vec<&[u8]> = lines.iter().map(|line| &line[..line.len().min(300)]).collect();
    let der = certificate(&names);
    let Some(found) = summary(&der) else { panic!("not read: {}", der.escape_ascii()) };
    sound(&found, &der);
    assert_eq!(found.data.names_total as usize, names.len());
    assert_eq!(found.data.names.len(), names.len().min(LISTED));
    for (name, shown) in names.iter().zip(&found.data.names) {
        // A host's name is said as it is, and so is any other text, as far as it may be shown.
        assert_eq!(*shown, probe::text::plain(name));
    }
    let subject = probe::text::plain(names[0]);
    // Without one that can be shown there is the whole name, whatever it looks like.
    assert!(subject.is_empty() || found.data.subject == subject, "{}", found.data.subject);
    assert!(!found.self_issued && !found.weak && !found.names_issuer_place);
    let data = (found.data.issuer.as_str(), found.data.key.as_str(), found.data.signature.as_str());
    assert_eq!(data, ("Test Root", "ec-p256", "sha256-ecdsa"));
    let dates = (found.data.not_before.as_str(), found.data.not_after.as_str());
    assert_eq!(dates, ("2026-01-02T03:04:05Z", "2049-12-31T23:59:59Z"));
}

fn sound(found: &Summary, der: &[u8]) {
    let data = &found.data;
    assert!(data.names.len() <= LISTED && data.names.len() <= data.names_total as usize);
    assert!(data.names_total as usize <= der.len());
    [&data.subject, &data.issuer, &data.key, &data.signature].into_iter().for_each(|text| shown::fit(text));
    data.names.iter().for_each(|name| shown::fit(name));
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    assert!(data.serial.len() <= 40 && data.serial.bytes().all(hex), "{}", data.serial);
    for date in [&data.not_before, &data.not_after] {
        let parts: Vec<u32> = date.split(['-', 'T', ':', 'Z']).map_while(|part| part.parse().ok()).collect();
        let [_, month, day, hour, minute, second] = parts[..] else { panic!("{date}") };
        assert!((1..=12).contains(&month) && (1..=31).contains(&day), "{date}");
        assert!(hour < 24 && minute < 60 && second < 60 && date.len() == 20, "{date}");
    }
    assert!(found.subject_der.len() + found.issuer_der.len() <= der.len());
    assert_eq!(found.self_issued, found.subject_der == found.issuer_der);
}

/// A certificate whose subject is the first name, and which is for all of them, in DER (RFC 5280
/// section 4.1). Its key is no point, and nobody signed it.
fn certificate(names: &[&[u8]]) -> Vec<u8> {
    let oid = |bytes: &[u8]| tlv(0x06, &[bytes]);
    let ecdsa = tlv(0x30, &[&oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2])]);
    let p256 = [oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]), oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7])];
    let key = tlv(0x30, &[&tlv(0x30, &[&p256[0], &p256[1]]), &tlv(0x03, &[&[0, 4], &[1; 64]])]);
    // A common name, as a UTF-8 string.
    let name =
        |text: &[u8]| tlv(0x30, &[&tlv(0x31, &[&tlv(0x30, &[&oid(&[0x55, 4, 3]), &tlv(0x0c, &[text])])])]);
    let dates = tlv(0x30, &[&tlv(0x17, &[b"260102030405Z"]), &tlv(0x17, &[b"491231235959Z"])]);
    let list: Vec<u8> = names.iter().flat_map(|name| tlv(0x82, &[name])).collect();
    let list = tlv(0x30, &[&oid(&[0x55, 0x1d, 17]), &tlv(0x04, &[&tlv(0x30, &[&list])])]);
    let extensions = tlv(0xa3, &[&tlv(0x30, &[&list])]);
    let subject = String::from_utf8_lossy(names[0]);
    let version = tlv(0xa0, &[&tlv(0x02, &[&[2]])]);
    let serial = tlv(0x02, &[&[7]]);
    let body = tlv(
        0x30,
        &[
            &version,
            &serial,
            &ecdsa,
            &name(b"Test Root"),
            &dates,
            &name(subject.as_bytes()),
            &key,
            &extensions,
        ],
    );
    tlv(0x30, &[&body, &ecdsa, &tlv(0x03, &[&[0, 1, 2, 3]])])
}

/// One element: its tag, its length, its parts.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let inside = parts.concat();
    let mut element = vec![tag];
    match inside.len() {
        length @ 0..0x80 => element.push(length as u8),
        length @ 0..0x100 => element.extend([0x81, length as u8]),
        length @ 0..0x1_0000 => element.extend([0x82, (length >> 8) as u8, length as u8]),
        length => element.extend([0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8]),
    }
    element.extend(inside);
    element
}
