//! Identifiers that stay the same for one mailbox, whatever else changes.
//!
//! An Apple device replaces an installed profile when the identifier is the same, and updates
//! the account in place when payload identifier and UUID are the same; a different one is a second
//! account. So they are made of the address alone: not of the host, the port, the name, the
//! language or the version of this program. Two addresses never share one, or the second family
//! member's profile would take away the first one's account.

use crate::Address;
use uuid::Uuid;

/// The namespace of all our UUIDs (RFC 9562 section 5.5). Changing it would duplicate every
/// account that is installed.
const NAMESPACE: Uuid = Uuid::from_u128(0x9b9d_f8b6_b603_4d92_98e6_7312_5f6b_2eed);

/// A UUID of the mailbox for one purpose, such as `profile|`; 36 characters, upper case.
pub(super) fn uuid(purpose: &str, address: &Address) -> String {
    derive(purpose, address).hyphenated().encode_upper(&mut Uuid::encode_buffer()).to_owned()
}

/// The first 16 hexadecimal digits of such a UUID, lower case.
pub(super) fn short(purpose: &str, address: &Address) -> String {
    derive(purpose, address).simple().encode_lower(&mut Uuid::encode_buffer())[..16].to_owned()
}

fn derive(purpose: &str, address: &Address) -> Uuid {
    let mut name = purpose.to_owned();
    name.push_str(&address.key());
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_and_an_address_make_one_uuid_for_good() {
        let pat = Address::parse("Pat@centurylink.net").unwrap();
        // Computed with Python's uuid.uuid5, of "profile|pat@centurylink.net".
        assert_eq!(uuid("profile|", &pat), "7B6C8CF6-91E1-5582-BFCF-6B91DD4AD187");
        assert_eq!(short("profile|", &pat), "7b6c8cf691e15582");
        assert_ne!(uuid("mail|", &pat), uuid("profile|", &pat));
    }
}
