//! The file formats, one module for each.
//!
//! Every file is made of an [`Account`] and its [`Profile`] alone: the same input gives the same
//! bytes, no file holds a password, and none says "no encryption".
//!
//! The writers are our own and small, because this is compiled to wasm: a crate for ZIP or plist
//! weighs more than every format here together. The tests read the output with those crates.

mod aerc;
mod apple;
mod autoconfig;
mod autodiscover;
mod himalaya;
mod identity;
mod k9;
mod mbsync;
mod msmtp;
mod neomutt;
mod plain;
mod qr;
mod quote;
mod server;
mod terminal;
mod thunderbird;
mod thunderbird_qr;
mod xml;
mod zip;

pub use qr::qr_svg;

use crate::profile::{AuthMethod, Profile};
use crate::text::{Files, Texts};
use crate::{Account, Format};
use server::Server;

/// A file, ready to be saved or sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name, ASCII. It has no address in it, so it may stand in a log.
    pub name: String,
    /// Its media type, as a `Content-Type` header has it.
    pub media_type: &'static str,
    /// Its content. Texts are UTF-8 without a byte order mark, lines end with LF.
    pub bytes: Vec<u8>,
}

/// Why a file cannot be made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ExportError {
    /// An endpoint has no encryption; an [`Account`] never has such a one.
    #[error("{0} is not encrypted: files are made for TLS or STARTTLS only")]
    Unencrypted(String),
    /// No format here can hold the provider's way to sign in.
    #[error("sign_in.methods of the profile has no password: files are made for sign-in by password only")]
    NoPassword,
    /// The text does not fit into a QR code.
    #[error("the text has {bytes} bytes: a QR code of error correction level M holds at most {most}")]
    TooLong {
        /// The text's length, in bytes of UTF-8.
        bytes: usize,
        /// The longest that fits.
        most: usize,
    },
}

/// Makes the file of `format` for `account`, with the words of `texts`.
///
/// # Errors
/// [`ExportError`] where the provider's values cannot be said in a file.
pub fn file(
    format: Format,
    account: &Account,
    profile: &Profile,
    texts: &Texts<Files>,
) -> Result<File, ExportError> {
    if !profile.sign_in.methods.contains(&AuthMethod::Password) {
        return Err(ExportError::NoPassword);
    }
    let setup = Setup {
        account,
        profile,
        texts,
        incoming: Server::new(account.incoming())?,
        outgoing: Server::new(account.outgoing())?,
    };
    let (name, media_type, bytes) = match format {
        Format::Apple => {
            ("-mail.mobileconfig", "application/x-apple-aspen-config", apple::write(&setup).into())
        }
        Format::Thunderbird => ("-thunderbird.zip", "application/zip", thunderbird::zip(&setup)),
        Format::ThunderbirdUserJs => {
            ("user.js", "text/javascript; charset=utf-8", thunderbird::user_js(&setup).into())
        }
        Format::ThunderbirdQr => {
            ("-thunderbird-qr.svg", "image/svg+xml", qr_svg(&thunderbird_qr::write(&setup))?.into())
        }
        Format::ThunderbirdQrText => {
            ("-thunderbird-qr.json", "application/json", thunderbird_qr::write(&setup).into())
        }
        Format::Autoconfig => {
            ("config-v1.1.xml", "text/xml; charset=utf-8", autoconfig::write(&setup).into())
        }
        Format::Autodiscover => {
            ("autodiscover.xml", "text/xml; charset=utf-8", autodiscover::write(&setup).into())
        }
        Format::K9 => ("-mail.k9s", "application/x-k9settings", k9::write(&setup).into()),
        Format::Mbsync => ("-mail.mbsyncrc", terminal::MEDIA_TYPE, mbsync::write(&setup).into()),
        Format::Msmtp => ("-mail.msmtprc", terminal::MEDIA_TYPE, msmtp::write(&setup).into()),
        Format::Neomutt => ("-mail.muttrc", terminal::MEDIA_TYPE, neomutt::write(&setup).into()),
        Format::Aerc => ("-aerc-accounts.conf", terminal::MEDIA_TYPE, aerc::write(&setup).into()),
        Format::Himalaya => ("-himalaya-config.toml", terminal::MEDIA_TYPE, himalaya::write(&setup).into()),
        Format::Text => ("-mail-settings.txt", "text/plain; charset=utf-8", plain::write(&setup).into()),
    };
    let mut whole = String::new();
    if name.starts_with('-') {
        whole.push_str(account.provider_id());
    }
    whole.push_str(name);
    Ok(File { name: whole, media_type, bytes })
}

/// What every writer gets.
struct Setup<'a> {
    account: &'a Account,
    profile: &'a Profile,
    texts: &'a Texts<Files>,
    incoming: Server<'a>,
    outgoing: Server<'a>,
}

impl Setup<'_> {
    fn email(&self) -> &str {
        self.account.address().as_str()
    }

    /// A text with the values that texts inside files may name.
    fn words(&self, key: Files) -> String {
        self.texts.fill(key, &[("email", self.email()), ("provider", self.account.provider())])
    }
}
