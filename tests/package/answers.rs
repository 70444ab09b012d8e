//! The package in a plain script module answers what `mail-setup` prints, word for word and byte for
//! byte, and refuses with the same sentences.

use crate::command::MailSetup;
use crate::portal::{Portal, browser};
use engine::Format;
use serde_json::{Value, json};
use site::Data;

/// Asks every question of the page's own script module; an answer, or the error's code and message.
const ASK: &str = r#"
    const [base, language, questions] = arguments;
    return (async () => {
        const { createAssistant, AssistantError } = await import(`${base}node_modules/mail-setup-assistant/index.js`);
        const { profile } = await import(`${base}profile.js`);
        const assistant = await createAssistant({ profile, language });
        const all = [];
        for (const { ask, args } of questions) {
            try {
                const answer = await assistant[ask](...args);
                if (answer.bytes instanceof Uint8Array) answer.bytes = Array.from(answer.bytes);
                all.push({ answer });
            } catch (error) {
                if (!(error instanceof AssistantError)) throw error;
                all.push({ message: error.message });
            }
        }
        return all;
    })();
"#;

const PAT: &str = "pat@fernhill.example";

#[tokio::test]
async fn in_english_everything_is_as_the_command_line_says_it() {
    let data = Data::embedded().unwrap();
    let mut questions = general();
    for card in data.clients() {
        let id = card.id.as_str();
        questions.push(ask("guide", json!([id, {"address": PAT, "name": "Zoë Peña"}])));
        questions.push(ask("guide", json!([id, {"address": PAT, "edit": true}])));
        for variant in card.variants.iter().skip(1) {
            questions.push(ask("guide", json!([id, {"address": PAT, "variant": variant.id.as_str()}])));
        }
    }
    same("en", questions).await;
}

#[tokio::test]
async fn in_spanish_too() {
    let mut questions = general();
    for id in ["thunderbird", "apple-mail-ios", "mbsync", "yahoo-mail"] {
        questions.push(ask("guide", json!([id, {"address": PAT}])));
    }
    same("es", questions).await;
}

fn general() -> Vec<Value> {
    let mut questions: Vec<Value> =
        ["", PAT, "pat@fern-hill.example", "pat@gmail.com", "pat@", "pat@mail.fernhill.example"]
            .map(|typed| ask("checkAddress", json!([typed])))
            .into();
    for format in Format::ALL {
        let account = json!({"address": PAT, "name": "Zoë Peña", "outgoing": "smtp-587"});
        questions.push(ask("exportFile", json!([format.as_str(), account])));
    }
    for settings in [
        "Incoming IMAP imap.fernhill.example port 143 no encryption, outgoing smtp.fernhill.example 587 SSL, user pat",
        "IMAPAccount x\nHost imap.fernhill.example\nUser pat@fernhill.example\nPass hunter2\nTLSType IMAPS\n",
        "nothing of use",
    ] {
        questions.push(ask("diagnose", json!([settings, {"address": PAT}])));
        questions.push(ask("diagnose", json!([settings, {}])));
    }
    for (message, about) in [
        ("0x800CCC0E", json!({"client": "outlook-classic"})),
        ("535 5.7.8 authentication failed", json!({"worked": true, "webmail": true})),
        ("old.fernhill.example does not answer", json!({})),
        ("gibberish", json!({"client": "thunderbird"})),
    ] {
        questions.push(ask("explain", json!([message, about])));
    }
    // What is refused, with the same sentence.
    questions.extend([
        ask("guide", json!(["thunderbird", {"address": "pat@gmail.com"}])),
        ask("guide", json!(["thunderbird", {"address": PAT, "name": "a\u{7}b"}])),
        ask("guide", json!(["thunderbird", {"address": PAT, "variant": "nobody"}])),
        ask("guide", json!(["nobody", {"address": PAT}])),
        ask("exportFile", json!(["apple", {"address": PAT, "incoming": "pop-995"}])),
        ask("exportFile", json!(["apple", {"address": PAT, "outgoing": "nobody"}])),
    ]);
    questions
}

fn ask(name: &str, args: Value) -> Value {
    json!({"ask": name, "args": args})
}

async fn same(language: &'static str, questions: Vec<Value>) {
    let Some(portal) = Portal::unpack() else { return };
    let Some(page) = browser().await else { return };
    let Some(program) = MailSetup::find(portal.folder(), &portal.profile(), language) else { return };
    let pages = Portal::serve(portal.folder());
    page.goto(&pages.url("/plain.html")).await.unwrap();
    page.at_heading("Email help").await.unwrap();

    let arguments = vec![json!(pages.url("/")), json!(language), json!(questions)];
    let answers: Vec<Value> = page.script(ASK, arguments).await.unwrap();
    assert_eq!(answers.len(), questions.len());
    let refused = answers.iter().filter(|answer| answer.get("message").is_some()).count();
    assert_eq!(refused, 6, "questions that are refused");
    for (question, answer) in questions.iter().zip(answers) {
        assert_eq!(answer, program.ask(question), "{question}");
    }
    assert_eq!(page.complaints().await.unwrap(), [""; 0]);
}
