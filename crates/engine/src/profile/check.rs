//! What must hold between the parts of a profile, beyond the shape of each.

use super::{DomainStatus, Profile, Role, SCHEMA, Security, Slug};
use crate::text::{Lang, Words};
use std::collections::BTreeSet;

/// One thing that is wrong in a profile: where, and why.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, serde::Serialize)]
#[error("{key}: {reason}")]
pub struct Fault {
    /// The place, as a path of keys (`endpoints[2].sources`).
    pub key: String,
    /// What is wrong, as a sentence.
    pub reason: String,
}

impl Profile {
    /// Everything that is wrong between the profile's parts; empty when it is sound.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut check = Check { profile: self, faults: Vec::new() };
        check.head();
        check.domains();
        check.endpoints();
        check.links();
        check.sources();
        check.words();
        check.faults
    }
}

struct Check<'a> {
    profile: &'a Profile,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, key: impl Into<String>, reason: impl Into<String>) {
        self.faults.push(Fault { key: key.into(), reason: reason.into() });
    }

    fn unique<'t>(&mut self, list: &str, field: &str, values: impl Iterator<Item = &'t str>) {
        let mut seen = BTreeSet::new();
        for (index, value) in values.enumerate() {
            if !seen.insert(value) {
                self.fault(format!("{list}[{index}].{field}"), format!("{value:?} is there twice"));
            }
        }
    }

    fn head(&mut self) {
        let profile = self.profile;
        if profile.schema != SCHEMA {
            self.fault(
                "schema",
                format!("{} is not a format that this program reads; it reads {SCHEMA}", profile.schema),
            );
        }
        if profile.name.trim().is_empty() || profile.name.chars().count() > 30 {
            self.fault("name", "must have 1 to 30 characters");
        }
        // Thunderbird for Android refuses a QR code with a line break anywhere.
        if profile.name.contains(char::is_control) {
            self.fault("name", "must have no control characters");
        }
        if profile.sync.days == 0 {
            self.fault("sync.days", "must be at least 1");
        }
        if profile.sign_in.methods.is_empty() {
            self.fault("sign_in.methods", "must name at least one method");
        }
    }

    fn domains(&mut self) {
        let profile = self.profile;
        self.unique("domains", "name", profile.domains.iter().map(|d| d.name.as_str()));
        match profile.domains.first().map(|d| &d.status) {
            Some(DomainStatus::Active) => {}
            Some(_) => self.fault("domains[0].status", "the first domain is the main one and must be active"),
            None => self.fault("domains", "must have at least one domain"),
        }
        for (index, domain) in profile.domains.iter().enumerate() {
            match &domain.status {
                DomainStatus::Moving { to } if profile.domain(to.as_str()).is_none() => {
                    self.fault(format!("domains[{index}].to"), format!("{to} is not in domains"));
                }
                DomainStatus::Business { link } if profile.link(link.as_str()).is_none() => {
                    self.fault(format!("domains[{index}].link"), format!("{link} is not in links"));
                }
                _ => {}
            }
        }
        for (index, typo) in profile.typos.iter().enumerate() {
            let key = format!("typos[{index}]");
            if profile.domain(&typo.typed).is_some() {
                self.fault(format!("{key}.typed"), format!("{} is a domain of the family", typo.typed));
            }
            if typo.meant.is_empty() {
                self.fault(format!("{key}.meant"), "must name at least one domain");
            }
            for meant in &typo.meant {
                if profile.domain(meant.as_str()).is_none() {
                    self.fault(format!("{key}.meant"), format!("{meant} is not in domains"));
                }
            }
        }
    }

    fn endpoints(&mut self) {
        let profile = self.profile;
        self.unique("endpoints", "id", profile.endpoints.iter().map(|e| e.id.as_str()));
        let mut ranks = BTreeSet::new();
        for (index, endpoint) in profile.endpoints.iter().enumerate() {
            let key = format!("endpoints[{index}]");
            if endpoint.port == 0 {
                self.fault(format!("{key}.port"), "0 is not a port: 1 to 65535");
            }
            if endpoint.security == Security::None && endpoint.standing.accepted() {
                self.fault(format!("{key}.security"), "none is only for retired endpoints: tls or starttls");
            }
            if profile.transport.never_ports.contains(&endpoint.port) && endpoint.standing.accepted() {
                self.fault(format!("{key}.port"), format!("{} is in transport.never_ports", endpoint.port));
            }
            if !ranks.insert((endpoint.role, endpoint.rank)) {
                self.fault(format!("{key}.rank"), format!("{} is taken in this role", endpoint.rank));
            }
            for domain in &endpoint.domains {
                if profile.domain(domain.as_str()).is_none() {
                    self.fault(format!("{key}.domains"), format!("{domain} is not in domains"));
                }
            }
        }
        for (role, name) in [(Role::Imap, "imap"), (Role::Submission, "submission")] {
            let served = profile
                .endpoints
                .iter()
                .any(|e| e.role == role && e.standing.accepted() && e.domains.is_empty());
            if !served {
                self.fault(
                    "endpoints",
                    format!("no {name} endpoint serves the whole family and is not retired"),
                );
            }
        }
    }

    fn links(&mut self) {
        let profile = self.profile;
        self.unique("links", "id", profile.links.iter().map(|link| link.id.as_str()));
        for wanted in ["webmail", "support"] {
            if profile.link(wanted).is_none() {
                self.fault("links", format!("{wanted} is missing"));
            }
        }
        self.unique("issues", "id", profile.issues.iter().map(|issue| issue.id.as_str()));
        for (index, link) in profile.links.iter().enumerate() {
            if link.languages.is_empty() {
                self.fault(format!("links[{index}].languages"), "must name at least one language");
            }
        }
    }

    fn sources(&mut self) {
        let profile = self.profile;
        self.unique("sources", "id", profile.sources.iter().map(|source| source.id.as_str()));
        for (key, sources) in profile.sourced() {
            if sources.is_empty() {
                self.fault(format!("{key}.sources"), "must name at least one source");
            }
            for id in sources {
                if !profile.sources.iter().any(|source| source.id == *id) {
                    self.fault(format!("{key}.sources"), format!("{id} is not in sources"));
                }
            }
        }
    }
}

impl Check<'_> {
    /// No text is empty in a language: a person would see a gap.
    fn words(&mut self) {
        let profile = self.profile;
        let mut texts: Vec<(String, &Words)> = Vec::new();
        let notes = profile.endpoints.iter().enumerate();
        texts.extend(notes.filter_map(|(i, e)| Some((format!("endpoints[{i}].note"), e.note.as_ref()?))));
        texts.extend(
            profile.sign_in.other_login.iter().map(|words| ("sign_in.other_login".to_owned(), words)),
        );
        for (index, issue) in profile.issues.iter().enumerate() {
            texts.push((format!("issues[{index}].what"), &issue.what));
            texts.push((format!("issues[{index}].advice"), &issue.advice));
        }
        texts.extend(profile.links.iter().enumerate().map(|(i, l)| (format!("links[{i}].title"), &l.title)));
        for (key, words) in texts {
            for lang in Lang::ALL {
                if words.get(lang).trim().is_empty() {
                    self.fault(format!("{key}.{}", lang.code()), "is empty");
                }
            }
        }
    }
}

impl Profile {
    /// Every part that says where it came from: its path of keys and its sources' ids.
    #[must_use]
    pub fn sourced(&self) -> Vec<(String, &[Slug])> {
        fn each<'p, T>(
            list: &str,
            items: &'p [T],
            sources: fn(&'p T) -> &'p [Slug],
        ) -> Vec<(String, &'p [Slug])> {
            items
                .iter()
                .enumerate()
                .map(|(index, item)| (format!("{list}[{index}]"), sources(item)))
                .collect()
        }
        let mut all = each("domains", &self.domains, |d| &d.sources);
        all.extend(each("typos", &self.typos, |t| &t.sources));
        all.extend(each("endpoints", &self.endpoints, |e| &e.sources));
        all.extend(each("other_hosts", &self.other_hosts, |h| &h.sources));
        all.extend(each("issues", &self.issues, |i| &i.sources));
        all.extend(each("links", &self.links, |l| &l.sources));
        all.extend([
            ("username".to_owned(), self.username.sources.as_slice()),
            ("sign_in".to_owned(), self.sign_in.sources.as_slice()),
            ("transport".to_owned(), self.transport.sources.as_slice()),
            ("pop".to_owned(), self.pop.sources.as_slice()),
            ("sync".to_owned(), self.sync.sources.as_slice()),
        ]);
        all.extend(self.limits.iter().map(|limits| ("limits".to_owned(), limits.sources.as_slice())));
        all
    }
}
