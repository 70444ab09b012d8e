//! Precompressed siblings: `page.wasm` gets `page.wasm.br` and `page.wasm.gz`, as small as they go,
//! so that no server compresses anything while somebody waits.

use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write};
use std::path::Path;

/// Kinds of file that compress well; pictures and fonts of ours are compressed already.
const KINDS: [&str; 10] = ["html", "css", "js", "wasm", "json", "svg", "txt", "xml", "ts", "map"];

/// How a sibling is compressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Packing {
    /// Brotli (RFC 7932).
    Brotli,
    /// Gzip (RFC 1952).
    Gzip,
}

impl Packing {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// What the sibling's name adds to the file's.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// The sibling of a file; `None` where the file is of a kind that gains nothing, or is as small
    /// itself. The same bytes on every machine.
    ///
    /// # Errors
    /// Where the compressor fails, which it does only for want of memory.
    pub fn sibling(self, file: &Path, bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if !KINDS.contains(&kind) {
            return Ok(None);
        }
        let packed = self.pack(bytes)?;
        Ok((packed.len() < bytes.len()).then_some(packed))
    }

    /// The packed bytes, whatever they are.
    ///
    /// # Errors
    /// As [`Self::sibling`].
    pub fn pack(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let params = brotli::enc::BrotliEncoderParams {
                    quality: 11,
                    lgwin: 22,
                    size_hint: bytes.len(),
                    ..Default::default()
                };
                let mut packed = Vec::new();
                brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
                Ok(packed)
            }
            // No time and no name inside.
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(bytes)?;
                encoder.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use std::io::Read;

    #[test]
    fn both_come_back_as_they_were() {
        let text = "incoming server, outgoing server, ".repeat(50);
        let packed =
            |packing: Packing| packing.sibling(Path::new("a.html"), text.as_bytes()).unwrap().unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*packed(Packing::Brotli), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());

        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&*packed(Packing::Gzip)).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert_eq!(packed(Packing::Gzip), packed(Packing::Gzip));
    }

    #[test]
    fn what_gains_nothing_has_no_sibling() {
        for packing in Packing::ALL {
            assert_eq!(packing.sibling(Path::new("a.png"), &[b'a'; 500]).unwrap(), None);
            assert_eq!(packing.sibling(Path::new("a.html"), b"a").unwrap(), None);
        }
    }
}
