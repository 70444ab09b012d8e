//! The late module, called as a portal's own script would.

use crate::visit::Visit;
use serde_json::Value;
use testkit::browser::{Device, Options};

/// Calls a function of the module with the page's own profile and texts; a refusal is its sentence.
const CALL: &str = r#"
    const [name, first, account] = arguments;
    const { site, json, late } = globalThis.mailSetup;
    return (async () => {
        const module = await late("files");
        const [text, files] = await Promise.all([json("text-en"), json("files-en")]);
        try {
            return name === "checkAddress"
                ? module.checkAddress(first, site.profile, text.findings)
                : module[name](first, account, site.profile, files);
        } catch (refused) {
            return refused.message;
        }
    })();
"#;

#[tokio::test]
async fn the_late_module_answers_and_refuses_in_plain_words() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    let call = async |name: &str, first: &str, account: Value| {
        visit.page.script::<Value>(CALL, vec![name.into(), first.into(), account]).await.unwrap()
    };

    let checked = call("checkAddress", "pat@centurylilnk.net", Value::Null).await;
    assert_eq!(checked["valid"], true);
    assert_eq!(checked["known_domain"], false);
    assert_eq!(checked["suggestions"], serde_json::json!(["pat@centurylink.net"]));
    assert_eq!(checked["findings"][0]["code"], "address_typo");
    assert_eq!(checked["findings"][0]["field"], "address");
    assert_eq!(checked["findings"][0]["fix"], "Did you mean pat@centurylink.net?");

    let account = serde_json::json!({"address": "pat@centurylink.net", "outgoing": "smtp-com-465"});
    let text = call("exportText", "text", account.clone()).await;
    assert!(text.as_str().is_some_and(|text| text.contains("smtp.centurylink.com") && text.contains("465")));

    for (format, account, says) in [
        ("floppy", account, "format:"),
        ("text", serde_json::json!({"address": "pat@gmail.com"}), "account:"),
        ("text", serde_json::json!({"address": "pat@centurylink.net", "outgoing": "nobody"}), "smtp-com-587"),
        ("thunderbird", serde_json::json!({"address": "pat@centurylink.net"}), "format: is not a text"),
    ] {
        let refused = call("exportText", format, account).await;
        assert!(refused.as_str().is_some_and(|sentence| sentence.contains(says)), "{format}: {refused}");
    }
}
