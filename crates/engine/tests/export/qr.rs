//! The QR drawing: painted by a small rasteriser, then found and decoded by `rqrr`.

use engine::export::{ExportError, qr_svg};
use roxmltree::Document;

/// Pixels for one module.
const SCALE: usize = 4;

/// Paints the drawing (white where the white square is, black where the path is, grey
/// elsewhere, as on some page's background) and decodes it.
pub fn decode(svg: &str) -> String {
    let modules = paint(svg);
    let width = modules.len();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width * SCALE, width * SCALE, |x, y| {
        modules[y / SCALE][x / SCALE]
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "codes in the drawing");
    let (meta, text) = grids[0].decode().unwrap();
    // The two bits of ISO/IEC 18004 table 12 for level M.
    assert_eq!(meta.ecc_level, 0);
    text
}

/// Checks the drawing's parts, and gives the shade of each module.
fn paint(svg: &str) -> Vec<Vec<u8>> {
    let document = Document::parse(svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
    let names: Vec<&str> = root.attributes().map(|attribute| attribute.name()).collect();
    assert_eq!(names, ["viewBox", "shape-rendering"], "no fixed size, and no role: that is the page's");
    let view: Vec<usize> =
        root.attribute("viewBox").unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
    let [0, 0, width, height] = view[..] else { panic!("{view:?}") };
    assert_eq!(width, height);

    let parts: Vec<_> = root.children().collect();
    let [rect, path] = parts[..] else { panic!("a rect and a path, nothing else") };
    assert!(rect.has_tag_name((root.tag_name().namespace().unwrap(), "rect")));
    let whole = width.to_string();
    assert_eq!((rect.attribute("width"), rect.attribute("height")), (Some(&*whole), Some(&*whole)));
    assert_eq!(
        (rect.attribute("x"), rect.attribute("y"), rect.attribute("fill")),
        (None, None, Some("#fff"))
    );
    assert_eq!((path.tag_name().name(), path.attribute("fill")), ("path", Some("#000")));

    let mut modules = vec![vec![255; width]; width];
    for run in path.attribute("d").unwrap().split_terminator('z') {
        let numbers = run.strip_prefix('M').unwrap();
        let (x, rest) = numbers.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let (length, back) = rest.split_once("v1h-").unwrap();
        assert_eq!(length, back, "{run}");
        let [x, y, length]: [usize; 3] = [x, y, length].map(|n| n.parse().unwrap());
        for module in &mut modules[y][x..x + length] {
            assert_eq!(*module, 255, "two rectangles overlap: {run}");
            *module = 0;
        }
    }
    let quiet = |at: usize| at < 4 || at >= width - 4;
    for (y, row) in modules.iter().enumerate() {
        for (x, shade) in row.iter().enumerate() {
            assert!(*shade == 255 || !(quiet(x) || quiet(y)), "dark in the quiet zone at {x}, {y}");
        }
    }
    modules
}

/// Modules along one side, without the quiet zone.
fn side(text: &str) -> usize {
    paint(&qr_svg(text).unwrap()).len() - 8
}

#[test]
fn an_address_of_a_page_can_be_read_back() {
    for text in ["https://mail.example.net/#/set-up?app=ios&lang=es", "ünïcödé \u{1f600} \"<&>\"", "7"] {
        assert_eq!(decode(&qr_svg(text).unwrap()), text);
    }
}

#[test]
fn digits_and_capitals_are_bytes_without_eci() {
    // Version 1 at level M holds 14 bytes, 20 capitals or 34 digits; an ECI header would leave 12
    // bytes (ISO/IEC 18004 table 7).
    for text in ["0123456789", "ABCDEFGHIJKLMN", "01234567890123"] {
        assert_eq!(side(text), 21, "{text}");
    }
    for text in ["012345678901234", "ABCDEFGHIJKLMNO"] {
        assert_eq!(side(text), 25, "{text}");
    }
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    assert_eq!(side(&"x".repeat(2331)), 177);
    let error = qr_svg(&"x".repeat(2332)).unwrap_err();
    assert_eq!(error, ExportError::TooLong { bytes: 2332, most: 2331 });
    assert_eq!(
        error.to_string(),
        "the text has 2332 bytes: a QR code of error correction level M holds at most 2331"
    );
}
