//! What goes wrong around a test, as opposed to in the thing under test.

use std::time::Duration;

/// The result of everything in this package that can fail.
pub type Outcome<T> = Result<T, Trouble>;

/// Why a program could not be started, asked or understood.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The operating system refused something.
    #[error("cannot {what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something took too long.
    #[error("{what} did not happen within {} s{detail}", after.as_secs())]
    Timeout {
        /// What was waited for.
        what: String,
        /// How long.
        after: Duration,
        /// What is known besides, starting with a separator; or empty.
        detail: String,
    },
    /// A program ended when it should not have.
    #[error("{program} ended early ({status}); the end of its output:\n{output}")]
    Ended {
        /// Its name.
        program: String,
        /// Its exit status.
        status: String,
        /// The end of what it printed.
        output: String,
    },
    /// A program answered, and the answer was an error.
    #[error("{program} refused {command}: {message}")]
    Refused {
        /// Who was asked.
        program: &'static str,
        /// What was asked.
        command: String,
        /// The answer.
        message: String,
    },
    /// An answer that does not have the expected form.
    #[error("{what} is not what was expected: {found}")]
    Unexpected {
        /// What was read.
        what: String,
        /// What was found, or what the reader said.
        found: String,
    },
    /// Chromium's driver reported an error.
    #[error("the browser session: {0}")]
    WebDriver(Box<thirtyfour::error::WebDriverError>),
}

impl Trouble {
    /// Names what was tried when the operating system refused it.
    pub fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}

impl From<thirtyfour::error::WebDriverError> for Trouble {
    fn from(error: thirtyfour::error::WebDriverError) -> Self {
        Self::WebDriver(Box::new(error))
    }
}
