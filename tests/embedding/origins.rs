//! Who is listened to: the page hears only its portals, the portal only the page.

use crate::portal::{Plan, Visit};
use serde_json::{Value, json};
use testkit::browser::{Device, Options};
use testkit::pages::{Page, Pages};

/// A portal that frames the page by hand and says everything it can.
const FRAME: &str = "<h1>Support</h1><iframe id=\"frame\" title=\"Help\" src=\"{assistant}\" width=\"600\" height=\"600\"></iframe>";
const SPEAK: &str = "const say = (type, more) => document.getElementById('frame').contentWindow.postMessage(\
    {source: 'mail-setup-assistant', version: 1, type, ...more}, '*');";

async fn by_hand(portals: &str) -> Option<Visit> {
    let plan = Plan { body: FRAME, portals, ..Plan::default() };
    let visit = Visit::begin(Options::new(Device::Linux), plan).await?;
    visit.enter_at("#frame").await;
    Some(visit)
}

/// What the portal hears, by type.
async fn types(visit: &Visit) -> Vec<String> {
    let seen = visit.seen().await;
    seen.messages.iter().map(|message| message.data["type"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_portal_can_frame_the_page_by_hand() {
    let Some(visit) = by_hand("\"{portal}\"").await else { return };
    visit
        .portal::<()>(&format!(
            "{SPEAK} say('init', {{theme: 'dark'}}); say('address', {{address: 'sam@centurylink.net'}});"
        ))
        .await;
    visit.enter_at("#frame").await;
    let filled = "return document.getElementById('address').value === 'sam@centurylink.net' \
                  && getComputedStyle(document.body).backgroundColor === 'rgb(20, 24, 22)'";
    visit.becomes("the portal's word", filled).await;
    let heard = types(&visit).await;
    for kind in ["hello", "title", "screen", "height"] {
        assert!(heard.iter().any(|one| one == kind), "{kind}: {heard:?}");
    }
    visit.is_content().await;
}

/// Wildcards hold for hosts below a name, never for the name itself, another port, scheme or ending. The
/// browser lets the portal frame the page each time; the page's own list is another one.
#[tokio::test]
async fn only_listed_portals_are_heard() {
    let plan = Plan { body: FRAME, host: "portal.localhost", ..Plan::default() };
    let options = Options::new(Device::Linux).host("portal.localhost");
    let Some(visit) = Visit::begin(options, plan).await else { return };
    let own = visit.origin();
    for (list, listed) in [
        (own.clone(), true),
        (format!("https://other.example {own}"), true),
        (own.replace("portal.", "*."), true),
        (String::new(), false),
        ("*".to_owned(), false),
        (own.replace("http:", "https:"), false),
        (own.rsplit_once(':').unwrap().0.to_owned(), false),
        (own.replace("portal.", "*.portal."), false),
        (own.replace("portal.", "*.al."), false),
        (own.replace("portal.", ""), false),
        (own.replace("localhost", "localhost.example"), false),
    ] {
        assert_eq!(is_heard(&visit, &list).await, listed, "{list}");
    }
}

/// Whether the page hears the portal when its list is this one.
async fn is_heard(visit: &Visit, list: &str) -> bool {
    // The list is read when the frame's script starts: the page is loaded anew with another one.
    let source = format!(
        "new MutationObserver((_, watch) => {{ const meta = document.querySelector('meta[name=mail-setup-portals]'); \
         if (meta) {{ meta.content = {list:?}; watch.disconnect(); }} }}).observe(document, {{childList: true, subtree: true}});"
    );
    let script = "Page.addScriptToEvaluateOnNewDocument";
    let added = visit.page.devtools(script, json!({"source": source})).await.unwrap();
    let refused = async || {
        let complaints = visit.page.complaints().await?;
        Ok::<_, testkit::Trouble>(
            complaints.iter().filter(|line| line.contains("one of this page's portals")).count(),
        )
    };
    let before = refused().await.unwrap();
    visit.arrive("").await;
    visit.enter_at("#frame").await;
    let now = "return document.querySelector('meta[name=mail-setup-portals]').content";
    assert_eq!(visit.page.script::<String>(now, vec![]).await.unwrap(), list);
    visit.portal::<()>(&format!("{SPEAK} say('init', {{}});")).await;
    let answered = async || {
        let heard = types(visit).await.iter().any(|one| one == "screen");
        Ok((heard || refused().await? > before).then_some(heard))
    };
    let heard = visit.page.wait_for("an answer or a refusal", answered).await.unwrap();
    let script = "Page.removeScriptToEvaluateOnNewDocument";
    visit.page.devtools(script, json!({"identifier": added["identifier"]})).await.unwrap();
    heard
}

/// Says everything in the assistant's name, to the portal and to its first frame; when it is loaded, and when
/// it is told to.
const IMPOSTOR: &str = "<script>const word = type => ({source: 'mail-setup-assistant', version: 1, type, \
    address: 'evil@centurylink.net', height: 9999, screen: 'done', place: '/en/done', client: 'evil'}); \
    const speak = () => { for (const type of ['hello', 'height', 'screen', 'client', 'done']) parent.postMessage(word(type), '*'); \
    for (const type of ['init', 'address']) parent[0]?.postMessage(word(type), '*'); parent.postMessage('over', '*'); }; \
    onmessage = ({data}) => data === 'go' && speak(); speak();</script>";

/// What the portal's element has been made to believe.
async fn fooled(visit: &Visit) -> bool {
    visit.becomes("the end of it", "return seen.messages.some(({data}) => data === 'over')").await;
    let forged = visit.seen().await;
    let height = "return document.querySelector('mail-setup-assistant').shadowRoot.querySelector('iframe').style.height";
    forged.events.iter().any(|event| event.kind == "done" || event.detail["client"] != Value::Null)
        || visit.portal::<String>(height).await == "9999px"
}

#[tokio::test]
async fn nobody_else_speaks_for_the_page() {
    let impostor = Pages::serve(vec![Page::html("/", IMPOSTOR)]).unwrap();
    let url = impostor.url("/");
    // Another frame beside the assistant.
    let body = format!(
        "{}<iframe id=\"other\" title=\"Other\" src=\"{url}\"></iframe>",
        Plan::element("language=\"en\"")
    );
    let plan = Plan { body: &body, also_framed: url.trim_end_matches('/'), ..Plan::default() };
    let Some(visit) = Visit::begin(Options::new(Device::Linux), plan).await else { return };
    visit.hears("screen", |_| true).await;
    visit.portal::<()>("document.getElementById('other').contentWindow.postMessage('go', '*')").await;
    assert!(!fooled(&visit).await);
    // Another page in the assistant's own frame.
    let away = "seen.messages = []; document.querySelector('mail-setup-assistant').shadowRoot.querySelector('iframe').src = arguments[0]";
    visit.leave().await;
    visit.page.script::<()>(away, vec![json!(url)]).await.unwrap();
    assert!(!fooled(&visit).await);
}

#[tokio::test]
async fn another_window_of_the_portal_is_not_the_portal() {
    let body = format!("{FRAME}<iframe id=\"other\" title=\"Other\" src=\"/other.html\"></iframe>");
    let plan = Plan { body: &body, also_framed: "'self'", ..Plan::default() };
    let visit = Visit::with(Options::new(Device::Linux), &plan, |assistant| {
        let mut pages = crate::portal::pages(assistant, &plan);
        pages.push(Page::html("/other.html", IMPOSTOR));
        pages
    });
    let Some(visit) = visit.await else { return };
    visit.enter_at("#frame").await;
    visit.portal::<()>("document.getElementById('other').contentWindow.postMessage('go', '*')").await;
    visit.becomes("the end of it", "return seen.messages.some(({data}) => data === 'over')").await;
    visit.enter_at("#frame").await;
    let late =
        "return new Promise(done => setTimeout(() => done(document.getElementById('address').value), 300))";
    assert_eq!(visit.page.script::<String>(late, vec![]).await.unwrap(), "");
    // The portal itself is heard.
    visit
        .portal::<()>(&format!(
            "{SPEAK} say('init', {{}}); say('address', {{address: 'sam@centurylink.net'}});"
        ))
        .await;
    visit.enter_at("#frame").await;
    visit.becomes("the portal's word", "return document.getElementById('address').value !== ''").await;
}

/// Of a version that does not exist yet, nothing is taken; nor of what has no envelope.
#[tokio::test]
async fn other_versions_are_not_heard() {
    let Some(visit) = by_hand("\"{portal}\"").await else { return };
    let words = "const frame = document.getElementById('frame').contentWindow; const word = {source: 'mail-setup-assistant', \
        version: 1, type: 'address', address: 'sam@centurylink.net'}; \
        for (const other of [{version: 2}, {version: '1'}, {source: 'x'}, {type: 'toString'}, {type: 'nothing'}, {address: 7}, {address: 'x'.repeat(321)}]) \
        frame.postMessage({...word, ...other}, '*'); frame.postMessage(null, '*'); frame.postMessage('init', '*');";
    visit.portal::<()>(words).await;
    visit.enter_at("#frame").await;
    let late =
        "return new Promise(done => setTimeout(() => done(document.getElementById('address').value), 300))";
    assert_eq!(visit.page.script::<String>(late, vec![]).await.unwrap(), "");
    visit.is_content().await;
}
