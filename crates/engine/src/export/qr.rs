//! Any text as a QR code, drawn as SVG.

use super::ExportError;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Light modules around the code, as ISO/IEC 18004 wants them.
const QUIET: i32 = 4;

/// The longest text, in bytes: version 40, level M, byte mode.
const MOST: usize = 2331;

/// Draws `text` as a QR code: an SVG image that fills what it is put into, black on white also
/// where the page is dark. Its role and its name for screen readers are the page's to give.
///
/// Level M, byte mode without ECI: Thunderbird's reader takes the bytes for UTF-8 anyway, and
/// others know no ECI.
///
/// # Errors
/// [`ExportError::TooLong`].
pub fn qr_svg(text: &str) -> Result<String, ExportError> {
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::MAX,
        None,
        false,
    )
    .map_err(|_| ExportError::TooLong { bytes: text.len(), most: MOST })?;
    let whole = (code.size() + 2 * QUIET).to_string();
    let mut out = String::with_capacity(8192);
    for part in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ",
        &whole,
        " ",
        &whole,
        "\" shape-rendering=\"crispEdges\"><rect width=\"",
        &whole,
        "\" height=\"",
        &whole,
        "\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
    ] {
        out.push_str(part);
    }
    modules(&mut out, &code);
    out.push_str("\"/></svg>\n");
    Ok(out)
}

/// One rectangle for each run of dark modules in a row.
fn modules(out: &mut String, code: &QrCode) {
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x == start {
                x += 1;
                continue;
            }
            let length = (x - start).to_string();
            for part in [
                "M",
                &(start + QUIET).to_string(),
                " ",
                &(y + QUIET).to_string(),
                "h",
                &length,
                "v1h-",
                &length,
                "z",
            ] {
                out.push_str(part);
            }
        }
    }
}
