//! The real password manager `pass` with a real key, as a person has them.

use super::home::{Home, command};
use super::{GPG, PASS};
use crate::trouble::{Outcome, Trouble};

/// A key without a passphrase: nobody types one in a test.
const KEY: &str = "%no-protection\nKey-Type: eddsa\nKey-Curve: ed25519\nSubkey-Type: ecdh\n\
                   Subkey-Curve: cv25519\nName-Real: Test\nName-Email: test@localhost\n%commit\n";

impl Home {
    /// Makes a key and a store, and puts the password there under the name that the file says: the word
    /// behind `pass show`.
    ///
    /// # Errors
    /// [`Trouble`] where a program refuses, or the file says no name.
    pub fn keep_password(&self, file: &str, password: &str) -> Outcome<()> {
        let entry = file
            .split_once("pass show ")
            .and_then(|(_, rest)| rest.split([' ', '\n', '"', '`']).next())
            .ok_or_else(|| Trouble::Unexpected { what: "the file".to_owned(), found: file.to_owned() })?;
        let inputs = [("tmp/key", KEY), ("tmp/nothing", ""), ("tmp/password", password)];
        for (name, text) in inputs {
            self.write(name, text)?;
        }
        std::fs::create_dir(self.path(".gnupg"))
            .and_then(|()| {
                let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
                std::fs::set_permissions(self.path(".gnupg"), mode)
            })
            .map_err(Trouble::io("make a folder for keys"))?;
        self.run(&command(GPG), &["--batch", "--quiet", "--gen-key"], &self.path("tmp/key"))?;
        self.run(&command(PASS), &["init", "test@localhost"], &self.path("tmp/nothing"))?;
        self.run(&command(PASS), &["insert", "--multiline", entry], &self.path("tmp/password"))?;
        Ok(())
    }
}
