//! `mail-setup`, the real program, asked the same with the same profile.

use crate::portal::{json, said};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use testkit::skip::skipped;

/// The program with a profile and a language.
pub struct MailSetup {
    program: PathBuf,
    folder: PathBuf,
    language: &'static str,
}

impl MailSetup {
    /// The program that was built beside this test; `folder` is for its files. `None` where it is not there.
    pub fn find(folder: &Path, profile: &str, language: &'static str) -> Option<Self> {
        let deps = env::current_exe().unwrap();
        let program = deps.parent().and_then(Path::parent).unwrap().join("mail-setup");
        if !program.is_file() {
            let _ = skipped("mail-setup is not built (cargo build -p server)");
            return None;
        }
        fs::write(folder.join("profile.json"), profile).unwrap();
        Some(Self { program, folder: folder.to_owned(), language })
    }

    /// The answer to a question as the package's functions take it, `{"answer"}` or `{"message"}`.
    pub fn ask(&self, question: &Value) -> Value {
        let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let [first, options] = [&question["args"][0], &question["args"][1]];
        let mut arguments = vec![words(first)];
        for (name, value) in options.as_object().into_iter().flatten() {
            arguments.push(format!("--{name}"));
            match value {
                Value::Bool(true) if name == "edit" => {}
                Value::Bool(yes) => arguments.push(if *yes { "yes" } else { "no" }.to_owned()),
                text => arguments.push(words(text)),
            }
        }
        match words(&question["ask"]).as_str() {
            "checkAddress" => self.answer("address", &arguments),
            "guide" => self.answer("guide", &arguments),
            "explain" => self.answer("explain", &arguments),
            "diagnose" => {
                fs::write(self.folder.join("settings"), words(first)).unwrap();
                "settings".clone_into(&mut arguments[0]);
                self.answer("diagnose", &arguments)
            }
            "exportFile" => {
                arguments.extend(["-o".to_owned(), "exported".to_owned()]);
                let written = self.answer("export", &arguments);
                let Some(told) = written.get("answer") else { return written };
                let bytes = fs::read(self.folder.join("exported")).unwrap();
                json!({"answer": {"name": told["name"], "mediaType": told["media_type"], "bytes": bytes}})
            }
            other => panic!("{other} is no question"),
        }
    }

    fn answer(&self, task: &str, arguments: &[String]) -> Value {
        let output = self.run(task, arguments);
        if output.stdout.is_empty() {
            let text = said(&output);
            let message = text.trim_end().strip_prefix("mail-setup: ").unwrap_or_else(|| panic!("{text}"));
            return json!({ "message": message });
        }
        json!({"answer": json(&String::from_utf8(output.stdout).unwrap())})
    }

    fn run(&self, task: &str, arguments: &[String]) -> Output {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).args(["--profile", "profile.json", "--json"]);
        command.args(["--lang", self.language, task]).args(arguments);
        command.stdin(Stdio::null()).output().unwrap()
    }
}
