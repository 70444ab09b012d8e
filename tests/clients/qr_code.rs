//! The QR code for Thunderbird on Android: read by ZBar, and beside the code that Thunderbird on a
//! computer makes itself of the same account.

use engine::{Account, Format};
use serde_json::Value;
use site::Means;
use testkit::proven;
use testkit::skip::{THUNDERBIRD, ZBARIMG, ready};
use testkit::thunderbird::Profile;

use crate::support::{bytes, hard, starttls, text, tls};
use crate::tool::{Folder, content, formed};

/// Dots along the side of a module.
const DOTS: usize = 4;

/// The drawing as a picture in shades of grey (PGM), as a screen shows it.
fn picture(svg: &str) -> Vec<u8> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let root = document.root_element();
    let side: usize = root.attribute("viewBox").unwrap().rsplit(' ').next().unwrap().parse().unwrap();
    let path =
        root.descendants().find(|node| node.has_tag_name((root.tag_name().namespace().unwrap(), "path")));
    let width = side * DOTS;
    let mut grey = vec![255; width * width];
    // Each run is `Mx yhLENGTHv1h-LENGTHz`.
    for run in path.unwrap().attribute("d").unwrap().split_terminator('z') {
        let numbers: Vec<usize> = run
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| !n.is_empty())
            .map(|n| n.parse().unwrap())
            .collect();
        let [x, y, length, 1, back] = numbers[..] else { panic!("{run}") };
        assert_eq!(length, back, "{run}");
        for row in y * DOTS..(y + 1) * DOTS {
            grey[row * width..][x * DOTS..(x + length) * DOTS].fill(0);
        }
    }
    [format!("P5 {width} {width} 255\n").into_bytes(), grey].concat()
}

/// What ZBar reads of a picture.
fn scanned(folder: &Folder, name: &str, picture: &[u8]) -> String {
    let file = folder.write(name, picture);
    let options = ["--quiet", "--raw", "--oneshot", "-Sdisable", "-Sqrcode.enable"];
    let mut arguments: Vec<_> = options.map(std::path::PathBuf::from).to_vec();
    arguments.push(file);
    content(ZBARIMG, &arguments).trim_end_matches('\n').to_owned()
}

#[test]
fn zbar_reads_the_code() {
    if !ready(&[ZBARIMG]) {
        return;
    }
    let folder = Folder::new();
    let read = |account: &Account| {
        let code = picture(&text(Format::ThunderbirdQr, account));
        assert_eq!(scanned(&folder, "code.pgm", &code), text(Format::ThunderbirdQrText, account));
    };
    read(&hard());
    for account in [starttls(), tls()] {
        read(&account);
        formed(Format::ThunderbirdQr, &account, "ZBar (zbarimg)", ZBARIMG, "the code read as a picture");
    }
}

/// The picture that Thunderbird shows, out of its address (`data:image/bmp;base64,…`).
fn shown(address: &str) -> Vec<u8> {
    use base64::Engine as _;
    let (_, picture) = address.split_once(";base64,").unwrap();
    base64::engine::general_purpose::STANDARD.decode(picture).unwrap()
}

/// Thunderbird writes an empty password at the end of each server; the format may leave it out.
fn without_passwords(mut code: Value) -> Value {
    for (place, length) in [("/2", 8), ("/3/0/0", 7)] {
        let server = code.pointer_mut(place).unwrap().as_array_mut().unwrap();
        assert_eq!(server.len(), length, "{server:?}");
        assert_eq!(server.pop(), Some(Value::from("")));
    }
    code
}

#[test]
fn thunderbird_makes_the_same_code_of_the_imported_account() {
    if !ready(&[THUNDERBIRD, ZBARIMG]) {
        return;
    }
    let folder = Folder::new();
    let accounts = [starttls(), tls()];
    let profile = Profile::new("").unwrap();
    let mut thunderbird = profile.start().unwrap();
    for account in &accounts {
        thunderbird.import_profile_backup("settings.zip", &bytes(Format::Thunderbird, account)).unwrap();
    }
    thunderbird.quit().unwrap();
    let mut thunderbird = profile.start().unwrap();
    let version = thunderbird.version().unwrap();
    for account in &accounts {
        let code = thunderbird.mobile_export(account.address().as_str()).unwrap();
        let theirs: Value = serde_json::from_str(&scanned(&folder, "code.bmp", &shown(&code))).unwrap();
        let mut theirs = without_passwords(theirs);
        let ours: Value = serde_json::from_str(&text(Format::ThunderbirdQrText, account)).unwrap();
        // The account's label: theirs is the address, ours the provider's name.
        assert_eq!(theirs[2][6], account.address().as_str());
        theirs[2][6] = account.provider().into();
        assert_eq!(theirs, ours);
        let how = "its own mobile export of the imported account makes the same code, the label apart";
        proven::note(Format::ThunderbirdQrText, account, "Thunderbird", &version, Means::Checked, how);
    }
    thunderbird.quit().unwrap();
}
