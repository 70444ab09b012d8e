//! Settings in people's own words, in text copied from screens, and in Outlook's files.

#![allow(clippy::unwrap_used)]

use engine::profile::{AuthMethod, Security};
use engine::settings::{Protocol, ReadFormat, Reading, Retention, Server, read};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// A server in one line: protocol, host, port, encryption, and what else is known.
fn said(server: &Server) -> String {
    let protocol = match server.protocol {
        Protocol::Imap => "imap",
        Protocol::Pop3 => "pop3",
        Protocol::Smtp => "smtp",
    };
    let mut said = format!("{protocol} {}", if server.host.is_empty() { "-" } else { &server.host });
    said += &server.port.map_or(" -".to_owned(), |port| format!(" {port}"));
    said += match server.security {
        Some(Security::Tls) => " tls",
        Some(Security::Starttls) => " starttls",
        Some(Security::None) => " none",
        None => " -",
    };
    said += match server.auth {
        AuthMethod::Unknown => "",
        AuthMethod::Password => " auth=password",
        AuthMethod::Encrypted => " auth=encrypted",
        AuthMethod::Ntlm => " auth=ntlm",
        AuthMethod::None => " auth=none",
        AuthMethod::Oauth2 => " auth=oauth2",
        AuthMethod::Kerberos => " auth=kerberos",
        AuthMethod::Certificate => " auth=certificate",
    };
    if let Some(user) = &server.username {
        said += &format!(" user={user}");
    }
    match server.retention {
        Retention::Unknown => {}
        Retention::Keeps => said += " keeps",
        Retention::Deletes { after_days } => said += &format!(" deletes={after_days}"),
    }
    said
}

fn servers(reading: &Reading) -> String {
    let all: Vec<String> =
        reading.accounts.iter().map(|a| a.servers.iter().map(said).collect::<Vec<_>>().join(" | ")).collect();
    all.join(" || ")
}

fn all_right(table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let reading = read(text.as_bytes()).unwrap();
        let found = servers(&reading);
        if found != *expected {
            wrong.push(format!("{text:?}\n   is {found}\n  not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

const SENTENCES: &[(&str, &str)] = &[
    (
        "incoming server imap.centurylink.net port 143, no SSL; outgoing smtp.centurylink.net 25 sin cifrado",
        "imap imap.centurylink.net 143 none | smtp smtp.centurylink.net 25 none",
    ),
    ("my server is pop.centurylink.net 995 ssl user john", "pop3 pop.centurylink.net 995 tls user=john"),
    (
        "my server is pop.centurylink.net 995 ssl user john password hunter2, smtp.centurylink.net port 587 starttls",
        "pop3 pop.centurylink.net 995 tls user=john | smtp smtp.centurylink.net 587 starttls user=john",
    ),
    (
        "servidor entrante imap.centurylink.com puerto 993 SSL y servidor saliente smtp.centurylink.com puerto 465 SSL",
        "imap imap.centurylink.com 993 tls | smtp smtp.centurylink.com 465 tls",
    ),
    (
        "Uso IMAP: mail.centurylink.net, puerto 993 con SSL/TLS. SMTP: smtp.centurylink.net, puerto 587 con STARTTLS.",
        "imap mail.centurylink.net 993 tls | smtp smtp.centurylink.net 587 starttls",
    ),
    (
        "IMAP imap.x.net 993 SSL, SMTP smtp.x.net 587 TLS",
        "imap imap.x.net 993 tls | smtp smtp.x.net 587 starttls",
    ),
    ("imap.x.net:993 ssl", "imap imap.x.net:993 993 tls"),
    (
        "IMAP: imap.x.net:993 (SSL)\nSMTP: smtp.x.net:587 (STARTTLS)",
        "imap imap.x.net:993 993 tls | smtp smtp.x.net:587 587 starttls",
    ),
    ("My incoming server is imap.centurylink.net", "imap imap.centurylink.net - -"),
    ("mi servidor de salida es smtp.centurylink.net", "smtp smtp.centurylink.net - -"),
    ("I have mail.x.net 993 and mail.x.net 587", "imap mail.x.net 993 - | smtp mail.x.net 587 -"),
    ("mail.centurylink.net port 995 without encryption", "pop3 mail.centurylink.net 995 none"),
    ("smtp.x.net 465/SSL", "smtp smtp.x.net 465 tls"),
    ("smtp.x.net,587,starttls", "smtp smtp.x.net 587 starttls"),
    ("smtp.x.net 587 unencrypted", "smtp smtp.x.net 587 none"),
    ("SSL port 993 on imap.x.net", "imap imap.x.net 993 tls"),
    ("outgoing smtp.x.net 587 requires authentication", "smtp smtp.x.net 587 - auth=password"),
    ("smtp.x.net 25, my outgoing server does not require authentication", "smtp smtp.x.net 25 - auth=none"),
    ("El servidor SMTP es smtp.x.net, puerto 25, sin SSL", "smtp smtp.x.net 25 none"),
    ("i can't send mail using smtp.x.net port 25 no ssl", "smtp smtp.x.net 25 none"),
    ("pop3.centurylink.net 110 user pat", "pop3 pop3.centurylink.net 110 - user=pat"),
    (
        "Server: 'smtp.centurylink.net', Protocol: SMTP, Port: 25, Secure(SSL): No, Socket Error: 10060, Error Number: 0x800CCC0E",
        "smtp smtp.centurylink.net 25 none",
    ),
];

const SCREENS: &[(&str, &str)] = &[
    (
        include_str!("texts/outlook-classic.txt"),
        "pop3 pop.centurylink.net 110 none user=pat deletes=14 | smtp smtp.centurylink.net 25 none auth=none",
    ),
    (
        include_str!("texts/outlook-classic-es.txt"),
        "imap imap.centurylink.com 993 tls user=pat@centurylink.net | smtp smtp.centurylink.com 587 starttls auth=password user=pat@centurylink.net",
    ),
    (include_str!("texts/ios.txt"), "imap imap.centurylink.com - - user=pat | smtp smtp.centurylink.com - -"),
    (
        include_str!("texts/ios-advanced.txt"),
        "imap - 993 tls auth=password | smtp smtp.centurylink.net 587 starttls auth=password user=pat@centurylink.net",
    ),
    (
        include_str!("texts/samsung.txt"),
        "imap mail.centurylink.net 993 tls user=pat@centurylink.net | smtp smtp.centurylink.net 587 starttls auth=password",
    ),
    (
        include_str!("texts/thunderbird.txt"),
        "imap mail.centurylink.net 143 starttls auth=encrypted user=pat | smtp smtp.centurylink.net 587 tls auth=none",
    ),
    (
        include_str!("texts/outlook-new.txt"),
        "imap imap.centurylink.com 993 tls | smtp smtp.centurylink.com 465 starttls user=pat@centurylink.net",
    ),
    (
        include_str!("texts/letter.txt"),
        "imap imap.centurylink.net 143 none | smtp smtp.centurylink.net 25 none",
    ),
    (
        "Incoming Server (IMAP): mail.centurylink.net Port 993 SSL\nOutgoing server (SMTP): smtp.centurylink.net, port: 587, Security: TLS if available",
        "imap mail.centurylink.net 993 tls | smtp smtp.centurylink.net 587 starttls",
    ),
    (
        "Incoming Mail Server (IMAP)\nUser Name: pat\nPassword: ••••\nHost Name: mail.x.net\nAutomatically manage connection settings\nPort: 993 Use TLS/SSL\nAuthentication: Password\nOutgoing Mail Server (SMTP)\nAccount: x\nUser Name: pat\nHost Name: smtp.x.net\nPort: 587 Use TLS/SSL\nAuthentication: None",
        "imap mail.x.net 993 tls auth=password user=pat | smtp smtp.x.net 587 starttls auth=none user=pat",
    ),
    (
        "Incoming server settings\nUsername\npat\nServer\nimap.x.net\nPort\n993\nSecurity type\nSSL/TLS\nOutgoing server settings\nRequire sign-in: on\nSMTP server\nsmtp.x.net\nPort\n587\nSecurity type\nSTARTTLS",
        "imap imap.x.net 993 tls user=pat | smtp smtp.x.net 587 starttls auth=password",
    ),
    (
        "Ajustes del servidor entrante\nNombre de usuario\npat\nServidor\nimap.x.net\nPuerto\n993\nTipo de seguridad\nSSL/TLS\nAjustes del servidor saliente\nServidor SMTP\nsmtp.x.net\nPuerto\n587\nTipo de seguridad\nSTARTTLS",
        "imap imap.x.net 993 tls user=pat | smtp smtp.x.net 587 starttls",
    ),
    (
        "Incoming mail (POP3, IMAP or HTTP) server: pop.x.net\nOutgoing mail (SMTP) server: smtp.x.net",
        "pop3 pop.x.net - - | smtp smtp.x.net - -",
    ),
    (
        "Server Type: IMAP\nServer: mail.x.net\nPort: 993\nUsername: pat\nEncryption method: TLS on a dedicated port\nServer Type: SMTP\nServer: mail.x.net\nPort: 587\nServer requires authentication: yes\nEncryption method: STARTTLS after connecting",
        "imap mail.x.net 993 tls user=pat | smtp mail.x.net 587 starttls auth=password",
    ),
    (
        "IMAP Server: imap.x.net\nIMAP Port: 993\nUse SSL: yes\nSMTP Server: smtp.x.net\nSMTP Port: 465\nUse SSL: yes\nSMTP User Name: pat",
        "imap imap.x.net 993 tls | smtp smtp.x.net 465 tls user=pat",
    ),
    (
        "Incoming mail: server pop.x.net, port 110, security none\nOutgoing mail: server smtp.x.net, port 25, security none",
        "pop3 pop.x.net 110 none | smtp smtp.x.net 25 none",
    ),
    (
        "| Server | Port | Security |\n| imap.x.net | 993 | SSL/TLS |\n| smtp.x.net | 587 | STARTTLS |",
        "imap imap.x.net 993 tls | smtp smtp.x.net 587 starttls",
    ),
    (
        "POP3 server: pop.x.net Port: 995\nIMAP server: imap.x.net Port: 993\nSMTP server: smtp.x.net Port: 465",
        "pop3 pop.x.net 995 - | imap imap.x.net 993 - | smtp smtp.x.net 465 -",
    ),
    (
        "Incoming server: imap.x.net (port 993, SSL required)\nOutgoing server: smtp.x.net (port 587, TLS required)",
        "imap imap.x.net 993 tls | smtp smtp.x.net 587 starttls",
    ),
    (
        "Servidor SMTP\nsmtp.x.net\nUsar SSL\nSí\nAutenticación\nContraseña\nPuerto del servidor\n465",
        "smtp smtp.x.net 465 tls auth=password",
    ),
    ("Account Settings\nHost Name imap.x.net\nServer Port 993\nUse SSL On", "imap imap.x.net 993 tls"),
    ("Account pat@x.net\nhost imap.x.net\nport 993\nuser pat", "imap imap.x.net 993 - user=pat"),
    (
        "Type: IMAP\nIncoming server: imap.x.net\nOutgoing server: smtp.x.net",
        "imap imap.x.net - - | smtp smtp.x.net - -",
    ),
    (
        "TLS: on\nHost: imap.x.net\nPort: 993\nAuthentication: password",
        "imap imap.x.net 993 tls auth=password",
    ),
    // One line for one value.
    (
        "Incoming mail server: imap.x.net\nOutgoing mail server (SMTP): smtp.x.net",
        "imap imap.x.net - - | smtp smtp.x.net - -",
    ),
    (
        "Servidor de correo entrante: imap.x.net\nServidor de correo saliente: smtp.x.net",
        "imap imap.x.net - - | smtp smtp.x.net - -",
    ),
    (
        "Servidor de correo entrante\nimap.x.net\nServidor de correo saliente\nsmtp.x.net",
        "imap imap.x.net - - | smtp smtp.x.net - -",
    ),
    (
        "Incoming Mail Server\nimap.x.net\nOutgoing Mail Server\nsmtp.x.net",
        "imap imap.x.net - - | smtp smtp.x.net - -",
    ),
    ("Incoming server (IMAP) 993\nOutgoing server (SMTP) 465", "imap - 993 - | smtp - 465 -"),
    ("Servidor de entrada (IMAP): 993\nServidor de salida (SMTP): 465", "imap - 993 - | smtp - 465 -"),
    (
        "IMAP server: imap.x.net\nServer Port 993\nUse SSL: On\nSMTP server: smtp.x.net\nServer Port 587\nUse SSL: On",
        "imap imap.x.net 993 tls | smtp smtp.x.net 587 starttls",
    ),
    (
        "Servidor IMAP: imap.x.net\nPuerto del servidor 143\nUsar SSL: No\nServidor SMTP: smtp.x.net\nPuerto 465\nUsar SSL: Sí",
        "imap imap.x.net 143 none | smtp smtp.x.net 465 tls",
    ),
    ("Server: imap.x.net\nPort: 993\nEncryption method: SSL/TLS", "imap imap.x.net 993 tls"),
    ("Servidor: imap.x.net\nPuerto: 993\nMétodo de cifrado: Ninguno", "imap imap.x.net 993 none"),
    ("Server: imap.x.net\nPort: 993\nEncryption method: Auto", "imap imap.x.net 993 -"),
    ("Server\nimap.x.net\nPort\n993\nSecurity\nNone", "imap imap.x.net 993 none"),
    ("SMTP server\nsmtp.x.net\nSecurity type\nNone\nPort\n25", "smtp smtp.x.net 25 none"),
    ("SMTP server: smtp.x.net\nSecurity type: TLS\nPort: 587", "smtp smtp.x.net 587 starttls"),
    (
        "SMTP server: smtp.x.net\nSecurity type: SSL (Accept all certificates)\nPort: 465",
        "smtp smtp.x.net 465 tls",
    ),
    ("SMTP: smtp.x.net\nTLS\n465", "smtp smtp.x.net 465 tls"),
    (
        "IMAP hostname: imap.x.net\nPort: 993\nSecurity Type: SSL/TLS\nIMAP Username: pat",
        "imap imap.x.net 993 tls user=pat",
    ),
    ("Server: imap.x.net\nConnection security: STARTTLS, if available", "imap imap.x.net - starttls"),
    ("Incoming server: imap.x.net\nAuthentication: NTLM", "imap imap.x.net - - auth=ntlm"),
    (
        "Incoming server: imap.x.net\nAuthentication method\nNormal password",
        "imap imap.x.net - - auth=password",
    ),
    (
        "Servidor de entrada: imap.x.net\nMétodo de autenticación: Contraseña cifrada",
        "imap imap.x.net - - auth=encrypted",
    ),
    ("Incoming server: imap.x.net\nAuthentication: OAuth2", "imap imap.x.net - - auth=oauth2"),
    // Boxes.
    (
        "Outgoing server: smtp.x.net\n☐ My outgoing server (SMTP) requires authentication",
        "smtp smtp.x.net - - auth=none",
    ),
    (
        "Outgoing server: smtp.x.net\n[x] My outgoing server (SMTP) requires authentication",
        "smtp smtp.x.net - - auth=password",
    ),
    (
        "Outgoing server: smtp.x.net\nMy outgoing server (SMTP) requires authentication: no",
        "smtp smtp.x.net - - auth=none",
    ),
    ("Outgoing server: smtp.x.net\nMy outgoing server (SMTP) requires authentication", "smtp smtp.x.net - -"),
    (
        "Servidor de salida: smtp.x.net\nMi servidor de salida (SMTP) requiere autenticación: sí",
        "smtp smtp.x.net - - auth=password",
    ),
    (
        "Servidor de salida: smtp.x.net\nMi servidor de salida (SMTP) requiere autenticación: desmarcado",
        "smtp smtp.x.net - - auth=none",
    ),
    ("SMTP server: smtp.x.net\nRequire sign-in\nOff", "smtp smtp.x.net - - auth=none"),
    (
        "Incoming server: imap.x.net\n[x] Require logon using Secure Password Authentication (SPA)",
        "imap imap.x.net - - auth=ntlm",
    ),
    (
        "Incoming server: imap.x.net\n[ ] Require logon using Secure Password Authentication (SPA)",
        "imap imap.x.net - -",
    ),
    (
        "Incoming server: pop.x.net\n☑ This server requires an encrypted connection (SSL/TLS)\nPort: 995",
        "pop3 pop.x.net 995 tls",
    ),
    // Mail on the server.
    ("POP server: pop.x.net\n☑ Leave a copy of messages on the server", "pop3 pop.x.net - - keeps"),
    ("POP server: pop.x.net\n☐ Leave a copy of messages on the server", "pop3 pop.x.net - - deletes=0"),
    (
        "POP server: pop.x.net\nLeave a copy of messages on the server\n☑ Remove from server after 14 days",
        "pop3 pop.x.net - - deletes=14",
    ),
    (
        "POP server: pop.x.net\n☑ Leave a copy on the server\n☐ Remove from server after 14 days",
        "pop3 pop.x.net - - keeps",
    ),
    ("POP server: pop.x.net\nDelete from server: 7 days", "pop3 pop.x.net - - deletes=7"),
    ("POP server: pop.x.net\nDelete from server\nNever", "pop3 pop.x.net - - keeps"),
    ("POP server: pop.x.net\nDelete from server: when deleted from inbox", "pop3 pop.x.net - - keeps"),
    ("Servidor POP: pop.x.net\nEliminar del servidor: Nunca", "pop3 pop.x.net - - keeps"),
    ("Servidor POP: pop.x.net\n☑ Quitar del servidor después de 10 días", "pop3 pop.x.net - - deletes=10"),
    (
        "POP server: pop.x.net\nRemove copy from server after retrieving a message: After one week",
        "pop3 pop.x.net - - deletes=7",
    ),
    // Typed wrongly: kept as it is, for it is judged later.
    ("Outgoing server: smpt,centurylink,net", "smtp smpt,centurylink,net - -"),
    ("SMTP server: smpt,centurylink,net\nPort: 587", "smtp smpt,centurylink,net 587 -"),
    ("Incoming server: https://imap.x.net", "imap https://imap.x.net - -"),
    ("Incoming server: imap.x.net:993", "imap imap.x.net:993 993 -"),
    ("Incoming server: “imap.x.net”", "imap “imap.x.net” - -"),
    ("Incoming server: imap. x.net\nPort: 993", "imap imap. x.net 993 -"),
    ("Incoming server: imap x net", "imap imap x net - -"),
    ("Incoming server: pat@imap.x.net", "imap pat@imap.x.net - -"),
    ("Incoming server: centurylink.net", "imap centurylink.net - -"),
    ("Incoming server: IMAP.CenturyLink.NET\nPort 993", "imap IMAP.CenturyLink.NET 993 -"),
    ("Incoming server: imap.x.net\nUser Name: pat @x.net", "imap imap.x.net - - user=pat @x.net"),
    ("Incoming server: smtp.x.net\nOutgoing server: imap.x.net", "imap smtp.x.net - - | smtp imap.x.net - -"),
];

/// Nothing of this is a setting.
const NOTHING: &[&str] = &[
    "",
    "I cannot send mail since Tuesday",
    "no puedo enviar correo desde el martes",
    "The connection to the server imap.centurylink.com failed",
    "The connection to the server “imap.centurylink.com” on port 993 timed out.",
    "The user name or password for imap.x.com is incorrect",
    "The user name or password for “imap.centurylink.com” is incorrect.",
    "Sending of password for user pat@x.net did not succeed. Mail server mail.x.net responded: [AUTH] Invalid login",
    "Login to server mail.centurylink.net with username pat@centurylink.net failed.",
    "Sending of the message failed. The message could not be sent because connecting to Outgoing server (SMTP) smtp.centurylink.net failed. The server may be unavailable or is refusing SMTP connections. Please verify that your Outgoing server (SMTP) settings are correct and try again.",
    "Unable to connect to server imap.x.net at port 993",
    "No se puede conectar con el servidor imap.x.net",
    "Cannot Get Mail. The connection to the server failed.",
    "535 5.7.8 Error: authentication failed",
    "Is port 993 blocked?",
    "What is the incoming server for centurylink?",
    "imap.centurylink.com",
    "Go to webmail.centurylink.net and sign in.",
    "See https://www.centurylink.com/help for the server settings",
    "My password is hunter2",
    "pat@centurylink.net",
    "The server returned error 550 5.1.1 user unknown",
    "Cannot verify server identity. The identity of “imap.centurylink.com” cannot be verified by Mail.",
    "Thunderbird failed to find the settings for your email account.",
    "[x] Remember password",
    "Task 'pat - Receiving' reported error (0x800CCC0F) : 'The connection to the server was interrupted. If this problem continues, contact your server administrator.'",
    "Cannot connect to server. Server: error 0x8004210A",
    "Log onto incoming mail server (IMAP): Cannot connect to imap.x.net on port 993",
    "Could not connect to smtp.centurylink.net:587",
    "Error: SSL handshake with imap.centurylink.net:993 failed",
    "My user name is pat and it asks for the password again and again",
    "Do I use SSL or TLS? Which port is right, 465 or 587?",
    "El servidor smtp.x.net no responde",
    "user_pref(\"mail.server.default.port\", 993);",
    "I have an iPhone 15 and iOS 18.2, mail app version 3.0.1",
];

const OUTLOOK: &[(&str, &str)] = &[
    (
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\Outlook\\9375CFF0413111d3B88A00104B2A6676\\00000002]\r\n\"Account Name\"=\"pat@x.net\"\r\n\"IMAP Server\"=\"imap.x.net\"\r\n\"IMAP User\"=\"pat@x.net\"\r\n\"IMAP Port\"=dword:000003e1\r\n\"IMAP Use SSL\"=dword:00000001\r\n\"IMAP Password\"=hex:02,01,\\\r\n  00,05\r\n\"SMTP Server\"=\"smtp.x.net\"\r\n\"SMTP Port\"=dword:0000024b\r\n\"SMTP Secure Connection\"=dword:00000002\r\n\"SMTP Use Auth\"=dword:00000001\r\n\"Email\"=\"pat@x.net\"\r\n",
        "imap imap.x.net 993 tls auth=password user=pat@x.net | smtp smtp.x.net 587 starttls auth=password user=pat@x.net",
    ),
    (
        "[HKEY_CURRENT_USER\\Software\\x\\00000003]\n\"POP3 Server\"=hex:70,00,6f,00,70,00,2e,00,78,00,2e,00,\\\n  6e,00,65,00,74,00,00,00\n\"POP3 User\"=hex(1):70,00,61,00,74,00,00,00\n\"POP3 Use SPA\"=dword:00000001\n\"Leave on Server\"=dword:000e0003\n\"SMTP Server\"=hex:73,00,6d,00,74,00,70,00,2e,00,78,00,2e,00,6e,00,65,00,74,00,00,00\n",
        "pop3 pop.x.net 110 none auth=ntlm user=pat deletes=14 | smtp smtp.x.net 25 none auth=none",
    ),
    ("\"IMAP Server\"=\"imap.x.net\"\n\"IMAP Port\"=dword:0000008f", "imap imap.x.net 143 -"),
    (
        "[Internet Account List]\nAccount1=IMAP_I_Mail\n[Account1]\nUniqueService=No\nEmailAddress=pat@x.net\nIMAPServer=imap.x.net\nIMAPUserName=pat@x.net\nIMAPPort=993\nIMAPUseSSL=1\nSMTPServer=smtp.x.net\nSMTPPort=465\nSMTPUseAuth=1\nSMTPSecureConnection=1\n[IMAP_I_Mail]\nIMAPServer=PT_UNICODE,0x0100\nIMAPPort=PT_LONG,0x0104\n",
        "imap imap.x.net 993 tls auth=password user=pat@x.net | smtp smtp.x.net 465 tls auth=password user=pat@x.net",
    ),
    (
        "[Account1]\nPOP3Server=pop.x.net\nPOP3UserName=pat\nLeaveOnServer=0x50001\nSMTPServer=smtp.x.net\nSMTPUseAuth=0\n",
        "pop3 pop.x.net 110 none auth=password user=pat keeps | smtp smtp.x.net 25 none auth=none",
    ),
    (
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<MessageAccount>\n<IMAP_Server type=\"SZ\">imap.x.net</IMAP_Server>\n<IMAP_User_Name type=\"SZ\">pat</IMAP_User_Name>\n<IMAP_Use_Sicily type=\"DWORD\">00000000</IMAP_Use_Sicily>\n<IMAP_Port type=\"DWORD\">000003e1</IMAP_Port>\n<IMAP_Secure_Connection type=\"DWORD\">00000001</IMAP_Secure_Connection>\n<SMTP_Server type=\"SZ\">smtp.x.net</SMTP_Server>\n<SMTP_Use_Sicily type=\"DWORD\">00000002</SMTP_Use_Sicily>\n<SMTP_Port type=\"DWORD\">0000024b</SMTP_Port>\n<SMTP_Secure_Connection type=\"DWORD\">00000001</SMTP_Secure_Connection>\n<SMTP_Email_Address type=\"SZ\">pat@x.net</SMTP_Email_Address>\n</MessageAccount>\n",
        "imap imap.x.net 993 tls auth=password user=pat | smtp smtp.x.net 587 starttls auth=password user=pat",
    ),
];

#[test]
fn sentences_are_read() {
    all_right(SENTENCES);
}

#[test]
fn screens_are_read() {
    all_right(SCREENS);
}

#[test]
fn outlooks_files_are_read() {
    all_right(OUTLOOK);
    let reading = read(OUTLOOK[0].0.as_bytes()).unwrap();
    assert_eq!(reading.accounts[0].format, ReadFormat::Outlook);
    assert_eq!(reading.accounts[0].address.as_deref(), Some("pat@x.net"));
    assert_eq!(reading.struck, 1);
}

#[test]
fn what_is_no_setting_gives_nothing() {
    let table: Vec<(&str, &str)> = NOTHING.iter().map(|text| (*text, "")).collect();
    all_right(&table);
}

#[test]
fn an_address_is_kept_when_there_is_one() {
    let one = read(include_str!("texts/letter.txt").as_bytes()).unwrap();
    assert_eq!(one.accounts[0].address.as_deref(), Some("pat@centurylink.net"));
    assert_eq!(one.accounts[0].format, ReadFormat::Text);
    let two = read(b"imap.x.net 993 ssl, I am a@x.net, or is it b@x.net").unwrap();
    assert_eq!(two.accounts[0].address, None);
}

#[test]
fn a_large_text_costs_little() {
    for piece in [
        "incoming server ",
        "port 993 ",
        "imap.x.net 993 ssl ",
        "user user ",
        "no ssl ",
        "use ssl ",
        "ssl, ",
        "a,1,",
        "x/1/",
        "\n",
        "Use SSL\n",
        "imap. x. ",
    ] {
        let text = piece.repeat(1_900_000 / piece.len());
        let start = Instant::now();
        let _ = read(text.as_bytes()).unwrap();
        let took = start.elapsed();
        assert!(took < Duration::from_secs(15), "{piece:?} took {took:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(?s).{0,300}") {
        prop_assert!(read(text.as_bytes()).is_ok());
    }

    #[test]
    fn words_of_settings_in_any_order_are_read(
        words in proptest::collection::vec(
            prop_oneof![
                Just("server"), Just("Incoming"), Just("outgoing:"), Just("imap.x.net"), Just("smtp.x.net:587"), Just("993"),
                Just("port"), Just("user"), Just("pat@x.net"), Just("ssl"), Just("TLS:"), Just("no"), Just("on"), Just("\n"),
                Just("(SMTP)"), Just("“"), Just("imap."), Just("x"), Just(","), Just("ñ;é"), Just("authentication"),
                Just("password"), Just("none"), Just("[ ]"), Just("requires authentication"), Just("\t"), Just("a=b"), Just("Delete from server"),
            ],
            0..30,
        )
    ) {
        let reading = read(words.join(" ").as_bytes()).unwrap();
        for account in &reading.accounts {
            prop_assert!(!account.servers.is_empty());
            prop_assert!(account.servers.iter().all(Server::said));
        }
    }
}
