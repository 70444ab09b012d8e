//! From preferences to accounts: account, its server, its identities, their outgoing servers.

use super::super::{ReadFormat, Server, Settings, mozilla};
use super::Prefs;
use super::server::Branch;
use std::collections::BTreeSet;

/// The accounts of the preferences. Where a part of the tree is missing, as in a few copied lines,
/// servers that no account names are read too; in a whole file nothing uses them.
pub(super) fn of(prefs: &Prefs<'_>) -> Vec<Settings> {
    let mut walk = Walk {
        prefs,
        listed: prefs.list("mail.smtpservers").map(Iterator::collect),
        seen: BTreeSet::new(),
        whole: true,
        accounts: Vec::new(),
    };
    let listed: Option<Vec<&str>> = prefs.list("mail.accountmanager.accounts").map(Iterator::collect);
    walk.whole = listed.is_some();
    for key in listed.unwrap_or_else(|| prefs.keys("mail.account.")) {
        walk.account(key);
    }
    if !walk.whole || walk.accounts.is_empty() {
        walk.loose();
    }
    walk.accounts
}

struct Walk<'a> {
    prefs: &'a Prefs<'a>,
    /// The keys of `mail.smtpservers`, where it is there.
    listed: Option<BTreeSet<&'a str>>,
    /// Names of accounts and servers that are done: `mail.server.server1`.
    seen: BTreeSet<String>,
    /// Whether each account of the list has been found.
    whole: bool,
    accounts: Vec<Settings>,
}

impl<'a> Walk<'a> {
    fn account(&mut self, key: &str) {
        let Some(server) = self.prefs.text(&format!("mail.account.{key}.server")) else {
            self.whole = false;
            return;
        };
        // The same account or server twice is the same again.
        if !self.seen.insert(format!("mail.server.{server}")) {
            return;
        }
        let Some(incoming) = Branch::incoming(self.prefs, server).mailbox() else { return };
        let mut settings = empty();
        mozilla::add(&mut settings.servers, incoming);
        let mut seen = BTreeSet::new();
        if let Some(identities) = self.prefs.list(&format!("mail.account.{key}.identities")) {
            for identity in identities {
                if settings.address.is_none() {
                    settings.address = self.address(identity);
                }
                let key = self.outgoing(identity);
                if let Some(key) = key.filter(|key| seen.insert(*key)) {
                    self.seen.insert(format!("mail.smtpserver.{key}"));
                    settings.servers.extend(self.submission(key));
                }
            }
        }
        self.accounts.push(settings);
    }

    fn address(&self, identity: &str) -> Option<String> {
        let address = self.prefs.text(&format!("mail.identity.{identity}.useremail"))?;
        Some(mozilla::kept(address)).filter(|address| !address.is_empty())
    }

    /// The key of the outgoing server of an identity: its own, else the default one, else the first
    /// one. A key that is not in the list has no server.
    fn outgoing(&self, identity: &str) -> Option<&'a str> {
        let own = self.prefs.text(&format!("mail.identity.{identity}.smtpServer"));
        let set = own.filter(|key| !key.is_empty()).or_else(|| self.prefs.text("mail.smtp.defaultserver"));
        let key =
            set.filter(|key| !key.is_empty()).or_else(|| self.prefs.list("mail.smtpservers")?.next())?;
        self.listed.as_ref().is_none_or(|listed| listed.contains(key)).then_some(key)
    }

    fn submission(&self, key: &'a str) -> Option<Server> {
        let listed = self.listed.as_ref().is_some_and(|listed| listed.contains(key));
        Branch::outgoing(self.prefs, key).submission(listed)
    }

    /// Servers that no account names. One incoming server, here or in an account that has no outgoing
    /// one, takes all outgoing ones; among several, an outgoing server belongs to that with its user
    /// name, else it stands alone.
    fn loose(&mut self) {
        let mut outgoing = Vec::new();
        for key in self.prefs.keys("mail.smtpserver.") {
            if !self.seen.contains(&format!("mail.smtpserver.{key}")) {
                outgoing.extend(self.submission(key));
            }
        }
        let first = self.accounts.len();
        for key in self.prefs.keys("mail.server.") {
            if self.seen.contains(&format!("mail.server.{key}")) {
                continue;
            }
            if let Some(incoming) = Branch::incoming(self.prefs, key).mailbox() {
                self.accounts.push(Settings { servers: vec![incoming], ..empty() });
            }
        }
        if let [one] = &mut self.accounts[..]
            && one.servers.len() == 1
        {
            one.servers.append(&mut outgoing);
        }
        let mut owners = std::collections::BTreeMap::new();
        for (at, account) in self.accounts.iter().enumerate().rev() {
            if let [Server { username: Some(user), .. }] = &account.servers[..] {
                owners.insert(user.clone(), at);
            }
        }
        for server in outgoing {
            match server.username.as_ref().and_then(|user| owners.remove(user)) {
                Some(at) => self.accounts[at].servers.push(server),
                None => self.accounts.push(Settings { servers: vec![server], ..empty() }),
            }
        }
        self.name(first);
    }

    /// Gives the address of the only identity to accounts that were put together from loose servers.
    fn name(&mut self, first: usize) {
        let identities = self.prefs.keys("mail.identity.");
        let mut addresses = identities.into_iter().filter_map(|key| self.address(key));
        let (Some(address), None) = (addresses.next(), addresses.next()) else { return };
        drop(addresses);
        for account in self.accounts.iter_mut().skip(first) {
            account.address.get_or_insert_with(|| address.clone());
        }
    }
}

fn empty() -> Settings {
    Settings { format: ReadFormat::ThunderbirdPrefs, address: None, servers: Vec::new() }
}
