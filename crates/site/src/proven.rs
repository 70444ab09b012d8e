//! Which file was proven by which program: `data/proven.json`, and its table for people,
//! `docs/proven.md`. Both are written by `cargo xtask test` from what the tests noted.

use engine::Format;
use engine::guide::{ClientCard, Did, Tested};
use engine::profile::Security;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// That a program took a file of ours.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The file's format.
    pub format: Format,
    /// The program's name, as people know it.
    pub program: String,
    /// What was seen.
    pub means: Means,
    /// How the file was given to the program, in a few English words.
    pub how: String,
    /// How the outgoing connection was encrypted; absent where the file names no outgoing server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<Security>,
    /// The program's version, as it says it.
    pub version: String,
}

/// What was seen of a program that took a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// It signed in to real servers with it, read a message, and sent one that arrived.
    Used,
    /// It signed in to a real server with it and fetched the mail; it does not send.
    Fetched,
    /// It signed in to a real server with it and sent a message that arrived; it does not read.
    Sent,
    /// A mail program's own reader understood every value.
    Read,
    /// A parser that is not ours read it, and every key and value was as the format's facts say.
    Checked,
    /// A reader that is not ours took its form, or read the very same text out of it.
    Formed,
}

impl Proof {
    /// The program as people say it: of versions above 100 the first number is enough.
    #[must_use]
    pub fn by(&self) -> String {
        let major = self.version.split('.').next().unwrap_or_default();
        let version = if major.parse::<u32>().is_ok_and(|n| n >= 100) { major } else { &self.version };
        format!("{} {version}", self.program)
    }

    /// What the program did with real servers; none where it only read.
    fn did(&self) -> Option<Did> {
        match self.means {
            Means::Used => Some(Did::Both),
            Means::Fetched => Some(Did::Fetched),
            Means::Sent => Some(Did::Sent),
            Means::Read | Means::Checked | Means::Formed => None,
        }
    }

    /// The same but for the version: what has to be proven again in every run.
    fn same_claim(&self, other: &Self) -> bool {
        Self { version: String::new(), ..self.clone() } == Self { version: String::new(), ..other.clone() }
    }
}

/// Reads `data/proven.json`.
///
/// # Errors
/// What is wrong in it, and where.
pub fn read(text: &str) -> Result<Vec<Proof>, serde_json::Error> {
    serde_json::from_str(text)
}

/// Writes `data/proven.json`.
#[must_use]
pub fn write(proofs: &[Proof]) -> String {
    let mut text = serde_json::to_string_pretty(proofs).unwrap_or_default();
    text.push('\n');
    text
}

/// The claims of `old` that `new` does not have, and the other way round.
#[must_use]
pub fn differences(old: &[Proof], new: &[Proof]) -> [Vec<Proof>; 2] {
    let without = |these: &[Proof], those: &[Proof]| -> Vec<Proof> {
        these.iter().filter(|one| !those.iter().any(|other| other.same_claim(one))).cloned().collect()
    };
    [without(old, new), without(new, old)]
}

/// What a card's own programs did with its files, where they did it with both kinds of outgoing
/// connection. A program is the card's own when the card is named after it.
pub(crate) fn tested(proofs: &[Proof], card: &ClientCard) -> Vec<Tested> {
    let named = card.name.en.to_lowercase();
    let other = |security| if security == Security::Tls { Security::Starttls } else { Security::Tls };
    let whole = |proof: &Proof| {
        let twin = Proof { outgoing: proof.outgoing.map(other), ..proof.clone() };
        named.contains(&proof.program.to_lowercase()) && proofs.iter().any(|one| one.same_claim(&twin))
    };
    let of = |format: Format| {
        let mine = || proofs.iter().filter(move |proof| proof.format == format).filter(|proof| whole(proof));
        let did = mine().find_map(Proof::did)?;
        let mut by: Vec<String> = mine().filter(|proof| proof.did() == Some(did)).map(Proof::by).collect();
        by.sort();
        by.dedup();
        Some(Tested { format, by: by.join(", "), did })
    };
    card.formats.iter().filter_map(|format| of(*format)).collect()
}

/// `docs/proven.md`.
#[must_use]
pub fn table(proofs: &[Proof]) -> String {
    let mut text = String::from(HEAD);
    let mut rows: Vec<&Proof> = proofs.iter().collect();
    rows.sort();
    rows.dedup_by(|one, other| one.same_claim(&Proof { outgoing: one.outgoing, ..other.clone() }));
    for row in rows {
        let with = |security| {
            let there = |one: &Proof| one.same_claim(&Proof { outgoing: Some(security), ..row.clone() });
            match row.outgoing {
                None => "none in it",
                Some(_) if proofs.iter().any(there) => "yes",
                Some(_) => "no",
            }
        };
        let (tls, starttls) = (with(Security::Tls), with(Security::Starttls));
        let means = match row.means {
            Means::Used => "read and sent",
            Means::Fetched => "fetched",
            Means::Sent => "sent",
            Means::Read => "understood it",
            Means::Checked => "checked it",
            Means::Formed => "took its form",
        };
        let _ = writeln!(
            text,
            "| `{}` | {} {} | {means} | {} | {tls} | {starttls} |",
            row.format.as_str(),
            row.program,
            row.version,
            row.how.replace('<', "&lt;")
        );
    }
    text
}

const HEAD: &str = "\
# What was proven, by which program

Files that the product makes, fed to programs that are not ours, byte for byte as they are made. This table is written by
`cargo xtask test` from what the tests in `tests/clients/` noted; in CI a claim that is no longer proven, or a new one that
is not in the table, is a failure. Plain text (`text`) is for people, and has no program.

- *read and sent*, *fetched*, *sent*: the program signed in to a real Dovecot, a real Postfix or both on loopback, and read
  messages, sent one that arrived, or both. The same file with a wrong value fails in the tests.
- *understood it*: the mail program's own reader was asked what it understood, and every value was right.
- *checked it*: a parser that is not ours read it, and every key and value is one that the format's facts allow.
- *took its form*: it is well-formed and valid, or the same text was read out of it.

Apple's, Google's and Microsoft's programs do not run here: their formats have rows of the last two kinds, and what
Thunderbird makes of Autodiscover.

The last two columns are the two ways to send: port 465 with TLS from the start, port 587 with STARTTLS.

| Format | Program | What it did | How | 465, TLS | 587, STARTTLS |
|---|---|---|---|---|---|
";

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(format: Format, outgoing: Security, version: &str) -> Proof {
        let (program, how) = ("Thunderbird".to_owned(), "ZIP".to_owned());
        Proof {
            format,
            program,
            means: Means::Used,
            how,
            outgoing: Some(outgoing),
            version: version.to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let proofs =
            [proof(Format::Autoconfig, Security::Tls, "1.4"), proof(Format::Apple, Security::Starttls, "2")];
        assert_eq!(read(&write(&proofs)).unwrap(), proofs);
        assert!(read(r#"[{"format":"nothing"}]"#).is_err());
    }

    #[test]
    fn a_new_version_is_the_same_claim_and_a_missing_variant_is_not() {
        let old = [
            proof(Format::Thunderbird, Security::Tls, "153.7"),
            proof(Format::Thunderbird, Security::Starttls, "153.7"),
        ];
        let newer = old.clone().map(|proof| Proof { version: "154.0".to_owned(), ..proof });
        assert_eq!(differences(&old, &newer), [vec![], vec![]]);
        assert_eq!(differences(&old, &newer[..1]), [vec![old[1].clone()], vec![]]);
    }

    #[test]
    fn a_page_says_tested_only_of_its_own_program_and_both_ways_to_send() {
        let data = crate::Data::embedded().unwrap();
        let card = |id: &str| data.client(id).unwrap();
        let mut proofs = vec![
            proof(Format::Thunderbird, Security::Tls, "153.7.0"),
            proof(Format::Thunderbird, Security::Starttls, "153.7.0"),
            proof(Format::Autodiscover, Security::Tls, "153.7.0"),
            proof(Format::Autodiscover, Security::Starttls, "153.7.0"),
        ];
        let by = "Thunderbird 153".to_owned();
        let expected = Tested { format: Format::Thunderbird, by, did: Did::Both };
        assert_eq!(tested(&proofs, card("thunderbird")), [expected]);
        assert_eq!(tested(&proofs, card("outlook-classic")), []);
        proofs.remove(0);
        assert_eq!(tested(&proofs, card("thunderbird")), []);

        let fetched = Proof {
            program: "mbsync".to_owned(),
            means: Means::Fetched,
            outgoing: None,
            ..proof(Format::Mbsync, Security::Tls, "1.4.4")
        };
        let found = tested(&[fetched], card("mbsync"));
        assert_eq!((found[0].by.as_str(), found[0].did), ("mbsync 1.4.4", Did::Fetched));
    }

    #[test]
    fn the_table_has_a_row_for_both_ways() {
        let both = [
            proof(Format::Thunderbird, Security::Tls, "153"),
            proof(Format::Thunderbird, Security::Starttls, "153"),
        ];
        let row =
            |last: &str| format!("| `thunderbird` | Thunderbird 153 | read and sent | ZIP | {last} |\n");
        assert!(table(&both).ends_with(&row("yes | yes")));
        assert!(table(&both[..1]).ends_with(&row("yes | no")));
    }
}
