//! The line, what is offered and what is chosen, as values.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use super::line::{Look, line, offers};
use super::state::{Answers, Found, Notice, Phase, Planned, ROLES, Seen, Stage, State};
use super::view;
use crate::node::Node;
use engine::Lang;
use engine::profile::Role;
use engine::report::Status;
use engine::text::Words;
use site::Data;

const IMAP: [(&str, &str); 2] = [("imap-a", "imap.a.example"), ("imap-b", "imap.b.example")];
const SMTP: [(&str, &str); 2] = [("smtp-587", "smtp.a.example"), ("smtp-465", "smtp.a.example")];

fn state(data: &Data, lang: Lang) -> State {
    let planned = |role: Role, rows: [(&'static str, &'static str); 2], ports: [&'static str; 2]| {
        rows.into_iter().zip(ports).map(move |((id, host), port)| Planned {
            id: id.to_owned(),
            role,
            host: host.to_owned(),
            port: port.to_owned(),
            starttls: port == "587",
        })
    };
    let ids = |rows: [(&'static str, &'static str); 2]| rows.map(|(id, _)| id.to_owned()).to_vec();
    State {
        phase: Phase::Done,
        plan: planned(ROLES[0], IMAP, ["993", "993"])
            .chain(planned(ROLES[1], SMTP, ["587", "465"]))
            .collect(),
        accepted: [ids(IMAP), ids(SMTP)],
        texts: Some(data.texts(lang).unwrap()),
        provider: "Example".to_owned(),
        time: "3:42 PM".to_owned(),
        apps: vec![("thunderbird".to_owned(), "Thunderbird".to_owned())],
        lang,
        ..State::default()
    }
}

fn found(id: &str, status: Status, code: Option<&str>) -> Found {
    let stage = |name: &str, status, code: Option<&str>, seen| Stage {
        ip: (name != "dns").then(|| "192.0.2.1".to_owned()),
        name: name.to_owned(),
        status,
        code: code.map(str::to_owned),
        ms: "1.2".to_owned(),
        seen,
    };
    Found {
        id: id.to_owned(),
        status,
        code: code.map(str::to_owned),
        stages: vec![
            stage("dns", Status::Ok, None, Seen::Text("192.0.2.1".to_owned())),
            stage("connect", status, code, Seen::Nothing),
            stage("a_stage_of_tomorrow", Status::NotRun, None, Seen::Nothing),
        ],
    }
}

/// A finished check: the statuses of the four endpoints, and the code of those that fail.
fn done(data: &Data, statuses: [Status; 4], code: &str) -> State {
    let mut state = state(data, Lang::En);
    for ((id, _), status) in IMAP.into_iter().chain(SMTP).zip(statuses) {
        state.take_found(found(id, status, (status == Status::Fail).then_some(code)));
    }
    state
}

fn fixed(mut state: State, incoming: &str, outgoing: &str) -> State {
    state.shows_servers = true;
    state.answers.incoming = Some(incoming.to_owned());
    state.answers.outgoing = Some(outgoing.to_owned());
    state
}

fn text(nodes: &[Node<view::Act>]) -> String {
    nodes.iter().map(Node::text).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_line_says_how_it_stands() {
    use Status::{Fail, Ok, Unknown, Warn};
    let data = Data::embedded().unwrap();
    for (statuses, code, look, says) in [
        ([Ok, Ok, Ok, Warn], "", Look::Good, "The mail servers answer. Checked at 3:42 PM."),
        // An endpoint that nobody would use may fail.
        ([Ok, Fail, Ok, Fail], "refused", Look::Good, "The mail servers answer. Checked at 3:42 PM."),
        (
            [Fail, Ok, Ok, Ok],
            "refused",
            Look::Heed,
            "imap.a.example does not answer as it should; imap.b.example does.",
        ),
        (
            [Fail, Ok, Ok, Ok],
            "expired",
            Look::Heed,
            "The certificate of imap.a.example has expired; that of imap.b.example is valid.",
        ),
        (
            [Ok, Ok, Fail, Ok],
            "timeout",
            Look::Heed,
            "Port 587 of smtp.a.example does not answer as it should; port 465 does.",
        ),
        (
            [Fail, Fail, Ok, Ok],
            "timeout",
            Look::Heed,
            "No server for incoming mail answers us. Wait before changing anything.",
        ),
        (
            [Ok, Ok, Fail, Fail],
            "timeout",
            Look::Heed,
            "No server for outgoing mail answers us. Wait before changing anything.",
        ),
        (
            [Fail, Fail, Fail, Fail],
            "timeout",
            Look::Heed,
            "No mail server answers us. Wait before changing anything.",
        ),
        (
            [Fail, Fail, Ok, Ok],
            "expired",
            Look::Heed,
            "The certificate of imap.a.example has expired. Never accept it. Wait until Example has renewed it.",
        ),
        (
            [Fail, Fail, Ok, Ok],
            "name_mismatch",
            Look::Heed,
            "Our server cannot trust the connection to imap.a.example. Never accept a warning about it. Wait.",
        ),
        (
            [Unknown, Ok, Ok, Ok],
            "",
            Look::Plain,
            "Not every server could be checked. This does not mean that yours is down.",
        ),
        (
            [Unknown, Unknown, Unknown, Unknown],
            "",
            Look::Plain,
            "We could not check the servers. This does not mean that yours is down.",
        ),
    ] {
        let state = done(&data, statuses, code);
        assert_eq!(line(&state), (look, says.to_owned()), "{statuses:?} {code}");
        assert!(offers(&state).is_empty(), "nothing is offered before the servers are fixed");
    }
}

#[test]
fn before_the_end_it_asks_and_without_a_companion_it_says_so() {
    let data = Data::embedded().unwrap();
    let mut state = state(&data, Lang::En);
    for (phase, says) in [
        (Phase::Looking, "Asking the mail servers…"),
        (Phase::Asking, "Asking the mail servers…"),
        (Phase::Alone, "The mail servers cannot be checked from here. You can go on anyway."),
        (Phase::Lost, "We could not check the servers. This does not mean that yours is down."),
    ] {
        state.phase = phase;
        assert_eq!(line(&state).1, says);
    }
    let mut state = fixed(state, "imap-a", "smtp-587");
    state.phase = Phase::Asking;
    assert!(line(&state).1.contains("not checked yet"), "an unchecked choice is said to be unchecked");
}

#[test]
fn the_first_that_works_is_chosen_and_afterwards_only_offered() {
    use Status::{Fail, Ok};
    let data = Data::embedded().unwrap();
    let before = done(&data, [Fail, Ok, Ok, Ok], "refused");
    assert_eq!(before.chosen(), [Some("imap-b"), Some("smtp-587")]);

    // Fixed to what works: it is said why, and nothing is offered.
    let switched = fixed(done(&data, [Fail, Ok, Ok, Ok], "refused"), "imap-b", "smtp-587");
    let says = "imap.a.example did not answer as it should. The settings here use imap.b.example, which did.";
    assert_eq!(line(&switched), (Look::Heed, says.to_owned()));
    assert!(offers(&switched).is_empty());

    // Fixed before it failed: the values stay, the other one is offered.
    let late = fixed(done(&data, [Fail, Ok, Ok, Ok], "refused"), "imap-a", "smtp-587");
    let offered: Vec<_> = offers(&late).into_iter().map(|offer| (offer.role, offer.id)).collect();
    assert_eq!(offered, [(Role::Imap, "imap-b".to_owned())]);
    assert!(text(&view::view(&late)).contains("Use imap.b.example instead"));

    let elsewhere = State { shows_servers: false, ..late };
    assert!(offers(&elsewhere).is_empty(), "only where servers are shown");

    // One that was chosen by hand and works is left alone, whatever the first does.
    for first in [Ok, Fail] {
        let chosen = fixed(done(&data, [first, Ok, Ok, Ok], "refused"), "imap-b", "smtp-465");
        assert!(offers(&chosen).is_empty(), "{first:?}");
    }
    // What cannot be known offers nothing.
    let unknown = fixed(done(&data, [Status::Unknown, Ok, Ok, Ok], ""), "imap-a", "smtp-587");
    assert!(offers(&unknown).is_empty());
    assert_eq!(unknown.chosen(), [Some("imap-a"), Some("smtp-587")]);
}

#[test]
fn a_switch_is_said_at_once_and_a_check_that_breaks_off_leaves_what_was_known() {
    use Status::{Fail, Ok};
    let data = Data::embedded().unwrap();
    let says = "imap.a.example did not answer as it should. The settings here use imap.b.example, which did.";
    let mut state = fixed(done(&data, [Fail, Ok, Ok, Ok], "refused"), "imap-b", "smtp-587");
    for phase in [Phase::Asking, Phase::Lost] {
        state.phase = phase;
        assert_eq!(line(&state), (Look::Heed, says.to_owned()), "{phase:?}");
    }
    // Asked again, and nothing is heard: what is used and said stays, and no way that opens is fixed anew.
    state.end(Phase::Done);
    state.begin(state.plan.clone());
    assert_eq!(state.chosen(), [Some("imap-b"), Some("smtp-587")]);
    assert!(state.decided());
    state.end(Phase::Lost);
    assert_eq!((state.phase, line(&state).1), (Phase::Done, says.to_owned()));
    assert!(state.stages_of("imap-b").len() > 1);

    // Without anything from before it is not known.
    let mut first = super::tests::state(&data, Lang::En);
    first.phase = Phase::Asking;
    first.end(Phase::Lost);
    assert_eq!(line(&first).1, "We could not check the servers. This does not mean that yours is down.");
}

#[test]
fn waiting_ends_when_nothing_can_change_any_more() {
    let data = Data::embedded().unwrap();
    let mut state = state(&data, Lang::En);
    state.phase = Phase::Asking;
    assert!(!state.decided());
    state.take_found(found("imap-a", Status::Fail, Some("timeout")));
    state.take_found(found("smtp-587", Status::Ok, None));
    assert!(!state.decided(), "the second may work");
    state.take_found(found("imap-b", Status::Ok, None));
    assert!(state.decided());
    state.phase = Phase::Lost;
    state.found.clear();
    assert!(state.decided());
    assert_eq!(state.chosen(), [Some("imap-a"), Some("smtp-587")], "unchecked, the first are used");
}

#[test]
fn everything_is_said_in_both_languages_and_codes_of_tomorrow_are_shown_as_they_are() {
    let data = Data::embedded().unwrap();
    let phases = [Phase::Looking, Phase::Alone, Phase::Asking, Phase::Done, Phase::Lost];
    for lang in Lang::ALL {
        for phase in phases {
            for status in Status::ALL {
                let mut state = state(&data, lang);
                state.phase = phase;
                state.open = true;
                state.place = "Denver".to_owned();
                state.take_found(found("imap-a", *status, Some("a_code_of_tomorrow")));
                let stage = found("smtp-587", *status, None).stages.swap_remove(1);
                state.take_stage("smtp-587".to_owned(), stage);
                let state = fixed(state, "imap-a", "smtp-465");
                let shown = text(&view::view(&state));
                assert!(!shown.contains(['{', '}']), "{lang:?} {phase:?} {status:?}: {shown}");
                if phase != Phase::Alone {
                    assert!(shown.contains("a_code_of_tomorrow") && shown.contains("a_stage_of_tomorrow"));
                }
            }
        }
    }
}

#[test]
fn every_code_stage_and_status_has_its_words() {
    let data = Data::embedded().unwrap();
    for lang in Lang::ALL {
        let state = state(&data, lang);
        let words = |section: &str, code: &str| {
            let says = state.code(section, code);
            assert!(says != code || code == "starttls", "{lang:?} {section} {code}");
        };
        Status::ALL.iter().for_each(|status| words("status", status.as_str()));
        for stage in engine::report::StageName::ALL {
            assert!(state.texts.as_ref().unwrap().named(&format!("stage_{}", stage.as_str())).is_some());
        }
    }
}

#[test]
fn a_second_try_stands_in_for_the_first() {
    let data = Data::embedded().unwrap();
    let mut state = state(&data, Lang::En);
    state.phase = Phase::Asking;
    for status in [Status::Fail, Status::Ok] {
        let stage = found("imap-a", status, None).stages.swap_remove(1);
        state.take_stage("imap-a".to_owned(), stage);
    }
    let stages: Vec<_> = state.stages_of("imap-a").iter().map(|stage| stage.status).collect();
    assert_eq!(stages, [Status::Ok]);
    state.begin(Vec::new());
    assert!(state.stages_of("imap-a").is_empty());
}

#[test]
fn a_notice_stands_above_everything_for_those_whom_it_is_about() {
    let data = Data::embedded().unwrap();
    let words = Words { en: "Mail is late today.".to_owned(), es: "Hoy el correo tarda.".to_owned() };
    for lang in Lang::ALL {
        for (apps, client, shown) in [
            (vec![], None, true),
            (vec![], Some("thunderbird"), true),
            (vec!["thunderbird"], None, true),
            (vec!["thunderbird"], Some("thunderbird"), true),
            (vec!["thunderbird"], Some("apple-mail-ios"), false),
        ] {
            let mut state = state(&data, lang);
            state.notice =
                Some(Notice { text: words.clone(), apps: apps.iter().map(ToString::to_string).collect() });
            state.answers = Answers { client: client.map(str::to_owned), ..Answers::default() };
            let nodes = view::view(&state);
            assert_eq!(text(&nodes[..1]).contains(words.get(lang)), shown, "{lang:?} {apps:?} {client:?}");
            assert_eq!(text(&nodes).contains("Thunderbird"), shown && !apps.is_empty());
        }
    }
}
