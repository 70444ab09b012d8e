//! Fill in what the app shows; every field may stay empty.

use super::{field, heading, problem, told};
use crate::node::{self, el, words};
use crate::trouble::act::Act;
use crate::trouble::act::{El, Node};
use crate::trouble::form::FieldName;
use crate::trouble::state::State;
use engine::text::{Page, Trouble};

/// Draws it.
pub(super) fn screen(state: &State) -> Vec<Node> {
    let form = state.form();
    let text = |name: FieldName| {
        el("input", Vec::new())
            .at("type", "text")
            .at("autocomplete", "off")
            .at("autocapitalize", "off")
            .at("spellcheck", "false")
            .at("translate", "no")
            .value(form.get(name))
            .on("input", Act::Type(name))
    };
    let number = |name: FieldName| text(name).at("inputmode", "numeric");
    let choose = |name: FieldName, options: &[(&'static str, Trouble)]| -> El {
        let mut all = vec![words("option", state.say(Trouble::FormUnsaid)).at("value", "").done()];
        all.extend(
            options.iter().map(|(value, text)| words("option", state.say(*text)).at("value", *value).done()),
        );
        el("select", all).value(form.get(name)).on("change", Act::Type(name))
    };
    let security = [
        ("tls", Trouble::FormTls),
        ("starttls", Trouble::FormStarttls),
        ("on", Trouble::FormOn),
        ("none", Trouble::FormNone),
    ];
    let server = || state.page(Page::TableServer);
    let incoming = vec![
        words("legend", state.page(Page::TableIncoming)).done(),
        field(
            "protocol",
            state.say(Trouble::FormProtocol),
            None,
            choose(FieldName::Protocol, &[("imap", Trouble::FormImap), ("pop3", Trouble::FormPop)]),
        ),
        field("host", server(), None, text(FieldName::Host)),
        field("port", state.page(Page::TablePort), None, number(FieldName::Port)),
        field("security", state.page(Page::TableSecurity), None, choose(FieldName::Security, &security)),
        field("username", state.page(Page::TableUsername), None, text(FieldName::Username)),
        field(
            "auth",
            state.say(Trouble::FormAuth),
            None,
            choose(
                FieldName::Auth,
                &[
                    ("password", Trouble::AuthPassword),
                    ("encrypted", Trouble::FormEncrypted),
                    ("oauth2", Trouble::AuthOauth2),
                ],
            ),
        ),
    ];
    let outgoing = vec![
        words("legend", state.page(Page::TableOutgoing)).done(),
        field("out-host", server(), None, text(FieldName::OutHost)),
        field("out-port", state.page(Page::TablePort), None, number(FieldName::OutPort)),
        field(
            "out-security",
            state.page(Page::TableSecurity),
            None,
            choose(FieldName::OutSecurity, &security),
        ),
        field(
            "out-sign-in",
            state.say(Trouble::FormSignIn),
            None,
            choose(FieldName::OutSignIn, &[("yes", Trouble::FormYes), ("no", Trouble::FormNo)]),
        ),
        field("out-username", state.page(Page::TableUsername), None, text(FieldName::OutUsername)),
    ];
    let address = text(FieldName::Address).at("inputmode", "email");
    let mut nodes = problem(state);
    nodes.extend([
        heading(state.say(Trouble::FormHeading)),
        told(state, Trouble::FormLead),
        node::form(
            vec![
                field("email", state.say(Trouble::FieldAddress), None, address),
                el("fieldset", incoming).done(),
                el("fieldset", outgoing).done(),
            ],
            state.say(Trouble::FormCompare),
            Act::Compare,
        ),
    ]);
    nodes
}
