//! The DNS records by which mail programs find a provider's servers (RFC 6186, RFC 8314 section 5.1,
//! and what clients ask for besides).

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::Profile;
use engine::profile::{
    AuthMethod, Domain, DomainStatus, Endpoint, HostName, Role, Security, Standing, Username,
};
use serde::Serialize;
use serde_json::json;

/// The draft that the PACC records follow.
pub(super) const PACC_DRAFT: &str = "draft-ietf-mailmaint-pacc-03";

/// Where the PACC document must be, on `ua-auto-config.<domain>`.
pub(super) const PACC_PATH: &str = "/.well-known/user-agent-configuration.json";

/// What a record is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    /// Names a server (RFC 6186).
    Service,
    /// Says that there is none.
    NotOffered,
    /// Thunderbird's autoconfig.
    Autoconfig,
    /// Outlook's Autodiscover.
    Autodiscover,
    /// The hash of the PACC document.
    Pacc,
}

/// One record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Record {
    /// The mail domain that it is of, which is the zone or in it.
    pub(super) domain: HostName,
    /// The full name, without the last dot.
    pub(super) name: String,
    /// The type's name.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    /// The data as it stands in a zone file; names in it end in a dot.
    pub(super) data: String,
    pub(super) purpose: Purpose,
}

/// The service names of a role: encrypted from the first byte, and upgraded.
const SERVICES: [(Role, &str, &str); 3] = [
    (Role::Imap, "_imaps", "_imap"),
    (Role::Submission, "_submissions", "_submission"),
    (Role::Pop, "_pop3s", "_pop3"),
];

/// The records of every domain that the profile's servers serve, in its order. `server` is where the
/// companion answers for autoconfig and Autodiscover.
pub(super) fn records(profile: &Profile, server: Option<&HostName>) -> Vec<Record> {
    let mut all = Vec::new();
    for domain in profile.domains.iter().filter(|domain| served(domain)) {
        let start = all.len();
        let mut add = |label: &str, kind, data: String, purpose| {
            let name = format!("{label}.{}", domain.name);
            all.push(Record { domain: domain.name.clone(), name, kind, data, purpose });
        };
        for (role, tls, starttls) in SERVICES {
            let endpoints = published(profile, role, domain);
            for (service, security) in [(tls, Security::Tls), (starttls, Security::Starttls)] {
                let label = format!("{service}._tcp");
                let mut none = true;
                for (place, endpoint) in endpoints.iter().enumerate().filter(|(_, e)| e.security == security)
                {
                    none = false;
                    // RFC 6186 section 3.4: the priorities of all services of a role are compared.
                    let data = format!("{} 1 {} {}.", place * 10, endpoint.port, endpoint.host);
                    add(&label, "SRV", data, Purpose::Service);
                }
                if none {
                    add(&label, "SRV", "0 0 0 .".to_owned(), Purpose::NotOffered);
                }
            }
        }
        if let Some(server) = server {
            for (label, purpose) in
                [("autoconfig", Purpose::Autoconfig), ("autodiscover", Purpose::Autodiscover)]
            {
                // A name cannot be another name for itself.
                if format!("{label}.{}", domain.name) != server.as_str() {
                    add(label, "CNAME", format!("{server}."), purpose);
                }
            }
            add("_autodiscover._tcp", "SRV", format!("0 0 443 {server}."), Purpose::Autodiscover);
        }
        if let Some(document) = pacc(profile, domain) {
            let hash = STANDARD.encode(digest::digest(&digest::SHA256, document.as_bytes()));
            let data = format!("\"v=UAAC1; a=sha256; d={hash}\"");
            add("_ua-auto-config", "TXT", data, Purpose::Pacc);
        }
        // What belongs together stands together, so that it is explained once.
        all.get_mut(start..).unwrap_or_default().sort_by_key(|record: &Record| record.purpose);
    }
    all
}

fn served(domain: &Domain) -> bool {
    matches!(domain.status, DomainStatus::Active | DomainStatus::Moving { .. })
}

/// What the provider itself names; only where that is nothing, what is known to work.
fn published<'p>(profile: &'p Profile, role: Role, domain: &Domain) -> Vec<&'p Endpoint> {
    let accepted = profile.accepted(role, domain.name.as_str());
    let own = |e: &&Endpoint| matches!(e.standing, Standing::Guide | Standing::Documented);
    let named: Vec<&Endpoint> = accepted.iter().copied().filter(own).collect();
    if named.is_empty() { accepted } else { named }
}

/// The PACC document of a domain; `None` where it cannot say what holds: it has no ports and no user
/// name, so it means port 993 and 465 with TLS, and the whole address.
pub(super) fn pacc(profile: &Profile, domain: &Domain) -> Option<String> {
    if profile.username.rule != Username::FullAddress
        || !profile.sign_in.methods.contains(&AuthMethod::Password)
        || !served(domain)
    {
        return None;
    }
    let host = |role, port| {
        let endpoints = published(profile, role, domain).into_iter();
        endpoints.into_iter().find(|e| e.port == port && e.security == Security::Tls).map(|e| e.host.as_str())
    };
    let mut provider = json!({"name": profile.name});
    if profile.name.chars().count() <= 20 {
        provider["shortName"] = json!(profile.name);
    }
    let mut info = json!({"provider": provider});
    if let Some(support) = profile.link("support") {
        info["help"] = json!({"documentation": support.url});
    }
    let protocols = json!({
        "imap": {"host": host(Role::Imap, 993)?},
        "submit": {"host": host(Role::Submission, 465)?},
    });
    Some(json!({"protocols": protocols, "authentication": {"password": true}, "info": info}).to_string())
}
