//! The upgrade: missing, refused, broken, attacked.

use crate::support::*;

const STARTTLS: S = S::Starttls;

/// An IMAP server that answers STARTTLS with these steps.
fn imap_answers(answer: &[Step]) -> Vec<Step> {
    steps(&[&imap_before()[..2], answer])
}

#[tokio::test]
async fn missing_or_refused() {
    let unknown = Status::Unknown;
    let smtp = |text: &str| steps(&[&smtp_hello(), &[say(text), Step::Hold]]);
    let no_imap = vec![
        say("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] x\r\n"),
        Step::Expect("CAPABILITY"),
        say("* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n{tag} OK\r\n"),
        Step::Expect("LOGOUT"),
        Step::Hold,
    ];
    let no_smtp = vec![
        say("220 x\r\n"),
        Step::Expect("EHLO"),
        say("250-x\r\n250 SIZE\r\n"),
        Step::Expect("QUIT"),
        Step::Hold,
    ];
    let no_pop = vec![
        say("+OK\r\n"),
        Step::Expect("CAPA"),
        say("+OK\r\nTOP\r\n.\r\n"),
        Step::Expect("QUIT"),
        Step::Hold,
    ];
    run_all(vec![
        Case::new("H40 not offered, IMAP", IMAP, no_imap, (STARTTLS, Status::Fail, "not_offered")),
        Case::new("H40 not offered, SMTP", SMTP, no_smtp, (STARTTLS, Status::Fail, "not_offered")),
        Case::new("H40 not offered, POP3", POP, no_pop, (STARTTLS, Status::Fail, "not_offered")),
        Case::new(
            "H41 NO",
            IMAP,
            imap_answers(&[say("{tag} NO sorry\r\n"), Step::Hold]),
            (STARTTLS, Status::Fail, "rejected"),
        ),
        Case::new(
            "H41 BAD",
            IMAP,
            imap_answers(&[say("{tag} BAD what\r\n"), Step::Hold]),
            (STARTTLS, Status::Fail, "rejected"),
        ),
        Case::new(
            "H41 454",
            SMTP,
            smtp("454 4.7.0 TLS not available\r\n"),
            (STARTTLS, Status::Fail, "rejected"),
        ),
        Case::new("H41 502", SMTP, smtp("502 no\r\n"), (STARTTLS, Status::Fail, "rejected")),
        Case::new(
            "H41 421",
            SMTP,
            smtp("421 4.7.0 rate exceeded\r\n"),
            (STARTTLS, unknown, "provider_limit"),
        ),
        Case::new("H41 421, other", SMTP, smtp("421 bye\r\n"), (STARTTLS, unknown, "refused_421")),
        Case::new("H41 BYE", IMAP, imap_answers(&[say("* BYE gone\r\n")]), (STARTTLS, unknown, "bye")),
        Case::new("H41 close", SMTP, smtp_hello(), (STARTTLS, Status::Fail, "closed")),
        Case::new(
            "H42 silence instead of an answer",
            IMAP,
            imap_answers(&[Step::Hold]),
            (STARTTLS, Status::Fail, "timeout"),
        )
        .timing_out(),
    ])
    .await;
}

#[tokio::test]
async fn broken_after_the_ok() {
    let ok = say("{tag} OK go\r\n");
    let still = say("* OK still in the clear\r\n");
    run_all(vec![
        Case::new(
            "H42 OK, then silence",
            IMAP,
            imap_answers(&[ok.clone(), Step::Hold]),
            (S::Tls, Status::Fail, "timeout"),
        )
        .timing_out(),
        Case::new(
            "H43 OK, then close",
            IMAP,
            imap_answers(&[ok.clone(), Step::Swallow]),
            (S::Tls, Status::Fail, "closed"),
        ),
        Case::new(
            "H43 OK, then reset",
            IMAP,
            imap_answers(&[ok.clone(), Step::Swallow, Step::Reset]),
            (S::Tls, Status::Fail, "reset"),
        ),
        Case::new(
            "H45 OK, then plain text",
            IMAP,
            imap_answers(&[ok.clone(), Step::Swallow, still.clone(), Step::Hold]),
            (S::Tls, Status::Fail, "not_tls"),
        ),
        Case::new(
            "H45 SMTP, 500 to the handshake",
            SMTP,
            steps(&[&smtp_before(), &[Step::Swallow, say("500 5.5.2 what\r\n"), Step::Hold]]),
            (S::Tls, Status::Fail, "not_tls"),
        ),
    ])
    .await;
}

#[tokio::test]
async fn injected_cleartext_is_an_attack() {
    let both = say("{tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n");
    let late = [say("{tag} OK go\r\n"), Step::Wait(50), say("* CAPABILITY IMAP4rev1\r\n"), tls(), Step::Hold];
    let smtp_late = [say("220 go\r\n"), Step::Wait(50), say("250 x\r\n"), tls(), Step::Hold];
    run_all(vec![
        Case::new(
            "H44 in the same segment",
            IMAP,
            imap_answers(&[both, tls(), Step::Hold]),
            (STARTTLS, Status::Fail, "injected_cleartext"),
        ),
        Case::new(
            "H44 in the same segment, SMTP",
            SMTP,
            steps(&[&smtp_hello(), &[say("220 go\r\n250 AUTH PLAIN\r\n"), tls(), Step::Hold]]),
            (STARTTLS, Status::Fail, "injected_cleartext"),
        ),
        Case::new(
            "H44 in the same segment, POP3",
            POP,
            steps(&[&pop_before()[..4], &[say("+OK go\r\n+"), tls(), Step::Hold]]),
            (STARTTLS, Status::Fail, "injected_cleartext"),
        ),
        Case::new("H44 50 ms later", IMAP, imap_answers(&late), (S::Tls, Status::Fail, "injected_cleartext")),
        Case::new(
            "H44 50 ms later, SMTP",
            SMTP,
            steps(&[&smtp_hello(), &smtp_late]),
            (S::Tls, Status::Fail, "injected_cleartext"),
        ),
    ])
    .await;
}

#[tokio::test]
async fn what_was_offered_before_tls_counts_for_nothing() {
    let before = "250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n";
    let smtp = |inside: &str| {
        vec![
            say("220 x\r\n"),
            Step::Expect("EHLO"),
            say(before),
            Step::Expect("STARTTLS"),
            say("220 go\r\n"),
            tls(),
            Step::Expect("EHLO"),
            say(inside),
            Step::Expect("QUIT"),
            Step::Hold,
        ]
    };
    let report = run(Case::new(
        "H46 AUTH before TLS only",
        SMTP,
        smtp("250 x\r\n"),
        (S::Capabilities, Status::Fail, "no_auth"),
    ))
    .await;
    let plain = stage(&report, S::CapabilitiesPlain).data.clone().unwrap();
    assert_eq!(plain.auth.unwrap(), ["PLAIN", "LOGIN"], "both lists are in the report");
    assert_eq!(stage(&report, S::Capabilities).data.clone().unwrap().auth.unwrap(), [""; 0]);

    run(Case::new(
        "H47 AUTH in the clear",
        SMTP,
        smtp("250-x\r\n250 AUTH PLAIN\r\n"),
        (S::PlaintextAuth, Status::Warn, "offered"),
    ))
    .await;
    let open = steps(&[
        &[say("* OK [CAPABILITY IMAP4rev1 STARTTLS] x\r\n")],
        &imap_before()[1..],
        &[tls()],
        &imap_asked(),
    ]);
    run(Case::new("H47 LOGIN in the clear", IMAP, open, (S::PlaintextAuth, Status::Warn, "offered"))).await;
}

#[tokio::test]
async fn one_command_at_a_time() {
    // H48: Exim drops a client that talks before it is asked. Each answer waits, and nothing comes
    // early: the server would read it as the next command and find the wrong word.
    let script: Vec<Step> = good(SMTP)
        .into_iter()
        .flat_map(|step| match step {
            Step::Say(_) => vec![Step::Wait(40), step],
            other => vec![other],
        })
        .collect();
    run(Case::new("H48 patient dialogue", SMTP, script, (S::Capabilities, Status::Ok, ""))).await;
}

#[tokio::test]
async fn an_old_pop3_server_that_lists_nothing_may_still_upgrade() {
    let script = vec![
        say("+OK\r\n"),
        Step::Expect("CAPA"),
        say("-ERR what\r\n"),
        Step::Expect("STLS"),
        say("+OK go\r\n"),
        tls(),
        Step::Expect("CAPA"),
        say("-ERR what\r\n"),
        Step::Expect("QUIT"),
        Step::Hold,
    ];
    let report = run(Case::new("POP3 without CAPA", POP, script, (S::Starttls, Status::Ok, ""))).await;
    assert_eq!(stage(&report, S::PlaintextAuth).status, Status::Unknown);
}
