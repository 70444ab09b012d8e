//! Where in the page a person is: the part of the address behind `#`, such as
//! `#/en/steps/thunderbird/hub`. Never anything that was typed.

use engine::text::Lang;

/// A place in the page.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The language; `None` where the address names none.
    pub lang: Option<Lang>,
    /// The screen.
    pub screen: Screen,
    /// The app's card.
    pub client: Option<String>,
    /// The way through the app.
    pub variant: Option<String>,
}

macro_rules! screens {
    ($($(#[$doc:meta])* $screen:ident = $name:literal,)*) => {
        /// The screens, in the order of `engine::help_code::SCREENS`.
        #[derive(Clone, Copy, PartialEq, Eq, Default)]
        pub enum Screen {
            $($(#[$doc])* $screen,)*
        }

        impl Screen {
            /// The name in the address.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$screen => $name,)* }
            }

            fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$screen),)* _ => None }
            }
        }
    };
}

screens! {
    /// The address.
    #[default]
    Start = "start",
    /// A question about the address.
    Address = "address",
    /// Is it in the mail app already?
    Already = "already",
    /// Device and app.
    Device = "device",
    /// The password at hand.
    Password = "password",
    /// A file or code for the app.
    Get = "get",
    /// Which way through the app.
    Variant = "variant",
    /// The steps.
    Steps = "steps",
    /// Does it work?
    Check = "check",
    /// It does.
    Done = "done",
    /// It does not, or it stopped working; which of its screens stands where others have the app.
    Trouble = "trouble",
}

impl Route {
    /// A screen in the language that is there already.
    pub fn to(screen: Screen) -> Self {
        Self { screen, ..Self::default() }
    }

    /// A screen of an app.
    pub fn of(screen: Screen, client: &str) -> Self {
        Self { screen, client: Some(client.to_owned()), ..Self::default() }
    }

    /// Reads the part behind `#`. An unknown screen is the first one.
    pub fn parse(hash: &str) -> Self {
        let mut parts = hash.trim_start_matches(['#', '/']).split('/').peekable();
        let lang = parts.peek().and_then(|part| Lang::ALL.into_iter().find(|lang| lang.code() == *part));
        // What is in front of the screen and no language of ours is a language that we do not have.
        if parts.peek().is_some_and(|part| Screen::from_name(part).is_none()) {
            parts.next();
        }
        let screen = parts.next().and_then(Screen::from_name).unwrap_or_default();
        let slug = |part: &str| {
            let plain = part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            (plain && !part.is_empty()).then(|| part.to_owned())
        };
        let client = parts.next().and_then(slug);
        let variant = parts.next().and_then(slug);
        Self { lang, screen, client, variant }
    }

    /// The part behind `#`, in `lang`.
    pub fn hash(&self, lang: Lang) -> String {
        let mut hash = ["#/", lang.code(), "/", self.screen.name()].concat();
        for part in [&self.client, &self.variant].into_iter().flatten() {
            hash.push('/');
            hash.push_str(part);
        }
        hash
    }
}
