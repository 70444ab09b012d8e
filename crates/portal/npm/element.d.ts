/**
 * The element `<mail-setup-assistant>`: `import "mail-setup-assistant/element"` defines it. From a package it does not
 * know where the assistant is: give it `src`. docs/embedding.md has the whole contract.
 */

/** Whether mail servers answer. */
export type CheckWord = "ok" | "fail" | "unknown";

/** What the events say. Later releases may add words to what is a `string` here. */
export interface AssistantEvents {
  /** Another screen, or another language. `place` is what `deep-links` writes. */
  readonly "mail-setup-screen": {
    readonly screen: string;
    readonly step?: string;
    readonly client: string | null;
    readonly language: string;
    readonly place: string;
  };
  /** An app is chosen. */
  readonly "mail-setup-client": { readonly client: string };
  /** A file is saved, an Apple profile handed to the device, or a code shown. */
  readonly "mail-setup-file": { readonly format: string; readonly client: string | null };
  /** A diagnosis is shown: machine codes. */
  readonly "mail-setup-fault": {
    readonly findings: readonly string[];
    readonly causes: readonly string[];
    readonly client: string | null;
  };
  /** The servers were asked. */
  readonly "mail-setup-check": {
    readonly result: CheckWord;
    readonly incoming: CheckWord;
    readonly outgoing: CheckWord;
  };
  /** The customer says that it works. */
  readonly "mail-setup-done": { readonly client: string | null; readonly screen: string };
}

/** The element. Its attributes are `src`, `language`, `start`, `client`, `theme`, `title` and `deep-links`. */
export interface MailSetupAssistantElement extends HTMLElement {
  /** The address of who is signed in; `null` when nobody is any more. Sent to the assistant's origin alone. */
  address: string | null | undefined;
  /** Has the look read again after your style sheet or theme switch has changed it. */
  refresh(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "mail-setup-assistant": MailSetupAssistantElement;
  }
  interface HTMLElementEventMap extends AssistantEventMap {}
}

/** The events as listeners get them. */
export type AssistantEventMap = {
  readonly [Name in keyof AssistantEvents]: CustomEvent<AssistantEvents[Name]>;
};
