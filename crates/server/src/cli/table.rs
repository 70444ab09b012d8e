//! The table of a check: one line for each endpoint. On a terminal it is drawn again with each
//! stage; elsewhere it is written once, at the end.

use engine::profile::{Security, Slug};
use engine::report::{EndpointReport, Stage, StageEvent, StageName, Status};
use engine::text::{Command, Texts};
use std::io::Write as _;

/// The longest line while the table is drawn: one that a terminal wraps would shift all others.
const WIDEST: usize = 78;

/// One endpoint's line.
pub(super) struct Line {
    id: Slug,
    security: Security,
    /// The stage that is under way; none before the name look-up has ended.
    now: Option<StageName>,
}

impl Line {
    pub(super) fn new(id: &Slug, security: Security) -> Self {
        Self { id: id.clone(), security, now: None }
    }
}

/// The table.
pub(super) struct Table {
    lines: Vec<Line>,
    live: bool,
    texts: Texts<Command>,
    width: usize,
}

impl Table {
    pub(super) fn new(lines: Vec<Line>, live: bool, texts: &Texts<Command>) -> Self {
        let width = lines.iter().map(|line| line.id.as_str().len()).max().unwrap_or(0);
        Self { lines, live, texts: texts.clone(), width }
    }

    /// Draws the table for the first time.
    pub(super) fn show(&self) {
        if self.live {
            self.draw("");
        }
    }

    /// A stage has ended: the next one is under way.
    pub(super) fn told(&mut self, event: &StageEvent) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.id == event.endpoint) {
            let plan = EndpointReport::plan(line.security);
            let place = plan.iter().position(|name| *name == event.stage.name).map_or(0, |place| place + 1);
            line.now = plan.get(place).or(plan.last()).copied();
        }
        if self.live {
            self.draw(&format!("\x1b[{}A", self.lines.len()));
        }
    }

    /// The table with its results; on a terminal in place of the one that was drawn.
    pub(super) fn ended(&self, found: &[EndpointReport]) -> String {
        let mut text = if self.live { format!("\x1b[{}A\x1b[0J", self.lines.len()) } else { String::new() };
        for report in found {
            text.push_str(&self.row(&report.id, &self.result(report)));
            text.push('\n');
        }
        text
    }

    fn draw(&self, before: &str) {
        let mut text = before.to_owned();
        for line in &self.lines {
            let state = match line.now {
                None => self.texts.get(Command::CheckWaiting).to_owned(),
                Some(stage) => self.texts.fill(Command::CheckAsking, &[("stage", self.stage(stage))]),
            };
            let row: String = self.row(&line.id, &state).chars().take(WIDEST).collect();
            text.push_str(&format!("\x1b[2K{row}\n"));
        }
        // A terminal that is gone needs no table.
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    fn row(&self, id: &Slug, state: &str) -> String {
        format!("{:width$}  {state}", id.as_str(), width = self.width)
    }

    /// `works  361 ms`, `does not work: expired (certificate)`
    fn result(&self, report: &EndpointReport) -> String {
        let key = match report.status {
            Status::Ok => return format!("{}  {:.0} ms", self.texts.get(Command::CheckOk), report.ms),
            Status::Warn => Command::CheckWarn,
            Status::Fail => Command::CheckFail,
            Status::Skipped | Status::NotRun | Status::Unknown => Command::CheckUnknown,
        };
        let code = report.code.as_deref().unwrap_or("?");
        let why = match decided(report) {
            None => code.to_owned(),
            Some(stage) => {
                self.texts.fill(Command::CheckWhy, &[("code", code), ("stage", self.stage(stage))])
            }
        };
        self.texts.fill(key, &[("why", &why)])
    }

    fn stage(&self, name: StageName) -> &str {
        self.texts.get(match name {
            StageName::Dns => Command::StageDns,
            StageName::Connect => Command::StageConnect,
            StageName::Greeting => Command::StageGreeting,
            StageName::CapabilitiesPlain => Command::StageCapabilitiesPlain,
            StageName::PlaintextAuth => Command::StagePlaintextAuth,
            StageName::Starttls => Command::StageStarttls,
            StageName::Tls => Command::StageTls,
            StageName::Certificate => Command::StageCertificate,
            StageName::Capabilities => Command::StageCapabilities,
        })
    }
}

/// The stage whose code is the endpoint's.
fn decided(report: &EndpointReport) -> Option<StageName> {
    let mut stages =
        std::iter::once(&report.dns).chain(report.addresses.iter().flat_map(|address| &address.stages));
    let is_it = |stage: &&Stage| stage.code.is_some() && stage.code == report.code;
    stages.find(is_it).map(|stage| stage.name)
}
