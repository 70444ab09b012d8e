//! Files with one value wrong: what must come of each, seen while it happens.

use std::thread;
use std::time::{Duration, Instant};

use testkit::terminal::Screen;

use super::{WORK, World};

/// How a program ends up that cannot do what it is to.
#[derive(Clone, Copy, Debug)]
pub enum Ending {
    /// It says this.
    Says(&'static str),
    /// It says nothing of use; a server's log tells of the sign-in that it refused, with these words.
    /// Once in a world: the next would find the same words.
    Refused(&'static str),
    /// It has reached this port and waits there, as the server does: each for the other's first word.
    Waits(u16),
}

/// How long two that wait for each other are watched. Whoever speaks does so at once.
const SILENCE: Duration = Duration::from_secs(2);

/// Watches until the ending has come, and that what would be `right` is never seen
/// before, where success can be seen. Answers each
/// question once.
#[track_caller]
pub fn assert_ends(
    world: &World,
    screen: &mut Screen,
    ending: Ending,
    right: Option<&str>,
    questions: &[(&str, &str)],
) {
    let start = Instant::now();
    let mut questions = questions.to_vec();
    let mut silent = None;
    loop {
        let text = screen.text();
        assert!(!right.is_some_and(|right| text.contains(right)), "{ending:?}, and yet:\n{text}");
        let come = match ending {
            Ending::Says(words) => text.contains(words),
            Ending::Refused(words) => world.provider.logs().contains(words),
            Ending::Waits(port) => {
                let there = world.provider.connected(port).unwrap();
                silent = if there { silent.or_else(|| Some(Instant::now())) } else { None };
                silent.is_some_and(|since| since.elapsed() > SILENCE)
            }
        };
        if come {
            return;
        }
        let logs = || world.provider.logs();
        assert!(start.elapsed() < WORK, "{ending:?} does not come:\n{text}\n{}", logs());
        if let Some(place) = questions.iter().position(|(question, _)| text.contains(question)) {
            screen.keys(questions.remove(place).1).unwrap();
        }
        thread::sleep(Duration::from_millis(30));
    }
}
