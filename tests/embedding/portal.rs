//! A portal of another origin that embeds the page, with a strict policy of its own; and a visitor there.

use serde::Deserialize;
use serde_json::{Value, json};
use testkit::browser::{self, Options, Role, Session};
use testkit::pages::{Page, Pages, Place};
use testkit::server::{Companion, page_built};

/// The visitor's address.
pub const PAT: &str = "pat@centurylink.net";

/// How the portal's page is made.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// What its body holds; `{assistant}` stands for the page's address, ending in `/`.
    pub body: &'a str,
    /// Its style sheet.
    pub style: &'a str,
    /// Its host: `localhost` is another site than the page's 127.0.0.1, and `127.0.0.1` another origin only.
    pub host: &'a str,
    /// Who may show the page in a frame, as the configuration has it; `{portal}` stands for the portal.
    pub portals: &'a str,
    /// Another origin that the portal frames; empty for none.
    pub also_framed: &'a str,
    /// What more its head holds.
    pub head: &'a str,
    /// The attributes of its `html`.
    pub html: &'a str,
}

impl Plan<'_> {
    /// One element with these attributes.
    pub fn element(attributes: &str) -> String {
        format!(
            "<h1>Support</h1><a id=\"before\" href=\"#before\">Before</a>\n<mail-setup-assistant {attributes}></mail-setup-assistant>\n<a id=\"after\" href=\"#after\">After</a>"
        )
    }
}

/// Nothing said.
pub const PAGE: &Plan<'static> = &Plan {
    body: "",
    style: "",
    host: "localhost",
    portals: "\"{portal}\"",
    also_framed: "",
    head: "",
    html: "lang=\"en\"",
};

impl Default for Plan<'_> {
    fn default() -> Self {
        *PAGE
    }
}

/// A visitor at the portal.
pub struct Visit {
    pub page: Session,
    pub portal: Pages,
    pub companion: Companion,
    host: String,
}

/// What the portal's own script has seen.
#[derive(Deserialize, Debug)]
pub struct Seen {
    pub messages: Vec<Message>,
    pub events: Vec<Event>,
}

/// A message to the portal's window.
#[derive(Deserialize, Debug)]
pub struct Message {
    pub origin: String,
    pub data: Value,
}

/// An event of an element.
#[derive(Deserialize, Debug)]
pub struct Event {
    pub kind: String,
    pub detail: Value,
    pub id: String,
}

impl Visit {
    /// Opens the portal; `None` where the programs or the built page are not there.
    pub async fn begin(options: Options, plan: Plan<'_>) -> Option<Self> {
        Self::with(options, &plan, |assistant| pages(assistant, &plan)).await
    }

    /// The same with pages of one's own, made with the page's address, ending in `/`.
    pub async fn with(
        options: Options,
        plan: &Plan<'_>,
        pages: impl FnOnce(&str) -> Vec<Page>,
    ) -> Option<Self> {
        if !browser::installed() || !page_built() {
            return None;
        }
        let place = Place::free().unwrap();
        let origin = format!("http://{}:{}", plan.host, place.port().unwrap());
        let portals = plan.portals.replace("{portal}", &origin);
        let companion = Companion::start(&format!("frame_ancestors = [{portals}]")).unwrap();
        let page = Session::start(options).await.unwrap();
        let visit = Self {
            portal: place.serve(pages(&companion.url("/"))).unwrap(),
            page,
            companion,
            host: plan.host.to_owned(),
        };
        visit.arrive("").await;
        Some(visit)
    }

    /// The portal's origin.
    pub fn origin(&self) -> String {
        format!("http://{}:{}", self.host, self.portal.port())
    }

    /// Opens the portal's page with this behind it: `#mail-setup/es/trouble`.
    pub async fn arrive(&self, behind: &str) {
        self.leave().await;
        self.page.goto("about:blank").await.unwrap();
        self.page.goto(&format!("{}/{behind}", self.origin())).await.unwrap();
    }

    /// Looks into the frame of the element that `selector` finds, and waits for the application there.
    pub async fn enter_at(&self, selector: &str) {
        self.leave().await;
        let frame = "const host = document.querySelector(arguments[0]); \
                     return host.shadowRoot?.querySelector('iframe') ?? host;";
        let frame = self.page.driver().execute(frame, vec![json!(selector)]).await.unwrap();
        frame.element().unwrap().enter_frame().await.unwrap();
        let there = async || {
            let body = "return !!document.getElementById('main') && !document.querySelector('main .wait')";
            Ok(self.page.script::<bool>(body, vec![]).await.unwrap_or(false))
        };
        self.page.wait_until("the application in the frame", there).await.unwrap();
    }

    /// The same for the only element.
    pub async fn enter(&self) {
        self.enter_at("mail-setup-assistant").await;
    }

    /// Looks at the portal's own page again.
    pub async fn leave(&self) {
        self.page.driver().enter_default_frame().await.unwrap();
    }

    /// What the portal has seen. Looks at the portal afterwards.
    pub async fn seen(&self) -> Seen {
        self.leave().await;
        self.page.script("return seen;", vec![]).await.unwrap()
    }

    /// Waits until the portal has seen an event of this kind that `right` takes; its details. Looks at the
    /// portal afterwards.
    pub async fn hears(&self, kind: &str, right: impl Fn(&Value) -> bool) -> Value {
        self.leave().await;
        let look = async || {
            let seen: Seen = self.page.script("return seen;", vec![]).await?;
            Ok(seen.events.into_iter().find(|event| event.kind == kind && right(&event.detail)))
        };
        match self.page.wait_for(&format!("the event {kind}"), look).await {
            Ok(event) => event.detail,
            Err(trouble) => panic!("{trouble}\n{:#?}", self.seen().await.events),
        }
    }

    /// Runs something in the portal's page. Looks at the portal afterwards.
    pub async fn portal<T: serde::de::DeserializeOwned>(&self, body: &str) -> T {
        self.leave().await;
        self.page.script(body, vec![]).await.unwrap()
    }

    /// Presses a button of what is looked at.
    pub async fn press(&self, name: &str) {
        let button = self.page.button(name).await.unwrap();
        button.scroll_into_view().await.unwrap();
        button.click().await.unwrap();
    }

    /// Presses the first button whose name starts so.
    pub async fn press_starting(&self, start: &str) {
        let find = async || {
            let names = self.page.names(Role::Button).await?;
            Ok(names.into_iter().find(|name| name.starts_with(start)))
        };
        let name = self.page.wait_for(&format!("a button that starts with {start:?}"), find).await.unwrap();
        self.press(&name).await;
    }

    /// Waits for a screen, by its heading.
    pub async fn at(&self, heading: &str) {
        self.page.at_heading(heading).await.unwrap();
    }

    /// Waits until what is looked at shows a text.
    pub async fn shows(&self, text: &str) {
        let look = async || Ok(self.page.text().await?.contains(text));
        self.page.wait_until(&format!("the text {text:?}"), look).await.unwrap();
    }

    /// Types into an empty field of what is looked at.
    pub async fn type_into(&self, field: &str, text: &str) {
        let field = self.page.field(field).await.unwrap();
        // As a person does: a frame that nobody is in takes no focus.
        field.click().await.unwrap();
        field.send_keys(text).await.unwrap();
        assert_eq!(field.value().await.unwrap().as_deref(), Some(text));
    }

    /// What stands in a field of what is looked at.
    pub async fn value(&self, field: &str) -> String {
        self.page.field(field).await.unwrap().value().await.unwrap().unwrap()
    }

    /// Waits until a script of what is looked at says that it is so.
    pub async fn becomes(&self, what: &str, body: &str) {
        let look = async || self.page.script::<bool>(body, vec![]).await;
        self.page.wait_until(what, look).await.unwrap();
    }

    /// Nothing on either page failed so far.
    pub async fn is_content(&self) {
        assert_eq!(self.page.complaints().await.unwrap(), [""; 0]);
    }
}

/// The portal's files. Its policy allows its own scripts and styles, the assistant's one script and its frame;
/// nothing inline, nothing else.
pub fn pages(assistant: &str, plan: &Plan<'_>) -> Vec<Page> {
    let origin = assistant.trim_end_matches('/');
    let policy = format!(
        "default-src 'none'; img-src data:; script-src 'self' {assistant}embed.js; style-src 'self'; frame-src {origin} {}; base-uri {}",
        plan.also_framed,
        if plan.head.contains("<base") { "'self'" } else { "'none'" }
    );
    let html = format!(
        "<!doctype html><html {}><head>{}<meta charset=\"utf-8\"><title>Support</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\">\
         <link rel=\"stylesheet\" href=\"/portal.css\"><script src=\"/record.js\"></script>\
         <script src=\"{assistant}embed.js\" defer></script></head><body>{}</body></html>",
        plan.html,
        plan.head,
        plan.body.replace("{assistant}", assistant)
    );
    vec![
        Page::html("/", &html).header("Content-Security-Policy", &policy),
        Page::new("/portal.css", "text/css", plan.style),
        Page::new("/record.js", "text/javascript", include_str!("record.js")),
    ]
}
