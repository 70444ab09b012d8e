//! The XML formats against schemas written from what is known of each format, by libxml2.

use std::path::PathBuf;

use engine::{Account, Format};
use testkit::skip::{XMLLINT, ready};

use crate::support::{bytes, hard, starttls, tls};
use crate::tool::{Folder, checked, content, run, schema};

/// The arguments that let libxml2 judge a file: nothing is fetched, nothing is printed.
fn arguments(schema_name: &str, file: PathBuf) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = ["--nonet", "--noout", "--relaxng"].map(PathBuf::from).to_vec();
    all.extend([schema(schema_name), file]);
    all
}

/// Every account's file is valid, and each of these changes of one file is not.
fn judge(format: Format, schema_name: &str, changes: &[(&str, &str)]) {
    if !ready(&[XMLLINT]) {
        return;
    }
    let folder = Folder::new();
    let valid = |account: &Account| {
        content(XMLLINT, &arguments(schema_name, folder.write("right.xml", &bytes(format, account))));
    };
    valid(&hard());
    let right = String::from_utf8(bytes(format, &starttls())).unwrap();
    for (part, wrong) in changes {
        let changed = right.replacen(part, wrong, 1);
        assert_ne!(changed, right, "{part} is not in the file");
        let file = folder.write("wrong.xml", changed.as_bytes());
        // 3: not valid (xmllint(1)); others would be a fault of ours.
        let output = run(XMLLINT, &arguments(schema_name, file));
        assert_eq!(output.status.code(), Some(3), "{wrong}: {}", String::from_utf8_lossy(&output.stderr));
    }
    for account in [starttls(), tls()] {
        valid(&account);
        checked(format, &account, "libxml2 (xmllint)", XMLLINT, "valid by a RELAX NG schema of the format");
    }
}

#[test]
fn a_k9_file_is_valid() {
    judge(
        Format::K9,
        "k9.rng",
        &[
            ("<value key=\"maximumPolledMessageAge\">28", "<value key=\"maximumPolledMessageAge\">30"),
            ("STARTTLS_REQUIRED", "NONE"),
            ("STARTTLS_REQUIRED", "starttls_required"),
            (">PLAIN<", "> PLAIN<"),
            ("</username>", "</username><password>secret</password>"),
            ("<port>587", "<port> 587"),
            ("uuid=\"", "uuid=\"x"),
            ("<email>", "<email>nobody</email><email>"),
            ("type=\"SMTP\"", "type=\"smtp\""),
            ("format=\"1\"", "format=\"2\""),
        ],
    );
}

#[test]
fn an_autodiscover_answer_is_valid() {
    judge(
        Format::Autodiscover,
        "autodiscover.rng",
        &[
            ("<SPA>off</SPA>", ""),
            ("<SPA>off", "<SPA>on"),
            ("<SSL>on", "<SSL>off"),
            ("<Encryption>TLS", "<Encryption>STARTTLS"),
            ("responseschema/2006a", "responseschema/2006"),
            ("<UsePOPAuth>on</UsePOPAuth>", ""),
            ("<Action>settings", "<Action>redirectUrl"),
            ("</LoginName>", "</LoginName><Password>secret</Password>"),
        ],
    );
}

#[test]
fn an_autoconfig_document_is_valid() {
    judge(
        Format::Autoconfig,
        "autoconfig.rng",
        &[
            ("<socketType>STARTTLS", "<socketType>plain"),
            ("<socketType>SSL", "<socketType>TLS"),
            ("<port>993", "<port> 993"),
            ("password-cleartext", "password-encrypted"),
            ("<username>%EMAILADDRESS%</username>", ""),
            ("</username>", "</username><password>secret</password>"),
            ("type=\"imap\"", "type=\"jmap\""),
        ],
    );
}
