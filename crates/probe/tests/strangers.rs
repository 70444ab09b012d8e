//! The pure readers, given any bytes: none panics, none keeps more than it says, and each is
//! steady where it should be. What cargo-fuzz does for hours, this does for a second.

#![allow(clippy::unwrap_used)]

use probe::line::{LineLimits, LineReader};
use probe::proto::{imap, pop, smtp};
use proptest::collection::vec;
use proptest::prelude::*;

/// Bytes that are likely to hurt: pieces of real dialogue and noise.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        &b"* OK "[..],
        b"[CAPABILITY ",
        b"]",
        b"STARTTLS",
        b"AUTH=",
        b"AUTH ",
        b"SIZE ",
        b"250-",
        b"250 ",
        b"+OK",
        b"-ERR",
        b"a1 ",
        b"BAD",
        b"\r\n",
        b"\n",
        b"\r",
        b" ",
        b"\t",
        b"\0",
        b"\xff\xfe",
        b"\x1b[31",
        b"1.2.3.4",
        b"::",
        "\u{202e}".as_bytes(),
        b"99999999999999999999",
    ]);
    vec(prop_oneof![3 => pieces.prop_map(<[u8]>::to_vec), 1 => vec(any::<u8>(), 0..20)], 0..40)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn lines_do_not_depend_on_the_pieces(bytes in bytes(), cuts in vec(1_usize..30, 1..20)) {
        let limits = LineLimits { kept: 50, line: 100, lines: 20, bytes: 500 };
        let read = |pieces: Vec<&[u8]>| {
            let mut reader = LineReader::new(limits);
            let mut found = Vec::new();
            for piece in pieces {
                reader.push(piece);
                while let Some(line) = reader.next_line()? {
                    assert!(line.len() <= limits.kept);
                    found.push(line);
                }
            }
            Ok::<_, probe::line::TooMuch>((found, reader.has_unread()))
        };
        let whole = read(vec![&bytes]);
        let (mut pieces, mut rest, mut cut) = (Vec::new(), &bytes[..], cuts.iter().cycle());
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(rest.len().min(*cut.next().unwrap()));
            pieces.push(head);
            rest = tail;
        }
        prop_assert_eq!(read(pieces), whole);
    }

    #[test]
    fn imap_reads_anything(bytes in bytes()) {
        let found = imap::line(&bytes, "a1");
        if let imap::Line::Capability(capabilities) = found {
            prop_assert!(capabilities.auth.len() <= 20 && capabilities.other.len() <= 40);
            prop_assert!(capabilities.auth.iter().all(|name| name.is_ascii() && name.len() <= 40));
        }
        let _ = imap::text(&bytes);
    }

    #[test]
    fn smtp_and_pop_read_anything(bytes in bytes()) {
        if let Some(line) = smtp::reply_line(&bytes) {
            prop_assert!((200..600).contains(&line.code));
        }
        let lines = || bytes.split(|byte| *byte == b'\n');
        prop_assert!(smtp::ehlo(lines()).other.len() <= 40);
        prop_assert!(pop::capa(lines()).other.len() <= 40);
        let _ = pop::reply(&bytes);
        let _ = probe::proto::speaks_of_a_limit(&bytes);
    }

    #[test]
    fn what_is_shown_is_plain(bytes in bytes()) {
        let text = probe::text::shown(&bytes);
        prop_assert!(text.chars().count() <= 200);
        let hidden = text.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        prop_assert!(!hidden);
        let address = text.split(' ').any(|word| word.parse::<std::net::Ipv4Addr>().is_ok());
        prop_assert!(!address);
        prop_assert_eq!(probe::text::shown(text.as_bytes()), text, "once more changes nothing");
    }

    #[test]
    fn certificates_of_any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        prop_assert!(probe::cert::summary(&bytes).is_none());
    }

    #[test]
    fn a_broken_certificate_is_read_or_refused(at in any::<prop::sample::Index>(), to: u8, cut in any::<prop::sample::Index>()) {
        let mut der = certificate();
        let at = at.index(der.len());
        der[at] = to;
        let _ = probe::cert::summary(&der);
        der.truncate(cut.index(der.len()));
        prop_assert!(probe::cert::summary(&der).is_none());
    }
}

fn certificate() -> Vec<u8> {
    static DER: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
        rcgen::generate_simple_self_signed(vec!["mail.test.example".into()]).unwrap().cert.der().to_vec()
    });
    DER.clone()
}
