//! `mail-setup diagnose`: what was read, what is wrong, what to change.

use super::args::DiagnoseArgs;
use super::{Answer, Context};
use crate::error::Error;
use engine::answer::DiagnoseAnswer;
use engine::diagnose::{About, Change, Diagnosis, Verdict, diagnose};
use engine::finding::Severity;
use engine::profile::Security;
use engine::settings::{Reading, Server, read};
use engine::text::Command;
use std::fmt::Write as _;

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
        let found = DiagnoseAnswer::of(&diagnosis, reading, &context.findings, &context.profile.name);
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
