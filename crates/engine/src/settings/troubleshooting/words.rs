//! What stands in the fields of the troubleshooting information, from `messenger.properties` of
//! Thunderbird 153 in English and Spanish.

use crate::profile::{AuthMethod, Security};

/// Thunderbird's names and numbers and the words of its table, longer ones first.
pub(super) const SECURITY: &[(&str, Security)] = &[
    ("starttls, if available", Security::Starttls),
    ("starttls, si está disponible", Security::Starttls),
    ("starttls, si esta disponible", Security::Starttls),
    ("trystarttls", Security::Starttls),
    ("alwaysstarttls", Security::Starttls),
    ("starttls", Security::Starttls),
    ("ssl/tls", Security::Tls),
    ("ssl", Security::Tls),
    ("tls", Security::Tls),
    ("plain", Security::None),
    ("none", Security::None),
    ("ninguna", Security::None),
    ("ninguno", Security::None),
    ("0", Security::None),
    ("1", Security::Starttls),
    ("2", Security::Starttls),
    ("3", Security::Tls),
];

/// The same of the sign-in methods; see `mozilla::auth` for the odd ones.
pub(super) const AUTH: &[(&str, AuthMethod)] = &[
    ("any secure method (deprecated)", AuthMethod::Encrypted),
    ("any method (insecure)", AuthMethod::Unknown),
    ("cualquier método seguro (obsoleto)", AuthMethod::Encrypted),
    ("cualquier método (inseguro)", AuthMethod::Unknown),
    ("password, original method (insecure)", AuthMethod::Password),
    ("password, transmitted insecurely", AuthMethod::Password),
    ("contraseña, método original (inseguro)", AuthMethod::Password),
    ("contraseña, transmitida de manera insegura", AuthMethod::Password),
    ("contraseña, transmitida de forma insegura", AuthMethod::Password),
    ("contraseña, transmitida inseguramente", AuthMethod::Password),
    ("normal password", AuthMethod::Password),
    ("contraseña normal", AuthMethod::Password),
    ("encrypted password", AuthMethod::Encrypted),
    ("contraseña cifrada", AuthMethod::Encrypted),
    ("kerberos / gssapi", AuthMethod::Kerberos),
    ("tls certificate", AuthMethod::Certificate),
    ("certificado tls", AuthMethod::Certificate),
    ("no authentication", AuthMethod::None),
    ("sin autenticación", AuthMethod::None),
    ("sin identificación", AuthMethod::None),
    ("passwordcleartext", AuthMethod::Password),
    ("passwordencrypted", AuthMethod::Encrypted),
    ("gssapi", AuthMethod::Kerberos),
    ("ntlm", AuthMethod::Ntlm),
    ("external", AuthMethod::Certificate),
    ("oauth2", AuthMethod::Oauth2),
    ("secure", AuthMethod::Encrypted),
    ("anything", AuthMethod::Unknown),
    ("none", AuthMethod::None),
    ("old", AuthMethod::Password),
];
