//! Where signs stand in a text, with one look at each byte however many signs there are.
//!
//! Shift-and matching (Baeza-Yates and Gonnet, 1992): each byte of each sign has a bit. A bit is set
//! while the text ends with its sign up to there, and the next byte moves it on or clears it.

/// Signs to look for: at most 64 bytes together.
pub(in crate::settings) struct Signs {
    /// The bits that each byte keeps.
    keeps: [u64; 256],
    /// The bits with which signs begin, and those with which they end.
    begins: u64,
    ends: u64,
    /// The length of the sign that ends with a bit.
    lengths: [usize; 64],
}

impl Signs {
    /// Signs in small letters; case does not count in the text. `?` is any small letter. Where two
    /// end at one place, it is not said which is found. More than 64 bytes do not compile.
    pub(in crate::settings) const fn new(lists: &[&[&str]]) -> Self {
        let mut signs = Self { keeps: [0; 256], begins: 0, ends: 0, lengths: [0; 64] };
        let (mut list, mut bit) = (0, 0);
        while list < lists.len() {
            let mut one = 0;
            while one < lists[list].len() {
                bit = signs.add(lists[list][one].as_bytes(), bit);
                one += 1;
            }
            list += 1;
        }
        signs
    }

    const fn add(&mut self, sign: &[u8], first: usize) -> usize {
        let mut at = 0;
        while at < sign.len() {
            let bit = 1 << (first + at);
            let mut byte = 0;
            while byte < 256 {
                let small = (byte as u8).to_ascii_lowercase();
                if small == sign[at] || (sign[at] == b'?' && (byte as u8).is_ascii_lowercase()) {
                    self.keeps[byte] |= bit;
                }
                byte += 1;
            }
            at += 1;
        }
        self.begins |= 1 << first;
        self.ends |= 1 << (first + sign.len() - 1);
        self.lengths[first + sign.len() - 1] = sign.len();
        first + sign.len()
    }

    /// Where the sign begins that ends first.
    #[inline]
    pub(in crate::settings) fn find(&self, bytes: &[u8]) -> Option<usize> {
        let mut state = 0;
        for (at, byte) in bytes.iter().enumerate() {
            state = ((state << 1) | self.begins) & self.keeps[usize::from(*byte)];
            let found = state & self.ends;
            if found != 0 {
                return Some(at + 1 - self.lengths[found.trailing_zeros() as usize]);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_found_where_it_begins() {
        let signs = Signs::new(&[&["pass", "://", "-?"], &["\n"]]);
        let find = |text: &str| signs.find(text.as_bytes());
        assert_eq!(find("pas paSS"), Some(4));
        assert_eq!(find("papass"), Some(2));
        assert_eq!(find("a:://"), Some(2));
        assert_eq!(find("a -B --c"), Some(6));
        assert_eq!(find("x\npass"), Some(1));
        assert_eq!(find("pa\u{df}s ?"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn all_64_bits_are_used() {
        let long = "a".repeat(63);
        let signs = Signs::new(&[&[&long, "b"]]);
        assert_eq!(signs.find(format!("xx{long}").as_bytes()), Some(2));
        assert_eq!(signs.find(b"aab"), Some(2));
    }
}
