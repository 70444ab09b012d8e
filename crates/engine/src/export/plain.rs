//! Plain text for people: to print, to keep, to read out on the telephone.

use super::{Setup, server::Server};
use crate::text::Files;

pub(super) fn write(setup: &Setup<'_>) -> String {
    let account = setup.account;
    let mut out = String::with_capacity(1024);
    paragraph(&mut out, &setup.words(Files::TextTitle));
    let mut page = Page { out: &mut out, setup };
    page.row(Files::TextEmail, setup.email());
    if !account.name().is_empty() {
        page.row(Files::TextName, account.name());
    }
    page.server(Files::TextIncoming, &setup.incoming, None);
    page.server(Files::TextOutgoing, &setup.outgoing, Some(Files::TextOutgoingSignIn));
    out.push('\n');
    let days = account.sync_days().to_string();
    paragraph(&mut out, &setup.texts.fill(Files::TextDays, &[("days", &days)]));
    paragraph(&mut out, &setup.words(Files::TextNever));
    if let Some(link) = setup.profile.link("webmail") {
        out.push_str(&setup.texts.fill(Files::TextWebmail, &[("url", link.url.as_str())]));
        out.push('\n');
    }
    out
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str(text);
    out.push_str("\n\n");
}

struct Page<'a> {
    out: &'a mut String,
    setup: &'a Setup<'a>,
}

impl Page<'_> {
    fn row(&mut self, label: Files, value: &str) {
        self.out.push_str(&self.setup.words(label));
        self.out.push_str(": ");
        self.out.push_str(value);
        self.out.push('\n');
    }

    fn server(&mut self, heading: Files, server: &Server<'_>, note: Option<Files>) {
        let words = |key| self.setup.words(key);
        let encryption = words(server.encryption.pick(Files::TextTls, Files::TextStarttls));
        let mut sign_in = words(Files::TextPassword);
        if let Some(note) = note {
            sign_in.push_str("; ");
            sign_in.push_str(&words(note));
        }
        self.out.push('\n');
        self.out.push_str(&self.setup.words(heading));
        self.out.push('\n');
        self.row(Files::TextServer, server.host);
        self.row(Files::TextPort, &server.port.to_string());
        self.row(Files::TextSecurity, &encryption);
        self.row(Files::TextUsername, self.setup.account.username());
        self.row(Files::TextSignIn, &sign_in);
    }
}
