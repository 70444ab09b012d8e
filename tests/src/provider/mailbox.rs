//! The mailbox: a Maildir (cr.yp.to/proto/maildir.html), with messages of known ages.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::place::{Place, folder, give, user};
use crate::trouble::{Outcome, Trouble};

/// How old the messages are that a new mailbox has, in days: some on each side of 30.
pub const AGES: [u64; 6] = [1, 10, 29, 31, 60, 200];

/// The user of the system that owns the mail.
pub const OWNER: &str = "nobody";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A message in the inbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Its subject, as the header has it.
    pub subject: String,
    /// When it arrived; IMAP's INTERNALDATE (RFC 9051 section 2.3.3).
    pub received: SystemTime,
    /// Headers and text.
    pub text: String,
}

impl Message {
    /// Its age in whole days.
    #[must_use]
    pub fn days_old(&self) -> u64 {
        self.received.elapsed().unwrap_or_default().as_secs() / DAY.as_secs()
    }
}

/// Makes the mailbox with a message of each of [`AGES`].
///
/// # Errors
/// [`Trouble`] where it cannot be written.
pub fn fill(place: &Place, address: &str) -> Outcome<()> {
    let owner = user(OWNER)?;
    let maildir = place.home().join("Maildir");
    for path in
        [place.home(), maildir.clone()].iter().chain(&["cur", "new", "tmp"].map(|sub| maildir.join(sub)))
    {
        folder(path, owner, 0o700)?;
    }
    for days in AGES {
        let path = maildir.join(format!("cur/{days}.provider:2,"));
        write(&path, address, days).map_err(Trouble::io(format!("write {}", path.display())))?;
        give(&path, owner)?;
    }
    Ok(())
}

fn write(path: &Path, address: &str, days: u64) -> std::io::Result<()> {
    // An hour more: what is 29 days old must still be so at the end of a long test.
    let received =
        SystemTime::now() - DAY * u32::try_from(days).unwrap_or(u32::MAX) - Duration::from_secs(3600);
    let date = OffsetDateTime::from(received).format(&Rfc2822).map_err(std::io::Error::other)?;
    let domain = address.rsplit('@').next().unwrap_or_default();
    let text = format!(
        "Return-Path: <keeper@{domain}>\n\
         Message-ID: <{days}-days@{domain}>\n\
         Date: {date}\n\
         From: The Keeper <keeper@{domain}>\n\
         To: <{address}>\n\
         Subject: {days} days old\n\
         MIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\n\
         \n\
         This message came {days} days before the test began.\n"
    );
    fs::write(path, text)?;
    // Dovecot takes the file's time for the time of arrival.
    File::options().write(true).open(path)?.set_modified(received)
}

/// Every message in the inbox, oldest first.
///
/// # Errors
/// [`Trouble::Io`].
pub fn read(place: &Place) -> Outcome<Vec<Message>> {
    let mut messages = Vec::new();
    // A message moves from new to cur, so in this order none is missed.
    for sub in ["new", "cur"] {
        let path = place.home().join("Maildir").join(sub);
        let wrong = || Trouble::io(format!("read {}", path.display()));
        for entry in fs::read_dir(&path).map_err(wrong())? {
            let entry = entry.map_err(wrong())?.path();
            match message(&entry) {
                Ok(message) => messages.push(message),
                // It moved in between.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(source) => return Err(wrong()(source)),
            }
        }
    }
    messages.sort_by(|a: &Message, b| (a.received, &a.text).cmp(&(b.received, &b.text)));
    // Seen in both folders.
    messages.dedup();
    Ok(messages)
}

/// The flags of the messages in `cur`, by subject.
///
/// # Errors
/// [`Trouble::Io`].
pub fn flags(place: &Place) -> Outcome<BTreeMap<String, String>> {
    let mut flags = BTreeMap::new();
    let path = place.home().join("Maildir/cur");
    let wrong = || Trouble::io(format!("read {}", path.display()));
    for entry in fs::read_dir(&path).map_err(wrong())? {
        let entry = entry.map_err(wrong())?;
        match message(&entry.path()) {
            Ok(message) => {
                let name = entry.file_name().to_string_lossy().into_owned();
                let letters = name.rsplit_once(":2,").map_or("", |(_, letters)| letters);
                flags.insert(message.subject, letters.to_owned());
            }
            // It has just got other flags.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(wrong()(source)),
        }
    }
    Ok(flags)
}

fn message(path: &Path) -> std::io::Result<Message> {
    let received = fs::metadata(path)?.modified()?;
    let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("subject").then(|| value.trim().to_owned())
    };
    let subject = text.lines().take_while(|line| !line.is_empty()).find_map(header).unwrap_or_default();
    Ok(Message { subject, received, text })
}
