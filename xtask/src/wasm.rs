//! Takes names of functions and tools out of a WebAssembly module: a third of its bytes, of no
//! use to a browser. The compiler cannot (`strip` would also drop `target_features`, which other
//! tools need), and Trunk does not ask wasm-bindgen to.

use crate::run::{Failure, Outcome};
use std::fs;
use std::path::Path;

/// Custom sections that only debuggers and statistics read.
const USELESS: [&str; 2] = ["name", "producers"];

/// Strips every module that lies under `folder`.
///
/// # Errors
/// Where a file cannot be read or written, or is no WebAssembly module.
pub fn strip_folder(folder: &Path) -> Outcome<()> {
    for file in crate::stamp::files(folder)? {
        if file.extension().is_some_and(|kind| kind == "wasm") {
            let module = fs::read(&file).map_err(|e| Failure::file(&file, &e))?;
            let lean = strip(&module)
                .ok_or_else(|| Failure::new(format!("{} is no WebAssembly module.", file.display())))?;
            fs::write(&file, lean).map_err(|e| Failure::file(&file, &e))?;
        }
    }
    Ok(())
}

/// The module without the useless sections; `None` where it is not well formed. A module is eight
/// bytes of header, then sections: an id, the length, the content; a custom section (id 0) begins
/// with its name (WebAssembly core specification, 5.5).
fn strip(module: &[u8]) -> Option<Vec<u8>> {
    if !module.starts_with(b"\0asm") {
        return None;
    }
    let mut lean = module.get(..8)?.to_vec();
    let mut at = 8;
    while at < module.len() {
        let (length, content) = number(module, at + 1)?;
        let end = content.checked_add(length)?;
        let section = module.get(at..end)?;
        if !(module[at] == 0
            && USELESS.iter().any(|name| custom_name(module, content) == Some(name.as_bytes())))
        {
            lean.extend_from_slice(section);
        }
        at = end;
    }
    Some(lean)
}

fn custom_name(module: &[u8], at: usize) -> Option<&[u8]> {
    let (length, start) = number(module, at)?;
    module.get(start..start.checked_add(length)?)
}

/// An unsigned LEB128 number of at most 32 bits, and where it ends.
fn number(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let mut value = 0;
    for (index, byte) in bytes.get(start..)?.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, start + index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header, then `name`, a type section of 130 bytes, and `target_features`.
    fn module() -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend_from_slice(b"\x00\x07\x04nameab");
        module.extend_from_slice(b"\x01\x82\x01");
        module.extend_from_slice(&[7; 130]);
        module.extend_from_slice(b"\x00\x10\x0ftarget_features");
        module
    }

    #[test]
    fn names_go_and_everything_else_stays() {
        let (whole, lean) = (module(), strip(&module()).unwrap());
        assert_eq!(lean.len(), whole.len() - 9);
        assert_eq!(lean[..8], whole[..8]);
        assert_eq!(lean[8..], whole[17..]);
        assert_eq!(strip(&lean), Some(lean));
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_refused() {
        let whole = module();
        assert_eq!(strip(&whole[..whole.len() - 1]), None);
        assert_eq!(strip(b"<html>"), None);
    }
}
