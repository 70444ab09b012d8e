//! imap-codec as the judge: what it accepts, we read the same. It is stricter than we may be, so what
//! it refuses says nothing (facts/probe.md 2.4: `* OK` without text, 8-bit text, a bare LF). There is
//! no such judge for SMTP: smtp-codec refuses greetings that are right, and rests since 2023.

#![allow(clippy::unwrap_used, clippy::panic)]

use imap_codec::decode::Decoder;
use imap_codec::imap_types::response::{Capability, Code, Data, GreetingKind, Response, Status};
use imap_codec::{GreetingCodec, ResponseCodec};
use probe::proto::Capabilities;
use probe::proto::imap::{Line, line};
use proptest::collection::vec;
use proptest::prelude::*;

/// Our reading of the same: every mechanism and keyword in capitals, each once.
fn ours(theirs: &[Capability<'_>]) -> Capabilities {
    let mut found = Capabilities::default();
    let once = |list: &mut Vec<String>, name: &str, most: usize| {
        let name = name.chars().take(40).collect::<String>();
        if list.len() < most && !list.contains(&name) {
            list.push(name);
        }
    };
    for capability in theirs {
        let text = capability.to_string().to_ascii_uppercase();
        match (capability, text.strip_prefix("AUTH=")) {
            (Capability::StartTls, _) => found.starttls = true,
            (Capability::LoginDisabled, _) => found.login_disabled = true,
            (_, Some(mechanism)) => once(&mut found.auth, mechanism, 20),
            _ => once(&mut found.other, &text, 40),
        }
    }
    found
}

fn of_code(code: Option<&Code<'_>>) -> Option<Capabilities> {
    match code {
        Some(Code::Capability(list)) => Some(ours(list.as_ref())),
        _ => None,
    }
}

/// Whether the judge accepts a line; then ours must say the same.
fn agreed(text: &str) -> bool {
    let bytes = format!("{text}\r\n");
    let mut judged = false;
    if let Ok((b"", greeting)) = GreetingCodec::default().decode(bytes.as_bytes()) {
        let code = of_code(greeting.code.as_ref());
        let wanted = match greeting.kind {
            GreetingKind::Ok => Line::Ok(code),
            GreetingKind::PreAuth => Line::Preauth(code),
            GreetingKind::Bye => Line::Bye,
        };
        assert_eq!(line(text.as_bytes(), ""), wanted, "{text:?}");
        judged = true;
    }
    match ResponseCodec::default().decode(bytes.as_bytes()) {
        Ok((b"", Response::Data(Data::Capability(list)))) => {
            assert_eq!(line(text.as_bytes(), "a1"), Line::Capability(ours(list.as_ref())), "{text:?}");
            true
        }
        Ok((b"", Response::Status(Status::Tagged(status)))) => {
            let ours = line(text.as_bytes(), status.tag.inner());
            let Line::Tagged(outcome, code) = ours else { panic!("{text:?} is read as {ours:?}") };
            assert_eq!(format!("{outcome:?}"), format!("{:?}", status.body.kind), "{text:?}");
            assert_eq!(code, of_code(status.body.code.as_ref()), "{text:?}");
            true
        }
        Ok((b"", Response::Status(Status::Bye(_)))) => {
            assert_eq!(line(text.as_bytes(), "a1"), Line::Bye, "{text:?}");
            true
        }
        _ => judged,
    }
}

#[test]
fn the_seeds_of_the_fuzz_targets() {
    let mut judged = 0;
    for target in ["greeting", "capability"] {
        let folder = format!("{}/../../fuzz/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
        for file in std::fs::read_dir(folder).unwrap() {
            let said = std::fs::read(file.unwrap().path()).unwrap();
            let said = String::from_utf8_lossy(&said).into_owned();
            judged += said.lines().filter(|text| agreed(text)).count();
        }
    }
    assert!(judged >= 25, "only {judged} lines were judged");
}

fn keyword() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "IMAP4rev1",
            "STARTTLS",
            "StartTLS",
            "LOGINDISABLED",
            "LITERAL+",
            "SASL-IR",
            "IDLE",
            "AUTH=PLAIN",
            "auth=Login",
            "AUTH=XOAUTH2",
            "COMPRESS=DEFLATE",
            "THREAD=REFS",
            "QUOTA=RES-STORAGE",
            "UTF8=ACCEPT",
        ])
        .prop_map(str::to_owned),
        "[A-Za-z0-9.+=-]{1,12}",
        "AUTH=[A-Z0-9_-]{1,20}",
    ]
}

proptest! {
    #[test]
    fn any_list(keywords in vec(keyword(), 0..50), head in "\\* CAPABILITY |\\* (OK|ok|PREAUTH|BYE) \\[CAPABILITY |a1 (OK|no|BAD) \\[capability ", text in "[ -~]{0,12}") {
        let list = format!("IMAP4rev1 {}", keywords.join(" "));
        let whole = if head.contains('[') { format!("{head}{list}] {text}") } else { format!("{head}{list}") };
        agreed(&whole);
    }
}
