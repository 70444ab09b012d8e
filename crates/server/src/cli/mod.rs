//! The command line. Exit codes: 0 all is well, 1 a fault was found in an address or a profile,
//! 2 the command could not do its work. Answers go to standard output, errors to standard error
//! as one plain sentence.

mod address;
mod args;
mod check;
mod diagnose;
mod explain;
mod export;
mod guide;
mod profile;
mod rows;
mod serve;
mod table;

use crate::error::Error;
use crate::providers::read_profile;
use args::{Args, Task};
use clap::Parser as _;
use engine::account::{AccountError, Choice};
use engine::finding::{Severity, ToldFinding};
use engine::text::{Command, Findings, Lang, Texts};
use engine::{Account, ClientCard, DisplayName, Finding, Profile};
use site::Data;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// What a command has to say, and its exit code.
struct Answer {
    bytes: Vec<u8>,
    code: u8,
}

impl Answer {
    fn text(text: String) -> Self {
        Self { bytes: text.into_bytes(), code: 0 }
    }

    /// An answer as indented JSON.
    fn json(value: &impl serde::Serialize) -> Self {
        let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
        bytes.push(b'\n');
        Self { bytes, code: 0 }
    }

    fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }
}

/// What every command has: the data, the chosen profile and the chosen language.
struct Context {
    data: Data,
    profile: Profile,
    lang: Lang,
    json: bool,
    command: Texts<Command>,
    findings: Texts<Findings>,
}

/// Runs the command line that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let args = Args::parse();
    match run(args).and_then(|answer| print(&answer).map(|()| answer.code)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("mail-setup: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(args: Args) -> Result<Answer, Error> {
    let data = Data::embedded()?;
    // The commands that take a profile's file as their own need no other profile.
    let of_a_file = |task: &args::ProfileTask| !matches!(task, args::ProfileTask::Dns { .. });
    let own = matches!(&args.task, Task::Profile(task) if of_a_file(task));
    let profile = args.profile.as_deref().filter(|_| !own).map(read_profile).transpose()?;
    let given = profile.is_some();
    let profile = profile.unwrap_or_else(|| data.profile().clone());
    let context = Context {
        command: data.texts(args.lang)?,
        findings: data.texts(args.lang)?,
        lang: args.lang,
        json: args.json,
        profile,
        data,
    };
    match args.task {
        Task::Serve(wanted) => serve::run(wanted, context, given),
        Task::Address { address } => Ok(address::run(&address, &context)),
        Task::Diagnose(wanted) => diagnose::run(&wanted, &context),
        Task::Explain(wanted) => explain::run(&wanted, &context),
        Task::Guide(wanted) => guide::run(wanted, &context),
        Task::Export(wanted) => export::run(wanted, &context),
        Task::Check(wanted) => check::run(&wanted, &context),
        Task::Profile(task) => profile::run(task, &context),
    }
}

fn read(file: &Path) -> Result<String, Error> {
    fs::read_to_string(file).map_err(|source| Error::Read { file: file.display().to_string(), source })
}

/// The bytes of a file; of standard input for `-` or nothing. Reads little more than is ever
/// looked at, whatever there is.
fn input(file: Option<&Path>) -> Result<Vec<u8>, Error> {
    let most = engine::settings::LARGEST as u64 + 1;
    let mut bytes = Vec::new();
    let (name, done) = match file.filter(|file| file.as_os_str() != "-") {
        Some(file) => {
            let read = fs::File::open(file).and_then(|open| open.take(most).read_to_end(&mut bytes));
            (file.display().to_string(), read)
        }
        None => ("standard input".to_owned(), io::stdin().lock().take(most).read_to_end(&mut bytes)),
    };
    done.map(|_| bytes).map_err(|source| Error::Read { file: name, source })
}

/// The word for how bad a finding is.
fn severity(severity: Severity) -> Command {
    match severity {
        Severity::Error => Command::SeverityError,
        Severity::Warning => Command::SeverityWarning,
        Severity::Note => Command::SeverityNote,
    }
}

fn print(answer: &Answer) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(&answer.bytes).and_then(|()| out.flush()) {
        // Whoever reads us has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(source) => Err(Error::Write { file: "standard output".to_owned(), source }),
        Ok(()) => Ok(()),
    }
}

impl Context {
    fn told(&self, findings: &[Finding]) -> Vec<ToldFinding> {
        findings.iter().map(|finding| finding.told(&self.findings, &self.profile.name)).collect()
    }

    /// The card of a mail app.
    fn client(&self, id: &str) -> Result<&ClientCard, Error> {
        let known = || self.data.clients().iter().map(|card| card.id.as_str()).collect::<Vec<_>>().join(", ");
        self.data.client(id).ok_or_else(|| Error::UnknownClient { wanted: id.to_owned(), known: known() })
    }

    /// The account that the shared options of `guide` and `export` name.
    fn account(&self, wanted: &args::AccountArgs) -> Result<Account, Error> {
        let name = DisplayName::parse(wanted.name.as_deref().unwrap_or_default())
            .map_err(|finding| self.refused(&[finding]))?;
        let choice = Choice { incoming: wanted.incoming.clone(), outgoing: wanted.outgoing.clone() };
        Account::resolve(&wanted.address, name, &choice, &self.profile).map_err(|error| match error {
            AccountError::Address(check) => self.refused(&check.findings()),
            other => Error::Account(other),
        })
    }

    fn refused(&self, findings: &[Finding]) -> Error {
        let told = self.told(findings);
        Error::Findings(told.iter().map(|f| format!("{} {}", f.message, f.fix)).collect::<Vec<_>>().join(" "))
    }
}
