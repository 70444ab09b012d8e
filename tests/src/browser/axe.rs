//! Runs axe-core on the page: the rules of WCAG 2.2 level A and AA that a program can check.
//!
//! The script comes through WebDriver, so the page's content security policy does not matter.
//! `MAIL_SETUP_AXE` names the file (`axe.min.js` of the npm package `axe-core`); it is not part of
//! this repository.

use std::env;
use std::fmt;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::json;

use super::Session;
use crate::skip;
use crate::trouble::{Outcome, Trouble};

/// The groups of rules that are run.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// One element that breaks one rule.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Violation {
    /// The rule's id, such as `label`.
    pub rule: String,
    /// How bad: minor, moderate, serious, critical.
    pub impact: String,
    /// What the rule asks for.
    pub help: String,
    /// Where: a CSS selector.
    pub target: String,
    /// The element as it stands in the page.
    pub html: String,
    /// What is wrong with this element.
    pub summary: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, impact, help, target, html, summary } = self;
        write!(f, "{rule} ({impact}): {help}\n  at {target}: {html}\n  {}", summary.replace('\n', "\n  "))
    }
}

/// The file that `MAIL_SETUP_AXE` names; without it says that the check is skipped.
///
/// # Panics
/// Without it where `MAIL_SETUP_REQUIRE=1`; see [`crate::skip`].
fn script_file() -> Option<PathBuf> {
    let file = env::var_os("MAIL_SETUP_AXE").map(PathBuf::from);
    if file.is_none() {
        let _ = skip::skipped("axe-core is not there (npm pack axe-core; MAIL_SETUP_AXE=…/axe.min.js)");
    }
    file
}

const RUN: &str = r#"
const [tags, done] = arguments;
axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }).then(
  result => done(result.violations.flatMap(rule => rule.nodes.map(node => ({
    rule: rule.id,
    impact: rule.impact ?? "",
    help: rule.help,
    target: node.target.flat().join(" "),
    html: node.html,
    summary: node.failureSummary ?? "",
  })))),
  error => done([{ rule: "axe itself", impact: "", help: String(error), target: "", html: "", summary: "" }]));
"#;

impl Session {
    /// What axe finds wrong with the page as it stands; empty also where axe is not there, which
    /// is said on the error output.
    ///
    /// # Errors
    /// [`Trouble`] where the script cannot be read or run.
    pub async fn axe(&self) -> Outcome<Vec<Violation>> {
        let Some(file) = script_file() else { return Ok(Vec::new()) };
        let there: bool = self.script("return typeof axe !== 'undefined';", vec![]).await?;
        if !there {
            let source =
                fs::read_to_string(&file).map_err(Trouble::io(format!("read {}", file.display())))?;
            // In a function body the script's own `var axe` would stay there.
            let body = format!("{source}\nwindow.axe = axe;");
            self.driver.execute(body, vec![]).await?;
        }
        Ok(self.driver.execute_async(RUN, vec![json!(TAGS)]).await?.convert()?)
    }
}
