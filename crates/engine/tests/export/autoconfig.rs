//! Autoconfig, read with `roxmltree`, against what Thunderbird's two readers insist on.

use crate::support::{account_of, every_pair, pat, profile, text, text_of, word};
use crate::xml::{child, children, value};
use engine::profile::{DomainStatus, Username};
use engine::{Choice, Format};
use roxmltree::{Document, Node};

fn provider<'a, 'i>(document: &'a Document<'i>) -> Node<'a, 'i> {
    let root = document.root_element();
    assert!(root.has_tag_name("clientConfig"));
    assert_eq!(root.attribute("version"), Some("1.1"));
    child(root, "emailProvider")
}

fn domains(text: &str) -> Vec<String> {
    let document = Document::parse(text).unwrap();
    let all = provider(&document).children().filter(|node| node.has_tag_name("domain"));
    all.map(|node| node.text().unwrap().to_owned()).collect()
}

#[test]
fn one_server_of_each_kind_with_exact_words() {
    for (account, profile) in every_pair() {
        let text = text_of(Format::Autoconfig, &account, &profile);
        let document = Document::parse(&text).unwrap();
        let provider = provider(&document);
        assert_eq!(provider.attribute("id"), Some("centurylink.net"));
        assert_eq!(value(provider, "displayName"), "CenturyLink");
        assert_eq!(value(provider, "displayShortName"), "CenturyLink");
        for (tag, kind, endpoint) in
            [("incomingServer", "imap", account.incoming()), ("outgoingServer", "smtp", account.outgoing())]
        {
            let server = child(provider, tag);
            assert_eq!(server.attribute("type"), Some(kind));
            let fields = ["hostname", "port", "socketType", "authentication", "username"];
            assert_eq!(children(server), fields);
            let port = endpoint.port.to_string();
            assert_eq!(
                fields.map(|field| value(server, field)),
                [
                    endpoint.host.as_str(),
                    &port,
                    word(endpoint, "SSL", "STARTTLS"),
                    "password-cleartext",
                    "%EMAILADDRESS%"
                ]
            );
        }
    }
}

#[test]
fn the_elements_come_in_the_order_of_the_draft() {
    let text = text(Format::Autoconfig, &pat());
    let document = Document::parse(&text).unwrap();
    let mut names = children(provider(&document));
    names.dedup();
    assert_eq!(
        names,
        ["domain", "displayName", "displayShortName", "incomingServer", "outgoingServer", "documentation"]
    );
    let documentation = child(provider(&document), "documentation");
    assert_eq!(documentation.attribute("url"), Some(profile().link("support").unwrap().url.as_str()));
    let languages: Vec<_> = documentation.children().filter_map(|node| node.attribute("lang")).collect();
    assert_eq!(languages, ["en", "es"]);
}

#[test]
fn it_lists_the_family_and_nobody_in_it() {
    let text = text(Format::Autoconfig, &pat());
    let family: Vec<String> = profile()
        .domains
        .iter()
        .filter(|domain| matches!(domain.status, DomainStatus::Active | DomainStatus::Moving { .. }))
        .map(|domain| domain.name.to_string())
        .collect();
    assert_eq!(domains(&text), family);
    assert_eq!(family[0], "centurylink.net");
    assert!(!text.contains("pat@") && !text.contains("Pat"), "the file is served to every customer");
}

#[test]
fn a_domain_is_listed_only_with_the_servers_that_serve_it() {
    let choice = Choice { incoming: Some("mail-elpasotel-993".into()), outgoing: None };
    let account = account_of("pat@elpasotel.net", "", &choice, &profile());
    assert_eq!(domains(&text(Format::Autoconfig, &account)), ["elpasotel.net"]);
}

#[test]
fn an_account_of_an_unknown_domain_finds_its_domain() {
    let account = account_of("pat@example.org", "", &Choice::default(), &profile());
    let found = domains(&text(Format::Autoconfig, &account));
    assert_eq!(found.first().map(String::as_str), Some("centurylink.net"));
    assert_eq!(found.last().map(String::as_str), Some("example.org"));
}

#[test]
fn a_provider_with_local_user_names_has_the_other_placeholder() {
    let mut other = profile();
    other.username.rule = Username::LocalPart;
    let account = account_of("pat@centurylink.net", "", &Choice::default(), &other);
    let text = text_of(Format::Autoconfig, &account, &other);
    assert_eq!(text.matches("<username>%EMAILLOCALPART%</username>").count(), 2);
}

#[test]
fn a_long_name_is_cut_where_the_format_ends_it() {
    let mut other = profile();
    other.name = "Great Northern Telephone & Co".to_owned();
    let account = account_of("pat@centurylink.net", "", &Choice::default(), &other);
    let text = text_of(Format::Autoconfig, &account, &other);
    let document = Document::parse(&text).unwrap();
    assert_eq!(value(provider(&document), "displayName"), "Great Northern Telephone & Co");
    assert_eq!(value(provider(&document), "displayShortName"), "Great Northern Telep");
}
