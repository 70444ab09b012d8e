//! The provider as a profile of the product.

use serde_json::{Value, json};

use super::endpoint::{ENDPOINTS, Endpoint};

/// The day on which the values below were last looked at.
const CHECKED: &str = "2026-11-23";

/// The profile of the provider with this domain.
pub fn json(domain: &str) -> String {
    with_endpoints(domain, ENDPOINTS.iter().map(|one| endpoint(one, domain)).collect())
}

/// The profile of a provider with this domain and these endpoints, each without sources.
#[must_use]
pub fn with_endpoints(domain: &str, endpoints: Vec<Value>) -> String {
    let sourced = |mut value: Value| {
        value["sources"] = json!(["local"]);
        value["checked"] = json!(CHECKED);
        value
    };
    let endpoints = endpoints.into_iter().map(sourced);
    let link = |id: &str, en: &str, es: &str| {
        sourced(json!({
            "id": id, "title": {"en": en, "es": es}, "url": format!("https://webmail.{domain}/{id}"),
            "languages": ["en", "es"],
        }))
    };
    json!({
        "schema": 1,
        "id": "local",
        "name": "Local provider",
        "reviewed": CHECKED,
        "domains": [sourced(json!({"name": domain, "status": "active"}))],
        "endpoints": endpoints.collect::<Vec<_>>(),
        "other_hosts": [{"host": format!("webmail.{domain}"), "kind": "webmail", "sources": ["local"]}],
        "username": sourced(json!({"rule": "full_address"})),
        "sign_in": sourced(json!({
            "methods": ["password"], "outgoing_required": true, "app_password": "never",
        })),
        "transport": sourced(json!({"require_tls": true, "never_ports": [25]})),
        "pop": sourced(json!({"leave_on_server": true})),
        "sync": sourced(json!({"days": 30})),
        "limits": sourced(json!({"message_mb": 10, "mailbox_mb": 100})),
        "links": [
            link("webmail", "Webmail", "Correo web"),
            link("password_reset", "Reset the email password", "Restablecer la contraseña del correo"),
            link("support", "Email support", "Soporte de correo"),
        ],
        "sources": [{
            "id": "local", "kind": "project", "title": "The local provider of the tests",
            "reference": "tests/src/provider",
        }],
    })
    .to_string()
}

fn endpoint(one: &Endpoint, domain: &str) -> Value {
    let rank = ENDPOINTS.iter().filter(|other| other.role == one.role).position(|other| other == one);
    json!({
        "id": format!("{}-{}", one.host, one.port), "role": one.role,
        "host": format!("{}.{domain}", one.host), "port": one.port, "security": one.security,
        "standing": "guide", "rank": rank.map_or(1, |place| place + 1),
    })
}
