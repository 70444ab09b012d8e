//! Settings from the environment: one rule for all, typed and checked, with the variable's name where
//! something is wrong; and what replicas need to share.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{folder, put, stderr, stdout};
use server::Config;
use std::path::Path;
use std::process::{Command, Stdio};

fn with(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let variables = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    Config::with_variables("companion.toml", text, variables).map_err(|error| error.to_string())
}

#[test]
fn every_kind_of_setting_can_be_a_variable() {
    let text = "listen = \"127.0.0.1:1\"\nhosts = [\"file.example\"]\n[limits]\nconnections = 7\nstreams = 9\n\
                [check]\nvantage = \"Denver\"\nehlo = \"a.example\"";
    let config = with(
        text,
        &[
            ("MAIL_SETUP__LISTEN", "[::1]:9000"),
            ("MAIL_SETUP__HOSTS", "help.example.net, mail.example.net"),
            ("MAIL_SETUP__TRUSTED_PROXIES", "10.0.0.0/8,::1"),
            ("MAIL_SETUP__FRAME_ANCESTORS", r#"["self", "https://portal.example"]"#),
            ("MAIL_SETUP__METRICS_LISTEN", "127.0.0.1:9090"),
            ("MAIL_SETUP__LIMITS__CONNECTIONS", "11"),
            ("MAIL_SETUP__CHECK__VANTAGE", "2024"),
            ("MAIL_SETUP__CHECK__RESOLVER", "system"),
            ("MAIL_SETUP__CHECK__CONTROLS", ""),
            ("MAIL_SETUP__CHECK__EHLO", ""),
            ("MAIL_SETUP__PROBE__ALLOW_PORTS", "10993,10465"),
            ("MAIL_SETUP__PROBE__HOSTS", r#"{ "imap.example.net" = "127.0.0.1" }"#),
            // The project's tools have these; they are no settings.
            ("MAIL_SETUP_PAGE", "/dist"),
            ("MAIL_SETUP_REQUIRE", "1"),
            ("LISTEN", "x"),
        ],
    )
    .unwrap();
    assert_eq!(config.listen.to_string(), "[::1]:9000");
    assert_eq!(config.hosts.len(), 2);
    assert!(config.trusted_proxies[0].contains("10.1.2.3".parse().unwrap()));
    assert_eq!(config.frame_sources(), "'self' https://portal.example");
    assert_eq!(config.metrics_listen.unwrap().port(), 9090);
    assert_eq!((config.limits.connections.get(), config.limits.streams.get()), (11, 9), "the file's stays");
    assert_eq!((config.check.vantage.as_str(), config.check.controls.len()), ("2024", 0));
    assert_eq!(format!("{:?}", config.check.resolver), "System");
    assert!(config.check.ehlo.is_none(), "an empty value is none");
    assert_eq!(config.probe.allow_ports.len(), 2);
    assert_eq!(config.probe.hosts.len(), 1);
    assert!(config.page.is_none());
}

#[test]
fn what_is_wrong_is_named_with_its_variable() {
    for (name, value, says) in [
        ("MAIL_SETUP__LISTEN", "localhost", "MAIL_SETUP__LISTEN: invalid socket address"),
        ("MAIL_SETUP__LISTN", "x", "MAIL_SETUP__LISTN: unknown field `listn`"),
        (
            "MAIL_SETUP__LIMITS__CONNECTIONS",
            "many",
            "MAIL_SETUP__LIMITS__CONNECTIONS: \"many\" is not a number",
        ),
        ("MAIL_SETUP__LIMITS__CONNECTIONS", "0", "MAIL_SETUP__LIMITS__CONNECTIONS: "),
        ("MAIL_SETUP__LIMITS__CONECTIONS", "1", "MAIL_SETUP__LIMITS__CONECTIONS: unknown field"),
        ("MAIL_SETUP__LIMITS", "1", "MAIL_SETUP__LIMITS: "),
        ("MAIL_SETUP__", "1", "the environment: MAIL_SETUP__"),
        ("MAIL_SETUP__FRAME_ANCESTORS", "self,*", "MAIL_SETUP__FRAME_ANCESTORS: \"*\" is not self, none"),
        ("MAIL_SETUP__CHECK__RESOLVER", "mine", "MAIL_SETUP__CHECK__RESOLVER: unknown variant `mine`"),
        ("MAIL_SETUP__PROBE__HOSTS", "{ broken", "MAIL_SETUP__PROBE__HOSTS: "),
        ("MAIL_SETUP__LISTEN__PORT", "1", "MAIL_SETUP__LISTEN"),
        ("MAIL_SETUP__CLOCK", "1", "MAIL_SETUP__CLOCK: unknown field"),
    ] {
        let said = with("", &[(name, value)]).unwrap_err();
        assert!(said.starts_with("the environment: ") && said.contains(says), "{name}={value}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    let file = with("listn = 1", &[("MAIL_SETUP__LISTEN", "127.0.0.1:1")]).unwrap_err();
    assert!(file.starts_with("companion.toml: line 1: listn"), "{file}");
    let inside = with("listen = \"127.0.0.1:1\"", &[("MAIL_SETUP__LISTEN__PORT", "1")]).unwrap_err();
    assert!(inside.contains("MAIL_SETUP__LISTEN__PORT: the file has a value here"), "{inside}");
    // Whatever order the system has them in.
    let table = ("MAIL_SETUP__SHARE", "{ url = \"redis://h\" }");
    let part = ("MAIL_SETUP__SHARE__PREFIX", "x");
    for both in [[table, part], [part, table]] {
        let said = with("", &both).unwrap_err();
        assert!(said.contains("another variable sets the whole table"), "{said}");
    }
}

#[test]
fn a_variable_completes_a_section_of_the_file() {
    let file = "[signing]\ncertificate = \"a.pem\"";
    let alone = with(file, &[("MAIL_SETUP__LISTEN", "127.0.0.1:1")]).unwrap_err();
    assert!(alone.starts_with("companion.toml: line 1: signing: missing field `key`"), "{alone}");
    let config = with(file, &[("MAIL_SETUP__SIGNING__KEY", "/run/key")]).unwrap();
    assert_eq!(config.signing.unwrap().key, Path::new("/run/key"));
}

/// The settings of a section, by the names in the program's own refusal; none where it is no section.
fn known(section: &str) -> Vec<String> {
    let prefix = if section.is_empty() { String::new() } else { format!("[{section}]\n") };
    let said = with(&format!("{prefix}no_such_setting = 1"), &[]).err().unwrap_or_default();
    let Some((_, names)) = said.split_once("unknown field `no_such_setting`, expected ") else {
        return Vec::new();
    };
    names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_setting_there_is_can_be_a_variable() {
    let mut names = known("");
    for section in known("") {
        names.extend(known(&section).into_iter().map(|setting| format!("{section}__{setting}")));
    }
    assert!(names.len() > 35 && names.contains(&"limits__streams".to_owned()), "{names:?}");
    for path in names {
        let name = format!("MAIL_SETUP__{}", path.to_uppercase());
        // Whatever is said of the value, the name is known.
        let said = with("", &[(&name, "")]).err().unwrap_or_default();
        assert!(!said.contains("unknown field"), "{name}: {said}");
    }
}

#[test]
fn a_variables_path_starts_where_the_program_does() {
    let folder = folder("variables-paths");
    let file = put(&folder, "companion.toml", "page = \"dist\"\nnotice = \"notice.toml\"");
    let variables = vec![("MAIL_SETUP__NOTICE".into(), "mine.toml".into())];
    let config = Config::load(Some(&file), variables).unwrap();
    assert_eq!(config.page, Some(folder.join("dist")));
    assert_eq!(config.notice.as_deref(), Some(Path::new("mine.toml")));
}

#[test]
fn a_store_has_no_password_in_its_address_and_is_never_alone() {
    for url in [
        "redis://:hunter2@10.0.0.5",
        "redis://u:hunter2@h",
        "unix:/x?pass=hunter2",
        "rediss://h/#insecure",
        "http://hunter2",
        "redis://",
        "10.0.0.5:6379",
        "redis://h:port",
        "unix:",
    ] {
        let said = with(&format!("[share]\nurl = {url:?}"), &[]).unwrap_err();
        assert!(said.starts_with("companion.toml: line 2: share.url: "), "{url}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    for url in
        ["redis://10.0.0.5", "redis://[::1]:6380/2", "rediss://store.example.net", "unix:/run/valkey.sock"]
    {
        assert!(with(&format!("[share]\nurl = {url:?}"), &[]).is_ok(), "{url}");
    }
    let folder = folder("variables-store");
    put(&folder, "key", "0f".repeat(32));
    put(&folder, "password", "hunter2\n");
    let load = |text: &str| {
        let file = put(&folder, "companion.toml", text);
        Config::load(Some(&file), vec![("MAIL_SETUP__SHARE__USERNAME".into(), "".into())])
    };
    let share = "[share]\nurl = \"redis://127.0.0.1\"";
    assert!(load(share).unwrap_err().to_string().contains("token_key_file"));
    let key = format!("token_key_file = \"key\"\n{share}");
    assert!(load(&key).is_ok());
    let config = load(&format!("{key}\npassword_file = \"password\"")).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
    let config = load(&format!("{key}\npassword = \"hunter2\"")).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
    for (more, says) in [
        ("password_file = \"nowhere\"", "nowhere cannot be read"),
        ("password_file = \"password\"\npassword = \"x\"", "both set"),
        ("roots = \"nowhere.pem\"", "nowhere.pem cannot be read"),
        ("prefix = \"a b\"", "1 to 64 letters"),
        ("timeout_ms = 0", "nonzero"),
    ] {
        let said = load(&format!("{key}\n{more}")).unwrap_err().to_string();
        assert!(said.contains(says), "{more}: {said}");
    }
}

#[test]
fn the_program_checks_its_configuration_and_ends() {
    let folder = folder("variables-check");
    let file = put(&folder, "companion.toml", "listen = \"127.0.0.1:1\"");
    let missing = folder.join("no-page");
    let run = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mail-setup"));
        command.args(["serve", "--check-config", "--config", file.to_str().unwrap()]).stdin(Stdio::null());
        command.envs(variables.iter().copied()).output().unwrap()
    };
    let right = run(&[]);
    assert_eq!((right.status.code(), stdout(&right)), (Some(0), "The configuration is right.\n"));
    for (variables, says) in [
        ([("MAIL_SETUP__LISTEN", "here")], "MAIL_SETUP__LISTEN: "),
        ([("MAIL_SETUP__LISTN", "127.0.0.1:1")], "MAIL_SETUP__LISTN: unknown field"),
        ([("MAIL_SETUP__PAGE", missing.to_str().unwrap())], "no-page"),
        ([("MAIL_SETUP__TOKEN_KEY_FILE", "/no/such")], "/no/such cannot be read"),
    ] {
        let wrong = run(&variables);
        assert_eq!(wrong.status.code(), Some(2), "{variables:?}");
        assert!(stderr(&wrong).contains(says), "{variables:?}: {}", stderr(&wrong));
    }
}

#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    let folder = folder("variables-order");
    let file = put(&folder, "companion.toml", "listen = \"203.0.113.1:1\"");
    let refused = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mail-setup"));
        command.args(["serve", "--config", file.to_str().unwrap()]).args(args).stdin(Stdio::null());
        stderr(&command.envs(variables.iter().copied()).output().unwrap()).to_owned()
    };
    let variable = [("MAIL_SETUP__LISTEN", "203.0.113.2:2")];
    assert!(refused(&[], &[]).contains("203.0.113.1:1 cannot be listened on"));
    assert!(refused(&[], &variable).contains("203.0.113.2:2 cannot be listened on"));
    assert!(
        refused(&["--listen", "203.0.113.3:3"], &variable).contains("203.0.113.3:3 cannot be listened on")
    );
}
