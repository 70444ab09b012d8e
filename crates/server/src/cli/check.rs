//! `mail-setup check`: ask the real mail servers. The exit code is 0 where all work, 1 where one
//! fails, 2 where it cannot be known.

use super::args::CheckArgs;
use super::table::{Line, Table};
use super::{Answer, Context};
use crate::check::{About, Asker, new_run, report, wanted};
use crate::config::Config;
use crate::error::Error;
use engine::report::{EndpointReport, Freshness, Status};
use engine::text::Command;
use std::io::IsTerminal as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime};
use tokio::runtime;

pub(super) fn run(named: &CheckArgs, context: &Context) -> Result<Answer, Error> {
    let config = Config::load(named.config.as_deref(), std::env::vars_os().collect())?;
    let targets = wanted(&context.profile, &named.endpoints)?;
    let asker = Arc::new(Asker::new(config.prober()?, config.check.control_places()));
    let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Start)?;
    let (started, begun) = (SystemTime::now(), Instant::now());

    let lines = targets.iter().map(|target| Line::new(&target.id, target.security)).collect();
    let live = !context.json && std::io::stdout().is_terminal();
    let table = Arc::new(Mutex::new(Table::new(lines, live, &context.command)));
    table.lock().unwrap_or_else(PoisonError::into_inner).show();
    let shared = Arc::clone(&table);
    let found = runtime.block_on(asker.ask_all(&targets, move |event| {
        shared.lock().unwrap_or_else(PoisonError::into_inner).told(&event);
    }));

    let code = exit_code(&found);
    if context.json {
        let about = About {
            run: new_run(),
            profile: &context.profile,
            vantage: &config.check.vantage,
            source: Freshness::Live,
            started,
            took: begun.elapsed(),
            age: std::time::Duration::ZERO,
        };
        return Ok(Answer::json(&report(about, found)).with_code(code));
    }
    let rows = table.lock().unwrap_or_else(PoisonError::into_inner).ended(&found);
    let text =
        format!("{rows}\n{}\n{}\n", verdict(&found, context), context.command.get(Command::CheckFromHere));
    Ok(Answer::text(text).with_code(code))
}

fn exit_code(found: &[EndpointReport]) -> u8 {
    let any = |status| found.iter().any(|report| report.status == status);
    if any(Status::Fail) {
        1
    } else if found.iter().all(|report| matches!(report.status, Status::Ok | Status::Warn))
        && !found.is_empty()
    {
        0
    } else {
        2
    }
}

/// The one sentence at the end.
fn verdict(found: &[EndpointReport], context: &Context) -> String {
    let count = |wanted: &[Status]| found.iter().filter(|report| wanted.contains(&report.status)).count();
    let (failed, work) = (count(&[Status::Fail]), count(&[Status::Ok, Status::Warn]));
    if failed == found.len() && failed > 0 {
        return context.command.get(Command::CheckNoneWork).to_owned();
    }
    if failed > 0 {
        let values = [("failed", failed.to_string()), ("count", found.len().to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        return context.command.fill(Command::CheckSomeFail, &values);
    }
    let key = if work == found.len() { Command::CheckAllWork } else { Command::CheckNotKnown };
    context.command.get(key).to_owned()
}
