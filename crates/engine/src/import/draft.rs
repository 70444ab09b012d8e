//! A profile as far as the file goes: what it does not tell is not there.

use super::note::{Note, NoteKind};
use super::server::{self, DOMAIN, Section};
use super::tree::Element;
use crate::profile::{
    AppPassword, AuthMethod, Date, Domain, DomainStatus, Endpoint, HostName, Link, OtherHost, OtherHostKind,
    PopRule, Role, SCHEMA, SignIn, Slug, Source, SourceKind, Standing, SyncAdvice, Transport, Username,
    UsernameRule, WebAddress,
};
use crate::text::Words;
use serde::Serialize;
use std::collections::BTreeSet;

/// The source that is the file.
const FILE: &str = "autoconfig";

/// More servers than any provider has; a host name for each of many domains could make more.
const MOST: usize = 500;

/// The names are those of [`Profile`](crate::Profile), in its order.
#[derive(Serialize)]
pub(super) struct Draft {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Slug>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    reviewed: Date,
    domains: Vec<Domain>,
    endpoints: Vec<Endpoint>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_hosts: Vec<OtherHost>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<UsernameRule>,
    sign_in: SignIn,
    transport: Transport,
    pop: PopRule,
    sync: SyncAdvice,
    links: Vec<Link>,
    sources: Vec<Source>,
}

impl Draft {
    pub(super) fn new(root: &Element<'_>, file: &str, today: &Date, notes: &mut Vec<Note>) -> Self {
        let maker = Maker { today, notes };
        maker.draft(root, file)
    }

    /// The profile's text.
    pub(super) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

struct Maker<'n, 't> {
    today: &'t Date,
    notes: &'n mut Vec<Note>,
}

impl Maker<'_, '_> {
    fn draft(mut self, root: &Element<'_>, file: &str) -> Draft {
        let nothing = Element::default();
        let provider = root.first("emailProvider").unwrap_or(&nothing);
        let id = self.id(provider);
        let domains = self.domains(provider);
        let name = self.name(provider);
        let servers = |name| provider.all(name).collect::<Vec<_>>();
        let mut sections = Vec::new();
        for element in [servers("incomingServer"), servers("outgoingServer")].concat() {
            sections.extend(server::read(element, self.notes));
        }
        let endpoints = self.endpoints(&sections, &domains);
        let links = self.links(root, provider);
        let other_hosts = self.other_hosts(&links, &endpoints);
        let username = self.username(&sections);
        let sign_in = self.sign_in(&sections);
        let (transport, pop, sync) = (self.transport(&endpoints), self.pop(&sections), self.sync());
        self.rest(root, provider);
        let sources = self.sources(file, provider, &pop);
        Draft {
            schema: SCHEMA,
            id,
            name,
            reviewed: self.today.clone(),
            domains,
            endpoints,
            other_hosts,
            username,
            sign_in,
            transport,
            pop,
            sync,
            links,
            sources,
        }
    }

    fn id(&mut self, provider: &Element<'_>) -> Option<Slug> {
        let id = provider.attribute("id").unwrap_or_default();
        if HostName::try_from(id.to_ascii_lowercase()).is_err() {
            let reason =
                format!("its id {id:.80?} is not a host name; Thunderbird refuses the whole file for it");
            self.notes.push(provider.note(NoteKind::Dropped, reason));
            return None;
        }
        Slug::try_from(id.to_ascii_lowercase().replace('.', "-")).ok()
    }

    fn domains(&mut self, provider: &Element<'_>) -> Vec<Domain> {
        let mut seen = BTreeSet::new();
        let mut domains = Vec::new();
        for element in provider.all("domain") {
            let wrong = match HostName::try_from(element.text.to_ascii_lowercase()) {
                _ if element.attribute("purpose") == Some("mx") => {
                    let reason = "a domain of mail servers (purpose=\"mx\"): nobody has an address there";
                    self.notes.push(element.note(NoteKind::NotCarried, reason.to_owned()));
                    continue;
                }
                Err(_) => format!("{:.80?} is not a domain name", element.text),
                Ok(name) if !seen.insert(name.clone()) => format!("{name} is there twice"),
                Ok(name) => {
                    domains.push(Domain {
                        name,
                        status: DomainStatus::Active,
                        sources: vec![slug(FILE)],
                        checked: self.today.clone(),
                    });
                    continue;
                }
            };
            self.notes.push(element.note(NoteKind::Dropped, wrong));
        }
        domains
    }

    /// The full name where it is one for a profile, else the short one.
    fn name(&mut self, provider: &Element<'_>) -> Option<String> {
        let fits = |name: &&Element<'_>| {
            let length = name.text.chars().count();
            (1..=30).contains(&length) && !name.text.contains('%') && !name.text.contains(char::is_control)
        };
        let (full, short) = (provider.first("displayName"), provider.first("displayShortName"));
        let chosen = full.filter(fits).or(short.filter(fits));
        for other in [full, short].into_iter().flatten() {
            if chosen.is_none_or(|chosen| chosen.name != other.name && chosen.text != other.text) {
                let reason = format!("{:.80?}: a profile has one name, of 1 to 30 characters", other.text);
                self.notes.push(other.note(NoteKind::NotCarried, reason));
            }
        }
        chosen.map(|name| name.text.clone())
    }

    fn endpoints(&mut self, sections: &[Section<'_>], domains: &[Domain]) -> Vec<Endpoint> {
        let mut made: Vec<Endpoint> = Vec::new();
        for section in sections {
            let hosts: Vec<(String, Vec<HostName>)> = match domains {
                _ if !section.host.contains(DOMAIN) => vec![(section.host.clone(), Vec::new())],
                // One domain is the whole family.
                [only] => vec![(section.host.replace(DOMAIN, only.name.as_str()), Vec::new())],
                many => many
                    .iter()
                    .take(MOST)
                    .map(|domain| {
                        (section.host.replace(DOMAIN, domain.name.as_str()), vec![domain.name.clone()])
                    })
                    .collect(),
            };
            for (host, domains) in hosts {
                let Ok(host) = HostName::try_from(host) else { continue };
                let of_role = made.iter().filter(|e| e.role == section.role);
                let twice = of_role.clone().any(|e| e.host == host && e.port == section.port);
                if twice || made.len() >= MOST {
                    let reason = match twice {
                        true => format!("{host} with port {} is there twice", section.port),
                        false => format!("more than {MOST} servers"),
                    };
                    self.notes.push(section.element.note(NoteKind::Dropped, reason));
                    break;
                }
                let rank = u16::try_from(of_role.count() + 1).unwrap_or(u16::MAX);
                let mut id = format!("{}-{}", host.as_str().replace('.', "-"), section.port);
                if made.iter().any(|e| e.id.as_str() == id) {
                    id = format!("{id}-{}", role(section.role));
                }
                made.push(Endpoint {
                    id: slug(&id),
                    role: section.role,
                    host,
                    port: section.port,
                    security: section.security,
                    standing: Standing::Documented,
                    rank,
                    domains,
                    note: None,
                    sources: vec![slug(FILE)],
                    checked: self.today.clone(),
                });
            }
        }
        made
    }

    fn links(&mut self, root: &Element<'_>, provider: &Element<'_>) -> Vec<Link> {
        let mut links = Vec::new();
        let webmail = root.all("webMail").chain(provider.all("webMail"));
        for page in webmail.flat_map(|webmail| webmail.all("loginPage")) {
            self.link(page, "webmail", &mut links);
        }
        for page in provider.all("documentation") {
            self.link(page, "support", &mut links);
        }
        links
    }

    fn link(&mut self, element: &Element<'_>, id: &str, links: &mut Vec<Link>) {
        let text = element.attribute("url").unwrap_or_default();
        let url = match WebAddress::try_from(text.to_owned()) {
            Ok(url) if !text.contains("%EMAIL") => url,
            _ => {
                let reason = format!("{text:.120?}: a profile takes an https address without placeholders");
                return self.notes.push(element.note(NoteKind::NotCarried, reason));
            }
        };
        let before = links.iter().filter(|link| link.id.as_str().starts_with(id)).count();
        let id = if before == 0 { id.to_owned() } else { format!("{id}-{}", before + 1) };
        let said: Vec<(&str, &str)> = element
            .all("descr")
            .filter(|descr| !descr.text.is_empty())
            .map(|descr| (descr.attribute("lang").unwrap_or_default(), descr.text.as_str()))
            .collect();
        let host = url.as_str().split('/').nth(2).unwrap_or_default();
        let any = said.first().map_or(host, |(_, text)| text);
        let place = links.len();
        let mut title = |lang: &str| {
            let found = said.iter().find(|(known, _)| known.split('-').next() == Some(lang));
            if found.is_none() {
                let reason = format!("the page has no name in this language; {any:.80?} stands there");
                self.notes.push(Note::rule(&format!("links[{place}].title.{lang}"), &reason));
            }
            found.map_or(any, |(_, text)| text).to_owned()
        };
        let title = Words { en: title("en"), es: title("es") };
        let mut languages: Vec<String> =
            said.iter().map(|(lang, _)| (*lang).to_owned()).filter(|lang| !lang.is_empty()).collect();
        languages.dedup();
        if languages.is_empty() {
            languages.push("und".to_owned());
        }
        links.push(Link {
            id: slug(&id),
            title,
            url,
            languages,
            sources: vec![slug(FILE)],
            checked: self.today.clone(),
        });
    }

    fn other_hosts(&self, links: &[Link], endpoints: &[Endpoint]) -> Vec<OtherHost> {
        let webmail = links.iter().filter(|link| link.id.as_str() == "webmail");
        let hosts = webmail.filter_map(|link| link.url.as_str().split(['/', '?', '#']).nth(2));
        let mut hosts: Vec<HostName> =
            hosts.filter_map(|host| HostName::try_from(host.to_owned()).ok()).collect();
        hosts.retain(|host| endpoints.iter().all(|endpoint| endpoint.host != *host));
        let other = |host| OtherHost { host, kind: OtherHostKind::Webmail, sources: vec![slug(FILE)] };
        hosts.into_iter().map(other).collect()
    }

    fn username(&mut self, sections: &[Section<'_>]) -> Option<UsernameRule> {
        let mut rule = None;
        // What the assistant sets up counts first; files often begin with POP, for older programs.
        let counts = |section: &&Section<'_>| match section.role {
            Role::Imap => 0,
            Role::Submission => 1,
            Role::Pop => 2,
        };
        let mut sections: Vec<_> = sections.iter().collect();
        sections.sort_by_key(counts);
        for section in sections {
            let Some(text) = section.username else { continue };
            let (found, element) = (username(text), section.element);
            let element = element.first("username").unwrap_or(element);
            match (rule, found) {
                (None, Some(found)) => rule = Some(found),
                (Some(first), Some(found)) if first == found => {}
                (Some(_), Some(_)) => {
                    let reason = format!(
                        "{text:.80?} is not what the servers before it have, IMAP first; a profile has one rule for all"
                    );
                    self.notes.push(element.note(NoteKind::NotCarried, reason));
                }
                (_, None) => {
                    let reason = format!(
                        "{text:.80?}: a profile knows the whole address (%EMAILADDRESS%) and the part before the @ (%EMAILLOCALPART%)"
                    );
                    self.notes.push(element.note(NoteKind::NotCarried, reason));
                }
            }
        }
        rule.map(|rule| UsernameRule { rule, sources: vec![slug(FILE)], checked: self.today.clone() })
    }

    fn sign_in(&mut self, sections: &[Section<'_>]) -> SignIn {
        let mut methods = Vec::new();
        for method in sections.iter().flat_map(|section| &section.methods) {
            if *method != AuthMethod::None && !methods.contains(method) {
                methods.push(*method);
            }
        }
        // The files and steps of this project are for passwords; where both will do, that one is first.
        methods.sort_by_key(|method| *method != AuthMethod::Password);
        let open = |section: &Section<'_>| section.methods.first() == Some(&AuthMethod::None);
        let mut outgoing = sections.iter().filter(|section| section.role == Role::Submission);
        let first_open = outgoing.next().is_some_and(open);
        for other in outgoing.filter(|section| open(section) != first_open) {
            let reason = "it differs from the first outgoing server in whether it wants a sign-in; a profile says it once";
            self.notes.push(other.element.note(NoteKind::NotCarried, reason.to_owned()));
        }
        let reason = "such files do not say whether mail apps need an app password: unknown";
        self.notes.push(Note::rule("sign_in.app_password", reason));
        SignIn {
            methods,
            outgoing_required: !first_open,
            app_password: AppPassword::Unknown,
            other_login: None,
            sources: vec![slug(FILE)],
            checked: self.today.clone(),
        }
    }

    fn transport(&mut self, endpoints: &[Endpoint]) -> Transport {
        let reason = "encryption is required, and ports 25, 110 and 143 are not used unless a server of the file has them";
        self.notes.push(Note::rule("transport", reason));
        let used = |port: &u16| endpoints.iter().any(|endpoint| endpoint.port == *port);
        Transport {
            require_tls: true,
            never_ports: [25, 110, 143].into_iter().filter(|port| !used(port)).collect(),
            sources: vec![slug("tls-required")],
            checked: self.today.clone(),
        }
    }

    fn pop(&mut self, sections: &[Section<'_>]) -> PopRule {
        let pop = sections.iter().filter(|section| section.role == Role::Pop);
        let said =
            pop.filter_map(|section| section.element.first("pop3")?.first("leaveMessagesOnServer")).next();
        let leave = said.and_then(|element| match element.text.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                let reason = format!("{other:.40?} is none of true and false");
                self.notes.push(element.note(NoteKind::Dropped, reason));
                None
            }
        });
        if leave.is_none() {
            let reason =
                "a POP account should leave its mail on the server: else the only copy is on one device";
            self.notes.push(Note::rule("pop.leave_on_server", reason));
        }
        PopRule {
            leave_on_server: leave.unwrap_or(true),
            sources: vec![slug(if leave.is_some() { FILE } else { "pop-keeps-mail" })],
            checked: self.today.clone(),
        }
    }

    fn sync(&mut self) -> SyncAdvice {
        self.notes.push(Note::rule("sync.days", "30 days of mail on the device is this project's advice"));
        self.notes
            .push(Note::rule("limits", "such files have no limits: left out, and nothing is said of them"));
        SyncAdvice { days: 30, sources: vec![slug("sync-days")], checked: self.today.clone() }
    }

    /// What has no place in a profile.
    fn rest(&mut self, root: &Element<'_>, provider: &Element<'_>) {
        let mut known = root
            .all("emailProvider")
            .skip(1)
            .map(|other| (other, "a profile is of one provider"))
            .collect::<Vec<_>>();
        for child in &root.children {
            known.extend(match child.name {
                "emailProvider" | "webMail" => None,
                "oAuth2" => Some((child, "where OAuth2 is signed in to is not part of a profile")),
                "calendar" | "addressBook" | "addressbook" | "fileShare" | "chatServer"
                | "videoConference" | "setupServer" => Some((child, "a profile is of mail alone")),
                "clientConfigUpdate" => Some((child, "a profile is kept current by hand")),
                _ => Some((child, "this element is not known here")),
            });
        }
        for child in &provider.children {
            known.extend(match child.name {
                "domain" | "displayName" | "displayShortName" | "documentation" | "incomingServer"
                | "outgoingServer" | "webMail" => None,
                "enable" | "instruction" | "instructionsURL" => Some((
                    child,
                    "what a customer must do first: write it into a link or an issue of the profile",
                )),
                "inputField" => Some((child, "the assistant asks for the address alone")),
                "identity" => Some((child, "the assistant asks for the name itself")),
                _ => Some((child, "this element is not known here")),
            });
        }
        let webmail = root.all("webMail").chain(provider.all("webMail"));
        let parts = webmail.flat_map(|webmail| &webmail.children).filter(|part| part.name != "loginPage");
        known.extend(parts.map(|part| (part, "of webmail a profile has the page to sign in alone")));
        known.sort_by_key(|(element, _)| element.line);
        for (element, reason) in known {
            let url = element.attribute("url").or(element.attribute("visiturl"));
            let reason = match url.filter(|url| !url.is_empty()) {
                Some(url) => format!("{reason} ({url:.120})"),
                None => reason.to_owned(),
            };
            self.notes.push(element.note(NoteKind::NotCarried, reason));
        }
    }

    fn sources(&self, file: &str, provider: &Element<'_>, pop: &PopRule) -> Vec<Source> {
        let of = provider.attribute("id").unwrap_or_default();
        let rule = |id: &str, title: &str, reference: &str| Source {
            id: slug(id),
            kind: SourceKind::Project,
            title: title.to_owned(),
            reference: reference.to_owned(),
            seen: None,
        };
        let own = "Mail Setup Assistant's own rule";
        let mut sources = vec![
            Source {
                id: slug(FILE),
                kind: SourceKind::Database,
                title: format!("Autoconfig file (Mozilla format) of {of:.253}"),
                reference: file.to_owned(),
                seen: Some(self.today.clone()),
            },
            rule(
                "tls-required",
                "Encryption is always required, since a password must never travel in plain text",
                "RFC 8314 section 3",
            ),
            rule("sync-days", "Thirty days of mail on the device, the rest stays on the server", own),
        ];
        if pop.sources.iter().any(|id| id.as_str() == "pop-keeps-mail") {
            let title = "A POP account that deletes from the server leaves the only copy on one device";
            sources.push(rule("pop-keeps-mail", title, own));
        }
        sources
    }
}

/// The rule that a template of the format means.
fn username(template: &str) -> Option<Username> {
    match template {
        "%EMAILADDRESS%" | "%EMAILLOCALPART%@%EMAILDOMAIN%" => Some(Username::FullAddress),
        "%EMAILLOCALPART%" => Some(Username::LocalPart),
        _ => None,
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Imap => "imap",
        Role::Submission => "submission",
        Role::Pop => "pop",
    }
}

/// A slug of our own words and of host names, which have no other letters.
fn slug(text: &str) -> Slug {
    Slug::try_from(text.to_owned()).unwrap_or_else(|_| Slug::stand_in())
}
