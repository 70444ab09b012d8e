//! The network, one test at a time.

use super::{heading, noted, outside, told, way, ways};
use crate::node::{block, button, p, words};
use crate::trouble::act::Node;
use crate::trouble::act::{Act, Step};
use crate::trouble::state::State;
use crate::trouble::told::Test;
use engine::profile::{Endpoint, Role};
use engine::text::Trouble;

/// Draws the first test that has no answer, or what the tests have shown.
pub(super) fn screen(state: &State) -> Vec<Node> {
    if let Some((test, _)) = state.told.tests.iter().find(|(_, worked)| *worked) {
        return found(state, *test);
    }
    let open = tests(state).into_iter().find(|test| !state.told.tests.iter().any(|(done, _)| done == test));
    match open {
        Some(test) => ask(state, test),
        None => nothing_found(state),
    }
}

/// The tests that can be done with this account.
fn tests(state: &State) -> Vec<Test> {
    Test::ALL.into_iter().filter(|test| *test != Test::OtherPort || other_port(state).is_some()).collect()
}

/// The outgoing endpoint that differs in its port from the one in use.
fn other_port(state: &State) -> Option<Endpoint> {
    let account = state.account()?;
    let used = account.outgoing();
    let all = state.site.profile.accepted(Role::Submission, account.address().domain());
    let other = |same: bool| {
        all.iter()
            .find(|one| one.port != used.port && (one.host == used.host) == same)
            .map(|one| (*one).clone())
    };
    other(true).or_else(|| other(false))
}

fn ask(state: &State, test: Test) -> Vec<Node> {
    let (title, how) = texts(test);
    let all = tests(state);
    let number = all.iter().position(|one| *one == test).map_or(1, |place| place + 1).to_string();
    let count = all.len().to_string();
    let how = match (test, other_port(state)) {
        (Test::OtherPort, Some(other)) => state.fill(
            how,
            &[
                ("host", other.host.as_str()),
                ("port", &other.port.to_string()),
                ("security", &super::read::security(state, other.security)),
            ],
        ),
        _ => state.say(how),
    };
    vec![
        heading(state.say(title)),
        noted("hint", state.fill(Trouble::TestsCount, &[("number", &number), ("count", &count)])),
        p(how),
        block(
            "buttons",
            vec![
                button("second", state.say(Trouble::TestsWorks), Act::Tested(test, true)).done(),
                button("second", state.say(Trouble::TestsNoChange), Act::Tested(test, false)).done(),
                button("second", state.say(Trouble::TestsCannot), Act::Tested(test, false)).done(),
            ],
        ),
    ]
}

fn found(state: &State, test: Test) -> Vec<Node> {
    let text = match test {
        Test::MobileData => Trouble::TestsFoundMobileData,
        Test::Vpn => Trouble::TestsFoundVpn,
        Test::MailScanning => Trouble::TestsFoundMailScanning,
        Test::OtherPort => Trouble::TestsFoundOtherPort,
    };
    vec![
        heading(state.say(Trouble::TestsFound)),
        p(state.say(text)),
        noted("notice warn", state.say(Trouble::ChangeNever)),
        ways(vec![
            way(state, Trouble::SolvedLink, Step::Solved),
            way(state, Trouble::AnswerBack, Step::Answer),
        ]),
    ]
}

fn nothing_found(state: &State) -> Vec<Node> {
    let mut on = vec![way(state, Trouble::AnswerHandover, Step::Handover)];
    on.extend(["webmail", "support"].into_iter().filter_map(|id| outside(state, id)));
    vec![
        heading(state.say(Trouble::TestsNothing)),
        told(state, Trouble::TestsNothingText),
        words("h2", state.say(Trouble::AnswerMore)).done(),
        ways(on),
    ]
}

fn texts(test: Test) -> (Trouble, Trouble) {
    match test {
        Test::MobileData => (Trouble::TestsMobileData, Trouble::TestsMobileDataHow),
        Test::Vpn => (Trouble::TestsVpn, Trouble::TestsVpnHow),
        Test::MailScanning => (Trouble::TestsMailScanning, Trouble::TestsMailScanningHow),
        Test::OtherPort => (Trouble::TestsOtherPort, Trouble::TestsOtherPortHow),
    }
}
