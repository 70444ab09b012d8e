//! The real resolver: hickory, which can be cancelled, keeps the families apart and tells a name
//! that does not exist from a resolver that fails (facts/probe.md section 2.3).

use super::{Answer, Family, Lookup, LookupError, Resolve};
use engine::profile::HostName;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use std::net::SocketAddr;
use std::time::Duration;

/// The machine's name servers could not be used.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the system's name server settings (/etc/resolv.conf) cannot be used: {0}")]
pub struct ResolverError(String);

/// Asks name servers, with a cache that keeps to the records' times.
pub struct Hickory {
    resolver: TokioResolver,
}

impl Hickory {
    /// With the name servers of the system's configuration.
    ///
    /// # Errors
    /// Where that cannot be read.
    pub fn system() -> Result<Self, ResolverError> {
        let mut builder = TokioResolver::builder_tokio().map_err(ResolverError::new)?;
        tune(builder.options_mut());
        Ok(Self { resolver: builder.build().map_err(ResolverError::new)? })
    }

    /// With one name server, by UDP and TCP.
    ///
    /// # Errors
    /// Where hickory refuses it.
    pub fn with_server(server: SocketAddr) -> Result<Self, ResolverError> {
        let mut name_server = NameServerConfig::udp_and_tcp(server.ip());
        for connection in &mut name_server.connections {
            connection.port = server.port();
        }
        let config = ResolverConfig::from_name_servers(vec![name_server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        tune(builder.options_mut());
        Ok(Self { resolver: builder.build().map_err(ResolverError::new)? })
    }
}

impl ResolverError {
    fn new(error: NetError) -> Self {
        Self(error.to_string())
    }
}

fn tune(options: &mut ResolverOpts) {
    // Two tries fit into the three seconds that a look-up has.
    options.timeout = Duration::from_millis(1_300);
    options.attempts = 2;
    options.cache_size = 256;
}

impl Resolve for Hickory {
    fn resolve<'a>(&'a self, host: &'a HostName, family: Family) -> Lookup<'a> {
        Box::pin(async move {
            // The dot at the end keeps search lists out of it.
            let name = Name::from_ascii(format!("{host}.")).map_err(|_| LookupError::NoSuchName)?;
            let kind = if family == Family::V4 { RecordType::A } else { RecordType::AAAA };
            let found = self.resolver.lookup(name, kind).await.map_err(reason)?;
            let mut answer = Answer::default();
            for record in found.answers() {
                let address = match &record.data {
                    RData::A(a) => a.0.into(),
                    RData::AAAA(aaaa) => aaaa.0.into(),
                    _ => continue,
                };
                answer.addresses.push(address);
                answer.ttl_s = Some(answer.ttl_s.map_or(record.ttl, |ttl| ttl.min(record.ttl)));
            }
            if answer.addresses.is_empty() { Err(LookupError::NoRecords) } else { Ok(answer) }
        })
    }
}

fn reason(error: NetError) -> LookupError {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NXDomain => {
            LookupError::NoSuchName
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NoError => {
            LookupError::NoRecords
        }
        NetError::Dns(_) | NetError::Proto(_) => LookupError::Failed,
        NetError::Timeout => LookupError::Timeout,
        _ => LookupError::Local,
    }
}
