//! What can be written on the command line.

use clap::{Parser, Subcommand};
use engine::Format;
use engine::profile::HostName;
use engine::text::Lang;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Sets up mail apps for a provider's customers: the companion server, and the same help on
/// the command line.
#[derive(Parser, Debug)]
#[command(name = "mail-setup", version)]
pub(super) struct Args {
    /// The provider's profile, a JSON file; without it, the one in this program
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) profile: Option<PathBuf>,
    /// The language of what is said: en or es
    #[arg(long, global = true, default_value = "en", value_parser = language)]
    pub(super) lang: Lang,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// What to do.
    #[command(subcommand)]
    pub(super) task: Task,
}

#[derive(Subcommand, Debug)]
pub(super) enum Task {
    /// Start the companion: the page and its API
    Serve(ServeArgs),
    /// Look at an address: is it right, is it the provider's, was another one meant?
    Address {
        /// The e-mail address
        address: String,
    },
    /// Compare settings with the right ones: what was read, what is wrong, what to change
    Diagnose(DiagnoseArgs),
    /// Explain an error message: its causes, what to do, what never to do
    Explain(ExplainArgs),
    /// Show the steps that set an account up in a mail app
    Guide(GuideArgs),
    /// Write a file that sets an account up in a mail app
    Export(ExportArgs),
    /// Ask the real mail servers, stage by stage: 0 all work, 1 one fails, 2 it cannot be known
    Check(CheckArgs),
    /// Work with provider profiles
    #[command(subcommand)]
    Profile(ProfileTask),
}

#[derive(clap::Args, Debug)]
pub(super) struct CheckArgs {
    /// The servers to ask, by their ids in the profile; without any, all for IMAP and sending
    #[arg(value_name = "ENDPOINT")]
    pub(super) endpoints: Vec<String>,
    /// The configuration, a TOML file: its [check] and [probe] sections count
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
pub(super) struct ServeArgs {
    /// The operator's notice, a TOML or JSON file; read again when it changes
    #[arg(long, value_name = "FILE")]
    pub(super) notice: Option<PathBuf>,
    /// The IP address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub(super) listen: Option<SocketAddr>,
    /// The folder of a built page, served instead of the one in this program
    #[arg(long, value_name = "DIR")]
    pub(super) page: Option<PathBuf>,
    /// The configuration, a TOML file
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Check the configuration, with all files that it names, and do not start
    #[arg(long)]
    pub(super) check_config: bool,
}

/// What makes an account.
#[derive(clap::Args, Debug)]
pub(super) struct AccountArgs {
    /// The e-mail address
    #[arg(long)]
    pub(super) address: String,
    /// The name that others see
    #[arg(long)]
    pub(super) name: Option<String>,
    /// The incoming server, by its id in the profile; without it, the first in rank
    #[arg(long, value_name = "ID")]
    pub(super) incoming: Option<String>,
    /// The outgoing server, by its id in the profile; without it, the first in rank
    #[arg(long, value_name = "ID")]
    pub(super) outgoing: Option<String>,
}

#[derive(clap::Args, Debug)]
pub(super) struct DiagnoseArgs {
    /// The settings: a file of any mail program, or pasted text; - or nothing for standard input
    pub(super) file: Option<PathBuf>,
    /// The e-mail address that the settings are for
    #[arg(long)]
    pub(super) address: Option<String>,
    /// The mail app, by the id of its card
    #[arg(long, value_name = "CLIENT")]
    pub(super) client: Option<String>,
}

#[derive(clap::Args, Debug)]
pub(super) struct ExplainArgs {
    /// The message, in any shape; - or nothing for standard input
    pub(super) text: Option<String>,
    /// The mail app that shows it, by the id of its card
    #[arg(long, value_name = "CLIENT")]
    pub(super) client: Option<String>,
    /// Whether it ever worked in this app
    #[arg(long, value_parser = yes_or_no, value_name = "yes|no")]
    pub(super) worked: Option<bool>,
    /// Whether webmail takes the same password
    #[arg(long, value_parser = yes_or_no, value_name = "yes|no")]
    pub(super) webmail: Option<bool>,
}

#[derive(clap::Args, Debug)]
pub(super) struct GuideArgs {
    /// The mail app, by the id of its card
    pub(super) client: String,
    /// Show where an account that is there is looked at and changed, instead of setting one up
    #[arg(long, conflicts_with = "variant")]
    pub(super) edit: bool,
    /// Which way through the app, where there are several
    #[arg(long, value_name = "ID")]
    pub(super) variant: Option<String>,
    #[command(flatten)]
    pub(super) account: AccountArgs,
}

#[derive(clap::Args, Debug)]
pub(super) struct ExportArgs {
    /// The file format
    #[arg(value_parser = format)]
    pub(super) format: Format,
    /// The file to write; without it, standard output
    #[arg(short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) account: AccountArgs,
}

#[derive(Subcommand, Debug)]
pub(super) enum ProfileTask {
    /// Judge a profile file: its shape, and whether its parts agree
    Check {
        /// The profile, a JSON file
        file: PathBuf,
    },
    /// Make a profile from a Mozilla autoconfig file, and say what it could not tell
    Import {
        /// The autoconfig file (ISPDB, config-v1.1.xml); - for standard input
        file: PathBuf,
        /// The profile to write; without it, standard output
        #[arg(short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Put a profile into a built page, in place of the one that is in it
    Apply {
        /// The profile, a JSON file
        file: PathBuf,
        /// The folder of the built page
        dist: PathBuf,
    },
    /// The DNS records to publish for the profile's domains, as a zone file
    Dns {
        /// The host of the companion, for autoconfig and Autodiscover; without it, no such records
        #[arg(long, value_name = "HOST", value_parser = host)]
        server: Option<HostName>,
    },
    /// The JSON Schema by which a profile is written
    Schema,
}

fn host(text: &str) -> Result<HostName, String> {
    HostName::try_from(text.to_owned()).map_err(|error| error.to_string())
}

fn language(text: &str) -> Result<Lang, String> {
    let known = || Lang::ALL.map(Lang::code).join(", ");
    Lang::from_tag(text).ok_or_else(|| format!("the languages are {}", known()))
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("say yes or no".to_owned()),
    }
}

fn format(text: &str) -> Result<Format, String> {
    let known = || Format::ALL.map(Format::as_str).join(", ");
    Format::from_name(text).ok_or_else(|| format!("the formats are {}", known()))
}
