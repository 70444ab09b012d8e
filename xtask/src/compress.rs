//! Precompressed siblings: `page.wasm` gets `page.wasm.br` and `page.wasm.gz`, as small as they
//! go, so that no server compresses anything while somebody waits.

use crate::run::{Failure, Outcome};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Kinds of file that compress well; pictures and fonts of ours are compressed already.
const KINDS: [&str; 10] = ["html", "css", "js", "wasm", "json", "svg", "txt", "xml", "ts", "map"];

/// Writes the siblings of every file under `folder` that gains by it.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn folder(folder: &Path) -> Outcome<()> {
    for file in crate::stamp::files(folder)? {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if !KINDS.contains(&kind) {
            continue;
        }
        let bytes = fs::read(&file).map_err(|e| Failure::file(&file, &e))?;
        for (suffix, packed) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
            if packed.len() < bytes.len() {
                let sibling = file.with_extension(format!("{kind}.{suffix}"));
                fs::write(&sibling, packed).map_err(|e| Failure::file(&sibling, &e))?;
            }
        }
    }
    Ok(())
}

/// The bytes after brotli at quality 11, as a server would send them.
///
/// # Errors
/// Where the compressor fails.
pub fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)
        .map_err(|e| Failure::new(format!("Brotli failed: {e}.")))?;
    Ok(packed)
}

/// No time and no name inside: the same bytes on every machine.
fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|e| Failure::new(format!("Gzip failed: {e}.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_come_back_as_they_were() {
        let text = "incoming server, outgoing server, ".repeat(50);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(text.as_bytes()).unwrap(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());

        let mut unpacked = String::new();
        let packed = gzip(text.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(&*packed).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert_eq!(packed, gzip(text.as_bytes()).unwrap());
    }
}
