//! What goes wrong when an assistant is made, and what is loaded for it.

use crate::portal::{Portal, browser};
use serde_json::{Value, json};

/// Makes an assistant of the example's profile after `change` was done to it; the error.
const MAKE: &str = r#"
    const [base, change, options] = arguments;
    return (async () => {
        const { createAssistant } = await import(`${base}node_modules/mail-setup-assistant/index.js`);
        const { profile } = await import(`${base}profile.js`);
        const other = structuredClone(profile);
        new URL(base); // an address, or the test is wrong
        let at = other;
        for (const key of change.path.slice(0, -1)) at = at[key];
        const last = change.path.at(-1);
        if (change.value === null) delete at[last]; else at[last] = change.value === "itself" ? other : change.value;
        try {
            await createAssistant({ profile: other, ...options });
            return { code: "none" };
        } catch ({ name, code, message, faults }) {
            return { name, code, message, faults };
        }
    })();
"#;

#[tokio::test]
async fn a_wrong_profile_is_refused_by_key() {
    let Some(portal) = Portal::unpack() else { return };
    let Some(page) = browser().await else { return };
    let pages = Portal::serve(portal.folder());
    page.goto(&pages.url("/plain.html")).await.unwrap();
    let base = pages.url("/");
    let make = async |path: Value, value: Value, options: Value| {
        let arguments = vec![json!(base), json!({"path": path, "value": value}), options];
        page.script::<Value>(MAKE, arguments).await.unwrap()
    };
    assert_eq!(make(json!(["name"]), json!("Fernhill"), json!({})).await["code"], "none");
    assert_eq!(make(json!(["name"]), json!("Fernhill"), json!({"language": "es-MX"})).await["code"], "none");

    for (path, value, key, reason) in [
        (json!(["colour"]), json!("green"), "colour", "unknown field `colour`"),
        (json!(["endpoints", 1, "hots"]), json!("x"), "endpoints[1].hots", "unknown field `hots`"),
        (json!(["endpoints", 0, "port"]), json!("993"), "endpoints[0].port", "invalid type: string"),
        (json!(["sync"]), Value::Null, "", "missing field `sync`"),
        (
            json!(["endpoints", 0, "sources"]),
            json!(["nobody"]),
            "endpoints[0].sources",
            "nobody is not in sources",
        ),
        (
            json!(["transport", "never_ports"]),
            json!([993]),
            "endpoints[0].port",
            "993 is in transport.never_ports",
        ),
    ] {
        let refused = make(path.clone(), value, json!({})).await;
        assert_eq!(refused["name"], "AssistantError", "{path}");
        assert_eq!(refused["code"], "profile", "{path}");
        assert_eq!(refused["faults"][0]["key"], key, "{path}: {refused}");
        let told = refused["faults"][0]["reason"].as_str().unwrap();
        assert!(told.contains(reason), "{path}: {told}");
        assert!(refused["message"].as_str().unwrap().contains(told), "{path}: {refused}");
    }

    let round = make(json!(["sync", "days"]), json!("itself"), json!({})).await;
    assert_eq!(round["code"], "profile", "an object inside itself: {round}");
    let language = make(json!(["name"]), json!("Fernhill"), json!({"language": "fr"})).await;
    assert_eq!(language["message"], "language: \"fr\" is none of the languages en, es");
    let option = make(json!(["name"]), json!("Fernhill"), json!({"lang": "es"})).await;
    assert_eq!(option["message"], "lang: unknown option, expected one of profile, language, wasm");
}

/// Makes one with a wrong place for the WebAssembly, then one with the right place.
const AGAIN: &str = r#"
    const [base] = arguments;
    return (async () => {
        const { createAssistant } = await import(`${base}node_modules/mail-setup-assistant/index.js`);
        const { profile } = await import(`${base}profile.js`);
        const first = await createAssistant({ profile, wasm: `${base}nowhere.wasm` }).catch((e) => e.code);
        const assistant = await createAssistant({ profile });
        return [first, (await assistant.checkAddress("pat@fernhill.example")).valid];
    })();
"#;

#[tokio::test]
async fn what_did_not_arrive_is_tried_again() {
    let Some(portal) = Portal::unpack() else { return };
    let Some(page) = browser().await else { return };
    let pages = Portal::serve(portal.folder());
    // A page of the portal's that has not loaded the package yet.
    page.goto(&pages.url("/box.js")).await.unwrap();
    let came: Value = page.script(AGAIN, vec![json!(pages.url("/"))]).await.unwrap();
    assert_eq!(came, json!(["unavailable", true]));
}
