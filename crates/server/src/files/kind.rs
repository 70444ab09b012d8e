//! What a file's name tells: its media type, and whether its content can ever change.

/// The media type for a file name's ending.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        // A provider may lay one beside the page.
        "mobileconfig" => "application/x-apple-aspen-config",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Whether a file is named by its content, as Trunk and xtask do it: `-` and 16 hexadecimal
/// digits before the ending, or before `_bg.wasm`.
pub(super) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix("_bg.wasm").or_else(|| name.rsplit_once('.').map(|(stem, _)| stem));
    stem.and_then(|stem| stem.rsplit_once('-')).is_some_and(|(before, hash)| {
        !before.is_empty()
            && hash.len() == 16
            && hash.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
    })
}

/// Whether a file is there for pages of other origins: the script that portals load.
pub(super) fn is_for_portals(path: &str) -> bool {
    path == "embed.js"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_hashed() {
        for hashed in [
            "page-0123456789abcdef.js",
            "page-0123456789abcdef_bg.wasm",
            "data/text-en-0123456789abcdef.json",
            "base-fedcba9876543210.css",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for other in [
            "index.html",
            "boot.js",
            "data/manifest.json",
            "page-0123456789abcde.js",
            "page-0123456789abcdeg.js",
            "page-0123456789ABCDEF.js",
            "0123456789abcdef.js",
            "-0123456789abcdef.js",
            "page-0123456789abcdef/index.html",
            "page-0123456789abcdef",
        ] {
            assert!(!is_hashed(other), "{other}");
        }
    }
}
