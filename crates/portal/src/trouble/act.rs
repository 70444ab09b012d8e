//! What a person can do on these screens.

use super::form::FieldName;
use super::told::Test;
use engine::explain::Symptom;

/// A piece of these screens.
pub(crate) type Node = crate::node::Node<Act>;
/// An element of these screens.
pub(crate) type El = crate::node::El<Act>;

/// The screens of "My email stopped working": the second part of the place, `#/en/trouble/tell`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) enum Step {
    /// What happens?
    #[default]
    What,
    /// Did it ever work?
    Worked,
    /// Can you sign in to webmail?
    Webmail,
    /// What it is and what to do.
    Answer,
    /// Paste or type a message or settings, or choose a file.
    Tell,
    /// Fill in what the app shows.
    Form,
    /// One network test at a time.
    Tests,
    /// What to hand over to someone who helps.
    Handover,
    /// It works again.
    Solved,
    /// Someone who helps types a code.
    Helping,
    /// What to change for another server.
    Other,
}

impl Step {
    const NAMES: [(Self, &'static str); 11] = [
        (Self::What, "what"),
        (Self::Worked, "worked"),
        (Self::Webmail, "webmail"),
        (Self::Answer, "answer"),
        (Self::Tell, "tell"),
        (Self::Form, "form"),
        (Self::Tests, "tests"),
        (Self::Handover, "handover"),
        (Self::Solved, "solved"),
        (Self::Helping, "helping"),
        (Self::Other, "other"),
    ];

    /// The name in the address.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(step, _)| *step == self).map_or("what", |(_, name)| name)
    }

    /// The step of that name; the first where there is none.
    pub(crate) fn from_name(name: &str) -> Self {
        Self::NAMES.iter().find(|(_, known)| *known == name).map_or(Self::What, |(step, _)| *step)
    }
}

/// Something that a person does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Goes to another of these screens.
    Go(Step),
    /// Says what happens.
    Symptom(Symptom),
    /// Says whether it ever worked.
    Worked(Option<bool>),
    /// Says whether webmail takes the password.
    Webmail(Option<bool>),
    /// Chooses the app in a list.
    Client,
    /// Types or chooses in a field of the form.
    Type(FieldName),
    /// Types a message or settings.
    TypeText,
    /// Pastes or drops text or a file.
    Paste,
    /// Chooses a file.
    File,
    /// Has the text read.
    Read,
    /// Has the form compared.
    Compare,
    /// Says how a network test ended.
    Tested(Test, bool),
    /// Copies a value; the second says what it is.
    Copy(String, String),
    /// Ticks whether the address is handed over.
    WithAddress,
    /// Uses another endpoint, by its id, instead of the one of the first id.
    Use(String, String),
    /// Types a help code.
    TypeCode,
    /// Opens the screen of a help code.
    OpenCode,
}
