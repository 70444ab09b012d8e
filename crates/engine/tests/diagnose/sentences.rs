//! What people read: every finding and verdict has its sentences, in every language.

use crate::support::{IMAP, PAT, PROFILE, SMTP, account, auth, deletes, imap, judge, pop, smtp};
use engine::diagnose::{About, Diagnosis, Verdict, diagnose};
use engine::profile::AuthMethod;
use engine::text::{Findings, Key, Lang, Texts};
use engine::{Finding, FindingCode};
use std::collections::BTreeSet;

pub fn texts(lang: Lang) -> Texts<Findings> {
    let file = match lang {
        Lang::En => include_str!("../../../../data/text/en/findings.toml"),
        Lang::Es => include_str!("../../../../data/text/es/findings.toml"),
    };
    let table: toml::Table = toml::from_str(file).unwrap();
    let text = |name: &&str| {
        let (section, key) = name.split_once('_').unwrap();
        table[section][key].as_str().unwrap().to_owned()
    };
    Texts::new(Findings::NAMES.iter().map(text).collect()).unwrap()
}

/// The sentences of a finding are whole: nothing unfilled, nothing empty, no hole in the middle.
pub fn whole(finding: &Finding, texts: &Texts<Findings>) -> Result<(), String> {
    // What was typed may have anything in it; it is looked at without that.
    let plain = Finding { actual: neutral(&finding.actual), ..finding.clone() };
    for text in [plain.message(texts, "Ours"), plain.fix(texts, "Ours")] {
        let hole = text.contains("“”") || text.contains("  ") || text.contains(" .") || text.contains(" ,");
        let starts = text.starts_with(' ') || text.ends_with(' ') || text.ends_with(": ") || text.is_empty();
        if text.contains('{') || text.contains('}') || hole || starts {
            return Err(format!("{:?} {}: {text:?}", finding.code, finding.actual));
        }
    }
    Ok(())
}

fn neutral(actual: &str) -> String {
    let word = |text: &str| {
        text.chars().all(|c| c.is_ascii_alphanumeric() || "/-.@".contains(c)) && !text.starts_with('.')
    };
    let pair = [" with ", " without encryption"].iter().any(|middle| actual.contains(middle));
    if pair || word(actual) { actual.to_owned() } else { "typed".to_owned() }
}

/// Settings with which every finding that `diagnose` can make occurs, in all its wordings.
fn everything() -> Vec<Diagnosis> {
    let methods = [AuthMethod::Encrypted, AuthMethod::Ntlm, AuthMethod::Kerberos, AuthMethod::Oauth2];
    let mut servers = vec![
        imap("mail.centurylink.net", "993 tls", "pat@q.com"),
        imap("mail.q.com", "993 starttls", "pat"),
        imap("webmail.centurylink.net", "143 none", "pat@gmail.com"),
        imap("www.q.com", "143", "pat@centurylink.com"),
        imap("imap.centurylink.net", "none", "Pat@centurylink.net"),
        imap("imap.centurylink.com:993", "starttls", " pat@centurylink.net"),
        imap("pat@centurylink.net", "2525", "p t@centurylink.net"),
        imap("smtp.centurylink.com", "2525 tls", "pat@example.org"),
        imap("foo.centurylink.net", "2525 starttls", ""),
        imap("foo.centurylink.net", "2525", ""),
        imap("imap.gmail.com", "143 starttls", "pat@centurylink.net"),
        smtp(SMTP, "25 none", ""),
        smtp(SMTP, "465 none", ""),
        smtp(SMTP, "465 starttls", ""),
        smtp("smtp.gmail.com", "", "pat@gmail.com"),
        smtp("mail.centurylink.net", "465 tls", "pat@q.com"),
        pop("pop.embarqmail.com", "110 starttls", "pat@embarqmail.com"),
        auth(smtp(SMTP, "", PAT), AuthMethod::None),
        auth(imap(IMAP, "", PAT), AuthMethod::Certificate),
    ];
    servers.extend(methods.map(|method| auth(imap(IMAP, "", PAT), method)));
    servers.extend([0, 1, 30].map(|days| deletes(pop("pop.centurylink.net", "995 tls", PAT), days)));
    let mut all: Vec<Diagnosis> = servers.iter().map(|server| judge([server.clone()])).collect();
    let ours = imap(IMAP, "993 tls", PAT);
    all.push(judge([ours.clone(), smtp("smtp.gmail.com", "465 tls", "pat@gmail.com")]));
    all.push(judge([ours, smtp(SMTP, "465 tls", "pat")]));
    let none = About::default();
    for address in
        ["pat@centurylink.com", "pat@uswest.net", "pat@qwestoffice.net", "pat@q.com", "pat@gmail.com"]
    {
        for name in ["sam@centurylink.net", "pat@myctl.net", "pat@gmail.com"] {
            for host in ["imap.gmail.com", IMAP] {
                let accounts = [account(address, [imap(host, "993 tls", name)])];
                all.push(diagnose(&accounts, &none, &PROFILE));
            }
        }
    }
    all.extend(crate::second::everything());
    all
}

#[test]
fn every_finding_is_said_in_whole_sentences() {
    let all = everything();
    for lang in Lang::ALL {
        let texts = texts(lang);
        for finding in all.iter().flat_map(|diagnosis| &diagnosis.findings) {
            whole(finding, &texts).unwrap();
        }
    }
    let seen: BTreeSet<FindingCode> = all.iter().flat_map(|d| &d.findings).map(|f| f.code).collect();
    let of_settings =
        |code: &&FindingCode| !code.as_str().starts_with("address_") && !code.as_str().starts_with("name_");
    let missing: Vec<_> =
        FindingCode::ALL.iter().filter(of_settings).filter(|code| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Every text on settings is used by some finding: one that nobody can read is a mistake.
#[test]
fn every_sentence_on_settings_occurs() {
    // Each text is replaced by its own key, and the findings say which they have.
    let keys: Texts<Findings> =
        Texts::new(Findings::NAMES.iter().map(|name| (*name).to_owned()).collect()).unwrap();
    let all = everything();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for diagnosis in &all {
        used.insert(diagnosis.told(&keys, ""));
        used.extend(diagnosis.findings.iter().flat_map(|f| [f.message(&keys, ""), f.fix(&keys, "")]));
    }
    for verdict in [
        judge([]),
        judge([imap(IMAP, "993 tls", PAT)]),
        judge([imap(IMAP, "993 tls", PAT), smtp(SMTP, "465 tls", PAT)]),
    ] {
        used.insert(verdict.told(&keys, ""));
    }
    let sections = ["address_", "name_", "side_incoming", "side_outgoing", "method_"];
    let unused: Vec<_> = Findings::NAMES
        .iter()
        .filter(|name| !sections.iter().any(|section| name.starts_with(section)) && !used.contains(**name))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn sentences_as_people_read_them() {
    let told = |lang, servers: &[engine::Server]| {
        let found = judge(servers);
        let texts = texts(lang);
        let first = found.findings[0].told(&texts, "CenturyLink");
        (found.told(&texts, "CenturyLink"), first.message, first.fix)
    };
    let servers = [imap(IMAP, "993 tls", PAT), smtp(SMTP, "465 starttls", PAT)];
    let (verdict, message, fix) = told(Lang::En, &servers);
    assert_eq!(verdict, "One thing in your settings must be changed.");
    assert_eq!(message, "Port 465 with STARTTLS does not work for outgoing mail.");
    assert_eq!(fix, "Leave the outgoing port at 465, and change the security type to SSL/TLS.");
    let (verdict, message, fix) = told(Lang::Es, &servers);
    assert_eq!(verdict, "Hay que cambiar una cosa en su configuración.");
    assert_eq!(message, "El puerto 465 con STARTTLS no funciona para el correo saliente.");
    assert_eq!(fix, "Deje el puerto del correo saliente en 465 y cambie el tipo de seguridad a SSL/TLS.");

    let (verdict, message, fix) = told(Lang::En, &[imap(IMAP, "143 none", PAT)]);
    assert_eq!(verdict, "2 things in your settings must be changed.");
    assert!(message.starts_with("The connection for incoming mail is not encrypted."), "{message}");
    assert_eq!(fix, "Change the incoming port to 993, and the security type to SSL/TLS.");
    let (_, message, _) = told(Lang::Es, &[auth(imap(IMAP, "", PAT), AuthMethod::Ntlm)]);
    assert!(message.contains("“Autenticación de contraseña segura (SPA), NTLM”"), "{message}");
}

#[test]
fn another_provider_is_named() {
    let found = judge([imap("imap.gmail.com", "993 tls", "pat@gmail.com")]);
    assert_eq!(found.verdict, Verdict::OtherProvider);
    let told = found.told(&texts(Lang::En), "CenturyLink");
    assert_eq!(told, "These are settings of Gmail, not of CenturyLink.");
    let fix = found.findings[0].fix(&texts(Lang::En), "CenturyLink");
    assert!(!fix.contains("Change the"), "nobody is told to break another account: {fix}");
}

#[test]
fn no_providers_name_is_in_the_texts() {
    for lang in Lang::ALL {
        let all = format!("{:?}", texts(lang)).to_lowercase();
        assert!(!all.contains(&PROFILE.name.to_lowercase()), "{lang:?}");
        for domain in &PROFILE.domains {
            assert!(!all.contains(domain.name.as_str()), "{lang:?}: {}", domain.name);
        }
    }
}
