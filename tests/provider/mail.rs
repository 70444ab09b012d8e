//! Signing in, reading, sending; and everything that must be refused.

use std::time::Duration;

use engine::profile::{Role, Security};
use testkit::provider::{AGES, ENDPOINTS, Endpoint, Options, Provider, ready};

use crate::client::Client;

fn of(role: Role) -> impl Iterator<Item = Endpoint> {
    ENDPOINTS.into_iter().filter(move |endpoint| endpoint.role == role)
}

#[test]
fn mail_is_read_and_sent() {
    if !ready() {
        return;
    }
    let provider = Provider::start(Options::default()).unwrap();
    reads_by_imap(&provider);
    reads_by_pop(&provider);
    let ages: Vec<u64> =
        provider.messages().unwrap().iter().map(testkit::provider::Message::days_old).collect();
    assert_eq!(ages, AGES.iter().rev().copied().collect::<Vec<_>>());

    for endpoint in of(Role::Submission) {
        // By address too: few programs can be told what a name means.
        let mut client = Client::connect_as(&provider, endpoint, &provider.ip().to_string());
        let answer = client.sign_in(provider.address(), provider.password());
        assert!(client.lets_in(&answer), "{answer}\n{}", provider.logs());
        let subject = format!("Sent over {}", endpoint.port);
        let me = provider.address();
        for (command, ok) in [
            (format!("MAIL FROM:<{me}>"), "250"),
            (format!("RCPT TO:<{me}>"), "250"),
            ("DATA".to_owned(), "354"),
            (format!("From: <{me}>\r\nTo: <{me}>\r\nSubject: {subject}\r\n\r\nHello.\r\n."), "250"),
        ] {
            let answer = client.ask(&command);
            assert!(answer.starts_with(ok), "{command}: {answer}\n{}", provider.logs());
        }
        let arrived = provider.wait_for_message(&subject, Duration::from_secs(20)).unwrap();
        assert!(arrived.text.ends_with("\nHello.\n"), "{}", arrived.text);
        assert_eq!(arrived.days_old(), 0);
        // It delivers to nobody else.
        client.ask(&format!("MAIL FROM:<{me}>"));
        for stranger in ["someone@elsewhere.example".to_owned(), format!("nobody@{}", provider.domain())] {
            let answer = client.ask(&format!("RCPT TO:<{stranger}>"));
            assert!(answer.starts_with("550"), "{stranger}: {answer}");
        }
    }
    assert_eq!(provider.messages().unwrap().len(), AGES.len() + 2);
}

fn reads_by_imap(provider: &Provider) {
    for endpoint in of(Role::Imap) {
        let mut client = Client::connect(provider, endpoint);
        let answer = client.sign_in(provider.address(), provider.password());
        assert!(client.lets_in(&answer), "{answer}\n{}", provider.logs());
        let inbox = client.ask("e EXAMINE INBOX");
        assert!(inbox.contains(&format!("* {} EXISTS", AGES.len())), "{inbox}");
        let dates = client.ask("f FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
        for days in AGES {
            assert!(dates.contains(&format!("Subject: {days} days old")), "{dates}");
        }
        // The server's own count of days: RFC 9051 section 6.4.4 compares INTERNALDATE, and WITHIN
        // (RFC 5032) counts seconds.
        let young = client.ask(&format!("y UID SEARCH YOUNGER {}", 30 * 24 * 60 * 60));
        let found = young.lines().find(|line| line.starts_with("* SEARCH")).unwrap();
        assert_eq!(found.split_whitespace().count() - 2, 3, "{young}");
        let folders = client.ask("l LIST \"\" *");
        for folder in ["Drafts", "Sent", "Trash", "Junk"] {
            assert!(folders.contains(&format!("\\{folder}")), "{folders}");
        }
    }
}

fn reads_by_pop(provider: &Provider) {
    for endpoint in of(Role::Pop) {
        let mut client = Client::connect(provider, endpoint);
        let answer = client.sign_in(provider.address(), provider.password());
        assert!(client.lets_in(&answer), "{answer}\n{}", provider.logs());
        assert!(client.ask("STAT").starts_with(&format!("+OK {} ", AGES.len())));
        assert!(client.ask("RETR 1").starts_with("+OK"));
        let text = client.lines();
        assert!(text.contains("days before the test began."), "{text}");
    }
}

#[test]
fn what_is_not_right_is_refused() {
    if !ready() {
        return;
    }
    let provider = Provider::start(Options::default()).unwrap();
    let (address, password) = (provider.address(), provider.password());
    let local_part = address.split('@').next().unwrap();
    for endpoint in ENDPOINTS {
        for (user, password) in
            [(address, "wrong"), (local_part, password), ("other@harbor.example", password)]
        {
            let mut client = Client::connect(&provider, endpoint);
            let answer = client.sign_in(user, password);
            assert!(!client.lets_in(&answer), "{endpoint:?} let {user} in with {password}");
            let refused = match endpoint.role {
                Role::Imap => "s NO [AUTHENTICATIONFAILED]",
                Role::Pop => "-ERR [AUTH]",
                Role::Submission => "535 5.7.8",
            };
            assert!(answer.starts_with(refused), "{endpoint:?}, {user}: {answer}");
        }
        if endpoint.security == Security::Starttls {
            let mut client = Client::plain(&provider, endpoint);
            let answer = client.sign_in(address, password);
            let refused = match endpoint.role {
                Role::Imap => "[PRIVACYREQUIRED]",
                Role::Pop => "-ERR",
                Role::Submission => "530 5.7.0",
            };
            assert!(answer.contains(refused), "{endpoint:?}: {answer}");
        }
    }
    for endpoint in of(Role::Submission) {
        // Neither for others nor for its own mailbox.
        for recipient in ["someone@elsewhere.example", address] {
            let mut client = Client::connect(&provider, endpoint);
            client.ask(&format!("MAIL FROM:<{address}>"));
            let answer = client.ask(&format!("RCPT TO:<{recipient}>"));
            assert!(answer.starts_with("554 5.7.1"), "{endpoint:?}, {recipient}: {answer}");
        }
    }
    assert_eq!(provider.messages().unwrap().len(), AGES.len());
}
