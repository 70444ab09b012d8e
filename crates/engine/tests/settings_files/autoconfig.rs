//! Autoconfig files.

use super::support::{bytes_of, every_pair};
use super::{accounts, expected, lines, only};
use engine::Format;
use engine::settings::ReadFormat::Autoconfig;

/// With the servers that Mozilla's database has for centurylink.net.
const CENTURYLINK: &str = include_str!("../samples/xml/centurylink.net.xml");

/// One incoming server with these elements.
fn server(kind: &str, elements: &str) -> String {
    format!(
        "<clientConfig version=\"1.1\"><emailProvider id=\"example.net\"><incomingServer type=\"{kind}\">\
         <hostname>h</hostname>{elements}</incomingServer></emailProvider></clientConfig>"
    )
}

#[test]
fn exports_of_ours_come_back() {
    for (account, profile) in every_pair() {
        let read = only(bytes_of(Format::Autoconfig, &account, &profile), Autoconfig);
        // The placeholder for the whole address is right whatever the address.
        assert_eq!(read, expected(&account, "-"));
    }
}

#[test]
fn all_servers_are_read_in_their_order() {
    assert_eq!(
        only(CENTURYLINK, Autoconfig),
        [
            "pop3 pop.centurylink.net:995 tls password - deletes after 14",
            "imap mail.centurylink.net:993 tls password -",
            "smtp smtp.centurylink.net:587 starttls password -",
        ]
    );
}

/// The same elements as another parser sees them.
#[test]
fn another_parser_sees_the_same() {
    let document = roxmltree::Document::parse(CENTURYLINK).unwrap();
    let text = |name: &str| -> Vec<&str> {
        document.descendants().filter(|node| node.has_tag_name(name)).filter_map(|node| node.text()).collect()
    };
    let read = accounts(CENTURYLINK, Autoconfig);
    let hosts: Vec<_> = read[0].servers.iter().map(|server| server.host.as_str()).collect();
    assert_eq!(hosts, text("hostname"));
    let ports: Vec<_> = read[0].servers.iter().map(|server| server.port.unwrap().to_string()).collect();
    assert_eq!(ports, text("port"));
}

#[test]
fn words_are_taken_in_any_case() {
    for (word, found) in
        [("SSL", "tls"), ("ssl", "tls"), ("StartTLS", "starttls"), ("plain", "none"), ("TLS", "-"), ("", "-")]
    {
        let xml = server("imap", &format!("<socketType> {word} </socketType>"));
        assert_eq!(only(xml, Autoconfig), [format!("imap h:- {found} unknown -")]);
    }
    for (word, found) in [
        ("password-cleartext", "password"),
        ("plain", "password"),
        ("secure", "encrypted"),
        ("password-encrypted", "encrypted"),
        ("SCRAM-SHA-256", "encrypted"),
        ("NTLM", "ntlm"),
        ("GSSAPI", "kerberos"),
        ("TLS-client-cert", "certificate"),
        ("client-IP-address", "none"),
        ("OAuth2", "oauth2"),
        ("carrier pigeon", "unknown"),
        // OAuth 2 first is for hosts that Thunderbird knows; the others take the second.
        ("OAuth2</authentication><authentication>password-cleartext", "password"),
        ("password-encrypted</authentication><authentication>password-cleartext", "encrypted"),
    ] {
        let xml = server("imap", &format!("<authentication>{word}</authentication>"));
        assert_eq!(only(xml, Autoconfig), [format!("imap h:- - {found} -")]);
    }
}

#[test]
fn placeholders_that_are_no_whole_address_stay() {
    for (word, found) in [
        ("%EMAILADDRESS%", "-"),
        ("%EMAILLOCALPART%@%EMAILDOMAIN%", "-"),
        ("%EMAILLOCALPART%", "%EMAILLOCALPART%"),
        ("pat@example.net", "pat@example.net"),
    ] {
        let xml = server("imap", &format!("<username>{word}</username>"));
        assert_eq!(only(xml, Autoconfig), [format!("imap h:- - unknown {found}")]);
    }
    let host = "<emailProvider><domain>example.net</domain><incomingServer type='imap'>\
                <hostname>imap.%EMAILDOMAIN%</hostname></incomingServer>";
    assert_eq!(only(host, Autoconfig), ["imap imap.example.net:- - unknown -"]);
    let several = host.replace("</domain>", "</domain><domain>example.org</domain>");
    assert_eq!(only(several, Autoconfig), ["imap imap.%EMAILDOMAIN%:- - unknown -"]);
}

#[test]
fn what_happens_to_mail_is_said_for_pop_alone() {
    for (pop, found) in [
        ("<leaveMessagesOnServer>true</leaveMessagesOnServer>", " keeps"),
        ("<leaveMessagesOnServer>false</leaveMessagesOnServer>", " deletes after 0"),
        ("<daysToLeaveMessagesOnServer>30</daysToLeaveMessagesOnServer>", " deletes after 30"),
        ("<daysToLeaveMessagesOnServer>-1</daysToLeaveMessagesOnServer>", ""),
        ("", ""),
    ] {
        let pop = format!("<pop3>{pop}</pop3>");
        assert_eq!(only(server("pop3", &pop), Autoconfig), [format!("pop3 h:- - unknown -{found}")]);
        assert_eq!(only(server("imap", &pop), Autoconfig), ["imap h:- - unknown -"]);
    }
}

#[test]
fn servers_of_other_kinds_are_passed_over() {
    let xml = server("exchange", "<port>443</port>")
        .replace("</emailProvider>", "<outgoingServer><port>25</port></outgoingServer></emailProvider>");
    assert_eq!(only(xml, Autoconfig), ["smtp :25 - unknown -"]);
}

#[test]
fn a_paste_can_be_broken_escaped_or_in_prose() {
    let expected = only(CENTURYLINK, Autoconfig);
    let escaped = CENTURYLINK.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    assert_eq!(only(&escaped, Autoconfig), expected);
    let prose =
        format!("It's what < my nephew's > friend sent, 1<2 & 3>2:\n\n{CENTURYLINK}\nCan't it be right?");
    assert_eq!(only(&prose, Autoconfig), expected);
    let curly = CENTURYLINK.replace("type=\"", "type=“").replace("\">", "”>");
    assert_eq!(only(&curly, Autoconfig), expected);
    let lost = CENTURYLINK.replace("</hostname>", "</hostname").replace("</emailProvider>", "");
    assert_eq!(only(&lost, Autoconfig), expected);
    let twice = accounts(format!("{CENTURYLINK}\n{CENTURYLINK}"), Autoconfig);
    assert_eq!(twice.len(), 2);
    assert_eq!(lines(&twice[0]), lines(&twice[1]));
    let cut = &CENTURYLINK[..CENTURYLINK.find("mail.centurylink").unwrap() + 8];
    // A name that was cut off would be a wrong name.
    assert_eq!(only(cut, Autoconfig), expected[..1]);
}

#[test]
fn comments_and_literal_sections_are_understood() {
    let xml = server("imap", "<port><!-- not 143 --><![CDATA[99]]>3</port><!-- <port>25</port> -->");
    assert_eq!(only(xml, Autoconfig), ["imap h:993 - unknown -"]);
}
