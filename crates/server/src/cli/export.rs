//! `mail-setup export`: a file that sets an account up.

use super::args::ExportArgs;
use super::{Answer, Context};
use crate::error::Error;
use engine::export;
use serde::Serialize;
use std::fs;
use std::io::{IsTerminal as _, stdout};

/// The JSON answer: the file that was written.
#[derive(Serialize)]
struct Written {
    /// Where it was written.
    file: String,
    /// The name that it is best given.
    name: String,
    /// Its media type.
    media_type: String,
    /// Its size in bytes.
    size: usize,
}

pub(super) fn run(wanted: ExportArgs, context: &Context) -> Result<Answer, Error> {
    let account = context.account(&wanted.account)?;
    let texts = context.data.texts(context.lang)?;
    let made = export::file(wanted.format, &account, &context.profile, &texts)?;
    let Some(path) = wanted.output else {
        if context.json {
            return Err(Error::JsonWithoutFile);
        }
        if is_binary(&made.bytes) && stdout().is_terminal() {
            return Err(Error::BinaryToTerminal(made.name));
        }
        return Ok(Answer { bytes: made.bytes, code: 0 });
    };
    let file = path.display().to_string();
    fs::write(&path, &made.bytes).map_err(|source| Error::Write { file: file.clone(), source })?;
    let size = made.bytes.len();
    let written = Written { file, name: made.name, media_type: made.media_type.to_string(), size };
    Ok(if context.json { Answer::json(&written) } else { Answer::text(String::new()) })
}

/// Whether a terminal would show nonsense or obey control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    std::str::from_utf8(bytes).map_or(true, |text| text.contains(control))
}
