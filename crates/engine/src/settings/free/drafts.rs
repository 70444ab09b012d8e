//! The servers as far as they are read, and what is made of them in the end.

use super::host;
use super::words::{Crypt, Way};
use crate::profile::{AuthMethod, Security};
use crate::settings::{Protocol, Retention, Server};

/// No text speaks of more servers than this; a bound keeps a hostile one cheap.
const MOST: usize = 16;

/// A server as far as it is read.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub(super) out: bool,
    pub(super) protocol: Option<Protocol>,
    pub(super) host: &'a str,
    pub(super) port: Option<u16>,
    pub(super) crypt: Option<Crypt>,
    pub(super) auth: AuthMethod,
    pub(super) username: Option<&'a str>,
    pub(super) retention: Retention,
    /// It was said as a setting: behind a label.
    pub(super) strong: bool,
    /// How many of its values were said beside its name, and how many in a sentence about a failure.
    pub(super) facts: u8,
    pub(super) faint: u8,
}

/// The servers, in the order in which they were first spoken of.
#[derive(Default)]
pub(super) struct Drafts<'a> {
    list: Vec<Draft<'a>>,
    /// The one that was spoken of last.
    pub(super) focus: Option<usize>,
    /// IMAP or POP, where the account's kind was said.
    pub(super) declared: Option<Protocol>,
}

impl<'a> Drafts<'a> {
    /// The server that a label names; a new one if there is none yet.
    pub(super) fn of(&mut self, way: Way) -> &mut Draft<'a> {
        let place = self.place(way);
        self.get(place)
    }

    /// The server that a label names, else the one that was spoken of last, else the incoming one.
    pub(super) fn touched(&mut self, way: Option<Way>) -> &mut Draft<'a> {
        let place = match (way, self.focus) {
            (Some(way), _) => self.place(way),
            (None, Some(focus)) => focus,
            (None, None) => self.place(Way::In),
        };
        self.get(place)
    }

    pub(super) fn get(&mut self, place: usize) -> &mut Draft<'a> {
        if self.list.is_empty() {
            self.push(Way::In);
        }
        let last = self.list.len() - 1;
        &mut self.list[place.min(last)]
    }

    /// Whether an incoming server has a name already.
    pub(super) fn has_incoming(&self) -> bool {
        self.list.iter().any(|draft| !draft.out && !draft.host.is_empty())
    }

    pub(super) fn place(&mut self, way: Way) -> usize {
        let found = self.list.iter().rposition(|draft| match way {
            Way::In => !draft.out,
            Way::Out | Way::As(Protocol::Smtp) => draft.out,
            Way::As(protocol) => !draft.out && draft.protocol == Some(protocol),
        });
        if let Some(found) = found {
            return found;
        }
        // One whose protocol was not said yet may be it.
        if let Way::As(protocol) = way
            && !way.outgoing()
            && let Some(found) = self.list.iter().rposition(|draft| !draft.out && draft.protocol.is_none())
        {
            let fits = host::way(self.list[found].host).flatten().is_none_or(|by_host| by_host == way);
            if fits {
                self.list[found].protocol = Some(protocol);
                return found;
            }
        }
        self.push(way)
    }

    fn push(&mut self, way: Way) -> usize {
        if self.list.len() < MOST {
            self.list.push(Draft {
                out: way.outgoing(),
                protocol: match way {
                    Way::In => None,
                    Way::Out => Some(Protocol::Smtp),
                    Way::As(protocol) => Some(protocol),
                },
                host: "",
                port: None,
                crypt: None,
                auth: AuthMethod::Unknown,
                username: None,
                retention: Retention::Unknown,
                strong: false,
                facts: 0,
                faint: 0,
            });
        }
        self.list.len() - 1
    }

    /// Takes a server's name over: where there is another name already, it is another server.
    pub(super) fn name(&mut self, way: Way, name: &'a str) -> usize {
        let same = |draft: &Draft<'a>| draft.out == way.outgoing() && draft.host.eq_ignore_ascii_case(name);
        let mut place = match self.list.iter().position(same) {
            Some(place) => place,
            None => self.place(way),
        };
        let host = self.list[place].host;
        if !host.is_empty() && !host.eq_ignore_ascii_case(name) {
            place = self.push(way);
        }
        if self.list[place].host.is_empty() {
            self.list[place].host = name;
        }
        self.focus = Some(place);
        place
    }

    /// Gives the user names out that no label tied to a server.
    pub(super) fn give_users(&mut self, users: &[(&'a str, Option<usize>, bool)], same: bool) {
        if let [(name, _, sentence)] = users {
            for draft in &mut self.list {
                if draft.username.is_none() && (!draft.out || *sentence) {
                    draft.username = Some(name);
                }
            }
        } else {
            for (name, place, _) in users {
                let place = place.unwrap_or(0);
                if let Some(draft) = self.list.get_mut(place)
                    && draft.username.is_none()
                {
                    draft.username = Some(name);
                }
            }
        }
        let incoming = self.list.iter().find(|draft| !draft.out).and_then(|draft| draft.username);
        if same {
            for draft in self.list.iter_mut().filter(|draft| draft.out && draft.username.is_none()) {
                draft.username = incoming;
            }
        }
    }

    /// The servers that were said as settings.
    pub(super) fn servers(&self) -> Vec<Server> {
        let said: Vec<&Draft<'_>> = self.list.iter().filter(|draft| draft.said()).collect();
        let ssl = said.iter().any(|draft| draft.crypt == Some(Crypt::Ssl));
        said.iter().map(|draft| draft.server(self.declared, ssl)).collect()
    }
}

impl Draft<'_> {
    fn said(&self) -> bool {
        let named = !self.host.is_empty();
        self.strong || (named && (self.facts > 0 || self.faint > 1)) || self.facts > 1
    }

    /// `ssl`: "SSL" is a choice elsewhere in the text, so that "TLS" is another.
    fn server(&self, declared: Option<Protocol>, ssl: bool) -> Server {
        let typed = self.host.rsplit_once(':').and_then(|(_, port)| port.trim_end_matches('/').parse().ok());
        let port = self.port.or(typed);
        let by_port = match port {
            Some(993 | 143) => Some(Protocol::Imap),
            Some(995 | 110) => Some(Protocol::Pop3),
            _ => None,
        };
        let by_host = match host::way(self.host).flatten() {
            Some(Way::As(protocol)) if protocol != Protocol::Smtp => Some(protocol),
            _ => None,
        };
        let protocol = if self.out {
            Protocol::Smtp
        } else {
            self.protocol.or(by_host).or(declared).or(by_port).unwrap_or(Protocol::Imap)
        };
        let upgraded = matches!(port, Some(25 | 110 | 143 | 587 | 2525));
        let mut server = Server::new(protocol);
        self.host.clone_into(&mut server.host);
        server.port = port;
        server.security = self.crypt.map(|crypt| match crypt {
            Crypt::Off => Security::None,
            Crypt::Starttls => Security::Starttls,
            Crypt::Ssl => Security::Tls,
            Crypt::Switch | Crypt::Tls if upgraded => Security::Starttls,
            Crypt::Tls if ssl && port.is_none() => Security::Starttls,
            Crypt::Switch | Crypt::Tls => Security::Tls,
        });
        server.auth = self.auth;
        server.username = self.username.map(str::to_owned);
        if !self.out {
            server.retention = self.retention;
        }
        server
    }
}
