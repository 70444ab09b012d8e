//! The screens as values: every one in both languages, for many stories.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use super::act::Step;
use super::form::{FieldName, Form};
use super::found::Lead;
use super::live::Live;
use super::state::{Given, Site, State};
use super::told::{Sure, Test, Told};
use super::view;
use crate::trouble::act::Node;
use engine::HelpCode;
use engine::explain::Symptom;
use engine::profile::{Endpoint, Role};
use engine::report::{EndpointReport, Stage, StageName, Status};
use engine::settings::read;
use engine::text::Lang;
use site::Data;
use std::cell::RefCell;
use std::rc::Rc;

const STEPS: [Step; 11] = [
    Step::What,
    Step::Worked,
    Step::Webmail,
    Step::Answer,
    Step::Tell,
    Step::Form,
    Step::Tests,
    Step::Handover,
    Step::Solved,
    Step::Helping,
    Step::Other,
];
const ADDRESS: &str = "pat@centurylink.net";
const WRONG: &str = "Incoming server: imap.centurylink.com\nPort: 143\nEncryption: none\nUser name: pat\n\
    Outgoing server: smtp.centurylink.com\nPort: 465\nEncryption: STARTTLS";
const RIGHT: &str = "IMAP: mail.centurylink.net 993 SSL/TLS\nSMTP: smtp.centurylink.net 587 STARTTLS\n\
    User name: pat@centurylink.net";
const POP: &str =
    "POP server: pop.centurylink.net\nPort: 995\nEncryption: SSL/TLS\nRemove from server after 14 days";
const FOREIGN: &str = "IMAP server: imap.gmail.com\nPort: 993\nSMTP server: smtp.gmail.com\nPort: 465";

fn site(data: &Data, lang: Lang) -> Rc<Site> {
    Rc::new(Site {
        profile: data.profile().clone(),
        catalogue: data.errors().clone(),
        clients: data.clients().iter().map(|card| card.summary()).collect(),
        page: data.texts(lang).unwrap(),
        findings: data.texts(lang).unwrap(),
        trouble: data.texts(lang).unwrap(),
    })
}

fn state(site: &Rc<Site>, lang: Lang, step: Step, told: Told) -> State {
    State {
        lang,
        step,
        site: site.clone(),
        given: Given { address: ADDRESS.to_owned(), ..Given::default() },
        told,
        card: None,
        problem: None,
        code: String::new(),
        live: Live::default(),
        found: RefCell::default(),
    }
}

fn pasted(text: &str) -> Told {
    let reading = read(text.as_bytes()).unwrap();
    Told { accounts: reading.accounts, text: reading.text, struck: reading.struck, ..Told::default() }
}

/// Many stories: each symptom with each pair of answers, and what people paste.
fn stories() -> Vec<Told> {
    let mut stories = vec![Told::default(), pasted("The sky is blue"), pasted("0x800CCC0E")];
    stories.extend([WRONG, RIGHT, POP, FOREIGN].map(pasted));
    let mut tested = pasted("Cannot get mail. The connection to the server failed.");
    tested.tests = Test::ALL.iter().map(|test| (*test, false)).collect();
    stories.push(tested.clone());
    tested.tests.last_mut().unwrap().1 = true;
    stories.push(tested);
    let symptoms = [
        Symptom::AsksPassword,
        Symptom::CannotSend,
        Symptom::NothingArrives,
        Symptom::Warning,
        Symptom::OldMissing,
        Symptom::Message,
    ];
    for symptom in symptoms {
        for worked in [Sure::Yes, Sure::No, Sure::Unsure] {
            for webmail in [Sure::Yes, Sure::No, Sure::Unsure] {
                let (worked, webmail) = (Some(worked), Some(webmail));
                stories.push(Told { symptom: Some(symptom), worked, webmail, ..Told::default() });
            }
        }
    }
    stories
}

fn headings(nodes: &[Node]) -> Vec<String> {
    nodes
        .iter()
        .filter_map(|node| match node {
            Node::El(el) if el.tag == "h1" => Some(node.text()),
            _ => None,
        })
        .collect()
}

fn all_text(nodes: &[Node]) -> String {
    nodes.iter().map(Node::text).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_screen_speaks_for_every_story_app_and_language() {
    let data = Data::embedded().unwrap();
    for lang in Lang::ALL {
        let site = site(&data, lang);
        for (number, told) in stories().into_iter().enumerate() {
            // Every app for a few stories, no app for all.
            let cards: Vec<_> =
                if number < 12 { data.clients().iter().map(Some).collect() } else { Vec::new() };
            for card in cards.into_iter().chain([None]) {
                for step in STEPS {
                    let mut state = state(&site, lang, step, told.clone());
                    state.told.client = card.map(|card| card.id.to_string());
                    state.card = card.map(|card| Rc::new(card.edit_card()));
                    let nodes = view::screen(&state);
                    let (heading, text) = (headings(&nodes), all_text(&nodes));
                    assert!(
                        heading.len() == 1 && !heading[0].is_empty(),
                        "{step:?} {lang:?} {number}: {heading:?}"
                    );
                    assert!(!text.contains(['{', '}']), "{step:?} {lang:?} {number}: {text}");
                }
            }
        }
    }
}

#[test]
fn wrong_settings_lead_and_right_ones_are_called_right() {
    let data = Data::embedded().unwrap();
    let site = site(&data, Lang::En);
    let lead = |told: Told| {
        let state = state(&site, Lang::En, Step::Answer, told);
        let (diagnosis, causes) = (state.diagnosis(), state.causes());
        (state.lead(diagnosis.as_ref(), &causes), all_text(&view::screen(&state)))
    };
    let (found, text) = lead(pasted(WRONG));
    assert_eq!(found, Lead::Settings);
    assert!(text.contains("143") && text.contains("993") && text.contains(ADDRESS), "{text}");
    let (found, text) = lead(pasted(RIGHT));
    assert_eq!(found, Lead::Right, "{text}");
    assert!(!text.contains("Where to change it"), "{text}");
    let (_, text) = lead(pasted(POP));
    assert!(text.contains("POP settings that work") && text.contains("pop.centurylink.net"), "{text}");
    assert_eq!(lead(pasted("The sky is blue")).0, Lead::Unknown);
    assert_eq!(lead(Told::default()).0, Lead::Nothing);
    let works = Told {
        symptom: Some(Symptom::AsksPassword),
        worked: Some(Sure::Yes),
        webmail: Some(Sure::Yes),
        ..Told::default()
    };
    let (found, text) = lead(works);
    assert_eq!(found, Lead::Cause);
    assert!(text.contains("Change nothing") || text.contains("change nothing"), "{text}");
    assert!(
        !text.contains("Another one, or I do not know"),
        "no list of apps where nothing is to be changed: {text}"
    );
}

#[test]
fn the_hand_over_keeps_the_address_back_until_it_is_ticked() {
    let data = Data::embedded().unwrap();
    let site = site(&data, Lang::En);
    for told in stories() {
        let mut state = state(&site, Lang::En, Step::Handover, told);
        let text = view::hand_over(&state);
        assert!(!text.contains("pat"), "{text}");
        state.told.with_address = true;
        assert!(view::hand_over(&state).contains(ADDRESS));
    }
}

#[test]
fn a_code_opens_the_screen_that_it_was_read_from() {
    let data = Data::embedded().unwrap();
    let site = site(&data, Lang::En);
    for (number, told) in stories().into_iter().enumerate() {
        for step in STEPS {
            let mut theirs = state(&site, Lang::En, step, told.clone());
            theirs.told.client = Some("thunderbird".to_owned());
            let code = theirs.help_code();
            let mut ours = state(&site, Lang::En, Step::Helping, Told::default());
            ours.code = format!("{} {}", &code[..3], code[3..].to_lowercase());
            let (place, _, found) = ours.opened().unwrap();
            assert_eq!(place, format!("trouble/{}", step.name()), "{number}");
            let decoded = HelpCode::decode(&code).unwrap();
            assert_eq!(decoded.found, found);
            // What they see as the answer is what we see.
            let helped = state(&site, Lang::En, Step::Answer, Told { helping: found, ..Told::default() });
            if found >= 128 {
                assert_eq!(helped.causes().first().unwrap().cause, theirs.causes().first().unwrap().cause);
            } else if found > 0 {
                let first = theirs.diagnosis().unwrap().findings.first().unwrap().code;
                assert_eq!(helped.helped_finding().unwrap().code, first);
            }
            assert!(!all_text(&view::screen(&helped)).contains(['{', '}']));
        }
    }
}

#[test]
fn the_form_is_what_set_up_gave_and_what_was_typed() {
    let data = Data::embedded().unwrap();
    let site = site(&data, Lang::En);
    let mut state = state(&site, Lang::En, Step::Form, Told::default());
    assert_eq!(state.form().get(FieldName::Host), "", "nobody said what the app shows");
    state.given.client = Some("thunderbird".to_owned());
    assert_eq!(state.form().get(FieldName::Host), "imap.centurylink.com");
    assert!(state.form().settings().is_ok());

    state.told = pasted(WRONG);
    let form = state.form();
    assert_eq!((form.get(FieldName::Port), form.get(FieldName::OutSecurity)), ("143", "starttls"));
    assert_eq!(form.settings().unwrap().servers.len(), 2);

    let mut form = Form::default();
    form.set(FieldName::Port, " 99x".to_owned());
    assert_eq!(form.settings(), Err(FieldName::Port));
    form.set(FieldName::Port, "587".to_owned());
    form.set(FieldName::Security, "on".to_owned());
    let settings = form.settings().unwrap();
    assert_eq!(settings.servers[0].security, Some(engine::profile::Security::Starttls));
}

/// What a check may have found: each endpoint's status and code by its role.
fn checked(site: &Site, of: impl Fn(&Endpoint) -> (Status, Option<&'static str>)) -> Live {
    let report = |endpoint: &Endpoint| {
        let (status, code) = of(endpoint);
        let code = code.map(str::to_owned);
        EndpointReport {
            id: endpoint.id.clone(),
            role: endpoint.role,
            host: endpoint.host.to_string(),
            port: endpoint.port,
            security: endpoint.security,
            status,
            code: code.clone(),
            ms: 1.0,
            dns: Stage { name: StageName::Dns, status, code, ms: 1.0, data: None },
            addresses: Vec::new(),
        }
    };
    let asked = site.profile.endpoints.iter().filter(|one| one.role != Role::Pop && one.standing.accepted());
    Live { over: true, alone: false, endpoints: asked.map(report).collect() }
}

#[test]
fn every_answer_speaks_for_every_state_of_the_servers() {
    let data = Data::embedded().unwrap();
    for lang in Lang::ALL {
        let site = site(&data, lang);
        let first_fails = |code: &'static str| {
            move |one: &Endpoint| if one.rank == 1 { (Status::Fail, Some(code)) } else { (Status::Ok, None) }
        };
        let states = [
            Live::default(),
            Live { over: true, alone: true, endpoints: Vec::new() },
            checked(&site, |_| (Status::Ok, None)),
            checked(&site, |_| (Status::Unknown, Some("provider_limit"))),
            checked(&site, |_| (Status::Fail, Some("timeout"))),
            checked(&site, first_fails("refused")),
            checked(&site, first_fails("expired")),
            checked(&site, first_fails("name_mismatch")),
        ];
        for (number, told) in stories().into_iter().enumerate() {
            for (place, live) in states.iter().enumerate() {
                for step in [Step::Answer, Step::Handover, Step::Other] {
                    let mut state = state(&site, lang, step, told.clone());
                    state.live = live.clone();
                    state.told.other = Some(("smtp-com-587".to_owned(), "smtp-net-587".to_owned()));
                    let nodes = view::screen(&state);
                    let (heading, text) = (headings(&nodes), all_text(&nodes));
                    let context = || format!("{lang:?} story {number} servers {place} {step:?}: {text}");
                    assert!(heading.len() == 1 && !heading[0].is_empty(), "{}", context());
                    assert!(!text.contains(['{', '}']), "{}", context());
                }
            }
        }
    }
}

#[test]
fn the_check_tells_the_network_from_the_server_and_offers_what_works() {
    let data = Data::embedded().unwrap();
    let site = site(&data, Lang::En);
    let answer = |symptom: Symptom, webmail: Option<Sure>, live: &Live| {
        let told = Told { symptom: Some(symptom), worked: Some(Sure::Yes), webmail, ..Told::default() };
        let mut state = state(&site, Lang::En, Step::Answer, told);
        state.live = live.clone();
        let nodes = view::screen(&state);
        (headings(&nodes).remove(0), all_text(&nodes))
    };
    let arrives = |live: &Live| answer(Symptom::NothingArrives, None, live).1;
    let up = checked(&site, |_| (Status::Ok, None));
    assert!(arrives(&up).contains("something in between may be in the way"));
    let (heading, _) = answer(Symptom::AsksPassword, Some(Sure::Yes), &up);
    assert_eq!(
        heading,
        "Your settings and password are right. Change nothing, use webmail, try again tomorrow."
    );
    let down = |role: Role, code: &'static str| {
        checked(&site, move |one| {
            let fails = one.role == role && one.rank == 1;
            if fails { (Status::Fail, Some(code)) } else { (Status::Ok, None) }
        })
    };
    let text = arrives(&down(Role::Imap, "refused"));
    assert!(text.contains("imap.centurylink.com (port 993) does not answer us as it should."), "{text}");
    assert!(text.contains("Use mail.centurylink.net (port 993) instead"), "{text}");
    let text = arrives(&down(Role::Imap, "expired"));
    assert!(text.contains("(port 993) has expired. Never accept it."), "{text}");
    // What happens is about reading mail: a server for sending that is down is not why.
    assert!(!arrives(&down(Role::Submission, "refused")).contains("does not answer us as it should"));
    let (heading, _) = answer(Symptom::Warning, None, &checked(&site, |_| (Status::Fail, Some("timeout"))));
    assert_eq!(heading, "No mail server answers us. Wait before changing anything.");
    // Settings that are wrong are changed first, whatever the check says.
    let mut wrong = state(&site, Lang::En, Step::Answer, pasted(WRONG));
    let without = all_text(&view::screen(&wrong));
    wrong.live = up;
    let with = all_text(&view::screen(&wrong));
    let asking = "Our check of the mail servers";
    assert!(without.contains(asking) && !with.contains(asking), "{with}");
}
