//! `mail-setup profile`: work with provider profiles.

mod apply;
mod check;
mod dns;
mod import;
mod records;

use super::args::ProfileTask;
use super::{Answer, Context};
use crate::error::Error;

/// `mail-setup profile …`.
pub(super) fn run(task: ProfileTask, context: &Context) -> Result<Answer, Error> {
    match task {
        ProfileTask::Check { file } => check::run(&file, context),
        ProfileTask::Import { file, output } => import::run(&file, output.as_deref(), context),
        ProfileTask::Apply { file, dist } => apply::run(&file, &dist, context),
        ProfileTask::Dns { server } => dns::run(server.as_ref(), context),
        ProfileTask::Schema => Ok(Answer::text(site::PROFILE_SCHEMA.to_owned())),
    }
}
