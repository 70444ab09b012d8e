//! The help code: which screen, app, servers and finding somebody has before them, in seven
//! letters and digits that can be read out over the telephone. Nothing personal is in it.

/// The screens that a code can name, by their names in the page's address; the page's own come
/// first, in the order of its `Screen`. New ones go to the end: a code means the same in every version.
pub const SCREENS: [&str; 21] = [
    "start",
    "address",
    "already",
    "device",
    "password",
    "get",
    "variant",
    "steps",
    "check",
    "done",
    "trouble/what",
    "trouble/worked",
    "trouble/webmail",
    "trouble/answer",
    "trouble/tell",
    "trouble/form",
    "trouble/tests",
    "trouble/handover",
    "trouble/solved",
    "trouble/helping",
    "trouble/other",
];

/// What a code says. Places in lists, from 1; 0 is "none".
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct HelpCode {
    /// The screen, 0 to 31.
    pub screen: u8,
    /// The app's place in the catalogue, 0 to 63.
    pub client: u8,
    /// The way through the app, 0 to 7.
    pub variant: u8,
    /// The incoming endpoint's rank, 0 to 15.
    pub incoming: u8,
    /// The outgoing endpoint's rank, 0 to 15.
    pub outgoing: u8,
    /// The finding's or the cause's number, 0 to 255.
    pub found: u8,
}

/// No letter or digit that is mistaken for another one in print: no 0, 1, I, O.
const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl HelpCode {
    /// The code: six signs and a check sign, so that a slip of the tongue is noticed. Of a part that
    /// is too large for its place the lowest bits count.
    #[must_use]
    pub fn encode(self) -> String {
        let part = |part: u8, bits: u32| u32::from(part) & ((1 << bits) - 1);
        let mut number = part(self.screen, 5)
            | part(self.client, 6) << 5
            | part(self.variant, 3) << 11
            | part(self.incoming, 4) << 14
            | part(self.outgoing, 4) << 18
            | u32::from(self.found) << 22;
        let mut code = String::new();
        let mut sum = 0;
        for _ in 0..6 {
            sum = check(sum, number & 31);
            code.push(sign(number));
            number >>= 5;
        }
        code.push(sign(sum));
        code
    }

    /// Reads a code that was typed, in any letter case, with spaces or hyphens in it; `None`
    /// where it is none.
    #[must_use]
    pub fn decode(typed: &str) -> Option<Self> {
        let mut signs = Vec::new();
        for c in typed.bytes().filter(|c| !matches!(c, b' ' | b'-')) {
            let sign = SIGNS.iter().position(|sign| *sign == c.to_ascii_uppercase())?;
            signs.push(u32::try_from(sign).ok()?);
        }
        let [signs @ .., sum] = signs.as_slice() else { return None };
        if signs.len() != 6 || signs.iter().fold(0, |sum, sign| check(sum, *sign)) != *sum {
            return None;
        }
        let number = signs.iter().rev().fold(0u32, |number, sign| (number << 5) | sign);
        let part = |at: u32, bits: u32| u8::try_from((number >> at) & ((1 << bits) - 1)).unwrap_or_default();
        Some(Self {
            screen: part(0, 5),
            client: part(5, 6),
            variant: part(11, 3),
            incoming: part(14, 4),
            outgoing: part(18, 4),
            found: part(22, 8),
        })
    }
}

/// Each sign counts by its place, so that swapped neighbours are noticed too: 3 and 32 have no
/// factor in common, nor have 2 and 31, by which two neighbours differ in weight.
fn check(sum: u32, sign: u32) -> u32 {
    (sum * 3 + sign + 7) & 31
}

/// The sign of the lowest five bits.
fn sign(number: u32) -> char {
    char::from(SIGNS[(number & 31) as usize])
}

#[cfg(test)]
mod tests {
    use super::HelpCode;

    #[test]
    fn a_code_says_what_it_was_made_of() {
        for seed in 0..2_000u32 {
            let byte = |shift: u32, width: u32| {
                (seed.wrapping_mul(2_654_435_761) >> shift & ((1 << width) - 1)) as u8
            };
            let code = HelpCode {
                screen: byte(0, 5),
                client: byte(5, 6),
                variant: byte(11, 3),
                incoming: byte(14, 4),
                outgoing: byte(18, 4),
                found: byte(22, 8),
            };
            let typed = code.encode();
            assert_eq!(typed.len(), 7);
            assert_eq!(HelpCode::decode(&typed), Some(code));
            let spoken = format!("{} - {}", &typed[..3], typed[3..].to_lowercase());
            assert_eq!(HelpCode::decode(&spoken), Some(code));
        }
    }

    #[test]
    fn a_slip_is_noticed() {
        let typed =
            HelpCode { screen: 7, client: 3, incoming: 1, outgoing: 2, ..HelpCode::default() }.encode();
        for place in 0..typed.len() {
            let mut other = typed.clone().into_bytes();
            other[place] = if other[place] == b'Z' { b'Y' } else { b'Z' };
            assert_eq!(HelpCode::decode(&String::from_utf8_lossy(&other)), None, "{typed} at {place}");
        }
        for wrong in ["", "A", "AAAAAAA0", "ñandú", "22222222222222"] {
            assert_eq!(HelpCode::decode(wrong), None);
        }
    }

    #[test]
    fn what_is_too_large_keeps_to_its_place() {
        let code = HelpCode { screen: 255, client: 255, ..HelpCode::default() };
        let read = HelpCode::decode(&code.encode());
        assert_eq!(read, Some(HelpCode { screen: 31, client: 63, ..HelpCode::default() }));
    }
}
