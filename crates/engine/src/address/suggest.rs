//! "Did you mean …?" for the part after the `@`.
//!
//! The order is that of facts/centurylink.md section 5: the profile's own list, then a repaired
//! spelling, then the domain behind a host name (`mail.centurylink.net`), then the same name with
//! another ending together with the nearest names. Names of other providers and the family's own
//! are never corrected.

use super::distance::within;
use crate::profile::Profile;
use crate::text::KNOWN_DOMAINS;

/// At most so many suggestions: more would not be read.
const MOST: usize = 3;

/// The largest [`reach`].
const FARTHEST: usize = 2;

/// Domains of the family that `typed` may mean, likeliest first; `typed` as it was typed.
pub(crate) fn domains(typed: &str, profile: &Profile) -> Vec<String> {
    let typed = typed.trim().to_ascii_lowercase();
    if let Some(typo) = profile.typos.iter().find(|typo| typo.typed == typed) {
        return typo.meant.iter().map(ToString::to_string).take(MOST).collect();
    }
    let repaired = repair(&typed);
    if profile.domain(&repaired).is_some() {
        return vec![repaired];
    }
    if let Some(typo) = profile.typos.iter().find(|typo| typo.typed == repaired) {
        return typo.meant.iter().map(ToString::to_string).take(MOST).collect();
    }
    if others(&repaired).is_some() {
        return Vec::new();
    }
    let family = || profile.domains.iter().map(|domain| domain.name.as_str());
    if let Some(name) =
        family().find(|name| repaired.strip_suffix(name).is_some_and(|host| host.ends_with('.')))
    {
        return vec![name.to_owned()];
    }
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !found.iter().any(|seen| seen == name) {
            found.push(name.to_owned());
        }
    };
    family().filter(|name| same_label(name, &repaired)).for_each(&mut add);
    for distance in 1..=FARTHEST {
        let near = |name: &&str| within(&repaired, name, reach(name)) == Some(distance);
        family().filter(near).for_each(&mut add);
    }
    found.truncate(MOST);
    found
}

/// The name of the other mail provider that has `domain`; `domain` in lower case.
pub(super) fn others(domain: &str) -> Option<&'static str> {
    KNOWN_DOMAINS.iter().find(|(known, _)| *known == domain).map(|(_, name)| *name)
}

/// Commas for dots, dots too many, spaces and hyphens: mistakes that a spelling survives.
fn repair(typed: &str) -> String {
    let mut repaired = String::with_capacity(typed.len());
    for c in typed.chars() {
        match c {
            ',' | ';' | '.' if repaired.is_empty() || repaired.ends_with('.') => {}
            ',' | ';' => repaired.push('.'),
            '-' => {}
            c if c.is_whitespace() => {}
            c => repaired.push(c),
        }
    }
    repaired.trim_end_matches('.').to_owned()
}

/// `centurytel.com` or `centurytel` for `centurytel.net`; not for names as short as `q`.
pub(crate) fn same_label(name: &str, typed: &str) -> bool {
    let label = |domain| str::rsplit_once(domain, '.').map_or(domain, |(label, _)| label);
    let (name, typed) = (label(name), label(typed));
    name == typed && name.len() >= 4
}

/// How far from a name a typing error may be. Short names have too many neighbours.
pub(crate) fn reach(name: &str) -> usize {
    match name.len() {
        0..=5 => 0,
        6..=9 => 1,
        _ => FARTHEST,
    }
}
