//! Binary property lists, `bplist00` (format as in Apple's CoreFoundation, `CFBinaryPList.c`).
//!
//! Every object of the table is looked at once, in the table's order, and only dictionaries are
//! read: where one stands in the tree says nothing that its keys do not, so there is no recursion
//! and no cycle. Objects may overlap, which is how a small file could ask for endless work: a budget
//! in proportion to the file ends that.

use super::super::Settings;
use super::payload::{Found, Key, Payload, Scalar};
use std::borrow::Cow;

const MAGIC: &[u8] = b"bplist";

/// Longer names are of no key that is read.
const LONGEST_KEY: usize = 64;

/// No value that is read is longer, in bytes.
const LONGEST_VALUE: usize = 4096;

/// What a key with its value costs of the budget, beside the bytes of its strings.
const PAIR: usize = 16;

/// Whether these bytes are a binary property list.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads the accounts, and counts the passwords.
pub(super) fn read(bytes: &[u8]) -> (Vec<Settings>, usize) {
    let mut found = Found::default();
    if let Some(mut list) = List::new(bytes) {
        for index in 0..list.count {
            if let Some(payload) = list.dictionary(index, &mut found) {
                found.add(payload, true);
            }
        }
    }
    (found.accounts, found.passwords)
}

struct List<'a> {
    bytes: &'a [u8],
    /// Where each object begins: the table, and the size of a number in it.
    table: &'a [u8],
    offset_size: usize,
    reference_size: usize,
    count: usize,
    /// How much more may be looked at.
    budget: usize,
}

impl<'a> List<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let (body, trailer) = bytes.split_last_chunk::<32>()?;
        let offset_size = usize::from(trailer[6]);
        let reference_size = usize::from(trailer[7]);
        let count = number(&trailer[8..16])?;
        let table = body.get(number(&trailer[24..])?..)?.get(..count.checked_mul(offset_size)?)?;
        let sizes = 1..=8;
        (sizes.contains(&offset_size) && sizes.contains(&reference_size)).then_some(Self {
            bytes: body,
            table,
            offset_size,
            reference_size,
            count,
            budget: bytes.len().saturating_mul(32),
        })
    }

    /// The object of that number: the two halves of its first byte, and the bytes after it.
    fn object(&self, index: usize) -> Option<(u8, u8, &'a [u8])> {
        let at = index.checked_mul(self.offset_size)?;
        let offset = number(self.table.get(at..at.checked_add(self.offset_size)?)?)?;
        let (marker, rest) = self.bytes.get(offset..)?.split_first()?;
        Some((marker >> 4, marker & 15, rest))
    }

    fn spend(&mut self, cost: usize) -> Option<()> {
        self.budget = self.budget.checked_sub(cost)?;
        Some(())
    }

    /// The dictionary of that number, if it is one.
    fn dictionary(&mut self, index: usize, found: &mut Found) -> Option<Payload> {
        let (0xd, size, rest) = self.object(index)? else { return None };
        let (count, rest) = length(size, rest)?;
        let size = count.checked_mul(self.reference_size)?;
        let (keys, values) = rest.get(..size.checked_mul(2)?)?.split_at(size);
        let mut payload = Payload::default();
        let pairs = keys.chunks(self.reference_size).zip(values.chunks(self.reference_size));
        for (key, value) in pairs {
            if self.spend(PAIR).is_none() {
                break;
            }
            let key = number(key).and_then(|key| self.string(key, LONGEST_KEY));
            if let Some(key) = key.and_then(|name| Key::named(&name))
                && let Some(value) = number(value).and_then(|value| self.scalar(value))
            {
                payload.set(key, value, found);
            }
        }
        Some(payload)
    }

    fn scalar(&mut self, index: usize) -> Option<Scalar<'a>> {
        let (kind, size, rest) = self.object(index)?;
        Some(match (kind, size) {
            (0, 8) => Scalar::Flag(false),
            (0, 9) => Scalar::Flag(true),
            (1, 0..=3) => Scalar::Number(i64::try_from(number(rest.get(..1 << size)?)?).ok()?),
            _ => Scalar::Text(self.string(index, LONGEST_VALUE)?),
        })
    }

    /// A string of at most so many bytes.
    fn string(&mut self, index: usize, longest: usize) -> Option<Cow<'a, str>> {
        let (kind, size, rest) = self.object(index)?;
        let (count, rest) = length(size, rest)?;
        let size = match kind {
            5 => count,
            6 => count.checked_mul(2)?,
            _ => return None,
        };
        if size > longest {
            return None;
        }
        self.spend(size)?;
        let bytes = rest.get(..size)?;
        if kind == 5 {
            return Some(String::from_utf8_lossy(bytes));
        }
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
        Some(Cow::Owned(
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
        ))
    }
}

/// The count of an object whose first byte ends with `size`, and the bytes of its items.
fn length(size: u8, rest: &[u8]) -> Option<(usize, &[u8])> {
    if size < 15 {
        return Some((usize::from(size), rest));
    }
    let (marker, rest) = rest.split_first()?;
    if !(0x10..=0x13).contains(marker) {
        return None;
    }
    let (count, rest) = rest.split_at_checked(1 << (marker & 15))?;
    Some((number(count)?, rest))
}

/// A number in the order of the network; none that does not fit.
fn number(bytes: &[u8]) -> Option<usize> {
    let value = bytes.iter().try_fold(0_u64, |value, byte| Some(value.checked_mul(256)? | u64::from(*byte)));
    usize::try_from(value?).ok()
}
