//! What mail programs for the desktop of Linux and for the terminal say: provoked with a server that
//! refuses, or read in their sources.

use crate::support::assert_causes;
use engine::Cause::{self, *};

/// Provoked: mbsync 1.4.4, msmtp 1.8.23, neomutt 20220429, aerc 0.14 and himalaya 2.2.1 against closed ports,
/// wrong names, wrong certificates, mixed-up ports and a server that refuses the sign-in.
const TERMINAL: &[(&str, Cause)] = &[
    ("Cannot connect to imap.example.net (192.0.2.1:993): Connection refused", CannotConnect),
    ("No working address found for imap.example.net", CannotConnect),
    ("Error: Cannot resolve server 'imap.exmaple.net': Name or service not known", CannotConnect),
    ("SSL error connecting imap.example.net (192.0.2.1:993): self-signed certificate", CertificateUntrusted),
    ("Error, certificate owner does not match hostname imap.example.net", CertificateName),
    (
        "IMAP command 'AUTHENTICATE PLAIN <authdata>' returned an error: NO [AUTHENTICATIONFAILED] Authentication failed.",
        SignInRefused,
    ),
    ("IMAP command 'LOGIN <user> <pass>' returned an error: NO Sorry.", SignInRefused),
    (
        "Socket error: secure connect to imap.example.net (192.0.2.1:143): error:0A00010B:SSL routines::wrong version number",
        TlsMismatch,
    ),
    ("Socket error on imap.example.net (192.0.2.1:993): timeout.", CannotConnect),
    ("IMAP error: SSL support not available", StarttlsUnavailable),
    ("IMAP error: server supports no acceptable authentication mechanism", AuthMethod),
    ("msmtp: cannot connect to smtp.example.net, port 465: Connection refused", CannotConnect),
    ("msmtp: cannot locate host smtp.exmaple.net: Name or service not known", CannotConnect),
    (
        "msmtp: TLS certificate verification failed: The certificate is NOT trusted. The certificate issuer is unknown.",
        CertificateUntrusted,
    ),
    (
        "msmtp: TLS certificate verification failed: The certificate is NOT trusted. The name in the certificate does not match the expected.",
        CertificateName,
    ),
    (
        "msmtp: authentication failed (method PLAIN)\nmsmtp: server message: 535 5.7.8 Error: authentication failed",
        OutgoingSignIn,
    ),
    ("msmtp: TLS handshake failed: An unexpected TLS packet was received.", TlsMismatch),
    ("msmtp: network read error: the operation timed out\nmsmtp: could not send mail", TlsMismatch),
    ("msmtp: the server does not support TLS via the STARTTLS command", StarttlsUnavailable),
    ("msmtp: the server does not support authentication\nmsmtp: could not send mail", AuthMethod),
    (
        "msmtp: envelope from address pat@example.com not accepted by the server\nmsmtp: server message: 530 5.7.0 Authentication required",
        AuthRequired,
    ),
    ("Could not connect to imap.example.net (Connection refused)", CannotConnect),
    ("Could not find the host \"imap.exmaple.net\"", CannotConnect),
    ("SASL authentication failed\nCould not send the message", OutgoingSignIn),
    ("gnutls_handshake: An unexpected TLS packet was received.", TlsMismatch),
    ("Could not negotiate TLS connection", TlsMismatch),
    ("SMTP server does not support authentication", AuthMethod),
    ("Login failed", SignInRefused),
    ("No authenticators available or wrong credentials", SignInRefused),
    ("WARNING: Server hostname does not match certificate", CertificateName),
    ("WARNING: Server certificate has expired", CertificateExpired),
    ("Untrusted server certificate", CertificateUntrusted),
    ("LOGIN disabled on this server.", PlaintextRefused),
    ("x509: certificate is valid for mail.other.example, not imap.example.net", CertificateName),
    ("tls: first record does not look like a TLS handshake", TlsMismatch),
    ("dial tcp 192.0.2.1:993: connect: connection refused", CannotConnect),
    (
        "Error: connect imap.example.net:993\n\nCaused by:\n - Connection refused (os error 111)",
        CannotConnect,
    ),
    ("Error: IMAP AUTHENTICATE PLAIN failed: NO Authentication failed.", SignInRefused),
    ("Error: SMTP AUTH PLAIN failed: rejected 535 5.7.8 Error: authentication failed", OutgoingSignIn),
    ("Error: received corrupt message of type InvalidContentType", TlsMismatch),
    ("Error: SMTP STARTTLS failed: rejected 502 unknown command", StarttlsUnavailable),
];

/// Read in the sources and Spanish locales: Geary 46, Evolution and its data server 3.46 to 3.56, KMail's IMAP
/// and SMTP parts.
const DESKTOP: &[(&str, Cause)] = &[
    ("Account not created: Check your receiving login and password", SignInRefused),
    ("Cuenta no creada: Compruebe el usuario y la contraseña del servidor de envío", SignInRefused),
    ("Account not created: Check your sending login and password", OutgoingSignIn),
    ("Comprobar el usuario y la contraseña para envío de correo", OutgoingSignIn),
    ("Check your receiving server details", CannotConnect),
    ("Compruebe los detalles del servidor de recepción", CannotConnect),
    ("Check your sending server details", TlsMismatch),
    ("Compruebe los detalles del servidor de envío", TlsMismatch),
    ("Could not connect, check your network", CannotConnect),
    ("No se ha podido conectar, compruebe su conexión", CannotConnect),
    ("Could not look up server name", CannotConnect),
    ("No se pudo encontrar el nombre del servidor", CannotConnect),
    ("An account has reported an incorrect login or password.", SignInRefused),
    ("Una cuenta ha informado de un nombre de usuario o contraseña no válidos.", SignInRefused),
    ("An account has reported an untrusted server.", CertificateUntrusted),
    ("Una cuenta ha informado de un servidor que no es de confianza.", CertificateUntrusted),
    ("The server’s identity does not match the identity in the certificate", CertificateName),
    ("La identidad del servidor no coincide con la identidad en el certificado", CertificateName),
    ("The server’s certificate is not signed by a known authority", CertificateUntrusted),
    ("El certificado del servidor no está firmado por una autoridad conocida", CertificateUntrusted),
    ("The identity of the IMAP mail server at imap.example.net:993 could not be verified.", CertificateName),
    (
        "No se pudo comprobar la identidad del servidor de correo IMAP en imap.example.net:993.",
        CertificateName,
    ),
    ("The server’s certificate has expired", CertificateExpired),
    ("SSL certificate for mail account “jane” is not trusted.", CertificateUntrusted),
    ("El certificado SSL para la cuenta de correo «jane» no es de confianza.", CertificateUntrusted),
    (
        "Failed to connect to IMAP server imap.example.net in secure mode: STARTTLS not supported",
        StarttlsUnavailable,
    ),
    (
        "Falló al conectar al servidor SMTP smtp.example.net en modo seguro: No se soporta STARTTLS",
        StarttlsUnavailable,
    ),
    (
        "Failed to connect to SMTP server smtp.example.net in secure mode: An unexpected TLS packet was received.",
        TlsMismatch,
    ),
    ("Falló al conectar al servidor IMAP imap.example.net en modo seguro: ", TlsMismatch),
    ("IMAP server imap.example.net does not support PLAIN authentication", AuthMethod),
    ("El servidor SMTP smtp.example.net no soporta la autenticación LOGIN", AuthMethod),
    (
        "Plaintext authentication disallowed on insecure connections. Change encryption to STARTTLS or TLS for account “jane”.",
        PlaintextRefused,
    ),
    (
        "Autenticación en texto plano desactivada en conexiones inseguras. Cambie el cifrado a STARTTLS o TLS para la cuenta «jane».",
        PlaintextRefused,
    ),
    ("The server for account \"jane\" refused the supplied username and password.", SignInRefused),
    (
        "El servidor para la cuenta «jane» ha rechazado el nombre de usuario y la contraseña proporcionados.",
        SignInRefused,
    ),
    ("Unable to connect to the IMAP server.", CannotConnect),
    ("No se ha podido conectar al servidor IMAP.", CannotConnect),
    ("Unable to connect to the server, please verify the server address.", CannotConnect),
    ("No es posible conectar al servidor, por favor verifique la dirección del servidor.", CannotConnect),
    ("This server does not support authentication", AuthMethod),
    ("Este servidor no implementa autenticación", AuthMethod),
    ("You need to supply a username and a password to use this SMTP server.", OutgoingSignIn),
    (
        "Necesita proporcionar un nombre de usuario y una contraseña para utilizar este servidor SMTP.",
        OutgoingSignIn,
    ),
];

#[test]
fn every_message_has_its_cause() {
    assert_causes([TERMINAL, DESKTOP].concat());
}
