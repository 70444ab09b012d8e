//! The provider: domains, endpoints with standing, rules, limits, links and sources.
//!
//! A profile is a JSON file (`data/profiles/`); the field names are those of these types. Every
//! value says where it came from (`sources`, ids of [`Profile::sources`]) and when it was checked.

#[cfg(feature = "whole")]
mod check;
mod domain_row;
#[cfg(feature = "load")]
mod load;
mod name;
#[cfg(feature = "load")]
mod place;
#[cfg(feature = "load")]
mod shape;

#[cfg(feature = "whole")]
pub use check::Fault;
#[cfg(feature = "load")]
pub use load::{LoadError, Placed, load};
pub(crate) use name::is_host;
pub use name::{Date, HostName, NameError, Slug, WebAddress};

use crate::text::{Page, Words};
use domain_row::DomainRow;
use serde::{Deserialize, Serialize};

/// The profile format that this engine reads; [`Profile::schema`] must say the same.
pub const SCHEMA: u32 = 1;

/// Everything that is particular to one provider.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Profile {
    /// The format's version, [`SCHEMA`].
    pub schema: u32,
    /// A stable slug, also part of the Apple profile's identifier.
    pub id: Slug,
    /// The provider's name as people know it, at most 30 characters.
    pub name: String,
    /// When a person last looked at the whole file.
    #[cfg(feature = "whole")]
    pub reviewed: Date,
    /// The domain family, the main domain first.
    pub domains: Vec<Domain>,
    /// Typing errors with a known meaning, tried before any guess.
    #[serde(default)]
    pub typos: Vec<Typo>,
    /// Every endpoint that customers use or used.
    pub endpoints: Vec<Endpoint>,
    /// Hosts of the provider that are no mail server, such as webmail.
    #[serde(default)]
    pub other_hosts: Vec<OtherHost>,
    /// What the user name is.
    pub username: UsernameRule,
    /// How signing in works.
    pub sign_in: SignIn,
    /// What the connection must be.
    #[cfg(feature = "whole")]
    pub transport: Transport,
    /// The advice for POP accounts.
    #[cfg(feature = "whole")]
    pub pop: PopRule,
    /// How much mail the device keeps.
    pub sync: SyncAdvice,
    /// The provider's limits, where they are known.
    #[cfg(feature = "whole")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
    /// Known trouble of the provider's own.
    #[cfg(feature = "whole")]
    #[serde(default)]
    pub issues: Vec<KnownIssue>,
    /// Pages of the provider's.
    pub links: Vec<Link>,
    /// Where the values come from.
    #[cfg(feature = "whole")]
    pub sources: Vec<Source>,
}

/// One mail domain of the provider's family.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "DomainRow", into = "DomainRow")]
pub struct Domain {
    /// The part after the `@`, lower case.
    pub name: HostName,
    /// What holds for its addresses.
    pub status: DomainStatus,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// What holds for the addresses of a domain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DomainStatus {
    /// In use; the profile's endpoints serve it.
    Active,
    /// In use, but the provider is moving its addresses to another domain of the family.
    Moving {
        /// The new domain.
        to: HostName,
    },
    /// A business domain with settings of its own, which this profile does not hold.
    Business {
        /// The id of the [`Link`] where its customers go.
        link: Slug,
    },
    /// Said to be the provider's, but no source tells its settings.
    Unconfirmed,
}

/// A typing error with a known meaning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Typo {
    /// What is typed instead, lower case; it need not be a legal domain.
    pub typed: String,
    /// The domains of the family that may be meant, likeliest first.
    pub meant: Vec<HostName>,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
}

/// A mail server as a client is told of it: role, host, port and security.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Endpoint {
    /// A stable slug that names host and port (`imap-com-993`); never renamed.
    pub id: Slug,
    /// What it is for.
    pub role: Role,
    /// The server's name, ASCII.
    pub host: HostName,
    /// The TCP port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// How sure we are of it.
    pub standing: Standing,
    /// The order of preference among the endpoints of one role, 1 first.
    pub rank: u16,
    /// The domains it serves; empty for the whole family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<HostName>,
    /// What a technician should know of it.
    #[cfg(feature = "whole")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// What an endpoint is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reading mail with IMAP (RFC 9051).
    Imap,
    /// Sending mail: message submission (RFC 6409).
    Submission,
    /// Reading mail with POP3 (RFC 1939). Never chosen by itself.
    Pop,
}

/// How a connection is encrypted (RFC 8314).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Implicit TLS: encrypted from the first byte (ports 993, 465, 995).
    Tls,
    /// Plain first, then upgraded with STARTTLS (RFC 3207, RFC 9051 section 6.2.1); required, never "if available".
    Starttls,
    /// No encryption. Only ever read from what a client has now; no profile may hold it.
    None,
}

/// How sure we are that an endpoint works.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In the published guide that this project implements.
    Guide,
    /// In the provider's own pages or a maintained provider database.
    Documented,
    /// Named customers report that it works.
    Reported,
    /// Switched off, or no longer working.
    Retired,
}

/// A host of the provider's that is no mail server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct OtherHost {
    /// The name.
    pub host: HostName,
    /// What it is.
    pub kind: OtherHostKind,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
}

/// What a host that is no mail server is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherHostKind {
    /// Reads mail in a browser.
    Webmail,
    /// A web site.
    Website,
    /// The bare mail domain.
    MailDomain,
}

/// What the user name is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct UsernameRule {
    /// The rule.
    pub rule: Username,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// A rule for the user name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Username {
    /// The whole address, domain included.
    FullAddress,
    /// The part before the `@`.
    LocalPart,
}

impl Username {
    /// The words that stand for a user name where nobody has typed an address.
    #[must_use]
    pub const fn word(self) -> Page {
        match self {
            Self::FullAddress => Page::TableUsernameValue,
            Self::LocalPart => Page::TablePartValue,
        }
    }

    /// The user name that goes with an address, or with an example of one.
    #[must_use]
    pub fn of(self, address: &str) -> &str {
        match (self, address.split_once('@')) {
            (Self::LocalPart, Some((local, _))) => local,
            _ => address,
        }
    }
}

/// How signing in works.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct SignIn {
    /// The methods that the servers accept, inside TLS.
    pub methods: Vec<AuthMethod>,
    /// Whether the outgoing server needs the same sign-in as the incoming one.
    pub outgoing_required: bool,
    /// Whether mail programs need an app password.
    pub app_password: AppPassword,
    /// A login of the provider's that people mistake for the mailbox's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_login: Option<Words>,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// A way to sign in, as JSON answers name it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthMethod {
    /// The password itself, safe inside TLS: "Normal password" in Thunderbird, "Password" at Apple.
    Password,
    /// A challenge instead of the password: CRAM-MD5, "Encrypted password".
    Encrypted,
    /// NTLM, or SPA as Outlook calls it.
    Ntlm,
    /// Kerberos / GSSAPI.
    Kerberos,
    /// OAuth 2.0.
    Oauth2,
    /// A TLS client certificate.
    Certificate,
    /// No sign-in at all.
    None,
    /// Not said.
    #[default]
    Unknown,
}

/// Whether mail programs need an app password instead of the mailbox password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppPassword {
    /// Never.
    Never,
    /// Where two-step sign-in is switched on.
    WithTwoStep,
    /// Always.
    Always,
    /// Not known: a person who enters a code when signing in is told of them.
    Unknown,
}

/// What the connection must be.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Transport {
    /// Whether a password over plain text is refused.
    pub require_tls: bool,
    /// Ports that must not be used for reading or sending mail.
    pub never_ports: Vec<u16>,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// The advice for POP accounts.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct PopRule {
    /// Whether POP accounts should leave their mail on the server.
    pub leave_on_server: bool,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// How much mail the device keeps; the rest stays on the server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct SyncAdvice {
    /// Days of mail on the device.
    pub days: u16,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// The provider's limits.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Limits {
    /// The largest message that can be sent, in megabytes (10^6 bytes) as it travels; absent where it is
    /// not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_mb: Option<u32>,
    /// The size of a mailbox, in megabytes; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailbox_mb: Option<u32>,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// Known trouble of the provider's own.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct KnownIssue {
    /// A stable slug.
    pub id: Slug,
    /// The code of the cause (see [`Cause`](crate::Cause)) that it explains.
    pub cause: crate::Cause,
    /// What an error message says when it is this. An entry is a list of words with spaces between;
    /// it fits where all of its words are in the message, near each other, in any order and case. Signs
    /// inside a word stand for any signs or blanks: `port:25` fits "Port 25". One that fits is enough.
    #[serde(default)]
    pub matches: Vec<String>,
    /// What it is, in a sentence or two.
    pub what: Words,
    /// What to do.
    pub advice: Words,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// A page of the provider's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Link {
    /// What it is: `webmail`, `password_reset`, `app_passwords`, `support`, or a slug of the profile's own.
    pub id: Slug,
    /// What it is called in a sentence.
    pub title: Words,
    /// The address, https.
    pub url: WebAddress,
    /// The languages of the page, as BCP 47 codes.
    #[cfg(feature = "whole")]
    pub languages: Vec<String>,
    /// Ids of [`Profile::sources`].
    #[cfg(feature = "whole")]
    pub sources: Vec<Slug>,
    /// When it was last checked.
    #[cfg(feature = "whole")]
    pub checked: Date,
}

/// Where values come from.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Source {
    /// A stable slug.
    pub id: Slug,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// What it is called.
    pub title: String,
    /// Where to find it: a page's address, a repository with its commit, a thread's number.
    pub reference: String,
    /// The date of what was read; absent where its copy has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Date>,
}

/// What kind of source something is, most trusted first.
#[cfg(feature = "whole")]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The guide that this project implements.
    Guide,
    /// The provider's own page.
    Provider,
    /// A maintained database of mail providers.
    Database,
    /// A measurement.
    Probe,
    /// A named customer's report.
    Report,
    /// A rule of this project's own, with its reason in the title.
    Project,
}

impl Standing {
    /// Whether the endpoint is in the accept set: a value that is, is never called wrong.
    #[must_use]
    pub const fn accepted(self) -> bool {
        !matches!(self, Self::Retired)
    }
}

impl Endpoint {
    /// Whether it serves `domain`.
    #[must_use]
    pub fn serves(&self, domain: &str) -> bool {
        self.domains.is_empty() || self.domains.iter().any(|name| name.as_str() == domain)
    }
}

impl Profile {
    /// The family's domain of that name; `name` in lower case.
    #[must_use]
    pub fn domain(&self, name: &str) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.name.as_str() == name)
    }

    /// The endpoint with that id.
    #[must_use]
    pub fn endpoint(&self, id: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.id.as_str() == id)
    }

    /// The accept set of `role` for addresses of `domain`, in rank order.
    #[must_use]
    pub fn accepted(&self, role: Role, domain: &str) -> Vec<&Endpoint> {
        let fit = |e: &&Endpoint| e.role == role && e.standing.accepted() && e.serves(domain);
        let mut found: Vec<&Endpoint> = Vec::new();
        // A handful: putting each in its place costs the page less than a sort does.
        for endpoint in self.endpoints.iter().filter(fit) {
            let place = found.partition_point(|other| other.rank <= endpoint.rank);
            found.insert(place, endpoint);
        }
        found
    }

    /// The page of the provider's with that id.
    #[must_use]
    pub fn link(&self, id: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.id.as_str() == id)
    }

    /// The main domain: the first of the family.
    #[must_use]
    pub fn main_domain(&self) -> &str {
        self.domains.first().map_or("", |domain| domain.name.as_str())
    }
}
