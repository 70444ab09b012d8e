//! The page's files: read once, kept in memory, answered from there.

mod answer;
mod encoding;
mod kind;
mod page;
mod portals;
mod read;

pub(crate) use answer::{Asset, Cache};
pub use page::page;
pub use portals::portals;
pub use read::PageError;

use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use site::Packing;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// The page that everybody loads first.
const INDEX: &str = "index.html";

/// The files of a page by their path (`steps/en/index.html`), each with its compressed variants.
#[derive(Clone, Default, Debug)]
pub struct PageFiles {
    files: BTreeMap<String, PageFile>,
}

/// One file, and what it is when compressed.
#[derive(Clone, Debug)]
pub(crate) struct PageFile {
    pub(crate) plain: Bytes,
    pub(crate) br: Option<Bytes>,
    pub(crate) gz: Option<Bytes>,
}

impl PageFiles {
    /// The page that was put into this program when it was built (`MAIL_SETUP_DIST`); `None` for
    /// a program without one.
    #[must_use]
    pub fn embedded() -> Option<Self> {
        if embedded::FILES.is_empty() {
            return None;
        }
        let files = embedded::FILES.iter();
        Some(files.map(|(name, bytes)| ((*name).to_owned(), Bytes::from_static(bytes))).collect())
    }

    /// The bytes of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|file| &*file.plain)
    }

    /// How many files there are, compressed variants not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Puts a file in place of what is there. Other bytes get variants of their own: the ones beside the
    /// old file no longer fit. Brotli takes its time, so only the page that everybody loads first has it.
    pub fn put(&mut self, path: String, bytes: Vec<u8>) {
        if self.get(&path) != Some(&bytes) {
            let first = path == INDEX;
            let br =
                first.then(|| Packing::Brotli.sibling(Path::new(INDEX), &bytes).ok()).flatten().flatten();
            let gz = gzip(&bytes);
            self.files.insert(path, PageFile { plain: bytes.into(), br: br.map(Bytes::from), gz });
        }
    }

    pub(crate) fn into_iter(self) -> impl Iterator<Item = (String, PageFile)> {
        self.files.into_iter()
    }
}

impl FromIterator<(String, Bytes)> for PageFiles {
    /// Takes a folder's files; `name.br` and `name.gz` beside `name` become its variants.
    fn from_iter<T: IntoIterator<Item = (String, Bytes)>>(files: T) -> Self {
        let mut all: BTreeMap<String, Bytes> = files.into_iter().collect();
        let names: Vec<String> = all.keys().cloned().collect();
        let is_variant = |name: &String| {
            let base = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
            base.is_some_and(|base| names.iter().any(|other| other == base))
        };
        let mut files = BTreeMap::new();
        for name in names.iter().filter(|name| !is_variant(name)) {
            if let Some(plain) = all.remove(name) {
                let br = all.remove(&format!("{name}.br"));
                let gz = all.remove(&format!("{name}.gz"));
                files.insert(name.clone(), PageFile { plain, br, gz });
            }
        }
        Self { files }
    }
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).ok()?;
    let packed = writer.finish().ok()?;
    (packed.len() < bytes.len()).then(|| packed.into())
}
