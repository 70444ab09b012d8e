//! One file as an HTTP answer: negotiated, validated, cached.

use super::encoding::{Coding, choose};
use super::kind::{is_for_portals, is_hashed, media_type};
use super::{PageFile, gzip};
use crate::hexadecimal::hexadecimal;
use aws_lc_rs::digest;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// How long a browser may use a file without asking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cache {
    /// A year: the name changes with the content.
    ForEver,
    /// Five minutes.
    FiveMinutes,
    /// Not at all; asking is cheap, because of the `ETag`.
    Ask,
}

impl Cache {
    const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::ForEver => "public, max-age=31536000, immutable",
            Self::FiveMinutes => "public, max-age=300",
            Self::Ask => "no-cache",
        })
    }
}

/// A file ready to be answered.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    plain: Variant,
    br: Option<Variant>,
    gz: Option<Variant>,
    media_type: &'static str,
    cache: Cache,
    /// Whether pages of other origins may load it, with CORS or without.
    shared: bool,
}

#[derive(Clone, Debug)]
struct Variant {
    bytes: Bytes,
    etag: HeaderValue,
}

impl Variant {
    /// A strong validator made of the content (RFC 9110 section 8.8.3).
    fn new(bytes: Bytes) -> Option<Self> {
        let hash = digest::digest(&digest::SHA256, &bytes);
        let etag = format!("\"{}\"", hexadecimal(hash.as_ref().get(..12)?));
        Some(Self { bytes, etag: HeaderValue::try_from(etag).ok()? })
    }
}

impl Asset {
    /// A page's file.
    pub(crate) fn file(path: &str, file: PageFile) -> Option<Self> {
        let shared = is_for_portals(path);
        Some(Self {
            plain: Variant::new(file.plain)?,
            br: file.br.and_then(Variant::new),
            gz: file.gz.and_then(Variant::new),
            media_type: media_type(path),
            cache: match (is_hashed(path), shared) {
                (true, _) => Cache::ForEver,
                (false, true) => Cache::FiveMinutes,
                (false, false) => Cache::Ask,
            },
            shared,
        })
    }

    /// A JSON document of the API.
    pub(crate) fn json(text: Vec<u8>, cache: Cache) -> Option<Self> {
        Self::document(text, "application/json", cache)
    }

    /// A document of text that the program makes itself.
    pub(crate) fn document(text: Vec<u8>, media_type: &'static str, cache: Cache) -> Option<Self> {
        let gz = gzip(&text).and_then(Variant::new);
        let plain = Variant::new(text.into())?;
        Some(Self { plain, br: None, gz, media_type, cache, shared: false })
    }

    /// The answer to a GET or HEAD request.
    pub(crate) fn answer(&self, method: &Method, asked: &HeaderMap) -> Response {
        let (variant, coding) = match choose(asked, |coding| self.variant(coding).is_some()) {
            Coding::Identity => (&self.plain, Coding::Identity),
            coding => (self.variant(coding).unwrap_or(&self.plain), coding),
        };
        let known = is_known(asked, &variant.etag);
        let mut response = match (known, method == Method::HEAD) {
            (true, _) => StatusCode::NOT_MODIFIED.into_response(),
            (false, true) => Body::empty().into_response(),
            (false, false) => Body::from(variant.bytes.clone()).into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, variant.etag.clone());
        headers.insert(header::CACHE_CONTROL, self.cache.header());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if self.shared {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            let name = HeaderName::from_static("cross-origin-resource-policy");
            headers.insert(name, HeaderValue::from_static("cross-origin"));
        }
        if !known {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(variant.bytes.len()));
            if let Some(name) = coding.name() {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
        }
        response
    }

    fn variant(&self, coding: Coding) -> Option<&Variant> {
        match coding {
            Coding::Br => self.br.as_ref(),
            Coding::Gzip => self.gz.as_ref(),
            Coding::Identity => Some(&self.plain),
        }
    }
}

/// `If-None-Match` by weak comparison (RFC 9110 section 13.1.2).
fn is_known(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|given| given == "*" || given.strip_prefix("W/").unwrap_or(given).as_bytes() == etag.as_bytes())
}
