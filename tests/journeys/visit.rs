//! A visitor: one browser with one device, and a companion of its own.

use png::{ColorType, Decoder, Transformations};
use serde_json::json;
use std::io::Cursor;
use testkit::browser::{self, Options, Role, Session};
use testkit::server::{Companion, page_built};

/// The visitor's address where nothing is wrong with it.
pub const PAT: &str = "pat@centurylink.net";
/// A name with an accent and a letter outside the first 65,536.
pub const NAME: &str = "Zoë Peña 🦊";

/// A visitor at the page.
pub struct Visit {
    pub page: Session,
    pub companion: Companion,
}

impl Visit {
    /// Opens the first screen; `None` where the programs or the built page are not there.
    pub async fn begin(options: Options) -> Option<Self> {
        let visit = Self::arrive(options).await?;
        visit.open("").await;
        Some(visit)
    }

    /// The browser and the companion, and no page yet.
    pub async fn arrive(options: Options) -> Option<Self> {
        Self::arrive_at(options, || Companion::start("").unwrap()).await
    }

    /// The same with a companion of one's own.
    pub async fn arrive_at(options: Options, companion: impl FnOnce() -> Companion) -> Option<Self> {
        if !browser::installed() || !page_built() {
            return None;
        }
        let companion = companion();
        let page = Session::start(options).await.unwrap();
        Some(Self { page, companion })
    }

    /// Opens a place of the page, such as `#/es/steps/thunderbird`, as a link from elsewhere does.
    pub async fn open(&self, hash: &str) {
        // From another page: a change behind `#` alone would not load this one.
        self.page.goto("about:blank").await.unwrap();
        self.page.goto(&self.companion.url(&format!("/{hash}"))).await.unwrap();
        self.alive().await;
    }

    /// Reloads the page.
    pub async fn reload(&self) {
        self.page.driver().refresh().await.unwrap();
        self.alive().await;
    }

    /// Waits until the application has taken over: the static page has no such button.
    async fn alive(&self) {
        let look = async || {
            let text = self.page.text().await?;
            Ok(text.contains("Clear everything") || text.contains("Borrar todo"))
        };
        self.page.wait_until("the application", look).await.unwrap();
    }

    /// Presses a button, in the middle of the screen: at its lower edge an announcement may stand.
    pub async fn press(&self, name: &str) {
        let button = self.page.button(name).await.unwrap();
        button.scroll_into_view().await.unwrap();
        button.click().await.unwrap();
    }

    /// Follows a link.
    pub async fn follow(&self, name: &str) {
        self.page.link(name).await.unwrap().click().await.unwrap();
    }

    /// Presses the first button whose name starts so: a choice is named with the word about it.
    pub async fn press_starting(&self, start: &str) {
        let find = async || {
            let names = self.page.names(Role::Button).await?;
            Ok(names.into_iter().find(|name| name.starts_with(start)))
        };
        let name = self.page.wait_for(&format!("a button that starts with {start:?}"), find).await.unwrap();
        self.press(&name).await;
    }

    /// Types into a field, as any keyboard can: also letters that WebDriver's keys do not have.
    pub async fn type_into(&self, field: &str, text: &str) {
        let field = self.page.field(field).await.unwrap();
        field.clear().await.unwrap();
        field.click().await.unwrap();
        self.page.devtools("Input.insertText", json!({"text": text})).await.unwrap();
        assert_eq!(field.value().await.unwrap().as_deref(), Some(text));
    }

    /// What stands in a field.
    pub async fn value(&self, field: &str) -> String {
        self.page.field(field).await.unwrap().value().await.unwrap().unwrap()
    }

    /// Types the address on the first screen, in English, and goes on.
    pub async fn say_address(&self, address: &str) {
        self.type_into("Email address", address).await;
        self.press("Continue").await;
    }

    /// From the first screen to the choice of app, with an address that is right, in English.
    pub async fn to_device(&self, address: &str) {
        self.say_address(address).await;
        self.at("Is this address already in your mail app?").await;
        self.press("No").await;
        self.at("Where do you read your mail?").await;
    }

    /// From the choice of app over the password to what comes after it, in English.
    pub async fn choose(&self, app: &str) {
        self.press(app).await;
        self.at("Have your email password ready").await;
        self.press("I have my password").await;
    }

    /// Waits for a screen, by its heading.
    pub async fn at(&self, heading: &str) {
        self.page.at_heading(heading).await.unwrap();
    }

    /// Waits until the page shows a text.
    pub async fn shows(&self, text: &str) {
        let look = async || Ok(self.page.text().await?.contains(text));
        self.page.wait_until(&format!("the text {text:?}"), look).await.unwrap();
    }

    /// Whether the page shows a text now.
    pub async fn shows_now(&self, text: &str) -> bool {
        self.page.text().await.unwrap().contains(text)
    }

    /// The part of the page's address behind its path, with the `#`.
    pub async fn place(&self) -> String {
        self.page.script("return location.search + location.hash;", vec![]).await.unwrap()
    }

    /// The page's language.
    pub async fn lang(&self) -> String {
        self.page.script("return document.documentElement.lang;", vec![]).await.unwrap()
    }

    /// What a QR code on the page says, as a camera sees it; waits until it says something that
    /// `right` takes.
    pub async fn scan(&self, name: &str, right: impl Fn(&str) -> bool) -> String {
        let look = async || {
            let Some(code) = self.page.find(Role::Image, name).await.ok() else { return Ok(None) };
            // A picture has only what is on the screen.
            let _ = code.scroll_into_view().await;
            // Drawn anew while it is looked at: then it is looked at again.
            let Ok(picture) = code.screenshot_as_png().await else { return Ok(None) };
            Ok(decode(&picture).filter(|text| right(text)))
        };
        self.page.wait_for(&format!("the right text in the {name:?}"), look).await.unwrap()
    }

    /// No request but those that `known` takes has any of these texts in it.
    pub async fn keeps_to_itself(&self, texts: &[&str], known: impl Fn(&browser::Request) -> bool) {
        let requests = self.page.requests().await.unwrap();
        assert!(!requests.is_empty(), "nothing was recorded");
        for request in requests.iter().filter(|request| !known(request)) {
            assert!(!texts.iter().any(|text| request.mentions(text)), "{request:?}");
        }
    }

    /// Nothing on the page failed so far.
    pub async fn is_content(&self) {
        assert_eq!(self.page.complaints().await.unwrap(), [""; 0]);
    }
}

fn decode(picture: &[u8]) -> Option<String> {
    let mut decoder = Decoder::new(Cursor::new(picture));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert!(matches!(info.color_type, ColorType::Rgb | ColorType::Rgba), "{:?}", info.color_type);
    let (width, height) = (info.width as usize, info.height as usize);
    let samples = info.color_type.samples();
    // The green part is enough of a grey for black on white.
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        pixels[y * info.line_size + x * samples + 1]
    });
    let grids = image.detect_grids();
    let [grid] = &grids[..] else { return None };
    Some(grid.decode().ok()?.1)
}
