//! Texts that say nothing of an error.

use crate::support::of_text;

#[test]
fn what_is_no_message_gives_nothing() {
    for text in [
        "",
        "   \n\t ",
        "password",
        "contraseña",
        "email",
        "IMAP",
        "server",
        "My name is Jane and I would like to read my mail on the new phone, please.",
        "How do I set up my email on an iPhone? I have bought it yesterday.",
        "¿Cómo configuro mi correo en el celular nuevo?",
        "Incoming server: imap.example.net\nPort: 993\nSecurity: SSL/TLS\nUser name: jane@example.net\nOutgoing server: smtp.example.net\nPort: 587\nSTARTTLS\nMy outgoing server (SMTP) requires authentication: yes",
        "set imap_user = \"jane@example.net\"\nset folder = \"imaps://imap.example.net:993/\"\nset ssl_starttls = yes",
        "<clientConfig version=\"1.1\"><emailProvider id=\"example.net\"><incomingServer type=\"imap\"><hostname>imap.example.net</hostname><port>993</port><socketType>SSL</socketType></incomingServer></emailProvider></clientConfig>",
        "Thank you for your order. Your package arrives on Tuesday. Do not reply to this message.",
        "The bill for November is 535 dollars; the old one was 550 and the next will be 421.",
        "version 5.7.8 of the program, build 454",
        "ok",
        "no",
        "OK +OK",
        "550",
        "0x0",
        "@",
        "<<<<>>>>",
        "&&&&;;;",
        "…",
        "\u{200b}\u{feff}",
    ] {
        assert_eq!(of_text(text), [], "{text}");
    }
}
