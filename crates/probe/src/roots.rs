//! The authorities that certificates are judged by.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::path::Path;
use std::sync::Arc;

/// A set of trusted authorities and what it is called in a report.
#[derive(Clone, Debug)]
pub struct TrustRoots {
    /// The authorities.
    pub(crate) store: Arc<RootCertStore>,
    /// `mozilla`, `system` or `file`.
    pub(crate) name: &'static str,
}

/// A set of authorities could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum RootsError {
    /// The file cannot be read, or is not PEM.
    #[error("the certificates in {file} cannot be read: {reason}")]
    File {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// There is not one usable authority.
    #[error("{place} holds no usable certificate authority; at least one is needed, in PEM")]
    Empty {
        /// Where they were looked for.
        place: String,
    },
}

impl TrustRoots {
    /// Mozilla's set, compiled in: the same verdict on every machine, and what most mail clients
    /// decide.
    #[must_use]
    pub fn mozilla() -> Self {
        let store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        Self { store: Arc::new(store), name: "mozilla" }
    }

    /// The operating system's set.
    ///
    /// # Errors
    /// Where it is empty, as in slim containers.
    pub fn system() -> Result<Self, RootsError> {
        let found = rustls_native_certs::load_native_certs();
        Self::usable(found.certs, "system", || "this system's certificate store".to_owned())
    }

    /// A PEM file's certificates, and no others.
    ///
    /// # Errors
    /// Where the file cannot be read or holds none.
    pub fn file(path: &Path) -> Result<Self, RootsError> {
        let place = || path.display().to_string();
        let unreadable = |reason: rustls::pki_types::pem::Error| RootsError::File {
            file: place(),
            reason: reason.to_string(),
        };
        let found: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(path)
            .and_then(Iterator::collect::<Result<_, _>>)
            .map_err(unreadable)?;
        Self::usable(found, "file", place)
    }

    /// These certificates, and no others.
    ///
    /// # Errors
    /// Where none is usable.
    pub fn only(certificates: Vec<CertificateDer<'static>>) -> Result<Self, RootsError> {
        Self::usable(certificates, "file", || "the list".to_owned())
    }

    fn usable(
        certificates: Vec<CertificateDer<'static>>,
        name: &'static str,
        place: impl Fn() -> String,
    ) -> Result<Self, RootsError> {
        let mut store = RootCertStore::empty();
        let (added, _) = store.add_parsable_certificates(certificates);
        if added == 0 {
            return Err(RootsError::Empty { place: place() });
        }
        Ok(Self { store: Arc::new(store), name })
    }
}
