//! The content of signed data (CMS, RFC 5652 section 5), in DER or in BER with its open lengths and
//! strings in pieces (X.690 section 8), as signing tools that stream write it.

/// The object identifier 1.2.840.113549.1.7.2, signed data, as an element.
const SIGNED_DATA: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

const SEQUENCE: u8 = 0x30;
const OCTETS: u8 = 0x04;
const OCTETS_IN_PIECES: u8 = 0x24;
/// `[0]`, with what it marks inside.
const FIRST: u8 = 0xa0;

/// How deep pieces of pieces are followed.
const DEPTH: u8 = 4;

/// Whether these bytes are signed data.
pub(super) fn is(bytes: &[u8]) -> bool {
    Elements(bytes).header().is_some_and(|(tag, _, rest)| tag == SEQUENCE && rest.starts_with(&SIGNED_DATA))
}

/// The content that was signed; none if the signature stands apart from it. Where the file is cut
/// off, what there is of it.
pub(super) fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    let signed = Elements(bytes).within(SEQUENCE)?.within(FIRST)?.within(SEQUENCE)?;
    // After the version and the set of digests; the first sequence in there is the content.
    let value = signed.within(SEQUENCE)?.within(FIRST)?;
    let mut out = Vec::new();
    value.octets(&mut out, DEPTH);
    Some(out)
}

/// Elements one after the other.
#[derive(Clone, Copy)]
struct Elements<'a>(&'a [u8]);

impl<'a> Elements<'a> {
    /// The first element's tag, its length if it is given, and what follows its header.
    fn header(self) -> Option<(u8, Option<usize>, &'a [u8])> {
        let (tag, rest) = self.0.split_first()?;
        // No tag of more than one byte is in this format.
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (first, rest) = rest.split_first()?;
        match first {
            0..0x80 => Some((*tag, Some(usize::from(*first)), rest)),
            0x80 => Some((*tag, None, rest)),
            _ => {
                let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let length = length
                    .iter()
                    .try_fold(0_usize, |length, byte| Some(length.checked_mul(256)? | usize::from(*byte)));
                Some((*tag, Some(length?), rest))
            }
        }
    }

    /// The first element's tag and contents, and the elements after it.
    fn split(self) -> Option<(u8, &'a [u8], Self)> {
        let (tag, length, rest) = self.header()?;
        if let Some(length) = length {
            let (contents, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            return Some((tag, contents, Self(rest)));
        }
        let (contents, rest) = open_contents(rest);
        Some((tag, contents, Self(rest)))
    }

    /// What is in the first element that has this tag.
    fn within(self, wanted: u8) -> Option<Self> {
        let mut elements = self;
        loop {
            let (tag, contents, rest) = elements.split()?;
            if tag == wanted {
                return Some(Self(contents));
            }
            elements = rest;
        }
    }

    /// Puts the octet strings together.
    fn octets(self, out: &mut Vec<u8>, depth: u8) {
        let mut elements = self;
        while let Some((tag, contents, rest)) = elements.split() {
            match tag {
                OCTETS => out.extend_from_slice(contents),
                OCTETS_IN_PIECES if depth > 0 => Self(contents).octets(out, depth - 1),
                _ => {}
            }
            elements = rest;
        }
    }
}

/// The contents of an element of open length: up to the end mark that is its own; and what follows.
fn open_contents(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut rest = bytes;
    let mut open = 1_usize;
    while let Some((tag, length, after)) = Elements(rest).header() {
        match (tag, length) {
            (0, Some(0)) => {
                open -= 1;
                if open == 0 {
                    return (bytes.get(..bytes.len() - rest.len()).unwrap_or(bytes), after);
                }
                rest = after;
            }
            (_, Some(length)) => rest = after.get(length..).unwrap_or_default(),
            (_, None) => {
                open += 1;
                rest = after;
            }
        }
    }
    (bytes, &[])
}
