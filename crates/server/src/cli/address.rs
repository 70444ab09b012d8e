//! `mail-setup address`: is it right, is it ours, did they mean another?

use super::{Answer, Context};
use engine::address;
use engine::answer::AddressAnswer;
use engine::finding::Severity;
use engine::text::Command;

pub(super) fn run(typed: &str, context: &Context) -> Answer {
    let checked = address::check(typed, &context.profile);
    let found = AddressAnswer::of(&checked, &context.findings, &context.profile.name);
    let code = u8::from(found.findings.iter().any(|finding| finding.severity == Severity::Error));
    if context.json {
        return Answer::json(&found).with_code(code);
    }
    let mut text = String::new();
    if let (Some(address), true) = (&checked.address, found.findings.is_empty()) {
        let values = [("address", address.as_str()), ("provider", &context.profile.name)];
        text.push_str(&context.command.fill(Command::AddressRight, &values));
        text.push('\n');
    }
    for finding in &found.findings {
        let severity = context.command.get(super::severity(finding.severity));
        text.push_str(&format!("{severity}: {}\n{}\n", finding.message, finding.fix));
    }
    if found.suggestions.len() > 1 {
        text.push_str(context.command.get(Command::AddressOther));
        text.push('\n');
        found.suggestions.iter().for_each(|address| text.push_str(&format!("  {address}\n")));
    }
    Answer::text(text).with_code(code)
}
