//! The devices that visitors have, as a page can tell them apart: user agent, platform, client
//! hints, screen and touch.

use serde_json::{Value, json};

use super::Session;
use crate::trouble::Outcome;

/// A visitor's device and browser.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Device {
    /// An iPhone with Safari.
    Iphone,
    /// An iPad with Safari, which says that it is a Mac and differs by its touch screen.
    Ipad,
    /// An Android phone with Chrome.
    Android,
    /// A Mac with Safari.
    Mac,
    /// A Windows computer with Edge.
    WindowsEdge,
    /// A Windows computer with Chrome.
    WindowsChrome,
    /// A Linux computer with the browser as it is.
    Linux,
}

/// The version that the Chromium-based user agents name.
const CHROME: &str = "141";

impl Device {
    /// Every device.
    pub const ALL: [Self; 7] = [
        Self::Iphone,
        Self::Ipad,
        Self::Android,
        Self::Mac,
        Self::WindowsEdge,
        Self::WindowsChrome,
        Self::Linux,
    ];

    /// The window's usual size in CSS pixels, width and height.
    #[must_use]
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::Iphone => (390, 844),
            Self::Ipad => (820, 1180),
            Self::Android => (412, 915),
            Self::Mac | Self::WindowsEdge | Self::WindowsChrome | Self::Linux => (1280, 800),
        }
    }

    /// Whether it has a touch screen, and lays pages out as phones do.
    #[must_use]
    pub const fn is_mobile(self) -> bool {
        matches!(self, Self::Iphone | Self::Ipad | Self::Android)
    }

    /// Safari has no `navigator.userAgentData`.
    const fn is_safari(self) -> bool {
        matches!(self, Self::Iphone | Self::Ipad | Self::Mac)
    }

    /// The user agent; `None` where the browser keeps its own.
    fn user_agent(self) -> Option<String> {
        const SAFARI: &str = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0";
        const CHROMIUM: &str = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/";
        let text = match self {
            Self::Iphone => {
                format!(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {SAFARI} Mobile/15E148 Safari/604.1"
                )
            }
            Self::Ipad | Self::Mac => {
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI} Safari/605.1.15")
            }
            Self::Android => {
                format!("Mozilla/5.0 (Linux; Android 10; K) {CHROMIUM}{CHROME}.0.0.0 Mobile Safari/537.36")
            }
            Self::WindowsEdge => format!(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROMIUM}{CHROME}.0.0.0 Safari/537.36 Edg/{CHROME}.0.0.0"
            ),
            Self::WindowsChrome => {
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROMIUM}{CHROME}.0.0.0 Safari/537.36")
            }
            Self::Linux => return None,
        };
        Some(text)
    }

    /// `navigator.platform`.
    const fn platform(self) -> &'static str {
        match self {
            Self::Iphone => "iPhone",
            Self::Ipad | Self::Mac => "MacIntel",
            Self::Android => "Linux armv81",
            Self::WindowsEdge | Self::WindowsChrome => "Win32",
            Self::Linux => "Linux x86_64",
        }
    }

    /// The client hints that `navigator.userAgentData` and the request headers are made of.
    fn client_hints(self) -> Option<Value> {
        let (brand, platform) = match self {
            Self::Android => ("Google Chrome", "Android"),
            Self::WindowsEdge => ("Microsoft Edge", "Windows"),
            Self::WindowsChrome => ("Google Chrome", "Windows"),
            Self::Iphone | Self::Ipad | Self::Mac | Self::Linux => return None,
        };
        Some(json!({
            "brands": [
                {"brand": brand, "version": CHROME},
                {"brand": "Chromium", "version": CHROME},
                {"brand": "Not?A_Brand", "version": "8"},
            ],
            "platform": platform,
            "platformVersion": if platform == "Windows" { "15.0.0" } else { "16.0.0" },
            "architecture": if platform == "Windows" { "x86" } else { "" },
            "model": if platform == "Android" { "Pixel 9" } else { "" },
            "mobile": self.is_mobile(),
        }))
    }
}

/// Makes the browser pass for the device, on every page from now on.
pub(super) async fn emulate(session: &Session, device: Device, languages: &str) -> Outcome<()> {
    if let Some(user_agent) = device.user_agent() {
        let mut parameters = json!({
            "userAgent": user_agent,
            "platform": device.platform(),
            "acceptLanguage": languages,
        });
        if let Some(hints) = device.client_hints() {
            parameters["userAgentMetadata"] = hints;
        }
        session.devtools("Emulation.setUserAgentOverride", parameters).await?;
    }
    if device.is_safari() {
        let source = "delete Navigator.prototype.userAgentData;";
        session.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await?;
    }
    if device.is_mobile() {
        let touch = json!({"enabled": true, "maxTouchPoints": 5});
        session.devtools("Emulation.setTouchEmulationEnabled", touch).await?;
    }
    Ok(())
}
