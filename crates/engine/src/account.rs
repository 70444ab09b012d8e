//! A person's resolved settings. An [`Account`] can only be made from valid parts, and every
//! guide and every file takes one.

use crate::address::{Address, AddressCheck, check};
use crate::finding::{Field, Finding, FindingCode, Severity};
use crate::profile::{Endpoint, Profile, Role, Security, Username};

/// A name that others see beside the address: at most 64 characters, none of them a control
/// character (a control character is illegal in XML and kills an Apple profile's installation).
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct DisplayName(String);

/// The longest display name, in characters.
pub const LONGEST_NAME: usize = 64;

impl DisplayName {
    /// Reads what a person typed; empty is allowed and means "none given".
    ///
    /// # Errors
    /// A [`Finding`] on `name`: too long, or a character that cannot be seen.
    pub fn parse(typed: &str) -> Result<Self, Finding> {
        let name = typed.trim();
        let fault = |code, actual: String, expected: String| {
            Err(Finding { code, severity: Severity::Error, field: Field::Name, actual, expected })
        };
        if let Some(odd) = name.chars().find(|c| c.is_control() || is_unwritable(*c)) {
            return fault(FindingCode::NameCharacter, format!("U+{:04X}", odd as u32), String::new());
        }
        let length = name.chars().count();
        if length > LONGEST_NAME {
            return fault(FindingCode::NameTooLong, length.to_string(), LONGEST_NAME.to_string());
        }
        Ok(Self(name.to_owned()))
    }

    /// The name; empty where none was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Line separators, and characters that XML 1.0 does not have (section 2.2).
fn is_unwritable(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// Which endpoints an account uses, by id; `None` is the profile's first choice.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Choice {
    /// The incoming endpoint's id.
    pub incoming: Option<String>,
    /// The outgoing endpoint's id.
    pub outgoing: Option<String>,
}

/// A person's resolved settings: an address and the endpoints that serve it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    address: Address,
    name: DisplayName,
    username: String,
    provider: String,
    provider_id: String,
    incoming: Endpoint,
    outgoing: Endpoint,
    sync_days: u16,
}

/// Why no account can be made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AccountError {
    /// The address is not usable; its check says why.
    #[error("no settings can be made for this address")]
    Address(Box<AddressCheck>),
    /// The profile has no endpoint of that id.
    #[error("{id:?} is not an endpoint of the profile; it has {known}")]
    UnknownEndpoint {
        /// What was asked for.
        id: String,
        /// What there is for that role.
        known: String,
    },
    /// The endpoint cannot be used for this: another role, retired, or not for the domain.
    #[error("{id} cannot be used here; use one of {known}")]
    UnfitEndpoint {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
}

impl Account {
    /// Resolves an address that a person typed, with the endpoints of `choice`.
    ///
    /// # Errors
    /// [`AccountError`] where the address is not usable or a chosen endpoint does not fit.
    pub fn resolve(
        typed: &str,
        name: DisplayName,
        choice: &Choice,
        profile: &Profile,
    ) -> Result<Self, AccountError> {
        let checked = check(typed, profile);
        if !checked.usable() {
            return Err(AccountError::Address(Box::new(checked)));
        }
        match checked.address.clone() {
            Some(address) => Self::new(address, name, choice, profile),
            None => Err(AccountError::Address(Box::new(checked))),
        }
    }

    fn new(
        address: Address,
        name: DisplayName,
        choice: &Choice,
        profile: &Profile,
    ) -> Result<Self, AccountError> {
        let incoming = pick(profile, Role::Imap, address.domain(), choice.incoming.as_deref())?;
        let outgoing = pick(profile, Role::Submission, address.domain(), choice.outgoing.as_deref())?;
        let username = match profile.username.rule {
            Username::FullAddress => address.as_str().to_owned(),
            Username::LocalPart => address.local().to_owned(),
        };
        Ok(Self {
            username,
            name,
            provider: profile.name.clone(),
            provider_id: profile.id.to_string(),
            incoming,
            outgoing,
            sync_days: profile.sync.days,
            address,
        })
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The name that others see; empty where none was given.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The user name, the same for both servers.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// The provider's name, which labels the account.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The provider's slug.
    #[must_use]
    pub fn provider_id(&self) -> &str {
        &self.provider_id
    }

    /// The incoming server: IMAP.
    #[must_use]
    pub fn incoming(&self) -> &Endpoint {
        &self.incoming
    }

    /// The outgoing server: submission.
    #[must_use]
    pub fn outgoing(&self) -> &Endpoint {
        &self.outgoing
    }

    /// How many days of mail the device should keep.
    #[must_use]
    pub fn sync_days(&self) -> u16 {
        self.sync_days
    }
}

/// The name under which a password manager for the terminal keeps the mailbox's password, as our files
/// ask for it. Commands are made of it, so letters that a shell gives a meaning become `_`.
#[must_use]
pub fn password_entry(email: &str) -> String {
    let mut entry = String::from("mail/");
    for c in email.chars() {
        // No shell gives a letter beyond ASCII a meaning.
        let plain = c.is_ascii_alphanumeric() || !c.is_ascii() || matches!(c, '@' | '.' | '_' | '+' | '-');
        entry.push(if plain { c } else { '_' });
    }
    entry
}

fn pick(profile: &Profile, role: Role, domain: &str, wanted: Option<&str>) -> Result<Endpoint, AccountError> {
    let fit: Vec<&Endpoint> = profile
        .accepted(role, domain)
        .into_iter()
        .filter(|endpoint| endpoint.security != Security::None)
        .collect();
    let known = || fit.iter().map(|endpoint| endpoint.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = match wanted {
        None => fit.first(),
        Some(id) => fit.iter().find(|endpoint| endpoint.id.as_str() == id),
    };
    match (found, wanted) {
        (Some(endpoint), _) => Ok((*endpoint).clone()),
        (None, Some(id)) if profile.endpoint(id).is_some() => {
            Err(AccountError::UnfitEndpoint { id: id.to_owned(), known: known() })
        }
        (None, id) => {
            Err(AccountError::UnknownEndpoint { id: id.unwrap_or_default().to_owned(), known: known() })
        }
    }
}
