//! Finds what is on a page as assistive technology does: by role and accessible name, as the
//! browser itself computes them (WebDriver's "Get Computed Role" and "Get Computed Label").

use std::sync::Arc;

use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::{Key, WebElement};

use super::Session;
use crate::trouble::Outcome;

/// How often a page that is drawn anew while it is looked at is looked at again.
const LOOKS: usize = 3;

/// What an element is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// A button.
    Button,
    /// A link.
    Link,
    /// Something to type into or choose from.
    Field,
    /// A checkbox.
    Checkbox,
    /// One of several choices.
    Radio,
    /// A heading of any level.
    Heading,
    /// A named part of the page.
    Region,
    /// A group of fields, or details to open.
    Group,
    /// A message that is read at once.
    Alert,
    /// A message that is read when there is time.
    Status,
    /// A dialog.
    Dialog,
    /// A list.
    List,
    /// A picture.
    Image,
}

impl Role {
    const fn name(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Field => "textbox",
            Self::Checkbox => "checkbox",
            Self::Radio => "radio",
            Self::Heading => "heading",
            Self::Region => "region",
            Self::Group => "group",
            Self::Alert => "alert",
            Self::Status => "status",
            Self::Dialog => "dialog",
            Self::List => "list",
            Self::Image => "image",
        }
    }
}

/// Where the keyboard is.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Focus {
    /// The element's computed role; `none` where nothing has the focus.
    pub role: String,
    /// The element's computed name.
    pub name: String,
    /// The element's tag, lower case.
    pub tag: String,
}

impl Session {
    /// The element with this role and exactly this name (white space aside); waits for it.
    ///
    /// # Errors
    /// [`Trouble::Timeout`](crate::Trouble::Timeout) with what the page shows instead.
    pub async fn find(&self, role: Role, name: &str) -> Outcome<WebElement> {
        let what = format!("a {} named {name:?}", role.name());
        self.wait_for(&what, async || self.look(role, name).await).await
    }

    /// Whether there is such an element now; does not wait.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the page cannot be read.
    pub async fn has(&self, role: Role, name: &str) -> Outcome<bool> {
        Ok(self.look(role, name).await?.is_some())
    }

    /// The names of all visible elements with this role, in the order of the page.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the page cannot be read.
    pub async fn names(&self, role: Role) -> Outcome<Vec<String>> {
        // The page may draw a part anew meanwhile: then they are looked at again.
        for _ in 0..LOOKS {
            if let Ok(names) = self.names_now(role).await {
                return Ok(names);
            }
        }
        self.names_now(role).await
    }

    async fn names_now(&self, role: Role) -> Outcome<Vec<String>> {
        let mut names = Vec::new();
        for element in self.candidates(role, None).await? {
            names.push(self.computed(&element, "label").await?);
        }
        Ok(names)
    }

    /// The button of this name; waits for it.
    ///
    /// # Errors
    /// See [`Session::find`].
    pub async fn button(&self, name: &str) -> Outcome<WebElement> {
        self.find(Role::Button, name).await
    }

    /// The link of this name; waits for it.
    ///
    /// # Errors
    /// See [`Session::find`].
    pub async fn link(&self, name: &str) -> Outcome<WebElement> {
        self.find(Role::Link, name).await
    }

    /// The field with this label; waits for it.
    ///
    /// # Errors
    /// See [`Session::find`].
    pub async fn field(&self, name: &str) -> Outcome<WebElement> {
        self.find(Role::Field, name).await
    }

    /// The page's main heading, once there is one.
    ///
    /// # Errors
    /// [`Trouble::Timeout`](crate::Trouble::Timeout) where there is none.
    pub async fn heading(&self) -> Outcome<String> {
        let body = "const h1 = [...document.querySelectorAll('h1')].find(h => h.checkVisibility()); \
                    return h1 ? h1.innerText.replace(/\\s+/g, ' ').trim() : null;";
        self.wait_for("a main heading", async || self.script(body, vec![]).await).await
    }

    /// Waits until the page's main heading is this one.
    ///
    /// # Errors
    /// [`Trouble::Timeout`](crate::Trouble::Timeout) with what the page shows instead.
    pub async fn at_heading(&self, heading: &str) -> Outcome<()> {
        let what = format!("the main heading {heading:?}");
        self.wait_until(&what, async || Ok(self.heading().await? == heading)).await
    }

    /// Where the keyboard is.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the page cannot be read.
    pub async fn active_element(&self) -> Outcome<Focus> {
        let body = "let at = document.activeElement; \
                    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; \
                    return at === document.body ? null : at;";
        let found = self.driver.execute(body, vec![]).await?;
        if found.json().is_null() {
            return Ok(Focus { role: "none".into(), name: String::new(), tag: "body".into() });
        }
        let element = found.element()?;
        Ok(Focus {
            role: self.computed(&element, "role").await?,
            name: self.computed(&element, "label").await?,
            tag: element.tag_name().await?.to_lowercase(),
        })
    }

    /// Presses keys one after another, wherever the keyboard is: `Key::Tab`, `Key::Enter`, ….
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the browser refuses.
    pub async fn press(&self, keys: &[Key]) -> Outcome<()> {
        for key in keys {
            self.driver.action_chain().send_keys(key.clone()).perform().await?;
        }
        Ok(())
    }

    /// Types text, wherever the keyboard is.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the browser refuses.
    pub async fn type_text(&self, text: &str) -> Outcome<()> {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    async fn look(&self, role: Role, name: &str) -> Outcome<Option<WebElement>> {
        for element in self.candidates(role, Some(name)).await? {
            if self.computed(&element, "label").await.is_ok_and(|label| label == name) {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    async fn candidates(&self, role: Role, name: Option<&str>) -> Outcome<Vec<WebElement>> {
        let arguments = vec![json!(role.name()), json!(name)];
        Ok(self.driver.execute(include_str!("find.js"), arguments).await?.elements()?)
    }

    /// What the browser computed for an element: its `role`, or its `label`.
    async fn computed(&self, element: &WebElement, what: &'static str) -> Outcome<String> {
        let endpoint = format!("/element/{}/computed{what}", element.element_id()).into();
        let command = Command::ExtensionCommand(Box::new(Computed(endpoint)));
        let text: String = self.driver.cmd(command).await?.value()?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// WebDriver, sections 12.4.9 and 12.4.10; thirtyfour has no method for them.
#[derive(Debug)]
struct Computed(Arc<str>);

impl ExtensionCommand for Computed {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> Arc<str> {
        self.0.clone()
    }
}
