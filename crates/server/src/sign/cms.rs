//! A signed message: CMS `SignedData` with its content inside (RFC 5652 section 5), in DER.
//!
//! The five types are written down here on the DER codec, and certificates pass through as the bytes
//! that they are. The crate `cms` would have the types: as a finished release only on a codec of 2023,
//! and it takes certificates apart and writes them anew, which breaks one that is not perfect DER.

use super::pair::Kind;
use aws_lc_rs::digest::digest;
use der::asn1::{GeneralizedTime, Null, ObjectIdentifier, OctetString, SetOfVec, UtcTime};
use der::{Any, Decode, Encode, EncodeValue, Result, Sequence, Tag, Tagged};
use std::time::Duration;

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
/// 2050-01-01, from which times are written as `GeneralizedTime` (RFC 5652 section 11.3).
const YEAR_2050: u64 = 2_524_608_000;

/// Who signs.
pub(super) struct Author<'a> {
    /// The certificates to put in, the author's own first; in DER.
    pub(super) certificates: &'a [Vec<u8>],
    /// The issuer of the author's certificate, as it stands there.
    pub(super) issuer: &'a [u8],
    /// The number of the author's certificate: the bytes of the integer.
    pub(super) serial: &'a [u8],
    /// The kind of key.
    pub(super) kind: Kind,
}

#[derive(Sequence)]
struct ContentInfo {
    content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    content: SignedData,
}

#[derive(Sequence)]
struct SignedData {
    version: u8,
    digests: SetOfVec<Any>,
    inside: Inside,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true")]
    certificates: SetOfVec<Any>,
    signers: SetOfVec<Any>,
}

#[derive(Sequence)]
struct Inside {
    content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    content: OctetString,
}

#[derive(Sequence)]
struct Algorithm {
    name: ObjectIdentifier,
    #[asn1(optional = "true")]
    parameters: Option<Null>,
}

#[derive(Sequence)]
struct Attribute {
    name: ObjectIdentifier,
    values: SetOfVec<Any>,
}

#[derive(Sequence)]
struct IssuerAndSerial {
    issuer: Any,
    serial: Any,
}

#[derive(Sequence)]
struct SignerInfo {
    version: u8,
    id: IssuerAndSerial,
    digest: Algorithm,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true")]
    attributes: SetOfVec<Any>,
    signature_algorithm: Algorithm,
    signature: OctetString,
}

/// What has to be signed before the message can be written.
pub(super) struct Draft {
    attributes: SetOfVec<Any>,
    /// The bytes to sign (RFC 5652 section 5.4).
    pub(super) to_sign: Vec<u8>,
}

/// The attributes of a content, signed at `now` (seconds since 1970).
pub(super) fn draft(content: &[u8], kind: Kind, now: u64) -> Result<Draft> {
    let time = Duration::from_secs(now);
    let time = if now < YEAR_2050 {
        any(&UtcTime::from_unix_duration(time)?)?
    } else {
        any(&GeneralizedTime::from_unix_duration(time)?)?
    };
    let digest = OctetString::new(digest(kind.digest(), content).as_ref())?;
    let attributes = set(vec![
        attribute(CONTENT_TYPE, any(&DATA)?)?,
        attribute(SIGNING_TIME, time)?,
        attribute(MESSAGE_DIGEST, any(&digest)?)?,
    ])?;
    let to_sign = attributes.to_der()?;
    Ok(Draft { attributes, to_sign })
}

/// The message, in DER.
pub(super) fn message(
    content: &[u8],
    draft: Draft,
    signature: &[u8],
    author: &Author<'_>,
) -> Result<Vec<u8>> {
    // RFC 5754 section 2: no parameters with SHA-2.
    let digest = || Algorithm { name: author.kind.digest_name(), parameters: None };
    let (name, parameters) = author.kind.signature_name();
    let signer = SignerInfo {
        version: 1,
        id: IssuerAndSerial {
            issuer: Any::from_der(author.issuer)?,
            serial: Any::new(Tag::Integer, author.serial)?,
        },
        digest: digest(),
        attributes: draft.attributes,
        signature_algorithm: Algorithm { name, parameters: parameters.then_some(Null) },
        signature: OctetString::new(signature)?,
    };
    let certificates = author.certificates.iter().map(|der| Any::from_der(der)).collect::<Result<_>>()?;
    let content = SignedData {
        version: 1,
        digests: set(vec![any(&digest())?])?,
        inside: Inside { content_type: DATA, content: OctetString::new(content)? },
        certificates: set(certificates)?,
        signers: set(vec![any(&signer)?])?,
    };
    ContentInfo { content_type: SIGNED_DATA, content }.to_der()
}

/// What a reader needs to judge a message.
pub(super) struct Read {
    pub(super) content: Vec<u8>,
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) signed: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

/// Takes a message of one signer apart; none where its attributes do not speak of its content.
pub(super) fn read(message: &[u8], kind: Kind) -> Result<Option<Read>> {
    let ContentInfo { content_type, content: data } = ContentInfo::from_der(message)?;
    let content = data.inside.content.into_bytes().into_vec();
    let signer = data.signers.get(0).map(Encode::to_der).transpose()?.unwrap_or_default();
    let signer = SignerInfo::from_der(&signer)?;
    let digest = OctetString::new(digest(kind.digest(), &content).as_ref())?;
    let wanted = [attribute(CONTENT_TYPE, any(&DATA)?)?, attribute(MESSAGE_DIGEST, any(&digest)?)?];
    let speaks = content_type == SIGNED_DATA
        && data.signers.len() == 1
        && wanted.iter().all(|wanted| signer.attributes.iter().any(|attribute| attribute == wanted));
    Ok(speaks.then_some(Read {
        content,
        certificates: data.certificates.iter().map(Encode::to_der).collect::<Result<_>>()?,
        signed: signer.attributes.to_der()?,
        signature: signer.signature.into_bytes().into_vec(),
    }))
}

fn attribute(name: ObjectIdentifier, value: Any) -> Result<Any> {
    any(&Attribute { name, values: set(vec![value])? })
}

fn any<T: Tagged + EncodeValue>(value: &T) -> Result<Any> {
    Any::encode_from(value)
}

/// A set in the order that DER wants.
fn set(items: Vec<Any>) -> Result<SetOfVec<Any>> {
    SetOfVec::try_from(items)
}
