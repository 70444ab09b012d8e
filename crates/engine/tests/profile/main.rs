//! The CenturyLink profile says what the facts say, and the loader names what is wrong in a file.

#![allow(clippy::unwrap_used, clippy::panic)]

mod wrong;

use engine::profile::{DomainStatus, Endpoint, Profile, Role, Security, Standing, load};
use serde_json::{Value, json};
use wrong::refused;

const FILE: &str = "profiles/centurylink.json";
const TEXT: &str = include_str!("../../../../data/profiles/centurylink.json");

fn profile() -> Profile {
    load(FILE, TEXT).unwrap_or_else(|e| panic!("{e}"))
}

fn value() -> Value {
    serde_json::from_str(TEXT).unwrap()
}

fn ids<'p>(endpoints: impl IntoIterator<Item = &'p Endpoint>) -> Vec<&'p str> {
    endpoints.into_iter().map(|endpoint| endpoint.id.as_str()).collect()
}

#[test]
fn what_is_written_is_what_is_read() {
    let profile = profile();
    let written = serde_json::to_string(&profile).unwrap();
    assert_eq!(load("again", &written).unwrap(), profile);
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value(), "a key is lost or added");
}

#[test]
fn the_accept_set_in_rank_order() {
    let profile = profile();
    let common = ["smtp-com-587", "smtp-com-465", "smtp-net-587", "smtp-net-465", "mail-net-587"];
    for (role, domain, expected) in [
        (Role::Imap, "centurylink.net", vec!["imap-com-993", "mail-net-993"]),
        (Role::Imap, "q.com", vec!["imap-com-993", "mail-net-993"]),
        (Role::Imap, "myctl.net", vec!["imap-com-993", "mail-net-993"]),
        (Role::Imap, "centurytel.net", vec!["imap-com-993", "mail-net-993"]),
        (Role::Imap, "elpasotel.net", vec!["imap-com-993", "mail-net-993", "mail-elpasotel-993"]),
        (Role::Submission, "q.com", common.to_vec()),
        (Role::Submission, "embarqmail.com", common.to_vec()),
        (
            Role::Submission,
            "centurytel.net",
            [&common[..], &["smtpauth-centurytel-587", "smtp-centurytel-587"]].concat(),
        ),
        (Role::Submission, "elpasotel.net", [&common[..], &["smtp-elpasotel-587"]].concat()),
        (Role::Pop, "q.com", vec!["pop-net-995"]),
        (Role::Pop, "gulftel.com", vec!["pop-net-995", "pop-centurytel-995"]),
        (Role::Pop, "elpasotel.net", vec!["pop-net-995", "pop3-elpasotel-995"]),
    ] {
        assert_eq!(ids(profile.accepted(role, domain)), expected, "{role:?} {domain}");
    }
    let retired: Vec<_> = profile.endpoints.iter().filter(|e| e.standing == Standing::Retired).collect();
    assert_eq!(ids(retired), ["mail-qcom-993", "smtp-qcom-587", "smtp-qcom-465", "mail-qcom-995"]);
}

#[test]
fn the_guide_comes_first() {
    let profile = profile();
    let guide: Vec<_> = profile.endpoints.iter().filter(|e| e.standing == Standing::Guide).collect();
    let told: Vec<_> = guide.iter().map(|e| (e.rank, e.host.as_str(), e.port, e.security)).collect();
    assert_eq!(
        told,
        [
            (1, "imap.centurylink.com", 993, Security::Tls),
            (1, "smtp.centurylink.com", 587, Security::Starttls),
            (2, "smtp.centurylink.com", 465, Security::Tls),
        ]
    );
    assert_eq!(profile.sync.days, 30);
    assert!(
        profile.transport.require_tls && profile.sign_in.outgoing_required && profile.pop.leave_on_server
    );
}

#[test]
fn port_and_encryption_go_together_and_ids_name_the_port() {
    for endpoint in &profile().endpoints {
        let expected = if endpoint.port == 587 { Security::Starttls } else { Security::Tls };
        assert_eq!(endpoint.security, expected, "{}", endpoint.id);
        let port = format!("-{}", endpoint.port);
        assert!(endpoint.id.as_str().ends_with(&port), "{}", endpoint.id);
    }
}

#[test]
fn the_whole_family() {
    let profile = profile();
    assert_eq!(profile.main_domain(), "centurylink.net");
    // The seventeen of the provider's own page, the new one, the business one and the unconfirmed one.
    assert_eq!(profile.domains.len(), 20);
    for (name, status) in [
        ("q.com", DomainStatus::Moving { to: "myctl.net".to_owned().try_into().unwrap() }),
        (
            "qwestoffice.net",
            DomainStatus::Business { link: "business_webmail".to_owned().try_into().unwrap() },
        ),
        ("uswest.net", DomainStatus::Unconfirmed),
    ] {
        assert_eq!(profile.domain(name).unwrap().status, status, "{name}");
    }
    for name in
        "centurylink.net qwest.net embarqmail.com centurytel.net elpasotel.net clds.net coastalnow.net \
                 cochill.net cswnet.com emadisonriver.com emadisonriver.net gallatinriver.net grics.net \
                 gulftel.com madisonriver.biz mebtel.net myctl.net"
            .split_whitespace()
    {
        assert_eq!(profile.domain(name).unwrap().status, DomainStatus::Active, "{name}");
    }
}

#[test]
fn every_source_is_used() {
    let profile = profile();
    let sourced = profile.sourced();
    for source in &profile.sources {
        assert!(sourced.iter().any(|(_, ids)| ids.contains(&source.id)), "{} is used by nothing", source.id);
    }
}

/// The JSON pointer of a path of keys: `endpoints[2]` is `/endpoints/2`.
fn pointer(path: &str) -> String {
    format!("/{}", path.replace('[', "/").replace(']', "").replace('.', "/"))
}

#[test]
fn nothing_stands_without_a_source() {
    let whole = value();
    let sourced = profile().sourced().into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert!(sourced.len() > 80, "only {} parts have sources", sourced.len());
    for path in sourced {
        let mut emptied = whole.clone();
        let part = emptied.pointer_mut(&pointer(&path)).and_then(Value::as_object_mut).unwrap();
        part.insert("sources".into(), json!([]));
        let told = refused(&emptied);
        assert!(told.contains(&format!("{path}.sources: must name at least one source")), "{path}: {told}");

        let part = emptied.pointer_mut(&pointer(&path)).and_then(Value::as_object_mut).unwrap();
        part.remove("sources");
        let told = refused(&emptied);
        assert!(told.contains(&format!("{path}: missing field `sources`")), "{path}: {told}");
    }
}

/// Every object of the file that has a date or sources is one that `sourced` lists: a section
/// added later cannot slip past the test above.
#[test]
fn no_sources_are_overlooked() {
    fn count(value: &Value) -> usize {
        match value {
            Value::Object(map) => {
                let own = usize::from(map.contains_key("checked") || map.contains_key("sources"));
                own + map.values().map(count).sum::<usize>()
            }
            Value::Array(items) => items.iter().map(count).sum(),
            _ => 0,
        }
    }
    // One more: the profile itself, whose `sources` are the sources.
    assert_eq!(count(&value()), profile().sourced().len() + 1);
}

#[test]
fn no_endpoint_in_use_may_be_unencrypted() {
    let profile = profile();
    for (index, endpoint) in profile.endpoints.iter().enumerate().filter(|(_, e)| e.standing.accepted()) {
        let mut wrong = profile.clone();
        wrong.endpoints[index].security = Security::None;
        let told = refused(&serde_json::to_value(&wrong).unwrap());
        assert!(
            told.contains(&format!("endpoints[{index}].security: none is only for")),
            "{}: {told}",
            endpoint.id
        );
    }
}
