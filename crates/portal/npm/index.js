/* mail-setup-assistant: mail settings for a provider's customers. MIT OR Apache-2.0. Types and
   explanations are in index.d.ts. */

import start, { Engine } from "./engine.js";
import { cards, clients, errors, texts, version } from "./data.js";

export { version };

export class AssistantError extends Error {
  constructor({ code, message, faults = [], findings = [] }, options) {
    super(message, options);
    this.name = "AssistantError";
    this.code = code;
    this.faults = faults;
    this.findings = findings;
  }
}

const refuse = (code, message, cause) =>
  new AssistantError({ code, message }, cause === undefined ? undefined : { cause });

/* The WebAssembly is started once. What failed, on a bad line, is tried again. */
let started;

async function ready(wasm) {
  started ??= start(wasm === undefined ? undefined : { module_or_path: wasm });
  try {
    await started;
  } catch (cause) {
    started = undefined;
    throw refuse("unavailable", `the WebAssembly cannot be loaded: ${cause.message}`, cause);
  }
}

async function fetched(load) {
  try {
    return (await load()).default;
  } catch (cause) {
    throw refuse("unavailable", `a file of the package cannot be loaded: ${cause.message}`, cause);
  }
}

/* What the WebAssembly refuses comes as a plain object. */
function asked(question) {
  try {
    return question();
  } catch (refused) {
    throw typeof refused?.code === "string" && !(refused instanceof Error) ? new AssistantError(refused) : refused;
  }
}

function json(value, name) {
  let text;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw refuse(name === "profile" ? "profile" : "argument", `${name}: ${cause.message}`, cause);
  }
  if (text === undefined || typeof value !== "object" || value === null) {
    const found = value === null ? "null" : typeof value;
    throw refuse(name === "profile" ? "profile" : "argument", `${name}: an object is wanted, this is ${found}`);
  }
  return text;
}

function text(value, name) {
  if (typeof value !== "string") {
    throw refuse("argument", `${name}: a text is wanted, this is ${value === null ? "null" : typeof value}`);
  }
  return value;
}

function bytes(value, name) {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw refuse("argument", `${name}: a text or bytes are wanted`);
}

function card(id) {
  if (!Object.hasOwn(cards, text(id, "client"))) {
    const known = Object.keys(cards).join(", ");
    throw refuse("client", `${JSON.stringify(id)} is not a client; the clients are ${known}`);
  }
  return fetched(cards[id]);
}

export async function createAssistant(options) {
  const given = options ?? {};
  const unknown = Object.keys(given).find((key) => !["profile", "language", "wasm"].includes(key));
  if (unknown !== undefined) {
    throw refuse("argument", `${unknown}: unknown option, expected one of profile, language, wasm`);
  }
  const profile = json(given.profile, "profile");
  const wanted = text(given.language ?? "en", "language");
  await ready(given.wasm);
  const engine = asked(() => new Engine(profile, wanted));
  const language = engine.language();
  const said = () => fetched(texts[language]);

  return Object.freeze({
    language,
    async clients() {
      return structuredClone(await fetched(clients[language]));
    },
    async checkAddress(typed) {
      const address = text(typed, "address");
      const words = await said();
      return asked(() => engine.checkAddress(address, words));
    },
    async diagnose(pasted, about = {}) {
      const [settings, whose] = [bytes(pasted, "settings"), json(about, "options")];
      const words = await said();
      return asked(() => engine.diagnose(settings, whose, words));
    },
    async explain(message, about = {}) {
      const [heard, story] = [bytes(message, "message"), json(about, "options")];
      const app = about.client === undefined || about.client === null ? undefined : card(about.client);
      const [words, shown, catalogue] = await Promise.all([said(), app, fetched(errors)]);
      return asked(() => engine.explain(heard, story, shown, catalogue, words));
    },
    async guide(client, account) {
      const who = json(account, "options");
      const [words, shown] = await Promise.all([said(), card(client)]);
      return asked(() => engine.guide(shown, who, words));
    },
    async exportFile(format, account) {
      const [kind, who] = [text(format, "format"), json(account, "options")];
      const words = await said();
      return asked(() => engine.exportFile(kind, who, words));
    },
  });
}
