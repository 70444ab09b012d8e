//! How the page is seen: window, colours, print, motion; and what of the web is there at all.

use std::fs;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;

use super::Session;
use crate::trouble::{Outcome, Trouble};

/// What a style sheet's media queries see.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Media {
    /// The page is printed.
    pub print: bool,
    /// `prefers-color-scheme: dark`.
    pub dark: bool,
    /// `prefers-reduced-motion: reduce`.
    pub reduced_motion: bool,
    /// `forced-colors: active`, as Windows' contrast themes do.
    pub forced_colors: bool,
}

impl Session {
    /// Shows the page so from now on.
    ///
    /// # Errors
    /// [`Trouble`] where the browser refuses.
    pub async fn media(&self, media: Media) -> Outcome<()> {
        let feature = |name: &str, on: bool, value: &str, off: &str| json!({"name": name, "value": if on { value } else { off }});
        let parameters = json!({
            "media": if media.print { "print" } else { "" },
            "features": [
                feature("prefers-color-scheme", media.dark, "dark", "light"),
                feature("prefers-reduced-motion", media.reduced_motion, "reduce", "no-preference"),
                feature("forced-colors", media.forced_colors, "active", "none"),
            ],
        });
        self.devtools("Emulation.setEmulatedMedia", parameters).await.map(drop)
    }

    /// Gives the window another size, in CSS pixels. A page at 200 % zoom has half the width.
    ///
    /// # Errors
    /// [`Trouble`] where the browser refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome<()> {
        let parameters = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": self.device.is_mobile(),
        });
        self.devtools("Emulation.setDeviceMetricsOverride", parameters).await.map(drop)
    }

    /// Writes a picture of the whole page, as wide as `width` CSS pixels, to a PNG file.
    ///
    /// # Errors
    /// [`Trouble`] where the picture cannot be taken or written.
    pub async fn screenshot(&self, width: u32, file: &Path) -> Outcome<()> {
        let (_, height) = self.size;
        self.resize(width, height).await?;
        let parameters = json!({"format": "png", "captureBeyondViewport": true});
        let picture = self.devtools("Page.captureScreenshot", parameters).await?;
        self.resize(self.size.0, height).await?;
        let bytes =
            picture["data"].as_str().and_then(|data| BASE64_STANDARD.decode(data).ok()).ok_or_else(|| {
                Trouble::Unexpected { what: "a screenshot".to_owned(), found: "no base64 data".to_owned() }
            })?;
        fs::write(file, bytes).map_err(Trouble::io(format!("write {}", file.display())))
    }

    /// How many CSS pixels of the page stand out of the window sideways; 0 where all fits.
    ///
    /// # Errors
    /// [`Trouble`] where the page cannot be measured.
    pub async fn sideways_overflow(&self) -> Outcome<u32> {
        let body = "const root = document.documentElement; \
                    return Math.max(0, root.scrollWidth - root.clientWidth);";
        self.script(body, vec![]).await
    }

    /// Lets pages run scripts, or not. It holds for the pages that are loaded from now on.
    ///
    /// # Errors
    /// [`Trouble`] where the browser refuses.
    pub async fn javascript(&self, on: bool) -> Outcome<()> {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": !on})).await.map(drop)
    }

    /// Makes requests to these addresses fail from now on; `*` stands for any text. An empty
    /// list lets all through again.
    ///
    /// # Errors
    /// [`Trouble`] where the browser refuses.
    pub async fn block(&self, patterns: &[&str]) -> Outcome<()> {
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.setBlockedURLs", json!({"urls": patterns})).await.map(drop)
    }

    /// Takes the network away, or gives it back.
    ///
    /// # Errors
    /// [`Trouble`] where the browser refuses.
    pub async fn network(&self, on: bool) -> Outcome<()> {
        self.devtools("Network.enable", json!({})).await?;
        let parameters =
            json!({"offline": !on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", parameters).await.map(drop)
    }
}
