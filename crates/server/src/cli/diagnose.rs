//! `mail-setup diagnose`: what was read, what is wrong, what to change.

use super::args::DiagnoseArgs;
use super::{Answer, Context};
use crate::error::Error;
use engine::diagnose::{About, Change, Diagnosis, Verdict, diagnose};
use engine::finding::{Severity, ToldFinding};
use engine::profile::Security;
use engine::settings::{Reading, Server, Settings, read};
use engine::text::Command;
use serde::Serialize;
use std::fmt::Write as _;

/// The JSON answer (design section 6).
#[derive(Serialize)]
struct Found<'a> {
    /// The one sentence.
    verdict: String,
    /// The same as a stable machine code.
    outcome: Verdict,
    /// What was read, passwords left out.
    read: &'a [Settings],
    /// How many passwords were struck out.
    struck: usize,
    /// What is wrong, worst first.
    findings: Vec<ToldFinding>,
    /// The values to change.
    changes: Vec<Change>,
}

pub(super) fn run(wanted: &DiagnoseArgs, context: &Context) -> Result<Answer, Error> {
    let client = wanted.client.as_deref().map(|id| context.client(id)).transpose()?;
    let bytes = super::input(wanted.file.as_deref())?;
    let reading = read(&bytes).map_err(|error| Error::Unreadable(error.to_string()))?;
    let about = About { address: wanted.address.clone(), ..About::default() };
    let diagnosis = diagnose(&reading.accounts, &about, &context.profile);
    let code = match diagnosis.verdict {
        Verdict::NothingRead => 2,
        _ => u8::from(diagnosis.findings.iter().any(|finding| finding.severity == Severity::Error)),
    };
    if context.json {
        let found = Found {
            verdict: diagnosis.told(&context.findings, &context.profile.name),
            outcome: diagnosis.verdict,
            read: &reading.accounts,
            struck: reading.struck,
            findings: context.told(&diagnosis.findings),
            changes: diagnosis.changes(),
        };
        return Ok(Answer::json(&found).with_code(code));
    }
    let mut text = shown(&reading, &diagnosis, context);
    if let Some(client) = client.filter(|_| code == 1) {
        let values = [("client", client.id.as_str())];
        let _ = writeln!(text, "\n{}", context.command.fill(Command::DiagnoseWhere, &values));
    }
    Ok(Answer::text(text).with_code(code))
}

fn shown(reading: &Reading, diagnosis: &Diagnosis, context: &Context) -> String {
    let mut text = format!("{}\n", diagnosis.told(&context.findings, &context.profile.name));
    if reading.struck > 0 {
        let _ = writeln!(text, "{}", context.command.get(Command::DiagnoseStruck));
    }
    if !reading.accounts.is_empty() {
        let _ = writeln!(text, "\n{}", context.command.get(Command::DiagnoseRead));
    }
    for (place, account) in reading.accounts.iter().enumerate() {
        let other = !diagnosis.judged.contains(&place);
        for server in &account.servers {
            let note = if other { context.command.get(Command::DiagnoseOther) } else { "" };
            let _ = writeln!(text, "  {}{note}", line(server, context));
        }
    }
    for finding in context.told(&diagnosis.findings) {
        let severity = context.command.get(super::severity(finding.severity));
        let _ = writeln!(text, "\n{severity}: {}\n{}", finding.message, finding.fix);
    }
    let changes = diagnosis.changes();
    if !changes.is_empty() {
        let _ = writeln!(text, "\n{}", context.command.get(Command::DiagnoseChanges));
        for Change { field, before, after } in changes {
            let field = serde_json::to_value(field).unwrap_or_default();
            let _ = writeln!(text, "  {}: {before} → {after}", field.as_str().unwrap_or_default());
        }
    }
    text
}

/// `imap imap.example.net:143 none user@example.net`
fn line(server: &Server, context: &Context) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let port = server.port.map_or_else(String::new, |port| format!(":{port}"));
    let security = match server.security {
        None => String::new(),
        Some(Security::None) => context.command.get(Command::DiagnosePlain).to_owned(),
        Some(security) => word(serde_json::to_value(security).unwrap_or_default()),
    };
    let protocol = word(serde_json::to_value(server.protocol).unwrap_or_default());
    let parts =
        [protocol, format!("{}{port}", server.host), security, server.username.clone().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
