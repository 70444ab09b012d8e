//! What is asked.

use engine::profile::{Endpoint, HostName, Role, Security, Slug};

/// One endpoint to ask. It comes from a profile, never from a request.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The endpoint's id in the profile.
    pub id: Slug,
    /// What it is for; decides the protocol.
    pub role: Role,
    /// Its host: looked up once, sent as SNI, and the name that the certificate must have.
    pub host: HostName,
    /// Its port.
    pub port: u16,
    /// Its encryption. One without is never asked.
    pub security: Security,
}

impl From<&Endpoint> for Target {
    fn from(endpoint: &Endpoint) -> Self {
        Self {
            id: endpoint.id.clone(),
            role: endpoint.role,
            host: endpoint.host.clone(),
            port: endpoint.port,
            security: endpoint.security,
        }
    }
}
