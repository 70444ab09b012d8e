//! Sealed tokens: what only this server, or a replica with the same key, can read or make.
//!
//! A token is base64url of `version (1) | nonce (12) | ciphertext | tag (16)`, AES-256-GCM-SIV
//! (RFC 8452). SIV, because replicas share one key and draw their nonces at random: a nonce that
//! is drawn twice then gives nothing away.

use crate::config::ConfigError;
use crate::error::Error;
use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use std::fmt;
use std::path::Path;

/// The first byte of a token; another one means another layout.
const VERSION: u8 = 1;
/// What the tokens are for: a token of another purpose under the same key does not open.
const PURPOSE: &[u8] = b"mail-setup apple-profile 1";
/// Plain texts are filled up to a multiple of this many bytes, so that a token's length does not
/// tell the address's.
const BLOCK: usize = 128;

/// The key that seals tokens: 32 random bytes. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenKey([u8; 32]);

impl TokenKey {
    /// A key from the system's random numbers.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn random() -> Result<Self, Error> {
        let mut bytes = [0; 32];
        // The system's own, not aws-lc's generator: that gathers jitter for 45 ms when first asked,
        // and this is at every start. Nonces are drawn from it later.
        getrandom::fill(&mut bytes).map_err(|_| Error::Random)?;
        Ok(Self(bytes))
    }

    /// The key in `file`: 32 bytes as 64 hexadecimal digits or as base64, spaces around allowed.
    ///
    /// # Errors
    /// [`ConfigError::Read`] and [`ConfigError::TokenKey`]; neither shows what is in the file.
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        let name = || file.display().to_string();
        let text =
            std::fs::read_to_string(file).map_err(|source| ConfigError::Read { file: name(), source })?;
        Self::parse(text.trim()).ok_or_else(|| ConfigError::TokenKey(name()))
    }

    /// The bytes, to derive keys of other purposes from.
    pub(crate) const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads a key as [`TokenKey::read`] does; `None` where it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = if text.len() == 64 {
            let digits = |at| text.get(at..at + 2).filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()));
            (0..64)
                .step_by(2)
                .map(|at| u8::from_str_radix(digits(at)?, 16).ok())
                .collect::<Option<Vec<u8>>>()?
        } else {
            let bare = text.trim_end_matches('=');
            STANDARD.decode(text).or_else(|_| URL_SAFE_NO_PAD.decode(bare)).ok()?
        };
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenKey(hidden)")
    }
}

/// Seals and opens tokens with one key.
pub struct Sealer(RandomizedNonceKey);

impl Sealer {
    /// A sealer with that key.
    ///
    /// # Errors
    /// [`Error::Random`] where the crypto library refuses a key of the right length, which it
    /// does only when it cannot work at all.
    pub fn new(key: &TokenKey) -> Result<Self, Error> {
        RandomizedNonceKey::new(&AES_256_GCM_SIV, &key.0).map(Self).map_err(|_| Error::Random)
    }

    /// Seals a JSON text.
    ///
    /// # Errors
    /// [`Error::Random`] where the system gives no random numbers.
    pub fn seal(&self, json: &str) -> Result<String, Error> {
        // JSON may end in spaces, so they need no length of their own.
        let mut text = json.as_bytes().to_vec();
        text.resize(json.len().next_multiple_of(BLOCK), b' ');
        let nonce =
            self.0.seal_in_place_append_tag(Aad::from(PURPOSE), &mut text).map_err(|_| Error::Random)?;
        let mut token = vec![VERSION];
        token.extend(nonce.as_ref());
        token.extend(text);
        Ok(URL_SAFE_NO_PAD.encode(token))
    }

    /// Opens a token; `None` for one that was not sealed with this key, or was changed since.
    #[must_use]
    pub fn open(&self, token: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (version, rest) = bytes.split_first()?;
        if *version != VERSION {
            return None;
        }
        let (nonce, sealed) = rest.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let text = self.0.open_in_place(nonce, Aad::from(PURPOSE), &mut sealed).ok()?;
        Some(text.to_vec())
    }
}
