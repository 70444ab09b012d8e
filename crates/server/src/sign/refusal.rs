//! Why files for signing are refused.

use std::io;

/// Why files for signing are refused. Each says which file or certificate it is, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// A file cannot be read.
    #[error("[signing] {file} cannot be read: {source}")]
    Read {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A file is larger than any of its kind.
    #[error("[signing] {0} has more than 256 KB; certificates and keys are far smaller")]
    Large(String),
    /// A file is no PEM.
    #[error("[signing] {file} is not PEM: {reason}; PEM has lines such as -----BEGIN CERTIFICATE-----")]
    NotPem {
        /// Its name.
        file: String,
        /// Why.
        reason: String,
    },
    /// There is no certificate.
    #[error("[signing] {0} holds no certificate; at least one is needed, in PEM")]
    NoCertificate(String),
    /// A certificate cannot be read.
    #[error("[signing] certificate {number} of {file} cannot be read: {reason}")]
    Certificate {
        /// The file's name.
        file: String,
        /// Which in the file, from 1.
        number: usize,
        /// Why.
        reason: String,
    },
    /// There is no private key.
    #[error("[signing] {0} holds no private key; one is needed, in PEM: PKCS#8, PKCS#1 or SEC1")]
    NoKey(String),
    /// The key is encrypted.
    #[error(
        "[signing] the key in {0} is encrypted, and nobody is there to type its password; \
         write it without one: openssl pkey -in encrypted.pem -out plain.pem"
    )]
    EncryptedKey(String),
    /// The key is of a kind that does not sign here.
    #[error("[signing] the key in {0} cannot be used; use RSA of 2048 to 8192 bits, or EC on P-256 or P-384")]
    UnusableKey(String),
    /// The key is not the certificate's.
    #[error("[signing] the key in {file} does not belong to the certificate of {certificate}")]
    OtherKey {
        /// The key's file.
        file: String,
        /// Whose certificate.
        certificate: String,
    },
    /// The key is too short.
    #[error(
        "[signing] the certificate of {certificate} has an RSA key of {bits} bits; at least 2048 are needed"
    )]
    Weak {
        /// Whose certificate.
        certificate: String,
        /// How long the key is.
        bits: usize,
    },
    /// The certificate signs itself.
    #[error(
        "[signing] the certificate of {0} signs itself, so no device would call a profile verified; \
         use one that an authority has issued"
    )]
    SelfSigned(String),
    /// The certificate is an authority's.
    #[error("[signing] the certificate of {0} is an authority's own; use one that the authority has issued")]
    Authority(String),
    /// The certificate says that its key signs nothing of this kind.
    #[error("[signing] the certificate of {certificate} must not sign profiles: its {extension}")]
    Usage {
        /// Whose certificate.
        certificate: String,
        /// Which extension, and what it allows.
        extension: String,
    },
    /// A certificate has ended.
    #[error("[signing] the certificate of {certificate} ended on {day}; renew it")]
    Expired {
        /// Whose certificate.
        certificate: String,
        /// When, `2026-11-24`, UTC.
        day: String,
    },
    /// A certificate has not begun.
    #[error(
        "[signing] the certificate of {certificate} begins on {day}; wait until then, or correct this machine's clock"
    )]
    NotYet {
        /// Whose certificate.
        certificate: String,
        /// When, `2026-11-24`, UTC.
        day: String,
    },
    /// A certificate's issuer is missing.
    #[error(
        "[signing] {file} lacks the certificate of {issuer}, which issued that of {certificate}; add the \
         authority's intermediate certificates (if {issuer} is a root that Mozilla's list does not have, \
         name it in roots)"
    )]
    Missing {
        /// The certificates' file.
        file: String,
        /// Whose certificate is missing.
        issuer: String,
        /// Whose certificate it issued.
        certificate: String,
    },
    /// The chain ends at a root that is not trusted.
    #[error(
        "[signing] the chain ends at {0}, which is not on Mozilla's list of authorities; where devices \
         trust it, name a file with its certificate in roots"
    )]
    UnknownRoot(String),
    /// The chain is wrong in another way.
    #[error("[signing] the chain of the certificate of {certificate} does not hold: {reason}")]
    Chain {
        /// Whose certificate.
        certificate: String,
        /// What the verifier says.
        reason: String,
    },
    /// A signature could not be made, or not be verified.
    #[error("[signing] the signature of {0} could not be made and verified")]
    Signature(String),
}
