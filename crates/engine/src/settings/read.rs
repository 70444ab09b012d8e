//! One door for everything that people paste or drop. The format is recognised, not asked for.

use super::recognise::recognise;
use super::{ReadFormat, Settings, apple, decode, free, strike};

/// The most that is read, in bytes: 2 MB (2,000,000).
pub const LARGEST: usize = 2_000_000;

/// What was found in a paste or a file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reading {
    /// The accounts, in the order in which they stand there; empty where no settings were found.
    pub accounts: Vec<Settings>,
    /// What was read, without its passwords; empty for a file that is not text.
    pub text: String,
    /// How many passwords were struck out, or left unread in a file that is not text.
    pub struck: usize,
}

/// Why nothing was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// It is larger than [`LARGEST`].
    #[error("this has {0} bytes; at most {LARGEST} are read")]
    TooLarge(usize),
}

/// Reads settings out of anything: a file's bytes, or pasted text as UTF-8. Passwords are struck
/// out before anything else is done with it. Text in which no settings are found is no error:
/// it may be an error message (see `explain`).
///
/// # Errors
/// [`ReadError::TooLarge`].
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    if apple::is_binary(bytes) {
        let (accounts, struck) = apple::read_binary(bytes);
        return Ok(Reading { accounts, text: String::new(), struck });
    }
    let struck = strike(&decode::text(bytes));
    let mut accounts = Vec::new();
    for call in recognise(&struck.text) {
        accounts.extend((call.reader)(call.part(&struck.text)));
    }
    // A line of a screen can be a directive of a terminal program too ("TLS"); a server's name decides.
    if accounts.iter().all(|account| loosely_recognised(account.format)) && !names_a_server(&accounts) {
        let said = free::read(&struck.text);
        if accounts.is_empty() || names_a_server(&said) {
            accounts = said;
        }
    }
    Ok(Reading { accounts, text: struck.text, struck: struck.count })
}

fn names_a_server(accounts: &[Settings]) -> bool {
    accounts.iter().flat_map(|account| &account.servers).any(|server| !server.host.is_empty())
}

/// Whether the signs of a format can stand in prose.
fn loosely_recognised(format: ReadFormat) -> bool {
    use ReadFormat::{Aerc, Getmail, Himalaya, Mbsync, Msmtp, Mutt, Offlineimap};
    matches!(format, Aerc | Getmail | Himalaya | Mbsync | Msmtp | Mutt | Offlineimap)
}
