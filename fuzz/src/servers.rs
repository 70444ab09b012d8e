//! `diagnose` on any servers at all: hosts, ports, encryption and names in every combination, from
//! the profile, nearly from the profile, and from nowhere.

use crate::{PROFILE, again};
use arbitrary::{Result, Unstructured};
use engine::diagnose::{About, Diagnosis, Verdict, diagnose};
use engine::finding::Severity;
use engine::profile::{AuthMethod, DomainStatus, Role, Security};
use engine::settings::{Protocol, ReadFormat, Retention};
use engine::{Server, Settings};

/// Any accounts, and an account that is right in every field.
///
/// # Panics
/// Where something does not hold.
pub fn diagnosed(input: &[u8]) {
    let mut source = Unstructured::new(input);
    let Ok(right) = right(&mut source) else { return };
    let found = diagnose(std::slice::from_ref(&right), &About::default(), &PROFILE);
    assert!(
        found.findings.iter().all(|finding| finding.severity != Severity::Error),
        "right, but called wrong: {right:?}\n{found:?}"
    );
    let Ok((accounts, about)) = any(&mut source) else { return };
    let found = diagnose(&accounts, &about, &PROFILE);
    if again(input) {
        assert_eq!(found, diagnose(&accounts, &about, &PROFILE), "diagnosed twice");
    }
    sound(&found, &accounts);
}

fn sound(found: &Diagnosis, accounts: &[Settings]) {
    assert!(found.judged.is_sorted_by(|a, b| a < b), "{:?}", found.judged);
    assert!(found.judged.iter().all(|place| *place < accounts.len()), "{:?}", found.judged);
    assert!(found.findings.is_sorted_by_key(|finding| finding.severity), "worst first: {found:?}");
    let errors = found.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    match found.verdict {
        Verdict::Right | Verdict::RightSoFar | Verdict::Works => assert_eq!(errors, 0, "{found:?}"),
        Verdict::ChangeOne => assert_eq!(errors, 1, "{found:?}"),
        Verdict::ChangeSeveral => assert!(errors > 0, "{found:?}"),
        Verdict::OwnSettings | Verdict::OtherProvider | Verdict::NothingRead => {}
    }
    for change in found.changes() {
        assert_ne!(change.before, change.after, "{found:?}");
    }
    let servers: usize = accounts.iter().map(|account| account.servers.len()).sum();
    assert!(found.findings.len() <= 12 * (servers + accounts.len()), "{} findings", found.findings.len());
}

/// The account of a customer who has done everything right, with any of the accepted servers.
fn right(source: &mut Unstructured<'_>) -> Result<Settings> {
    let active: Vec<&str> = PROFILE
        .domains
        .iter()
        .filter(|domain| matches!(domain.status, DomainStatus::Active))
        .map(|domain| domain.name.as_str())
        .collect();
    let domain = source.choose(&active)?;
    let name = format!("pat@{domain}");
    let mut servers = Vec::new();
    for role in [Role::Imap, Role::Submission] {
        let endpoints = PROFILE.accepted(role, domain);
        let endpoint = source.choose(&endpoints)?;
        servers.push(Server {
            host: endpoint.host.to_string(),
            port: Some(endpoint.port),
            security: Some(endpoint.security),
            auth: AuthMethod::Password,
            username: Some(name.clone()),
            ..Server::new(role.into())
        });
    }
    Ok(Settings { format: ReadFormat::Form, address: Some(name), servers })
}

fn any(source: &mut Unstructured<'_>) -> Result<(Vec<Settings>, About)> {
    let about =
        About { address: maybe(source, name)?, incoming: maybe(source, id)?, outgoing: maybe(source, id)? };
    let mut accounts = Vec::new();
    for _ in 0..source.int_in_range(0..=3)? {
        let address = maybe(source, name)?;
        let mut servers = Vec::new();
        for _ in 0..source.int_in_range(0..=4)? {
            servers.push(server(source)?);
        }
        accounts.push(Settings { format: ReadFormat::Form, address, servers });
    }
    Ok((accounts, about))
}

fn server(source: &mut Unstructured<'_>) -> Result<Server> {
    let protocol = *source.choose(&[Protocol::Imap, Protocol::Pop3, Protocol::Smtp])?;
    let ports = [993, 143, 465, 587, 25, 110, 995, 0, 2525];
    Ok(Server {
        protocol,
        host: host(source)?,
        port: maybe(source, |source| {
            if source.ratio(3, 4)? { source.choose(&ports).copied() } else { source.arbitrary() }
        })?,
        security: maybe(source, |source| {
            source.choose(&[Security::Tls, Security::Starttls, Security::None]).copied()
        })?,
        auth: *source.choose(&[
            AuthMethod::Password,
            AuthMethod::Encrypted,
            AuthMethod::Ntlm,
            AuthMethod::Kerberos,
            AuthMethod::Oauth2,
            AuthMethod::Certificate,
            AuthMethod::None,
            AuthMethod::Unknown,
        ])?,
        username: maybe(source, name)?,
        retention: match source.int_in_range(0..=2)? {
            0 => Retention::Unknown,
            1 => Retention::Keeps,
            _ => Retention::Deletes { after_days: source.arbitrary()? },
        },
    })
}

/// A host of the profile's, another host of the provider's, or any text; often with something changed.
fn host(source: &mut Unstructured<'_>) -> Result<String> {
    let known: Vec<&str> = PROFILE
        .endpoints
        .iter()
        .map(|endpoint| endpoint.host.as_str())
        .chain(PROFILE.other_hosts.iter().map(|other| other.host.as_str()))
        .chain(["imap.gmail.com", "mail.example.org", "127.0.0.1", "localhost"])
        .collect();
    if source.ratio(1, 6)? {
        return source.arbitrary();
    }
    let host = *source.choose(&known)?;
    changed(source, host)
}

fn name(source: &mut Unstructured<'_>) -> Result<String> {
    if source.ratio(1, 6)? {
        return source.arbitrary();
    }
    let local = *source.choose(&["pat", "Pat", "pat.example", "o'neil", ""])?;
    let at = *source.choose(&["@", "@", "@", " @ ", "＠", ""])?;
    let domains: Vec<&str> = PROFILE.domains.iter().map(|domain| domain.name.as_str()).collect();
    let domain = if source.ratio(4, 5)? { *source.choose(&domains)? } else { "gmail.com" };
    let whole = format!("{local}{at}{domain}");
    changed(source, &whole)
}

fn id(source: &mut Unstructured<'_>) -> Result<String> {
    if source.ratio(1, 6)? {
        return source.arbitrary();
    }
    let ids: Vec<&str> = PROFILE.endpoints.iter().map(|endpoint| endpoint.id.as_str()).collect();
    Ok((*source.choose(&ids)?).to_owned())
}

/// A text as it is, or with a slip in it, or with something around it.
fn changed(source: &mut Unstructured<'_>, text: &str) -> Result<String> {
    let letters: Vec<char> = text.chars().collect();
    let place = source.int_in_range(0..=letters.len())?;
    let (before, after) = letters.split_at(place);
    let join = |before: &[char], between: &str, after: &[char]| {
        before.iter().collect::<String>() + between + &after.iter().collect::<String>()
    };
    Ok(match source.int_in_range(0..=9)? {
        0 => join(before, &source.arbitrary::<char>()?.to_string(), after),
        1 => join(before, "", after.get(1..).unwrap_or_default()),
        2 => format!("{}{text}", source.choose(&["https://", "imaps://", " ", "\u{feff}", "“", "www."])?),
        3 => format!("{text}{}", source.choose(&[":993", "/", ".", " ", "\u{200b}", "”", ",", "."])?),
        4 => text.to_uppercase(),
        _ => text.to_owned(),
    })
}

fn maybe<T>(
    source: &mut Unstructured<'_>,
    make: impl Fn(&mut Unstructured<'_>) -> Result<T>,
) -> Result<Option<T>> {
    if source.ratio(3, 4)? { make(source).map(Some) } else { Ok(None) }
}
