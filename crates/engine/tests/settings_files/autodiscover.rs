//! Autodiscover answers.

use super::support::{PAT, bytes_of, every_pair};
use super::{accounts, expected, only};
use engine::Format;
use engine::settings::ReadFormat::Autodiscover;

const ANSWER: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
 <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
  <User><DisplayName>Pat</DisplayName><AutoDiscoverSMTPAddress>pat@centurylink.net</AutoDiscoverSMTPAddress></User>
  <Account><AccountType>email</AccountType><Action>settings</Action>
   <Protocol><Type>EXPR</Type><Server>exchange.example.net</Server></Protocol>
   <Protocol><Type>IMAP</Type><Server>imap.centurylink.com</Server><Port>993</Port>
    <LoginName>pat@centurylink.net</LoginName><DomainRequired>off</DomainRequired><SPA>off</SPA><SSL>on</SSL>
    <Encryption>SSL</Encryption><AuthRequired>on</AuthRequired></Protocol>
   <Protocol><Type>SMTP</Type><Server>smtp.centurylink.com</Server><Port>587</Port><SPA>off</SPA><SSL>on</SSL>
    <Encryption>TLS</Encryption><AuthRequired>on</AuthRequired><UsePOPAuth>on</UsePOPAuth></Protocol>
  </Account>
 </Response>
</Autodiscover>"#;

fn protocol(kind: &str, elements: &str) -> String {
    format!(
        "<Autodiscover><Account><Protocol><Type>{kind}</Type><Server>h</Server>{elements}</Protocol></Account>"
    )
}

#[test]
fn exports_of_ours_come_back() {
    for (account, profile) in every_pair() {
        let read = only(bytes_of(Format::Autodiscover, &account, &profile), Autodiscover);
        assert_eq!(read, expected(&account, PAT));
    }
}

#[test]
fn an_answer_is_read() {
    assert_eq!(accounts(ANSWER, Autodiscover)[0].address.as_deref(), Some("pat@centurylink.net"));
    assert_eq!(
        only(ANSWER, Autodiscover),
        [
            "imap imap.centurylink.com:993 tls password pat@centurylink.net",
            // Sending uses the incoming server's user name.
            "smtp smtp.centurylink.com:587 starttls password pat@centurylink.net",
        ]
    );
    let prefixed =
        ANSWER.replace("</", "</a:").replace("<Protocol", "<a:Protocol").replace("<Type", "<a:Type");
    assert_eq!(only(prefixed, Autodiscover), only(ANSWER, Autodiscover));
}

#[test]
fn encryption_wins_over_ssl_and_ssl_goes_by_the_port() {
    for (elements, found) in [
        ("<Port>993</Port><SSL>off</SSL><Encryption>SSL</Encryption>", "993 tls"),
        ("<Port>993</Port><SSL>on</SSL><Encryption>TLS</Encryption>", "993 starttls"),
        ("<Port>993</Port><SSL>on</SSL><Encryption>None</Encryption>", "993 none"),
        ("<Port>993</Port><SSL>on</SSL><Encryption>Auto</Encryption>", "993 -"),
        ("<Port>993</Port><SSL>on</SSL>", "993 tls"),
        ("<Port>143</Port><SSL>ON</SSL>", "143 starttls"),
        ("<Port>143</Port><SSL>off</SSL>", "143 none"),
        ("<Port>995</Port>", "995 tls"),
        ("<Port>1430</Port>", "1430 -"),
        ("", "- -"),
    ] {
        let xml = protocol("IMAP", &format!("{elements}<SPA>off</SPA>"));
        assert_eq!(only(xml, Autodiscover), [format!("imap h:{found} password -")]);
    }
}

#[test]
fn what_is_left_out_is_on() {
    for (kind, elements, found) in [
        ("SMTP", "", "smtp h:465 tls ntlm -"),
        ("POP3", "<SPA>on</SPA>", "pop3 h:465 tls ntlm -"),
        ("SMTP", "<AuthRequired>off</AuthRequired>", "smtp h:465 tls none -"),
        ("IMAP", "<AuthRequired>off</AuthRequired><SPA>off</SPA>", "imap h:465 tls password -"),
    ] {
        let xml = protocol(kind, &format!("<Port>465</Port>{elements}"));
        assert_eq!(only(xml, Autodiscover), [found]);
    }
    // Unless the text was cut off before it could be there.
    let cut = protocol("SMTP", "<Port>465</Port><SP").replace("</Protocol></Account>", "");
    assert_eq!(only(cut, Autodiscover), ["smtp h:465 - unknown -"]);
}

#[test]
fn a_piece_is_enough() {
    let piece = "<Protocol><Type>POP3</Type><Server>h</Server><Port>110</Port><SSL>off</SSL><SPA>off</SPA></Protocol>";
    assert_eq!(only(piece, Autodiscover), ["pop3 h:110 none password -"]);
}
