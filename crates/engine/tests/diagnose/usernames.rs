//! The user name. Each row: the account's address, the user name, and what is said of it.

use crate::support::{IMAP, PAT, PROFILE, SMTP, about, account, expect, imap, judge, lines, smtp};
use engine::diagnose::{About, Verdict, diagnose};

/// Address (empty for none), user name, code (`?` warning, `.` note), what is expected.
const NAMES: &[(&str, &str, &str, &str)] = &[
    // Right.
    ("", PAT, "", ""),
    (PAT, PAT, "", ""),
    ("", "pat@embarqmail.com", "", ""),
    ("", "pat@qwest.net", "", ""),
    ("", "pat@emadisonriver.com", "", ""),
    ("", "pat@myctl.net", "", ""),
    ("pat@myctl.net", "pat@myctl.net", "", ""),
    ("Pat@CenturyLink.net", PAT, "", ""),
    // Only a part of the address.
    (PAT, "pat", "username_local_part", PAT),
    (PAT, "PAT", "username_local_part", PAT),
    (PAT, " pat ", "username_local_part", PAT),
    ("Pat@q.com", "pat", "username_local_part", "pat@q.com"),
    ("", "pat", "username_local_part", ""),
    (PAT, "sam", "username_local_part", ""),
    ("", "pat.smith", "username_local_part", ""),
    ("", "Pat Smith", "username_local_part", ""),
    // The @ is missing.
    ("", "patcenturylink.net", "username_shape", PAT),
    ("", "pat.centurylink.net", "username_shape", PAT),
    // Another domain.
    (PAT, "pat@gmail.com", "username_domain", PAT),
    (PAT, "sam@gmail.com", "username_domain", PAT),
    ("", "pat@gmail.com", "username_domain", ""),
    ("", "pat@example.org", "?username_domain", ""),
    (PAT, "pat@example.org", "username_domain", PAT),
    (PAT, "pat@centurylink.com", "username_domain", PAT),
    ("", "pat@centurylink.com", "username_domain", PAT),
    ("", "pat@centurylilnk.net", "username_domain", PAT),
    ("", "pat@embarqmail.net", "username_domain", "pat@embarqmail.com"),
    ("", "pat@imap.centurylink.net", "username_domain", PAT),
    ("pat@embarqmail.com", "pat@centurylink.net", "username_domain", "pat@embarqmail.com"),
    ("pat@q.com", "pat@centurylink.net", "username_domain", "pat@q.com"),
    // The known move: the old name no longer works where the address is the new one.
    ("pat@q.com", "pat@myctl.net", ".username_domain", ""),
    ("pat@myctl.net", "pat@q.com", "username_domain", "pat@myctl.net"),
    // Another mailbox of the person's, or a slip.
    (PAT, "patt@centurylink.net", "?username_other", PAT),
    ("pat@q.com", "sam@embarqmail.com", "?username_other", "pat@q.com"),
    // Something around it or in it.
    (PAT, " pat@centurylink.net", "username_shape", PAT),
    (PAT, "pat@centurylink.net ", "username_shape", PAT),
    ("", "pat@centurylink.net\u{200b}", "username_shape", PAT),
    ("", "“pat@centurylink.net”", "username_shape", PAT),
    ("", "mailto:pat@centurylink.net", "username_shape", PAT),
    ("", "Pat <pat@centurylink.net>", "username_shape", PAT),
    ("", "pat @centurylink.net", "username_shape", PAT),
    ("", "pat@century link.net", "username_shape", PAT),
    ("", "pat@centurylink,net", "username_shape", PAT),
    ("", "pat@@centurylink.net", "username_shape", PAT),
    ("", "pat smith@centurylink.net", "username_shape", ""),
    ("", "pat@centurylink.net.", "username_shape", PAT),
    // Capitals alone.
    (PAT, "Pat@CenturyLink.net", ".username_shape", PAT),
    ("", "PAT@CENTURYLINK.NET", ".username_shape", PAT),
];

#[test]
fn every_user_name() {
    let mut wrong = Vec::new();
    for &(address, name, code, expected) in NAMES {
        for (side, server) in
            [("incoming", imap(IMAP, "993 tls", name)), ("outgoing", smtp(SMTP, "587 starttls", name))]
        {
            // The address is the account's own, or told beside it.
            for (own, told) in [(address, ""), ("", address)] {
                let found = diagnose(&[account(own, [server.clone()])], &about(told), &PROFILE);
                let said: Vec<String> =
                    lines(&found).into_iter().filter(|line| !line.contains("address_moving")).collect();
                let (severity, verdict) = match code.get(..1) {
                    None => ("", Verdict::RightSoFar),
                    Some(".") => ("note", Verdict::RightSoFar),
                    Some("?") => ("warning", Verdict::Works),
                    Some(_) => ("error", Verdict::ChangeOne),
                };
                let plain = code.trim_start_matches(['.', '?']);
                let line = format!("{severity} {plain} {side}.username {expected}").trim_end().to_owned();
                let wanted = Some(line).filter(|_| !code.is_empty());
                if said != Vec::from_iter(wanted) || found.verdict != verdict {
                    wrong.push(format!("{own:?} {told:?} {name:?}: {said:?} {:?}", found.verdict));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_side_tells_the_other() {
    let found = judge([imap(IMAP, "993 tls", PAT), smtp(SMTP, "587 starttls", "pat")]);
    let line = "error username_local_part outgoing.username pat@centurylink.net";
    expect(&found, Verdict::ChangeOne, &[line], "the incoming side has the whole address");
    let found = judge([imap(IMAP, "993 tls", "pat"), smtp(SMTP, "587 starttls", "pat")]);
    let both = ["error username_local_part incoming.username", "error username_local_part outgoing.username"];
    expect(&found, Verdict::ChangeSeveral, &both, "neither has it");
    assert!(found.changes().is_empty(), "no single value is known to be right");
}

#[test]
fn a_move_is_worth_a_note() {
    for (own, name) in [("", "pat@q.com"), ("pat@q.com", ""), ("pat@q.com", "pat@q.com")] {
        let servers = [imap(IMAP, "993 tls", name), smtp(SMTP, "465 tls", "")];
        let found = diagnose(&[account(own, servers)], &About::default(), &PROFILE);
        expect(&found, Verdict::Right, &["note address_moving address myctl.net"], name);
    }
    // Who has the new name already need not be told.
    let servers = [imap(IMAP, "993 tls", "pat@myctl.net"), smtp(SMTP, "465 tls", "")];
    let found = diagnose(&[account("pat@q.com", servers)], &About::default(), &PROFILE);
    expect(&found, Verdict::Right, &["note username_domain incoming.username"], "moved");
}

#[test]
fn a_slip_in_the_accounts_own_address() {
    let servers = [imap(IMAP, "993 tls", PAT), smtp(SMTP, "465 tls", PAT)];
    let found = diagnose(&[account("pat@centurylink.com", servers.clone())], &About::default(), &PROFILE);
    expect(&found, Verdict::Works, &["warning address_typo address pat@centurylink.net"], "typo");
    let found = diagnose(&[account("pat@uswest.net", servers)], &About::default(), &PROFILE);
    assert_eq!(lines(&found)[0], "error username_domain incoming.username pat@uswest.net");
    assert!(lines(&found).contains(&"warning address_unconfirmed address".to_owned()));
}

#[test]
fn the_told_address_is_not_everybodys() {
    let of = |name: &str| account("", [imap(IMAP, "993 tls", name), smtp(SMTP, "465 tls", name)]);
    let found = diagnose(&[of(PAT), of("sam@q.com")], &about(PAT), &PROFILE);
    assert_eq!(lines(&found), ["note address_moving address myctl.net"]);
    assert_eq!(found.verdict, Verdict::Right);
}
