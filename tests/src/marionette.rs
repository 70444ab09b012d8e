//! Marionette, the remote control inside every Mozilla program, protocol 3: JSON messages with
//! their length in bytes and a colon before them, over TCP on loopback
//! (`remote/marionette/transport.sys.mjs` and `message.sys.mjs` in Thunderbird 153).

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

use crate::trouble::{Outcome, Trouble};

/// How long one command may take.
const LIMIT: Duration = Duration::from_secs(60);
/// The longest message that is read, in bytes.
const LONGEST: usize = 16 << 20;

/// A connection with a session, in the chrome context: scripts run with the program's own rights.
#[derive(Debug)]
pub struct Marionette {
    stream: TcpStream,
    last_id: u64,
}

impl Marionette {
    /// Connects to a program that listens, opens a session and enters the chrome context.
    ///
    /// # Errors
    /// [`Trouble`] where nobody answers, or speaks another protocol.
    pub fn connect(port: u16) -> Outcome<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))
            .map_err(Trouble::io(format!("connect to Marionette on port {port}")))?;
        stream.set_read_timeout(Some(LIMIT)).map_err(Trouble::io("set a time limit"))?;
        stream.set_nodelay(true).map_err(Trouble::io("set TCP_NODELAY"))?;
        let mut this = Self { stream, last_id: 0 };
        let greeting = this.receive("the greeting")?;
        if greeting["marionetteProtocol"] != 3 {
            return Err(Trouble::Unexpected {
                what: "Marionette's greeting".into(),
                found: greeting.to_string(),
            });
        }
        this.command("WebDriver:NewSession", &json!({}))?;
        this.command("WebDriver:SetTimeouts", &json!({"script": LIMIT.as_millis() as u64}))?;
        this.command("Marionette:SetContext", &json!({"value": "chrome"}))?;
        Ok(this)
    }

    /// Sends a command and waits for its answer.
    ///
    /// # Errors
    /// [`Trouble::Refused`] where the answer is an error; others where the connection fails.
    pub fn command(&mut self, name: &str, parameters: &Value) -> Outcome<Value> {
        self.last_id += 1;
        let message = json!([0, self.last_id, name, parameters]).to_string();
        self.stream
            .write_all(format!("{}:{message}", message.len()).as_bytes())
            .map_err(Trouble::io(format!("send {name}")))?;
        let mut answer = self.receive(name)?;
        if answer[0] != 1 || answer[1] != self.last_id {
            return Err(Trouble::Unexpected {
                what: format!("the answer to {name}"),
                found: answer.to_string(),
            });
        }
        match answer[2].take() {
            Value::Null => Ok(answer[3].take()),
            error => Err(Trouble::Refused {
                program: "Marionette",
                command: name.to_owned(),
                message: format!("{}: {}", text(&error["error"]), text(&error["message"])),
            }),
        }
    }

    /// Runs `body` as the body of an async function with `arguments`, and gives what it returns.
    /// `what` names it in errors.
    ///
    /// # Errors
    /// [`Trouble::Refused`] with the exception's text where the script throws.
    pub fn run(&mut self, what: &str, body: &str, arguments: &Value) -> Outcome<Value> {
        // The wrapper hands an exception back as a value: one thrown after an `await` would
        // otherwise only be seen as a script that never ends.
        let script = format!(
            "const done = arguments[arguments.length - 1];\n\
             (async function () {{\n{body}\n}})(...[...arguments].slice(0, -1)).then(\n\
               value => done({{ value: value === undefined ? null : value }}),\n\
               error => done({{ error: `${{error}}\\n${{error?.stack ?? \"\"}}` }}));"
        );
        let parameters = json!({"script": script, "args": arguments, "newSandbox": true, "sandbox": null});
        let mut answer = self.command("WebDriver:ExecuteAsyncScript", &parameters)?;
        let mut result = answer["value"].take();
        if result.is_null() {
            // A window that waits for an answer ends the script, and Marionette says nothing of it.
            let found = "a window that waits for an answer".to_owned();
            return Err(Trouble::Unexpected { what: format!("what came of {what}"), found });
        }
        match result.get("error") {
            None => Ok(result["value"].take()),
            Some(error) => Err(Trouble::Refused {
                program: "Thunderbird",
                command: what.to_owned(),
                message: text(error),
            }),
        }
    }

    /// Asks the program to quit, as its own menu does: it writes its files first.
    ///
    /// # Errors
    /// [`Trouble`] where it refuses.
    pub fn quit(mut self) -> Outcome<()> {
        self.command("Marionette:Quit", &json!({"flags": ["eAttemptQuit"]})).map(drop)
    }

    fn receive(&mut self, what: &str) -> Outcome<Value> {
        let mut length = 0_usize;
        loop {
            let mut byte = [0];
            self.read_exact(&mut byte, what)?;
            match byte[0] {
                b':' => break,
                digit @ b'0'..=b'9' if length < LONGEST => length = length * 10 + usize::from(digit - b'0'),
                other => {
                    let found = format!("byte {other:#04x} where a length should be");
                    return Err(Trouble::Unexpected { what: what.to_owned(), found });
                }
            }
        }
        let mut body = vec![0; length];
        self.read_exact(&mut body, what)?;
        serde_json::from_slice(&body)
            .map_err(|error| Trouble::Unexpected { what: what.to_owned(), found: error.to_string() })
    }

    fn read_exact(&mut self, into: &mut [u8], what: &str) -> Outcome<()> {
        self.stream.read_exact(into).map_err(|source| match source.kind() {
            ErrorKind::WouldBlock | ErrorKind::TimedOut => Trouble::Timeout {
                what: format!("Marionette's answer to {what}"),
                after: LIMIT,
                detail: String::new(),
            },
            _ => Trouble::Io { what: format!("read Marionette's answer to {what}"), source },
        })
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
