//! The operator's notice: a small file that is read again when it changes, without a restart. A file
//! that is wrong is told of in the log, with line and key, and the last good notice stays; a file that
//! is gone is no notice.

use crate::check::unix;
use crate::config::line;
use engine::text::Words;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 * 1024;

/// A notice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Notice {
    /// What it says, in each language.
    text: Words,
    /// From when it holds; from the beginning where nothing is said.
    #[serde(default)]
    from: Option<Moment>,
    /// Until when; for ever where nothing is said.
    #[serde(default)]
    until: Option<Moment>,
    /// The ids of the apps that it is about; all where there are none.
    #[serde(default)]
    apps: Vec<String>,
}

/// A time, `2026-11-22T21:40:00Z`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Moment(String, i64);

/// The file.
pub(crate) struct NoticeFile {
    path: PathBuf,
    apps: Vec<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    seen: Option<(SystemTime, u64)>,
    notice: Option<Notice>,
}

impl NoticeFile {
    /// A file, and the ids of the apps that it may name.
    pub(crate) fn new(path: PathBuf, apps: Vec<String>) -> Self {
        Self { path, apps, state: Mutex::default() }
    }

    /// The notice that holds at `now`, from the file as it is.
    pub(crate) fn at(&self, now: SystemTime) -> Option<Notice> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = fs::metadata(&self.path).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
        match stamp {
            None => *state = State::default(),
            Some(_) if stamp == state.seen => {}
            Some((_, size)) => {
                state.seen = stamp;
                match self.read(size) {
                    Ok(notice) => state.notice = Some(notice),
                    Err(why) => tracing::error!("the notice is wrong, the last good one stays: {why}"),
                }
            }
        }
        let now = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        state.notice.clone().filter(|notice| {
            notice.from.as_ref().is_none_or(|from| from.1 <= now)
                && notice.until.as_ref().is_none_or(|until| now < until.1)
        })
    }

    fn read(&self, size: u64) -> Result<Notice, String> {
        let file = self.path.display();
        if size > LARGEST {
            return Err(format!("{file} has {size} bytes; at most {LARGEST} are read"));
        }
        let text = fs::read_to_string(&self.path).map_err(|why| format!("{file} cannot be read: {why}"))?;
        let told = |line: usize, key: &str, why: &str| {
            format!("{file}: line {line}: {key}: {}", why.lines().collect::<Vec<_>>().join(", "))
        };
        let notice: Notice = if self.path.extension().is_some_and(|ending| ending == "json") {
            let mut reader = serde_json::Deserializer::from_str(&text);
            serde_path_to_error::deserialize(&mut reader)
                .map_err(|why| told(why.inner().line(), &why.path().to_string(), &why.inner().to_string()))?
        } else {
            let at = |why: &toml::de::Error| line(&text, why.span().map_or(0, |span| span.start));
            let reader =
                toml::Deserializer::parse(&text).map_err(|why| told(at(&why), "not TOML", why.message()))?;
            serde_path_to_error::deserialize(reader)
                .map_err(|why| told(at(why.inner()), &why.path().to_string(), why.inner().message()))?
        };
        if let Some(app) = notice.apps.iter().find(|app| !self.apps.contains(app)) {
            let place = text.find(app.as_str()).unwrap_or(0);
            let why = format!("{app:?} is not an app; the apps are {}", self.apps.join(", "));
            return Err(told(line(&text, place), "apps", &why));
        }
        Ok(notice)
    }
}

impl TryFrom<String> for Moment {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let seconds = parse(&text)
            .ok_or_else(|| format!("{text:?} is not a time such as 2026-11-22T21:40:00Z, in UTC"))?;
        Ok(Self(text, seconds))
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

/// `YYYY-MM-DDThh:mm:ssZ` (RFC 3339), in seconds since 1970.
fn parse(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let numbers = |text: &str, sign: char, widths: [usize; 3]| -> Option<[i64; 3]> {
        let parts: Vec<&str> = text.split(sign).collect();
        let fits = parts.len() == 3 && parts.iter().zip(widths).all(|(part, width)| part.len() == width);
        let number = |place: usize| {
            let part = parts.get(place)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        if fits { Some([number(0)?, number(1)?, number(2)?]) } else { None }
    };
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let real =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    real.then(|| unix(year, month, day, hour * 3600 + minute * 60 + second))
}
