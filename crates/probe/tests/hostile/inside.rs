//! Inside TLS: greeting and capabilities.

use crate::support::*;

#[tokio::test]
async fn greetings_inside_tls() {
    let inside = |name, kind, rest: &[Step], status, code| {
        Case::new(name, kind, steps(&[&[tls()], rest]), (S::Greeting, status, code))
    };
    run_all(vec![
        inside("H60 close instead of a greeting", IMAPS, &[], Status::Fail, "closed"),
        inside("H60 reset instead of a greeting", SMTPS, &[Step::Reset], Status::Fail, "reset"),
        inside("H90 silent", IMAPS, &[Step::Hold], Status::Fail, "timeout").timing_out(),
        inside("H27 HTTP", IMAPS, &[say("HTTP/1.1 400 Bad Request\r\n")], Status::Fail, "not_mail"),
        inside("H31 421", SMTPS, &[say("421 too many connections\r\n")], Status::Unknown, "provider_limit"),
        inside("H29 BYE", IMAPS, &[say("* BYE no\r\n")], Status::Unknown, "bye"),
        inside(
            "H30 PREAUTH",
            IMAPS,
            &[say("* PREAUTH [CAPABILITY IMAP4rev1 AUTH=PLAIN] x\r\n"), Step::Expect("LOGOUT"), Step::Hold],
            Status::Warn,
            "preauth",
        ),
    ])
    .await;
}

#[tokio::test]
async fn ways_to_sign_in() {
    let imap = |caps: &str| {
        vec![
            tls(),
            say("* OK x\r\n"),
            Step::Expect("CAPABILITY"),
            say(&format!("* CAPABILITY IMAP4rev1 {caps}\r\n{{tag}} OK\r\n")),
            Step::Expect("LOGOUT"),
            Step::Hold,
        ]
    };
    let smtp = |caps: &str| {
        vec![
            tls(),
            say("220 x\r\n"),
            Step::Expect("EHLO"),
            say(&format!("250-x\r\n250 {caps}\r\n")),
            Step::Expect("QUIT"),
            Step::Hold,
        ]
    };
    let pop = |caps: &str| {
        vec![tls(), say("+OK\r\n"), Step::Expect("CAPA"), say(caps), Step::Expect("QUIT"), Step::Hold]
    };
    let offers =
        |name, kind, script, status, code| Case::new(name, kind, script, (S::Capabilities, status, code));
    let (ok, warn, fail) = (Status::Ok, Status::Warn, Status::Fail);
    run_all(vec![
        offers("H92 SMTP without AUTH", SMTPS, smtp("SIZE 10"), fail, "no_auth"),
        offers("H92 POP3 without any", POPS, pop("+OK\r\nTOP\r\n.\r\n"), fail, "no_auth"),
        offers("H92 POP3 without CAPA", POPS, pop("-ERR what\r\n"), ok, ""),
        offers("H92 IMAP with LOGIN only", IMAPS, imap("IDLE"), ok, ""),
        offers("H93 SMTP OAuth only", SMTPS, smtp("AUTH XOAUTH2 OAUTHBEARER"), warn, "only_oauth"),
        offers("H93 IMAP OAuth only", IMAPS, imap("AUTH=XOAUTH2 LOGINDISABLED"), warn, "only_oauth"),
        offers("H93 OAuth and more", SMTPS, smtp("AUTH XOAUTH2 PLAIN"), ok, ""),
        offers("H94 LOGINDISABLED, nothing else", IMAPS, imap("LOGINDISABLED"), fail, "login_disabled"),
        offers("H94 LOGINDISABLED, PLAIN", IMAPS, imap("LOGINDISABLED AUTH=PLAIN"), warn, "login_disabled"),
        offers("H92 the old spelling", SMTPS, smtp("AUTH=LOGIN"), ok, ""),
    ])
    .await;
}

#[tokio::test]
async fn a_greeting_that_lists_little_is_not_the_last_word() {
    let short = vec![
        tls(),
        say("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] x\r\n"),
        Step::Expect("CAPABILITY"),
        say("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK\r\n"),
        Step::Expect("LOGOUT"),
        Step::Hold,
    ];
    run(Case::new("a short greeting, inside", IMAPS, short, (S::Capabilities, Status::Ok, ""))).await;
    let before = [
        say("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] x\r\n"),
        Step::Expect("CAPABILITY"),
        say("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n{tag} OK\r\n"),
    ];
    let script = steps(&[&before, &imap_before()[1..], &[tls()], &imap_asked()]);
    run(Case::new("a short greeting, before", IMAP, script, (S::Capabilities, Status::Ok, ""))).await;
}

#[tokio::test]
async fn the_end_is_not_waited_for() {
    // H95: the good servers never answer LOGOUT or QUIT; H96: this one cuts the line.
    let script = steps(&[&[tls()], &imap_inside()[..1], &[Step::Reset]]);
    run(Case::new("H96 no close_notify", IMAPS, script, (S::Capabilities, Status::Ok, ""))).await;
    let script = steps(&[&[tls()], &imap_inside()[..1]]);
    run(Case::new("H96 close", IMAPS, script, (S::Capabilities, Status::Ok, ""))).await;
    let script = vec![tls(), say("220 x\r\n"), Step::Expect("EHLO"), Step::Hold];
    let case = Case::new("H90 silent after EHLO", SMTPS, script, (S::Capabilities, Status::Fail, "timeout"));
    run(case.timing_out()).await;
}
