//! `mail-setup profile dns`: the records to publish, as a zone file.

use super::super::{Answer, Context};
use super::records::{PACC_DRAFT, PACC_PATH, Purpose, Record, pacc, records};
use crate::error::Error;
use engine::profile::HostName;
use engine::text::Command;
use serde::Serialize;

/// How long others may keep a record, in seconds: an hour, so that a mistake is soon over.
const TTL: u32 = 3600;

/// The JSON answer.
#[derive(Serialize)]
struct Told {
    ttl: u32,
    records: Vec<Record>,
    /// The documents that go with the records of PACC.
    pacc: Vec<Document>,
}

/// A document to serve, byte for byte: a record has its hash.
#[derive(Serialize)]
struct Document {
    draft: &'static str,
    domain: HostName,
    url: String,
    body: String,
}

pub(super) fn run(server: Option<&HostName>, context: &Context) -> Result<Answer, Error> {
    let records = records(&context.profile, server);
    let documents: Vec<Document> = context
        .profile
        .domains
        .iter()
        .filter_map(|domain| {
            Some(Document {
                draft: PACC_DRAFT,
                domain: domain.name.clone(),
                url: format!("https://ua-auto-config.{}{PACC_PATH}", domain.name),
                body: pacc(&context.profile, domain)?,
            })
        })
        .collect();
    if context.json {
        return Ok(Answer::json(&Told { ttl: TTL, records, pacc: documents }));
    }
    Ok(Answer::text(zone(&records, &documents, server, context)))
}

fn zone(records: &[Record], documents: &[Document], server: Option<&HostName>, context: &Context) -> String {
    let mut text = String::new();
    let say = |text: &mut String, key, values: &[(&str, &str)]| {
        for line in context.command.fill(key, values).lines() {
            text.push_str(&format!("; {line}\n"));
        }
    };
    let name = [("name", context.profile.name.as_str())];
    say(&mut text, Command::DnsHead, &name);
    if server.is_none() {
        say(&mut text, Command::DnsNoServer, &[]);
    }
    if documents.is_empty() {
        say(&mut text, Command::DnsNoPacc, &[("draft", PACC_DRAFT)]);
    }
    let mut before: Option<(&HostName, Purpose)> = None;
    for record in records {
        if before.is_none_or(|(domain, _)| *domain != record.domain) {
            text.push_str(&format!("\n; ---- {}\n", record.domain));
        }
        if before != Some((&record.domain, record.purpose)) {
            let document = documents.iter().find(|document| document.domain == record.domain);
            let (url, body) = document.map_or(("", ""), |document| (&document.url, &document.body));
            let values =
                [("domain", record.domain.as_str()), ("draft", PACC_DRAFT), ("url", url), ("body", body)];
            say(&mut text, about(record.purpose), &values);
        }
        text.push_str(&format!("{}. {TTL} IN {} {}\n", record.name, record.kind, record.data));
        before = Some((&record.domain, record.purpose));
    }
    text
}

const fn about(purpose: Purpose) -> Command {
    match purpose {
        Purpose::Service => Command::DnsService,
        Purpose::NotOffered => Command::DnsNotOffered,
        Purpose::Autoconfig => Command::DnsAutoconfig,
        Purpose::Autodiscover => Command::DnsAutodiscover,
        Purpose::Pacc => Command::DnsPacc,
    }
}
