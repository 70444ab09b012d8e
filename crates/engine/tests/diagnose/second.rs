//! A provider of quite other habits: a local part as user name, other ports, no POP, OAuth 2.0. The
//! same code judges its settings by its profile alone.

use crate::support::{about, account, auth, deletes, expect, imap, lines, pop, smtp};
use engine::Server;
use engine::diagnose::{About, Verdict, diagnose};
use engine::profile::{AuthMethod, Profile, load};
use std::sync::LazyLock;

static NORTHWIND: LazyLock<Profile> = LazyLock::new(|| {
    load("northwind.json", include_str!("northwind.json")).unwrap_or_else(|e| panic!("{e}"))
});

const PAT: &str = "pat@northwind.example";
const IN: &str = "in.mail.northwind.example";
const OUT: &str = "out.mail.northwind.example";

fn said(address: &str, server: Server) -> Vec<String> {
    lines(&diagnose(&[account("", [server])], &about(address), &NORTHWIND))
}

#[test]
fn its_right_settings() {
    for (incoming, name) in [
        (imap(IN, "143 starttls", "pat"), "pat"),
        (imap(IN, "9993 tls", "pat"), "pat"),
        (auth(imap(IN, "143 starttls", "pat"), AuthMethod::Oauth2), ""),
        (auth(imap(IN, "143 starttls", ""), AuthMethod::Encrypted), "pat"),
    ] {
        let outgoing = auth(smtp(OUT, "2525 starttls", name), AuthMethod::None);
        for address in ["", PAT, "pat"] {
            let servers = [incoming.clone(), outgoing.clone()];
            let found = diagnose(&[account("", servers)], &about(address), &NORTHWIND);
            expect(&found, Verdict::Right, &[], address);
        }
    }
    let found = diagnose(
        &[account("pat@harbour.example", [imap("post.harbour.example", "993 tls", "pat")])],
        &About::default(),
        &NORTHWIND,
    );
    expect(
        &found,
        Verdict::RightSoFar,
        &["note host_alternate incoming.host in.mail.northwind.example"],
        "harbour",
    );
}

#[test]
fn its_wrong_settings() {
    let host = |typed: &str| imap(typed, "143 starttls", "");
    let user = |name: &str| imap(IN, "143 starttls", name);
    for (server, line) in [
        (host("im.mail.northwind.example"), "warning host_unknown incoming.host in.mail.northwind.example"),
        (host("in.mail.northwnid.example"), "error host_typo incoming.host in.mail.northwind.example"),
        (host("in.mail,northwind,example"), "error host_typo incoming.host in.mail.northwind.example"),
        (host("letters.northwind.example"), "error host_kind incoming.host in.mail.northwind.example"),
        (host("webmail.harbour.example"), "error host_kind incoming.host in.mail.northwind.example"),
        (host("northwind.example"), "error host_kind incoming.host in.mail.northwind.example"),
        (host("relay.northwind.example"), "error host_retired incoming.host in.mail.northwind.example"),
        (host("post.harbour.example"), "warning host_unknown incoming.host in.mail.northwind.example"),
        (host("imap.centurylink.com"), "error host_foreign incoming.host in.mail.northwind.example"),
        (host(OUT), "error host_side incoming.host in.mail.northwind.example"),
        (host("in.mail.northwind.example:143"), "error host_shape incoming.host in.mail.northwind.example"),
        (imap(IN, "993 tls", ""), "error port_wrong incoming.port 9993"),
        (imap(IN, "143 tls", ""), "error port_security incoming.security 143 with STARTTLS"),
        (imap(IN, "143 none", ""), "error unencrypted incoming.security 143 with STARTTLS"),
        (smtp(OUT, "587 starttls", ""), "error port_wrong outgoing.port 2525"),
        (smtp(OUT, "25 none", ""), "error unencrypted outgoing.security 2525 with STARTTLS"),
        (auth(user(""), AuthMethod::Password), "error auth_unsupported incoming.auth oauth2"),
        (auth(user(""), AuthMethod::None), "error auth_missing incoming.auth oauth2"),
        (user(PAT), "error username_whole incoming.username pat"),
        (user("Pat@harbour.example"), "error username_whole incoming.username pat"),
        (user("pat@gmail.com"), "error username_whole incoming.username pat"),
        (user("sam"), "warning username_other incoming.username pat"),
        (user(" pat"), "error username_shape incoming.username pat"),
        (user("pat x"), "error username_shape incoming.username pat"),
        (user("Pat"), "note username_shape incoming.username pat"),
    ] {
        // Northwind for the customer of the main domain only; the second domain's server is not theirs.
        let what = format!("{server:?}");
        assert_eq!(said(PAT, server), [line], "{what}");
    }
}

#[test]
fn a_protocol_that_it_does_not_have() {
    let found = said(PAT, deletes(pop(IN, "110 none", "pat"), 0));
    // It keeps no POP mail, so deleting it is no fault; there is no POP server to expect.
    assert_eq!(
        found,
        [
            "error host_side incoming.host",
            "error unencrypted incoming.security",
            "warning pop_used incoming.protocol imap",
        ]
    );
    assert_eq!(said(PAT, pop("pop.northwind.example", "995 tls", "pat")).len(), 2);
}

/// Its findings, for what is said of them.
pub fn everything() -> Vec<engine::diagnose::Diagnosis> {
    [
        imap(IN, "143 tls", PAT),
        imap(IN, "993 tls", "pat x"),
        pop(IN, "110 none", "pat"),
        auth(smtp(OUT, "587 starttls", "pat@gmail.com"), AuthMethod::Password),
    ]
    .into_iter()
    .map(|server| diagnose(&[account("", [server])], &About::default(), &NORTHWIND))
    .collect()
}

#[test]
fn without_an_address_its_user_names_are_not_doubted() {
    assert_eq!(said("", imap(IN, "9993 tls", "sam")), [""; 0]);
}
