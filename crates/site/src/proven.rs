//! Which file was proven by which program: `data/proven.json`, and its table for people,
//! `docs/proven.md`. Both are written by `cargo xtask test` from what the tests noted.

use engine::Format;
use engine::guide::Tested;
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
    /// How the outgoing connection was encrypted.
    pub outgoing: Security,
    /// The program's version, as it says it.
    pub version: String,
}

/// What was seen of a program that took a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// It signed in to real servers with it, and read a message or sent one that arrived.
    Used,
    /// A mail program's own reader understood every value.
    Read,
    /// A parser that is not ours read it, and every key and value was as the format's facts say.
    Checked,
}

impl Proof {
    /// The program as people say it: of versions above 100 the first number is enough.
    #[must_use]
    pub fn by(&self) -> String {
        let major = self.version.split('.').next().unwrap_or_default();
        let version = if major.parse::<u32>().is_ok_and(|n| n >= 100) { major } else { &self.version };
        format!("{} {version}", self.program)
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

/// Each format's programs for a card: those that signed in and sent mail with both kinds of outgoing
/// connection.
pub(crate) fn tested(proofs: &[Proof], formats: &[Format]) -> Vec<Tested> {
    let both = |used: &Proof| {
        let other = if used.outgoing == Security::Tls { Security::Starttls } else { Security::Tls };
        proofs.iter().any(|proof| proof.same_claim(&Proof { outgoing: other, ..used.clone() }))
    };
    let first = |format: &Format| {
        let mut used = proofs.iter().filter(|proof| proof.format == *format && proof.means == Means::Used);
        used.find(|proof| both(proof)).map(|proof| Tested { format: *format, by: proof.by() })
    };
    formats.iter().filter_map(first).collect()
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
            let there =
                proofs.iter().any(|proof| proof.same_claim(&Proof { outgoing: security, ..row.clone() }));
            if there { "yes" } else { "no" }
        };
        let (tls, starttls) = (with(Security::Tls), with(Security::Starttls));
        let means = match row.means {
            Means::Used => "signed in, read or sent",
            Means::Read => "read it",
            Means::Checked => "checked it",
        };
        let _ = writeln!(
            text,
            "| `{}` | {} {} | {means} | {} | {tls} | {starttls} |",
            row.format.as_str(),
            row.program,
            row.version,
            row.how
        );
    }
    text
}

const HEAD: &str = "\
# What was proven, by which program

Every file that the product makes is fed to a program that is not ours. This table is written by `cargo xtask test` from
what its tests noted when they passed (`tests/clients/`, `crates/engine/tests/export/`); in CI a claim that is no longer
proven, or a new one that is not in the table, is a failure.

- *signed in, read or sent*: the program took the file byte for byte as the product makes it, signed in to a real Dovecot
  and a real Postfix on loopback, and read a message or sent one that arrived, as the row says.
- *read it*: the mail program's own reader understood every value.
- *checked it*: a parser that is not ours read it, and every key and value is one that the format's facts allow. Apple's,
  Google's and Microsoft's readers do not run here, so their formats have such rows only.

The last two columns are the two ways to send: port 465 with TLS from the start, port 587 with STARTTLS.

| Format | Program | What it did | How | 465, TLS | 587, STARTTLS |
|---|---|---|---|---|---|
";

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(format: Format, outgoing: Security, version: &str) -> Proof {
        let (program, how) = ("Thunderbird".to_owned(), "ZIP".to_owned());
        Proof { format, program, means: Means::Used, how, outgoing, version: version.to_owned() }
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
    fn a_page_says_tested_only_where_both_ways_to_send_were() {
        let both = [
            proof(Format::Thunderbird, Security::Tls, "153.7.0"),
            proof(Format::Thunderbird, Security::Starttls, "153.7.0"),
        ];
        let found = tested(&both, &[Format::Thunderbird, Format::K9]);
        assert_eq!(found, [Tested { format: Format::Thunderbird, by: "Thunderbird 153".to_owned() }]);
        assert_eq!(tested(&both[..1], &[Format::Thunderbird]), []);
    }

    #[test]
    fn the_table_has_a_row_for_both_ways() {
        let both = [
            proof(Format::Thunderbird, Security::Tls, "153"),
            proof(Format::Thunderbird, Security::Starttls, "153"),
        ];
        let row = |last: &str| {
            format!("| `thunderbird` | Thunderbird 153 | signed in, read or sent | ZIP | {last} |\n")
        };
        assert!(table(&both).ends_with(&row("yes | yes")));
        assert!(table(&both[..1]).ends_with(&row("yes | no")));
    }
}
