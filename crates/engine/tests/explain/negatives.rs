//! Texts that say nothing of an error.

use crate::support::{found, of_text};
use engine::explain::{Explained, Story};
use std::fs;
use std::path::Path;

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
        "On 25 November I changed the port to 993 and it is fine.",
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

/// Settings are pasted into the same field: what our own files and real programs say of an account that is
/// right is no error.
#[test]
fn settings_that_programs_write_give_nothing() {
    let (mut read, mut wrong) = (0, Vec::new());
    for folder in ["golden", "samples"] {
        each_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder), &mut |path| {
            let Ok(text) = fs::read_to_string(path) else { return };
            let found = found(&Story { text: &text, ..Story::default() });
            // Two of them have port 25, which is worth telling.
            let port =
                |found: &Explained<'_>| found.issue.is_some_and(|i| i.id.as_str() == "port-25-filtered");
            if !found.iter().all(port) {
                wrong.push((path.to_owned(), of_text(&text)));
            }
            read += 1;
        });
    }
    assert!(wrong.is_empty() && read >= 10, "{read} {wrong:#?}");
}

fn each_file(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { each_file(&path, each) } else { each(&path) }
    }
}
