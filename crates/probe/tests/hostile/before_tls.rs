//! What servers say, or do not say, before TLS: greetings and the connection itself.

use crate::support::*;

const GREETING: S = S::Greeting;

#[tokio::test]
async fn connections_that_end() {
    run_all(vec![
        Case::new("H13 reset on accept", IMAP, vec![Step::Reset], (GREETING, Status::Fail, "reset")),
        Case::new("H14 close on accept", IMAP, vec![], (GREETING, Status::Fail, "closed")),
        Case::new("H14 close on accept, SMTP", SMTP, vec![], (GREETING, Status::Fail, "closed")),
        Case::new("H14 half a greeting", SMTP, vec![say("220-half")], (GREETING, Status::Fail, "closed")),
    ])
    .await;
}

#[tokio::test]
async fn silence_and_drops_end_by_the_deadline() {
    let trickle = || Step::Dribble(b"* OK slowly, slowly".repeat(20), 40);
    run_all(vec![
        Case::new("H20 silent", IMAP, vec![Step::Hold], (GREETING, Status::Fail, "timeout")).timing_out(),
        Case::new("H20 silent, POP3", POP, vec![Step::Hold], (GREETING, Status::Fail, "timeout"))
            .timing_out(),
        Case::new("H21 byte by byte", IMAP, vec![trickle()], (GREETING, Status::Fail, "timeout"))
            .timing_out(),
        Case::new("H28 waits for TLS", IMAP, vec![tls()], (GREETING, Status::Fail, "timeout")).timing_out(),
        Case::new(
            "H20 silent after EHLO",
            SMTP,
            vec![say("220 x\r\n"), Step::Hold],
            (S::CapabilitiesPlain, Status::Fail, "timeout"),
        )
        .timing_out(),
    ])
    .await;
}

#[tokio::test]
async fn floods_end_by_the_limits() {
    let flood = |text: &[u8]| vec![Step::Flood(text.to_vec())];
    let greeted =
        |text: &[u8]| vec![say("* OK hi\r\n"), Step::Expect("CAPABILITY"), Step::Flood(text.to_vec())];
    run_all(vec![
        Case::new("H23 endless lines", SMTP, flood(b"220-more\r\n"), (GREETING, Status::Fail, "too_long")),
        Case::new("H23 endless data", IMAP, flood(b"* 1 EXISTS\r\n"), (GREETING, Status::Fail, "too_long")),
        Case::new("H24 endless line", IMAP, flood(b"* OK x"), (GREETING, Status::Fail, "too_long")),
        Case::new("H24 endless line, SMTP", SMTP, flood(b"2"), (GREETING, Status::Fail, "too_long")),
        Case::new("H24 endless NUL", POP, flood(b"\0"), (GREETING, Status::Fail, "too_long")),
        Case::new(
            "H23 endless capabilities",
            IMAP,
            greeted(b"* CAPABILITY A=B C=D\r\n"),
            (S::CapabilitiesPlain, Status::Fail, "too_long"),
        ),
        Case::new(
            "H23 endless greetings",
            IMAP,
            greeted(b"* OK Waiting\r\n"),
            (S::CapabilitiesPlain, Status::Fail, "too_long"),
        ),
        Case::new(
            "H23 endless CAPA",
            POP,
            vec![say("+OK\r\n"), Step::Expect("CAPA"), Step::Flood(b"+OK\r\n".to_vec())],
            (S::CapabilitiesPlain, Status::Fail, "too_long"),
        ),
    ])
    .await;
}

#[tokio::test]
async fn other_protocols_are_not_mail() {
    let says = |name, kind, text: &str| {
        Case::new(name, kind, vec![say(text), Step::Hold], (GREETING, Status::Fail, "not_mail"))
    };
    run_all(vec![
        says("H27 HTTP", IMAP, "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"),
        says("H27 HTTP, SMTP", SMTP, "HTTP/1.1 400 Bad Request\r\n\r\n"),
        says("H27 SSH", SMTP, "SSH-2.0-OpenSSH_9.2\r\n"),
        says("H27 POP3 on IMAP", IMAP, "+OK ready\r\n"),
        says("H27 SMTP on POP3", POP, "220 smtp.test.example\r\n"),
        says("H27 IMAP on SMTP", SMTP, "* OK ready\r\n"),
        says("H25 NUL and high bytes", IMAP, "\0\u{1}\u{2}\u{ff}\r\n"),
        says("H37 a tag instead of a greeting", IMAP, "a1 OK hello\r\n"),
    ])
    .await;
}

#[tokio::test]
async fn refusals_are_not_a_missing_starttls() {
    let says = |name, kind, text: &str, status, code| {
        Case::new(name, kind, vec![say(text)], (GREETING, status, code))
    };
    let unknown = Status::Unknown;
    run_all(vec![
        says("H29 BYE", IMAP, "* BYE Server shutting down\r\n", unknown, "bye"),
        says("H29 BYE, too many", IMAP, "* BYE Too many connections\r\n", unknown, "provider_limit"),
        says("H31 421", SMTP, "421 4.3.2 Try later\r\n", unknown, "refused_421"),
        says("H31 421, too many", SMTP, "421 4.7.0 too many connections\r\n", unknown, "provider_limit"),
        says("H31 450", SMTP, "450 4.3.2 not now\r\n", unknown, "refused_421"),
        says("H32 554", SMTP, "554 No SMTP service here\r\n", Status::Fail, "refused_5xx"),
        says(
            "H32 554, listed",
            SMTP,
            "554 5.7.1 blocked using zen.spamhaus.org\r\n",
            unknown,
            "provider_limit",
        ),
        says("H32 554, many lines", SMTP, "554-no\r\n554-really\r\n554 no\r\n", Status::Fail, "refused_5xx"),
        says("H31 POP3 -ERR", POP, "-ERR [SYS/TEMP] not now\r\n", unknown, "refused_err"),
        says("H30 PREAUTH", IMAP, "* PREAUTH welcome\r\n", Status::Fail, "preauth"),
        Case::new(
            "H31 421 to EHLO",
            SMTP,
            vec![say("220 x\r\n"), Step::Expect("EHLO"), say("421 too many errors\r\n")],
            (S::CapabilitiesPlain, unknown, "provider_limit"),
        ),
        Case::new(
            "H31 EHLO not known",
            SMTP,
            vec![say("220 x\r\n"), Step::Expect("EHLO"), say("502 what\r\n"), Step::Hold],
            (S::CapabilitiesPlain, Status::Fail, "rejected"),
        ),
        Case::new(
            "H29 BYE to CAPABILITY",
            IMAP,
            vec![say("* OK x\r\n"), Step::Expect("CAPABILITY"), say("* BYE idle\r\n")],
            (S::CapabilitiesPlain, unknown, "bye"),
        ),
    ])
    .await;
}

#[tokio::test]
async fn odd_but_honest_servers_get_all_the_way() {
    let imap = |text: &[u8]| {
        steps(&[
            &[Step::Say(text.to_vec()), Step::Expect("CAPABILITY")],
            &[say("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n{tag} OK\r\n"), Step::Expect("STARTTLS")],
            &[say("{tag} OK go\r\n"), tls()],
            &imap_asked(),
        ])
    };
    let smtp =
        |text: &[u8]| steps(&[&[Step::Say(text.to_vec())], &smtp_before()[1..], &[tls()], &smtp_inside()]);
    let forty = b"220-please wait\r\n".repeat(40);
    let well = |name, kind, script| Case::new(name, kind, script, (S::Capabilities, Status::Ok, ""));
    run_all(vec![
        well("H33 forty lines", SMTP, smtp(&[&forty[..], b"220 x\r\n"].concat())),
        well(
            "H34 Dovecot waits",
            IMAP,
            imap(b"* OK Waiting for authentication process to respond..\r\n* OK Waiting\r\n* OK ready\r\n"),
        ),
        well("H35 bare LF", IMAP, imap(b"* OK ready\n")),
        well("H35 bare LF, SMTP", SMTP, smtp(b"220 ready\n")),
        well("H36 8-bit text", IMAP, imap(b"* OK pr\xeat\r\n")),
        well("H36 OK without text", IMAP, imap(b"* OK\r\n")),
        well("H38 data before the greeting", IMAP, imap(b"* 3 EXISTS\r\n* OK ready\r\n")),
        well("H33 code alone", SMTP, smtp(b"220\r\n")),
        well(
            "H37 other tags are passed over",
            IMAP,
            steps(&[
                &[say("* OK x\r\n"), Step::Expect("CAPABILITY")],
                &[say("z9 BAD no\r\n* CAPABILITY STARTTLS LOGINDISABLED\r\n* 1 RECENT\r\n{tag} OK\r\n")],
                &imap_before()[1..],
                &[tls()],
                &imap_asked(),
            ]),
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_banner_is_shown_as_plain_words() {
    for (bytes, wanted) in [
        (
            &b"* OK \x1b[31mred\x1b[0m\x07 \xe2\x80\xaex<script>alert(1)</script>\r\n"[..],
            "red x<script>alert(1)</script>",
        ),
        (b"* OK you are 198.51.100.7, hello\r\n", "you are […] hello"),
        (b"* OK a\rb\r\n", "a b"),
    ] {
        let script = vec![Step::Say(bytes.to_vec())];
        // The server leaves after its banner; the banner is in the report.
        let case =
            Case::new("H25 H26 banner", IMAP, script, (S::Greeting, Status::Ok, "")).endpoint(Status::Fail);
        let report = run(case).await;
        let text = stage(&report, S::Greeting).data.as_ref().and_then(|data| data.text.clone());
        assert_eq!(text.as_deref(), Some(wanted));
    }
    let long = format!("* OK {}\r\n", "x".repeat(7000));
    let case = Case::new("H24 a long line", IMAP, vec![say(&long)], (S::Greeting, Status::Ok, ""))
        .endpoint(Status::Fail);
    let report = run(case).await;
    assert_eq!(stage(&report, S::Greeting).data.as_ref().unwrap().text.as_ref().unwrap().len(), 200);
}

#[tokio::test]
async fn a_late_greeting_is_slow_and_a_timeout_is_tried_again() {
    let late = steps(&[&[Step::Wait(300)], &good(IMAP)]);
    let server = Server::start([127, 0, 0, 1].into(), vec![late]).await;
    let asked = target(IMAP.0, IMAP.1, server.address.port());
    let limits = probe::Limits { slow_greeting: std::time::Duration::from_millis(200), ..Default::default() };
    let (report, _) = probed(&asked, config(&[server.address.ip()], server.address.port(), limits)).await;
    assert_eq!((report.status, report.code.as_deref()), (Status::Warn, Some("slow")), "H22");

    let server = Server::start([127, 0, 0, 1].into(), vec![vec![Step::Hold], good(IMAP)]).await;
    let asked = target(IMAP.0, IMAP.1, server.address.port());
    let patient = std::time::Duration::from_secs(5);
    let limits = probe::Limits { tls: patient, reply: patient, endpoint: patient * 4, ..short() };
    let (report, events) =
        probed(&asked, config(&[server.address.ip()], server.address.port(), limits)).await;
    assert_eq!((report.status, report.addresses[0].attempts), (Status::Ok, 2), "{report:#?}");
    assert!(events.iter().any(|event| event.attempt == 1 && event.stage.code.as_deref() == Some("timeout")));
}
