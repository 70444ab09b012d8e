//! Which compression a client wants (RFC 9110 section 12.5.3).

use axum::http::{HeaderMap, header};

/// A content coding that we have files in; better ones first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Coding {
    /// Brotli.
    Br,
    /// gzip.
    Gzip,
    /// None.
    Identity,
}

impl Coding {
    const ALL: [Self; 3] = [Self::Br, Self::Gzip, Self::Identity];

    /// The name in `Content-Encoding`; `None` for no coding.
    pub(super) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Br => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    fn is(self, name: &str) -> bool {
        match self {
            Self::Br => name.eq_ignore_ascii_case("br"),
            Self::Gzip => name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip"),
            Self::Identity => name.eq_ignore_ascii_case("identity"),
        }
    }
}

/// The coding to answer in, of those that `have` says we have. What the client weighs highest;
/// among equals the smallest. Where nothing fits, the plain file: better than no answer.
pub(super) fn choose(headers: &HeaderMap, have: impl Fn(Coding) -> bool) -> Coding {
    let lines: Vec<&str> =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok()).collect();
    let wanted: Vec<(&str, u16)> = lines.iter().flat_map(|line| line.split(',')).map(weighed).collect();
    let mut best = (Coding::Identity, 0);
    for coding in Coding::ALL.into_iter().filter(|coding| have(*coding)) {
        let weight = weight(coding, &wanted);
        if weight > best.1 {
            best = (coding, weight);
        }
    }
    best.0
}

/// A coding and its weight in thousandths; a weight that cannot be read counts as 0.
fn weighed(item: &str) -> (&str, u16) {
    let mut parts = item.split(';');
    let name = parts.next().unwrap_or_default().trim();
    let weight =
        parts.map(str::trim).find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let weight = weight.map_or(1000, |q| match q.trim().parse::<f32>() {
        Ok(q) if (0.0..=1.0).contains(&q) => (q * 1000.0) as u16,
        _ => 0,
    });
    (name, weight)
}

fn weight(coding: Coding, wanted: &[(&str, u16)]) -> u16 {
    let named = wanted.iter().find(|(name, _)| coding.is(name)).map(|(_, weight)| *weight);
    let any = wanted.iter().find(|(name, _)| *name == "*").map(|(_, weight)| *weight);
    // The plain file is always welcome, but last, unless the client says otherwise.
    let unsaid = u16::from(coding == Coding::Identity);
    named.or(any).unwrap_or(unsaid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Coding::{Br, Gzip, Identity};

    fn chosen(accept: &str, have: &[Coding]) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
        choose(&headers, |coding| coding == Identity || have.contains(&coding))
    }

    #[test]
    fn weights_decide() {
        for (accept, have, answer) in [
            ("gzip, deflate, br, zstd", &[Br, Gzip][..], Br),
            ("gzip, deflate, br", &[Gzip], Gzip),
            ("gzip;q=1.0, br;q=0.5", &[Br, Gzip], Gzip),
            ("br;q=0, gzip", &[Br, Gzip], Gzip),
            ("BR", &[Br, Gzip], Br),
            ("*", &[Br, Gzip], Br),
            ("*;q=0.1, identity", &[Br, Gzip], Identity),
            ("br, identity;q=0", &[Gzip], Identity),
            ("br;q=0.001", &[Br], Br),
            ("br;q=nonsense", &[Br], Identity),
            ("br;q=2", &[Br], Identity),
            ("", &[Br, Gzip], Identity),
            ("identity", &[Br, Gzip], Identity),
            ("zstd", &[Br, Gzip], Identity),
            ("gzip;q=0.8,*;q=0.9", &[Br, Gzip], Br),
            ("broken", &[Br], Identity),
        ] {
            assert_eq!(chosen(accept, have), answer, "{accept}");
        }
    }

    #[test]
    fn who_says_nothing_gets_the_plain_file() {
        assert_eq!(choose(&HeaderMap::new(), |_| true), Identity);
    }
}
