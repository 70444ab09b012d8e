// Every function and every kind of misuse; compiled by tests/package/types.rs, never run.

import { AssistantError, createAssistant, version } from "mail-setup-assistant";
import type {
  AddressAnswer,
  Assistant,
  CauseCode,
  ClientId,
  DiagnoseAnswer,
  EditGuide,
  ErrorCode,
  ExplainAnswer,
  ExportedFile,
  Finding,
  Format,
  Guide,
  Profile,
  Security,
  Severity,
} from "mail-setup-assistant";

declare const profile: Profile;

export async function right(): Promise<void> {
  const says: string = version;
  const assistant: Assistant = await createAssistant({ profile });
  await createAssistant({ profile, language: "es-MX", wasm: new URL("https://cdn.example/engine.wasm") });
  await createAssistant({ profile, language: undefined, wasm: new Uint8Array(8) });

  const checked: AddressAnswer = await assistant.checkAddress("pat@fernhill.example");
  const first: Finding | undefined = checked.findings[0];
  const severity: Severity | undefined = first?.severity;

  const found: DiagnoseAnswer = await assistant.diagnose("IMAP …", { address: "pat@fernhill.example" });
  await assistant.diagnose(new Uint8Array(3));
  await assistant.diagnose(new ArrayBuffer(3));
  const security: Security | null | undefined = found.read[0]?.servers[0]?.security;
  for (const { retention } of found.read.flatMap(({ servers }) => servers)) {
    const days: number = typeof retention === "object" ? retention.deletes.after_days : 0;
    void days;
  }

  const explained: ExplainAnswer = await assistant.explain("535", { client: "thunderbird", worked: true });
  const causes: CauseCode[] = explained.causes.map(({ code }) => code);
  const links: string[] = explained.causes.flatMap(({ links }) => links?.map(({ url }) => url) ?? []);

  const guide: Guide = await assistant.guide("thunderbird", { address: "pat@fernhill.example", variant: "x" });
  const ways: [EditGuide, EditGuide] = await assistant.guide("k9", { address: "p@f.example", edit: true });
  const ids: ClientId[] = (await assistant.clients()).map(({ id }) => id);

  const file: ExportedFile = await assistant.exportFile("apple", { address: "p@f.example", name: "Pat" });
  const blob = new Blob([file.bytes], { type: file.mediaType });
  void [says, severity, security, causes, links, guide.steps, ways[0].side, ids, blob];
}

export function handled(error: unknown): string[] {
  if (!(error instanceof AssistantError)) throw error;
  const code: ErrorCode = error.code;
  switch (code) {
    case "profile":
      return error.faults.map(({ key, reason }) => `${key}: ${reason}`);
    case "address":
      return error.findings.map(({ message, fix }) => `${message} ${fix}`);
    default:
      return [error.message];
  }
}

/** Whoever forgets one of a closed list is told. */
export function word(security: Security): string {
  switch (security) {
    case "tls":
    case "starttls":
    case "none":
      return security;
  }
}

export async function wrong(assistant: Assistant): Promise<void> {
  // @ts-expect-error There is no assistant without a profile.
  await createAssistant({});
  // @ts-expect-error A profile is an object, not its text.
  await createAssistant({ profile: "{}" });
  // @ts-expect-error An unknown key of the profile.
  await createAssistant({ profile: { ...profile, colour: "green" } });
  // @ts-expect-error A moving domain says where to.
  await createAssistant({ profile: { ...profile, domains: [{ name: "a.example", status: "moving", sources: [], checked: "" }] } });
  // @ts-expect-error There are two languages.
  await createAssistant({ profile, language: "fr" });
  // @ts-expect-error The option is called language.
  await createAssistant({ profile, lang: "es" });
  // @ts-expect-error An address is a text.
  await assistant.checkAddress(3);
  // @ts-expect-error Answers come later.
  (assistant.checkAddress("x") as AddressAnswer).valid;
  // @ts-expect-error JSON names stay as they are.
  (await assistant.checkAddress("x")).knownDomain;
  // @ts-expect-error There is no such app.
  await assistant.guide("thunderbrid", { address: "p@f.example" });
  // @ts-expect-error An account has an address.
  await assistant.guide("thunderbird", {});
  // @ts-expect-error No field for a password, anywhere.
  await assistant.guide("thunderbird", { address: "p@f.example", password: "x" });
  // @ts-expect-error With edit there are two ways and no steps of one guide.
  (await assistant.guide("thunderbird", { address: "p@f.example", edit: true })).steps;
  const formats: Format[] = ["apple"];
  // @ts-expect-error There is no such format.
  formats.push("floppy");
  // @ts-expect-error There is no such format.
  await assistant.exportFile("floppy", { address: "p@f.example" });
  // @ts-expect-error A symptom is one of a closed list.
  await assistant.explain("x", { symptom: "tired" });
  // @ts-expect-error The assistant cannot be changed.
  assistant.language = "es";
}
