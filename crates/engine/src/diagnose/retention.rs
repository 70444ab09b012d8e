//! POP, and what deletes mail from the server.

use super::case::Case;
use super::found;
use crate::finding::{Field, Finding, FindingCode, Severity};
use crate::settings::{Protocol, Retention, Server, Settings};

/// A setting that removes mail from the server; `actual` is after how many days, 0 for at once.
pub(super) fn deletes(case: &Case<'_>, server: &Server) -> Option<Finding> {
    let Retention::Deletes { after_days } = server.retention else { return None };
    let meant = server.protocol == Protocol::Pop3 && !case.profile().pop.leave_on_server;
    if meant || server.protocol == Protocol::Smtp {
        return None;
    }
    let days = after_days.to_string();
    Some(found(FindingCode::DeletesMail, Severity::Warning, Field::IncomingRetention, &days, ""))
}

/// The account reads mail with POP: its first incoming server, since a file of settings can offer
/// POP after IMAP.
pub(super) fn pop_used(account: &Settings, case: &Case<'_>) -> Option<Finding> {
    let incoming = account.servers.iter().find(|server| server.protocol != Protocol::Smtp)?;
    let imap = case.best(crate::profile::Role::Imap).map_or("", |_| "imap");
    let note = || found(FindingCode::PopUsed, Severity::Warning, Field::IncomingProtocol, "pop3", imap);
    (incoming.protocol == Protocol::Pop3).then(note)
}
