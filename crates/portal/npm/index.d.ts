/**
 * mail-setup-assistant: mail settings for a provider's customers, in a portal's own JavaScript.
 *
 * ```js
 * import { createAssistant } from "mail-setup-assistant";
 * const assistant = await createAssistant({ profile, language: "es" });
 * const { valid, suggestions } = await assistant.checkAddress("pat@exmaple.net");
 * ```
 *
 * Nothing that is given leaves the browser; the package asks for its own files and nobody else's.
 * The names in answers are those of the command line, `mail-setup … --json`, and stay as they are.
 */

import type { ClientId } from "./client-id.js";
export type { ClientId };

/** The package's version. */
export const version: string;

// ---------------------------------------------------------------------------------- the assistant

/** What an assistant is made of. */
export interface AssistantOptions {
  /** The provider's profile. It is judged: an unknown key or a contradiction is an error. */
  readonly profile: Profile;
  /** The language of all sentences; `en` without it. Of a tag such as `es-MX`, the first part counts. */
  readonly language?: Language | `${Language}-${string}` | undefined;
  /**
   * Where the WebAssembly is, if not beside the package's script: an address, a response, its bytes
   * or a compiled module. It is loaded once; later assistants take what is there.
   */
  readonly wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module | undefined;
}

/**
 * Judges the profile, loads the WebAssembly the first time, and gives an assistant.
 *
 * @throws {AssistantError} `profile` (see its `faults`), `argument`, `unavailable`.
 */
export function createAssistant(options: AssistantOptions): Promise<Assistant>;

/** The engine with one profile and one language. */
export interface Assistant {
  /** The language of its sentences. */
  readonly language: Language;

  /** The mail apps that there are guides for, in the order in which to offer them. */
  clients(): Promise<Client[]>;

  /** Looks at what a person typed: is it an address, is it the provider's, was another one meant? */
  checkAddress(typed: string): Promise<AddressAnswer>;

  /**
   * Compares settings with the profile: pasted text, or the bytes of any mail program's settings file, at
   * most 2,000,000 bytes. Passwords are struck out before anything else is done.
   *
   * @throws {AssistantError} `too_large`, `endpoint`, `argument`.
   */
  diagnose(settings: string | BufferSource, about?: AboutSettings): Promise<DiagnoseAnswer>;

  /**
   * Explains an error message in any shape: its causes, likeliest first.
   *
   * @throws {AssistantError} `too_large`, `client`, `endpoint`, `argument`.
   */
  explain(message: string | BufferSource, about?: AboutMessage): Promise<ExplainAnswer>;

  /**
   * The steps that set an account up in an app, with the person's own values in them; with `edit`,
   * the ways to the incoming and to the outgoing server of an account that is already there.
   *
   * @throws {AssistantError} `client`, `address` (see its `findings`), `endpoint`, `variant`, `argument`.
   */
  guide(client: ClientId, account: GuideAccount & { readonly edit: true }): Promise<[EditGuide, EditGuide]>;
  guide(client: ClientId, account: GuideAccount & { readonly edit?: false | undefined }): Promise<Guide>;

  /**
   * Makes a file that sets an account up. It has no password in it.
   *
   * @throws {AssistantError} `format`, `address` (see its `findings`), `endpoint`, `export`, `argument`.
   */
  exportFile(format: Format, account: Account): Promise<ExportedFile>;
}

/** A person's account. */
export interface Account {
  /** The address, as it was typed. */
  readonly address: string;
  /** The name that others see; at most 64 characters. */
  readonly name?: string | undefined;
  /** The id of the incoming endpoint; without it, the profile's first choice. */
  readonly incoming?: string | undefined;
  /** The id of the outgoing endpoint; without it, the profile's first choice. */
  readonly outgoing?: string | undefined;
}

/** A person's account, and the way through the app. */
export interface GuideAccount extends Account {
  /** The id of a variant (`Client.variants`); without it, the first. Not beside `edit`. */
  readonly variant?: string | undefined;
}

/** Whose settings they are; nothing of it is needed. */
export interface AboutSettings {
  /** The person's address, as it was typed. */
  readonly address?: string | undefined;
  /** The id of the incoming endpoint that is recommended. */
  readonly incoming?: string | undefined;
  /** The id of the outgoing endpoint that is recommended. */
  readonly outgoing?: string | undefined;
}

/** What else a person told beside the message; nothing of it is needed. */
export interface AboutMessage {
  /** The app that shows it. */
  readonly client?: ClientId | undefined;
  /** The person's address, so that the answer has their own values; one that cannot be used counts as none. */
  readonly address?: string | undefined;
  /** The id of the incoming endpoint; counts with an address only. */
  readonly incoming?: string | undefined;
  /** The id of the outgoing endpoint; counts with an address only. */
  readonly outgoing?: string | undefined;
  /** What happens. */
  readonly symptom?: Symptom | undefined;
  /** Whether it ever worked in this app; leave it out for "not sure". */
  readonly worked?: boolean | undefined;
  /** Whether webmail takes the same password; leave it out for "not sure". */
  readonly webmail?: boolean | undefined;
}

// ---------------------------------------------------------------------------------- errors

/** Why there is no answer. `message` is plain sentences. */
export class AssistantError extends Error {
  /** The package alone makes them. */
  private constructor();
  readonly name: "AssistantError";
  /** What it is about. */
  readonly code: ErrorCode;
  /** With `profile`: everything that is wrong, key by key. Empty otherwise. */
  readonly faults: readonly Fault[];
  /** With `address`: what is wrong with the address or the name, to show. Empty otherwise. */
  readonly findings: readonly Finding[];
}

/** What an error is about. */
export type ErrorCode =
  | "profile"
  | "argument"
  | "address"
  | "endpoint"
  | "variant"
  | "format"
  | "too_large"
  | "export"
  | "data"
  | "client"
  | "unavailable";

/** One thing that is wrong in a profile. */
export interface Fault {
  /** The place, as a path of keys (`endpoints[2].sources`); empty for the profile itself. */
  key: string;
  /** What is wrong. */
  reason: string;
}

// ---------------------------------------------------------------------------------- answers

/** What there is to say of an address. */
export interface AddressAnswer {
  /** Whether it is an address at all. */
  valid: boolean;
  /** Whether the domain is one of the provider's. */
  known_domain: boolean;
  /** Addresses that may be meant instead, likeliest first. */
  suggestions: string[];
  /** What there is to say of it; empty when it is simply right. */
  findings: Finding[];
}

/** One thing found: a field, what it is, what it should be, and two sentences. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  field: Field;
  /** What was found; empty where nothing was. */
  actual: string;
  /** What it should be; empty where no single value is right. */
  expected: string;
  /** What it means, one or two sentences. */
  message: string;
  /** What to do. */
  fix: string;
}

/** What there is to say of settings. */
export interface DiagnoseAnswer {
  /** The one sentence. */
  verdict: string;
  /** The same as a stable code. */
  outcome: Outcome;
  /** What was read, passwords left out. */
  read: Settings[];
  /** How many passwords were struck out. */
  struck: number;
  /** What is wrong, worst first. */
  findings: Finding[];
  /** The values to change. */
  changes: Change[];
}

/** One account as it was read. */
export interface Settings {
  format: ReadFormat;
  /** The account's address, where it was said. */
  address?: string;
  servers: Server[];
}

/** One server as it was read. */
export interface Server {
  protocol: Protocol;
  /** As it was typed; empty where it was not said. */
  host: string;
  port: number | null;
  security: Security | null;
  auth: AuthMethod;
  username: string | null;
  retention: Retention;
}

/** What an app does with mail on the server. */
export type Retention = "unknown" | "keeps" | { deletes: { after_days: number } };

/** One value to change. */
export interface Change {
  field: Field;
  before: string;
  after: string;
}

/** What there is to say of an error message. */
export interface ExplainAnswer {
  /** The causes, likeliest first; empty where the message is not known. */
  causes: Cause[];
}

/** A cause in words. */
export interface Cause {
  code: CauseCode;
  /** What it is, in a few words. */
  title: string;
  /** What it means. */
  what: string;
  /** What to do, in order. */
  fixes: string[];
  /** What never to do. */
  never: string[];
  /** The provider's pages that help with the fixes. */
  links?: CauseLink[];
  /** The provider's known trouble that fits; worth telling before the fixes. */
  issue?: Issue;
  /** The id of the message that led to it. */
  message?: string;
}

/** A page of the provider's that helps with a fix. */
export interface CauseLink {
  /** The place of the fix in `fixes`, from 0. */
  fix: number;
  id: string;
  title: string;
  url: string;
}

/** Known trouble of the provider's own. */
export interface Issue {
  id: string;
  what: string;
  advice: string;
}

/** A card's steps with values in them. */
export interface Guide {
  client: ClientId;
  name: string;
  /** The variant that the steps are of; `null` where there is no way through this app. */
  variant: string | null;
  /** What to use in place of this app. */
  instead: Instead | null;
  steps: Step[];
  /** The steps that keep only some days of mail on the device. */
  window: Step[];
  window_text: string | null;
  /** How the sign-in of the outgoing server is switched on. */
  outgoing_sign_in: string | null;
  /** Where the mail goes besides, if the app's maker relays it. */
  relay: string | null;
  /** Whether server settings can be changed later. */
  editable_later: boolean;
  /** How to verify. */
  verify: string[];
  confidence: Confidence;
  /** When the card was last checked, `YYYY-MM-DD`. */
  checked: string;
  /** The versions that the labels are from. */
  versions: string;
}

/** What to use in place of an app. */
export interface Instead {
  text: string;
  clients: ClientId[];
}

/** One screen of the app. */
export interface Step {
  task: string;
  title: Said | null;
  /** The labels to go through. */
  path: Said[];
  rows: Row[];
}

/** A word or value, and the language that it is in; `null` for a value, which is in none. */
export interface Said {
  text: string;
  lang: Language | null;
}

/** One row of a screen. */
export interface Row {
  kind: RowKind;
  /** The app's label. */
  label: Said | null;
  /** What goes in. */
  value: Said | null;
  /** What a copy button beside it would copy. */
  copy: Copied | null;
  text: string | null;
}

/** The way to one server of an account that is there. */
export interface EditGuide {
  client: ClientId;
  name: string;
  side: Side;
  /** What to know before, or what to do where there are no steps. */
  note: string | null;
  /** How a POP account is recognised; to be shown before anything is removed. */
  pop_seen: string | null;
  steps: Step[];
  confidence: Confidence;
  checked: string;
  versions: string;
}

/** A file, ready to be saved. */
export interface ExportedFile {
  /** Its name, ASCII, without an address. */
  name: string;
  /** As a `Content-Type` header has it. */
  mediaType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A mail app, as a list shows it. */
export interface Client {
  id: ClientId;
  name: string;
  devices: Device[];
  kind: Kind;
  /** The files that it takes, best first. */
  formats: Format[];
  /** What to ask where there are several ways through it. */
  question: string | null;
  variants: { id: string; seen: string | null }[];
}

// ---------------------------------------------------------------------------------- closed lists

/** A language of the sentences. */
export type Language = "en" | "es";

/** How bad a finding is. */
export type Severity = "error" | "warning" | "note";

/** What a finding is about. */
export type Field =
  | "address"
  | "name"
  | "incoming.host"
  | "incoming.port"
  | "incoming.security"
  | "incoming.auth"
  | "incoming.username"
  | "incoming.protocol"
  | "incoming.retention"
  | "outgoing.host"
  | "outgoing.port"
  | "outgoing.security"
  | "outgoing.auth"
  | "outgoing.username"
  | "outgoing.protocol";

/** What a finding is. */
export type FindingCode =
  | "address_empty"
  | "address_incomplete"
  | "address_shape"
  | "address_too_long"
  | "address_typo"
  | "address_other_provider"
  | "address_unknown_domain"
  | "address_unconfirmed"
  | "address_business"
  | "address_moving"
  | "name_too_long"
  | "name_character"
  | "host_alternate"
  | "host_retired"
  | "host_kind"
  | "host_typo"
  | "host_shape"
  | "host_side"
  | "host_unknown"
  | "host_foreign"
  | "port_security"
  | "port_wrong"
  | "unencrypted"
  | "auth_unsupported"
  | "auth_missing"
  | "username_local_part"
  | "username_whole"
  | "username_other"
  | "username_domain"
  | "username_shape"
  | "pop_used"
  | "deletes_mail";

/** A diagnosis in one word. */
export type Outcome =
  | "right"
  | "right_so_far"
  | "works"
  | "change_one"
  | "change_several"
  | "own_settings"
  | "other_provider"
  | "nothing_read";

/** What settings were read from. */
export type ReadFormat =
  | "apple"
  | "autoconfig"
  | "autodiscover"
  | "thunderbird-prefs"
  | "thunderbird-troubleshooting"
  | "thunderbird-qr"
  | "k9"
  | "mbsync"
  | "msmtp"
  | "mutt"
  | "aerc"
  | "himalaya"
  | "offlineimap"
  | "getmail"
  | "outlook"
  | "text"
  | "form";

/** The protocol of a server. */
export type Protocol = "imap" | "pop3" | "smtp";

/** How a connection is encrypted. */
export type Security = "tls" | "starttls" | "none";

/** A way to sign in. */
export type AuthMethod =
  | "password"
  | "encrypted"
  | "ntlm"
  | "kerberos"
  | "oauth2"
  | "certificate"
  | "none"
  | "unknown";

/** Why something does not work. */
export type CauseCode =
  | "certificate_name"
  | "certificate_expired"
  | "certificate_untrusted"
  | "sign_in_refused"
  | "password_wrong"
  | "settings_not_found"
  | "cannot_connect"
  | "tls_mismatch"
  | "auth_method"
  | "pop_account"
  | "relay_denied"
  | "auth_required"
  | "outgoing_sign_in"
  | "starttls_unavailable"
  | "plaintext_refused"
  | "app_password"
  | "mailbox_full"
  | "message_too_big"
  | "network_blocked"
  | "antivirus"
  | "too_many_connections"
  | "sending_limit"
  | "try_later"
  | "no_such_recipient"
  | "sender_blocked"
  | "wrong_protocol"
  | "stuck_in_outbox"
  | "arrives_late"
  | "sync_window"
  | "deleted_on_server"
  | "provider_trouble";

/** What happens. */
export type Symptom =
  | "asks_password"
  | "cannot_send"
  | "nothing_arrives"
  | "warning"
  | "old_missing"
  | "message";

/** A file format. */
export type Format =
  | "apple"
  | "thunderbird"
  | "thunderbird-user-js"
  | "thunderbird-qr"
  | "thunderbird-qr-text"
  | "autoconfig"
  | "autodiscover"
  | "k9"
  | "mbsync"
  | "msmtp"
  | "neomutt"
  | "aerc"
  | "himalaya"
  | "text";

/** How sure we are of a card's labels. */
export type Confidence = "sure" | "likely" | "to_verify";

/** What to do with a row. */
export type RowKind =
  | "tap"
  | "type"
  | "choose"
  | "on"
  | "off"
  | "leave"
  | "password"
  | "link"
  | "run"
  | "note"
  | "warn";

/** What a copy button copies. */
export type Copied =
  | "email"
  | "username"
  | "incoming_host"
  | "incoming_port"
  | "outgoing_host"
  | "outgoing_port"
  | "command";

/** The two servers of an account. */
export type Side = "incoming" | "outgoing";

/** A kind of device or system. */
export type Device = "iphone" | "ipad" | "android" | "windows" | "mac" | "linux" | "other" | "shared";

/** What sort of thing a card is about. */
export type Kind = "app" | "terminal" | "sender" | "elsewhere";

// ---------------------------------------------------------------------------------- the profile

/** A provider: everything that is particular to it. Dates are `YYYY-MM-DD`, hosts lower-case ASCII. */
export interface Profile {
  readonly schema: 1;
  /** A stable slug; also part of file names. */
  readonly id: string;
  /** The provider's name as people know it, at most 30 characters. */
  readonly name: string;
  /** When a person last looked at the whole profile. */
  readonly reviewed: string;
  /** The domain family, the main domain first. */
  readonly domains: readonly Domain[];
  /** Typing errors with a known meaning. */
  readonly typos?: readonly Typo[];
  /** Every endpoint that customers use or used. */
  readonly endpoints: readonly Endpoint[];
  /** Hosts of the provider's that are no mail server. */
  readonly other_hosts?: readonly OtherHost[];
  readonly username: Sourced & { readonly rule: UsernameRule };
  readonly sign_in: SignIn;
  readonly transport: Sourced & { readonly require_tls: boolean; readonly never_ports: readonly number[] };
  readonly pop: Sourced & { readonly leave_on_server: boolean };
  /** How many days of mail the device keeps. */
  readonly sync: Sourced & { readonly days: number };
  /** In megabytes. */
  readonly limits?: Sourced & { readonly message_mb?: number; readonly mailbox_mb?: number };
  /** Known trouble of the provider's own. */
  readonly issues?: readonly KnownIssue[];
  /** Pages of the provider's; `webmail` and `support` must be there. */
  readonly links: readonly Link[];
  /** Where the values come from. */
  readonly sources: readonly Source[];
}

/** A value with its sources and the day on which it was checked. */
export interface Sourced {
  /** Ids of `Profile.sources`. */
  readonly sources: readonly string[];
  readonly checked: string;
}

/** A short text in every language. */
export interface Words {
  readonly en: string;
  readonly es: string;
}

/** One mail domain: `to` is where its addresses move, `link` where its business customers go. */
export type Domain = Sourced & { readonly name: string } & (
    | { readonly status: "active" | "unconfirmed" }
    | { readonly status: "moving"; readonly to: string }
    | { readonly status: "business"; readonly link: string }
  );

/** A typing error with a known meaning. */
export interface Typo {
  readonly typed: string;
  readonly meant: readonly string[];
  readonly sources: readonly string[];
}

/** A mail server. */
export interface Endpoint extends Sourced {
  /** A stable slug that names host and port. */
  readonly id: string;
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly standing: Standing;
  /** The order among the endpoints of one role, 1 first. */
  readonly rank: number;
  /** The domains that it serves; without it, the whole family. */
  readonly domains?: readonly string[];
  readonly note?: Words;
}

/** A host that is no mail server. */
export interface OtherHost {
  readonly host: string;
  readonly kind: OtherHostKind;
  readonly sources: readonly string[];
}

/** How signing in works. */
export interface SignIn extends Sourced {
  readonly methods: readonly AuthMethod[];
  readonly outgoing_required: boolean;
  readonly app_password: AppPassword;
  /** A login that people mistake for the mailbox's. */
  readonly other_login?: Words;
}

/** Known trouble. */
export interface KnownIssue extends Sourced {
  readonly id: string;
  readonly cause: CauseCode;
  /** Words of an error message that is this, in any order. */
  readonly matches?: readonly string[];
  readonly what: Words;
  readonly advice: Words;
}

/** A page of the provider's. */
export interface Link extends Sourced {
  readonly id: string;
  readonly title: Words;
  /** https. */
  readonly url: string;
  readonly languages: readonly string[];
}

/** Where values come from. */
export interface Source {
  readonly id: string;
  readonly kind: SourceKind;
  readonly title: string;
  readonly reference: string;
  readonly seen?: string;
}

/** What an endpoint is for. */
export type Role = "imap" | "submission" | "pop";

/** How sure we are that an endpoint works. */
export type Standing = "guide" | "documented" | "reported" | "retired";

/** What a host that is no mail server is. */
export type OtherHostKind = "webmail" | "website" | "mail_domain";

/** What the user name is. */
export type UsernameRule = "full_address" | "local_part";

/** Whether mail programs need an app password. */
export type AppPassword = "never" | "with_two_step" | "always" | "unknown";

/** What kind of source something is. */
export type SourceKind = "guide" | "provider" | "database" | "probe" | "report" | "project";
