//! The shapes of the page's data, as they are in JSON: the engine's types, field by field.

use crate::answers::Answers;
use crate::load::{SiteData, TextData};
use crate::platform::take::{Fault, Take, field, object, word};
use engine::Format;
use engine::guide::{
    ClientCard, ClientSummary, Confidence, Device, Did, Instead, Kind, Label, Row, RowKind, Screen,
    SecurityWords, Tested, Variant, When, Window,
};
use engine::profile::{
    AppPassword, AuthMethod, Domain, DomainStatus, Endpoint, Link, OtherHost, OtherHostKind, Profile, Role,
    Security, SignIn, Standing, SyncAdvice, Typo, Username, UsernameRule,
};
use engine::text::{Lang, Words};
use wasm_bindgen::JsValue;

object! { SiteData { profile clients } }
object! { TextData { page findings } }
object! { Answers { lang labels address settled declined name device client variant incoming outgoing ticked } }

object! { Profile { schema id name domains typos endpoints other_hosts username sign_in sync links } }
object! { Typo { typed meant } }
object! { Endpoint { id role host port security standing rank domains } }
object! { OtherHost { host kind } }
object! { UsernameRule { rule } }
object! { SignIn { methods outgoing_required app_password other_login } }
object! { SyncAdvice { days } }
object! { Link { id title url } }
object! { Words { en es } }

impl Take for Domain {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        let status = match field::<String>(value, "status", fault).as_str() {
            "active" => DomainStatus::Active,
            "moving" => DomainStatus::Moving { to: field(value, "to", fault) },
            "business" => DomainStatus::Business { link: field(value, "link", fault) },
            "unconfirmed" => DomainStatus::Unconfirmed,
            _ => fault.note(DomainStatus::Unconfirmed),
        };
        Self { name: field(value, "name", fault), status }
    }
}

object! { ClientSummary { id name devices kind } }
object! { ClientCard {
    id name devices kind versions checked confidence formats tested security_words outgoing_sign_in window
    editable_later relay instead verify question variants
} }
object! { Tested { format by did } }
word! { Did { Both "both" Fetched "fetched" Sent "sent" } }
object! { Instead { text clients } }
object! { SecurityWords { tls starttls outgoing_tls outgoing_starttls } }
object! { Window { text screens } }
object! { Variant { id seen screens } }
object! { Screen { task title path rows } }
object! { Row { kind label value text when } }
object! { Label { en es } }

word! { Lang { En "en" Es "es" } }
word! { Role { Imap "imap" Submission "submission" Pop "pop" } }
word! { Security { Tls "tls" Starttls "starttls" None "none" } }
word! { Standing { Guide "guide" Documented "documented" Reported "reported" Retired "retired" } }
word! { OtherHostKind { Webmail "webmail" Website "website" MailDomain "mail_domain" } }
word! { Username { FullAddress "full_address" LocalPart "local_part" } }
word! { AuthMethod {
    Password "password" Encrypted "encrypted" Ntlm "ntlm" Kerberos "kerberos" Oauth2 "oauth2"
    Certificate "certificate" None "none" Unknown "unknown"
} }
word! { AppPassword { Never "never" WithTwoStep "with_two_step" Always "always" Unknown "unknown" } }
word! { Kind { App "app" Terminal "terminal" Sender "sender" Elsewhere "elsewhere" } }
word! { Confidence { Sure "sure" Likely "likely" ToVerify "to_verify" } }
word! { RowKind {
    Tap "tap" Type "type" Choose "choose" On "on" Off "off" Leave "leave" Password "password" Link "link" Run "run" Note "note"
    Warn "warn"
} }
word! { When { OutgoingTls "outgoing_tls" OutgoingStarttls "outgoing_starttls" } }

impl Take for Device {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        Self::from_name(&String::take(value, fault)).unwrap_or_else(|| fault.note(Self::Other))
    }
}

impl Take for Format {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        Self::from_name(&String::take(value, fault)).unwrap_or_else(|| fault.note(Self::Text))
    }
}
