//! Messages as people paste them, each with its likeliest cause.

use crate::support::{assert_causes, of_text};
use engine::Cause::{self, *};

/// Thunderbird, in English, Mexican, Castilian and Argentine Spanish: its own strings, filled.
const THUNDERBIRD: &[(&str, Cause)] = &[
    ("Login to server imap.example.net with username jane.doe@example.net failed.", SignInRefused),
    ("Login to account \"jane@example.net\" failed", SignInRefused),
    ("Unable to log in at server. Probably wrong configuration, username or password.", SignInRefused),
    ("Authentication failure while connecting to server imap.example.net.", SignInRefused),
    ("Enter your password for jane@example.net on imap.example.net:", SignInRefused),
    (
        "Inicio de sesión fallido en el servidor imap.example.net con el usuario jane@example.net.",
        SignInRefused,
    ),
    (
        "El inicio de sesión en el servidor imap.example.net con el nombre de usuario jane ha fallado.",
        SignInRefused,
    ),
    ("Imposible iniciar sesion en el servidor. Puede que se deba a una mala configuracion", SignInRefused),
    ("Autenticación fallada mientras se conectaba al servidor imap.example.net.", SignInRefused),
    ("Sending of password for user jane@example.com did not succeed.", SignInRefused),
    ("El envío de la contraseña para el usuario jane no se completó con éxito.", SignInRefused),
    ("Thunderbird failed to find the settings for your email account.", SettingsNotFound),
    ("Thunderbird no pudo encontrar la configuración de tu cuenta de correo electrónico", SettingsNotFound),
    ("Thunderbird Daily no fue logró encontrar las configuraciones para tu cuenta", SettingsNotFound),
    ("Failed to connect to server imap.exmaple.net.", CannotConnect),
    ("Could not connect to mail server imap.example.net; the connection was refused.", CannotConnect),
    ("Connection to server imap.example.net timed out.", CannotConnect),
    ("Ha fallado al conectar al servidor imap.example.net.", CannotConnect),
    ("La conexión al servidor imap.example.net ha superado el tiempo de espera máximo.", CannotConnect),
    ("La conexión al servidor imap.example.net se terminó.", CannotConnect),
    (
        "Server imap.example.net has disconnected. The server may have gone down or there may be a network problem.",
        CannotConnect,
    ),
    (
        "The message could not be sent because the connection to Outgoing server (SMTP) smtp.example.net timed out. Try again.",
        CannotConnect,
    ),
    (
        "El mensaje no pudo ser enviado porque la conexión con el servidor de salida (SMTP) smtp.example.net ha fallado.",
        CannotConnect,
    ),
    (
        "Non-overridable TLS error occurred. Handshake error or probably the TLS version or certificate used by server imap.example.net is incompatible.",
        TlsMismatch,
    ),
    ("Hubo un error de TLS que no puede ser anulado. Error de negociación", TlsMismatch),
    (
        "Unable to connect to imap.example.net. Please try again later. If the problem persists, you may have exceeded the maximum number of connections to this server.",
        TooManyConnections,
    ),
    (
        "No se puede conectar a imap.example.net. Inténtalo más tarde. Si el problema persiste, puede que hayas excedido el número máximo de conexiones a este servidor.",
        TooManyConnections,
    ),
    (
        "The IMAP server imap.example.net does not seem to support encrypted passwords. If you just set up this account, please try changing to 'Normal password'",
        AuthMethod,
    ),
    (
        "The IMAP server imap.example.net does not allow plaintext passwords. Please try changing to 'Encrypted password' as the 'Authentication method'",
        PlaintextRefused,
    ),
    ("El servidor IMAP imap.example.net no permite contraseñas sin cifrar.", PlaintextRefused),
    (
        "The Outgoing server (SMTP) smtp.example.net does not support the selected authentication method.",
        AuthMethod,
    ),
    ("El servidor de salida (SMTP) no soporta el método de autenticación seleccionado.", AuthMethod),
    (
        "Unable to authenticate to Outgoing server (SMTP) smtp.example.net. Please check the password",
        OutgoingSignIn,
    ),
    ("No se puede identificar al servidor de salida (SMTP) smtp.example.net.", OutgoingSignIn),
    (
        "An error occurred while sending mail: Unable to establish a secure link with Outgoing server (SMTP) smtp.example.net using STARTTLS since it doesn't advertise that feature. Switch off STARTTLS for that server",
        StarttlsUnavailable,
    ),
    (
        "No se pudo establecer una conexión segura con el servidor SMTP usando STARTTLS porque no anuncia esa funcionalidad .",
        StarttlsUnavailable,
    ),
    (
        "The size of the message you are trying to send exceeds the global size limit of the server.",
        MessageTooBig,
    ),
    ("El tamaño del mensaje que está intentando enviar excede el límite global de tamaño", MessageTooBig),
    ("The message was not sent due to exceeding the allowed number of recipients.", SendingLimit),
    (
        "The certificate for imap.example.net is not valid for that server. Someone could be trying to impersonate the server and you should not continue.",
        CertificateName,
    ),
    ("The certificate for imap.example.net expired on November 1, 2026.", CertificateExpired),
    ("The certificate for imap.example.net will not be valid until 1/1/2027.", CertificateExpired),
    ("The certificate for imap.example.net does not come from a trusted source.", CertificateUntrusted),
    ("El certificado para imap.example.net caducó el 1 de noviembre de 2026.", CertificateExpired),
    ("El certificado para imap.example.net no proviene de una fuente de confianza.", CertificateUntrusted),
    (
        "Unable to write the email to the mailbox. Make sure the file system allows you write privileges",
        Antivirus,
    ),
    ("Mail server mail.example.net is not an IMAP4 mail server.", WrongProtocol),
    ("Sending of the message failed.", OutgoingSignIn),
];

const APPLE: &[(&str, Cause)] = &[
    (
        "Cannot Verify Server Identity\nThe identity of “imap.example.net” cannot be verified by Settings. Review the certificate details to continue.",
        CertificateName,
    ),
    (
        "Mail can’t verify the identity of the server “imap.example.net”. The certificate for this server is invalid.",
        CertificateName,
    ),
    ("No se puede verificar la identidad del servidor", CertificateName),
    ("Mail no puede verificar la identidad del servidor “imap.example.net”.", CertificateName),
    ("Mail can't verify the identity of the server. This certificate has expired.", CertificateExpired),
    ("Cannot Get Mail\nThe user name or password for “imap.example.net” is incorrect.", SignInRefused),
    ("The user name or password for iCloud is incorrect", SignInRefused),
    ("Unable to verify account name or password.", SignInRefused),
    ("El nombre de usuario o la contraseña de “imap.example.net” son incorrectos.", SignInRefused),
    ("No se puede verificar el nombre de la cuenta o la contraseña.", SignInRefused),
    ("Cannot Get Mail. The connection to the server failed.", CannotConnect),
    ("Cannot Get Mail The mail server “imap.example.net” is not responding.", CannotConnect),
    ("No se puede obtener el correo. Falló la conexión con el servidor.", CannotConnect),
    ("Cannot Connect Using SSL. Do you want to try setting up the account without SSL?", TlsMismatch),
    ("No se puede conectar mediante SSL", TlsMismatch),
    (
        "Cannot Send Mail. A copy has been placed in your Outbox. The recipient “bob@example.org” was rejected by the server because it does not allow relaying.",
        RelayDenied,
    ),
    ("Cannot Send Mail The user name or password for “smtp.example.net” is incorrect", OutgoingSignIn),
    ("Cannot send message using the server smtp.example.net", OutgoingSignIn),
    ("Cannot Get Mail", CannotConnect),
    ("Account Error: jane", CannotConnect),
];

const OUTLOOK: &[(&str, Cause)] = &[
    (
        "Task 'jane@example.net - Receiving' reported error (0x800CCC0E): 'Outlook cannot connect to your incoming (POP3) e-mail server.'",
        CannotConnect,
    ),
    (
        "Task 'jane - Sending' reported error (0x80042109) : 'Outlook cannot connect to your outgoing (SMTP) e-mail server.'",
        CannotConnect,
    ),
    (
        "The server you are connected to is using a security certificate that cannot be verified.\nThe target principal name is incorrect.",
        CertificateName,
    ),
    ("El nombre principal de destino es incorrecto.", CertificateName),
    (
        "A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider.",
        CertificateUntrusted,
    ),
    (
        "Your server does not support the connection encryption type you have specified. Try changing the encryption method.",
        TlsMismatch,
    ),
    ("El servidor no admite el tipo de cifrado de conexión que ha especificado.", TlsMismatch),
    ("None of the authentication methods supported by this client are supported by your server.", AuthMethod),
    ("Enter your user name and password for the following server.", SignInRefused),
    ("Something went wrong and Outlook couldn't set up your account. Please try again.", SettingsNotFound),
    ("Algo salió mal y Outlook no pudo configurar su cuenta.", SettingsNotFound),
    ("The server responded: 550 5.7.1 Unable to relay for bob@example.org", RelayDenied),
    ("The operation timed out waiting for a response from the receiving (IMAP) server.", CannotConnect),
    ("Se interrumpió la conexión con el servidor. (0x800CCC0F)", CannotConnect),
    ("Error 0x800CCC92: The e-mail server rejected your login.", SignInRefused),
];

const ANDROID: &[(&str, Cause)] = &[
    ("Couldn't open connection to server", CannotConnect),
    ("No se pudo abrir la conexión con el servidor", CannotConnect),
    ("Username or password incorrect", SignInRefused),
    ("Nombre de usuario o contraseña incorrectos", SignInRefused),
    ("Authentication error", SignInRefused),
    ("Error de autenticación", SignInRefused),
    ("Checking outgoing server settings failed\nNetwork error", CannotConnect),
    ("No se han podido comprobar los ajustes del servidor entrante: Error de red", CannotConnect),
    ("Missing server capability. The server is missing this capability: AUTH=PLAIN", AuthMethod),
    (
        "Certificate error\nThe app detected a potential security threat and did not continue to connect to imap.example.net.",
        CertificateName,
    ),
    (
        "java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.",
        CertificateUntrusted,
    ),
    ("javax.net.ssl.SSLPeerUnverifiedException: Hostname imap.example.net not verified:", CertificateName),
    ("javax.net.ssl.SSLHandshakeException: Handshake failed", TlsMismatch),
    ("java.net.UnknownHostException: Unable to resolve host \"imap.exmaple.net\"", CannotConnect),
    (
        "java.net.SocketTimeoutException: failed to connect to smtp.example.net/192.0.2.1 (port 587)",
        CannotConnect,
    ),
    ("Cannot connect: +OK POP3 ready", WrongProtocol),
    ("Configuration not found", SettingsNotFound),
    ("Couldn't sync. Server error.", CannotConnect),
    ("Check your receiving login and password", SignInRefused),
    ("Check your sending login and password", OutgoingSignIn),
];

/// What servers say: Dovecot, Postfix, Exim, and the kind that large providers run.
const SERVERS: &[(&str, Cause)] = &[
    ("a2 NO [AUTHENTICATIONFAILED] Authentication failed.", SignInRefused),
    ("A001 NO LOGIN failed", SignInRefused),
    ("-ERR [AUTH] Authentication failed.", SignInRefused),
    ("* BYE [UNAVAILABLE] Temporary authentication failure.", TryLater),
    ("a1 NO [UNAVAILABLE] Service is down", TryLater),
    (
        "a NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
        PlaintextRefused,
    ),
    ("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED", PlaintextRefused),
    ("LOGIN disabled on this server", PlaintextRefused),
    ("535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", OutgoingSignIn),
    ("535-5.7.8 Username and Password not accepted. Learn more at", OutgoingSignIn),
    ("535 Incorrect authentication data", OutgoingSignIn),
    ("534-5.7.9 Application-specific password required.", AppPassword),
    ("530 5.7.0 Must issue a STARTTLS command first", PlaintextRefused),
    ("530 5.7.0 Authentication required", AuthRequired),
    ("550 5.7.1 Client was not authenticated", AuthRequired),
    ("554 5.7.1 <bob@example.org>: Relay access denied", RelayDenied),
    ("550 5.7.1 relaying denied", RelayDenied),
    ("553 5.7.1 <a@example.org>: Sender address rejected: not owned by user jane@example.net", RelayDenied),
    ("454 4.7.0 TLS not available due to temporary reason", StarttlsUnavailable),
    ("454 4.7.0 Temporary authentication failure: Connection lost to authentication server", TryLater),
    ("552 5.2.2 Mailbox full", MailboxFull),
    ("NO [OVERQUOTA] Quota exceeded (mailbox for user is full)", MailboxFull),
    ("452 4.2.2 The email account that you tried to reach is over quota", MailboxFull),
    ("552 5.3.4 Message size exceeds fixed limit", MessageTooBig),
    ("552 message too large; maximum message size is 10485760", MessageTooBig),
    ("421 4.7.0 too many connections from your host", TooManyConnections),
    (
        "NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
        TooManyConnections,
    ),
    ("450 4.7.1 <bob@example.org>: Recipient address rejected: Greylisted, see http://postgrey", TryLater),
    ("451 4.3.0 Temporary lookup failure", TryLater),
    ("421 Service temporarily unavailable, try again later", TryLater),
    (
        "550 5.1.1 <bbo@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
        NoSuchRecipient,
    ),
    ("550 No such user here", NoSuchRecipient),
    ("554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org", SenderBlocked),
    ("550 Message rejected as spam by content scanning", SenderBlocked),
    ("535 too many bad auth attempts", TryLater),
    ("504 5.7.4 Unrecognized authentication type", AuthMethod),
    ("452 4.5.3 Error: too many recipients", SendingLimit),
    ("error:1408F10B:SSL routines:ssl3_get_record:wrong version number", TlsMismatch),
    ("certificate verify failed: unable to get local issuer certificate", CertificateUntrusted),
    ("x509: certificate is valid for *.example.org, not imap.example.net", CertificateName),
    ("connect: Connection refused", CannotConnect),
    ("SMTP server does not support authentication: No authenticators available", AuthMethod),
];

#[test]
fn every_message_has_its_cause() {
    let all = [THUNDERBIRD, APPLE, OUTLOOK, ANDROID, SERVERS].concat();
    assert!(all.len() >= 120, "{}", all.len());
    assert_causes(all);
}

/// How a message is mangled: a name, and what it does.
type Way = (&'static str, fn(&str) -> String);

/// The same messages as they come out of screenshots, forwarded mail, logs and web pages.
#[test]
fn however_it_is_mangled() {
    let all = [THUNDERBIRD, APPLE, OUTLOOK, ANDROID, SERVERS].concat();
    let ways: [Way; 9] = [
        ("capitals", |text| text.to_uppercase()),
        ("small letters", |text| text.to_lowercase()),
        ("one word a line, quoted", |text| text.split(' ').collect::<Vec<_>>().join("\r\n> ")),
        ("hard blanks", |text| text.replace(' ', "\u{a0} \u{200b}")),
        ("smart quotes", |text| text.replace('\'', "\u{2019}").replace('"', "\u{201d}")),
        ("without accents", |text| {
            text.replace(['á', 'Á'], "a")
                .replace('é', "e")
                .replace('í', "i")
                .replace('ó', "o")
                .replace('ñ', "n")
        }),
        ("an HTML page", |text| {
            format!("<div class=\"e\"><p>{}</p></div>", text.replace('\'', "&#39;").replace('ó', "&oacute;"))
        }),
        ("inside a mail", |text| {
            format!("Hi Tom,\n\nsince Monday my phone says:\n\n\t{text}\n\nCan you help? Thanks, Jane\n")
        }),
        ("inside a log", |text| {
            format!(
                "2026-11-23 10:00:01 INFO start\n2026-11-23 10:00:02 ERROR {text}\n2026-11-23 10:00:03 INFO end\n"
            )
        }),
    ];
    let mut wrong = Vec::new();
    for (name, mangle) in ways {
        for (text, cause) in &all {
            if of_text(&mangle(text)).first() != Some(cause) {
                wrong.push((name, text, of_text(&mangle(text))));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_code_is_found_in_any_shape() {
    for text in [
        "0x800CCC0E",
        "0X800ccc0e",
        "(0x800ccc0e)",
        "error:0x800CCC0E.",
        "800CCC0E",
        "0x 800CCC0E",
        "0x800C CC0E",
        "Error number: 0x800CCC0E",
        "'0x800CCC0E'",
        "Código de error: 0x800CCC0E",
    ] {
        assert_eq!(of_text(text).first(), Some(&CannotConnect), "{text}");
    }
    assert_eq!(of_text("0x800CCC0"), []);
    assert_eq!(of_text("0x800CCC0EF"), []);
}
