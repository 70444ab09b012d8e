//! How a domain is written in a profile: one flat object.

#[cfg(feature = "whole")]
use super::Date;
use super::{Domain, DomainStatus, HostName, Slug};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub(super) struct DomainRow {
    name: HostName,
    status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<HostName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<Slug>,
    #[cfg(feature = "whole")]
    sources: Vec<Slug>,
    #[cfg(feature = "whole")]
    checked: Date,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Active,
    Moving,
    Business,
    Unconfirmed,
}

impl TryFrom<DomainRow> for Domain {
    type Error = &'static str;

    fn try_from(row: DomainRow) -> Result<Self, Self::Error> {
        let status = match (row.status, row.to, row.link) {
            (Status::Active, None, None) => DomainStatus::Active,
            (Status::Moving, Some(to), None) => DomainStatus::Moving { to },
            (Status::Business, None, Some(link)) => DomainStatus::Business { link },
            (Status::Unconfirmed, None, None) => DomainStatus::Unconfirmed,
            (Status::Moving, ..) => return Err("a moving domain has `to`, the new domain, and no `link`"),
            (Status::Business, ..) => {
                return Err("a business domain has `link`, where its customers go, and no `to`");
            }
            _ => return Err("only a moving domain has `to`, and only a business domain has `link`"),
        };
        Ok(Self {
            name: row.name,
            status,
            #[cfg(feature = "whole")]
            sources: row.sources,
            #[cfg(feature = "whole")]
            checked: row.checked,
        })
    }
}

impl From<Domain> for DomainRow {
    fn from(domain: Domain) -> Self {
        let (status, to, link) = match domain.status {
            DomainStatus::Active => (Status::Active, None, None),
            DomainStatus::Moving { to } => (Status::Moving, Some(to), None),
            DomainStatus::Business { link } => (Status::Business, None, Some(link)),
            DomainStatus::Unconfirmed => (Status::Unconfirmed, None, None),
        };
        Self {
            name: domain.name,
            status,
            to,
            link,
            #[cfg(feature = "whole")]
            sources: domain.sources,
            #[cfg(feature = "whole")]
            checked: domain.checked,
        }
    }
}
