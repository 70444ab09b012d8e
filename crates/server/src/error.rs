//! Why a command did not do its work.

use crate::check::UnknownEndpoint;
use crate::config::ConfigError;
use crate::files::PageError;
use crate::providers::ProvidersError;
use crate::sign::SigningError;
use engine::account::AccountError;
use engine::export::ExportError;
use engine::guide::GuideError;
use engine::profile::LoadError;
use site::DataError;
use std::io;
use std::net::SocketAddr;

/// Why a command did not do its work; each message is one plain sentence.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was given is wrong: the findings' sentences, in the person's language.
    #[error("{0}")]
    Findings(String),
    /// What was pasted cannot be read at all.
    #[error("{0}")]
    Unreadable(String),
    /// The profile file is wrong.
    #[error(transparent)]
    Profile(#[from] LoadError),
    /// The chosen endpoints do not fit.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The card has no such variant.
    #[error(transparent)]
    Guide(#[from] GuideError),
    /// No card has that id.
    #[error("{wanted:?} is not a client; the clients are {known}")]
    UnknownClient {
        /// What was asked for.
        wanted: String,
        /// What there is.
        known: String,
    },
    /// No endpoint has that id.
    #[error(transparent)]
    UnknownEndpoint(#[from] UnknownEndpoint),
    /// The file cannot be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The format is binary and standard output is a terminal.
    #[error("{0} is a binary file and would only fill the screen with signs; name a file with -o")]
    BinaryToTerminal(String),
    /// `--json` without a file to put the export into.
    #[error("--json tells of the file that export writes; name that file with -o")]
    JsonWithoutFile,
    /// A file cannot be read.
    #[error("{file} cannot be read: {source}")]
    Read {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{file} cannot be written: {source}")]
    Write {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// The program's own data is wrong; never for a program whose tests passed.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The profile cannot be put into the page's folder.
    #[error(transparent)]
    Put(#[from] site::PutError),
    /// The page's files cannot be served.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Two providers cannot be told apart.
    #[error(transparent)]
    Providers(#[from] ProvidersError),
    /// The files for signing Apple profiles are refused.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The operating system refused something that a server needs.
    #[error("the server cannot start: {0}")]
    Start(io::Error),
    /// The operating system gave no random numbers.
    #[error("the system gave no random numbers for a key")]
    Random,
}

impl Error {
    /// The exit code: 1 where a fault was found in an address or a profile, 2 where the command
    /// could not do its work.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Findings(_) | Self::Profile(_) => 1,
            _ => 2,
        }
    }
}
