// Starts the page: keeps what is typed while the application loads, chooses the language and
// fetches its texts meanwhile, and says so where the browser cannot run it. No framework, no inline script:
// the content security policy allows files of this origin only.
const here = document.currentScript ?? document.querySelector("script[data-wasm]");
const page = document.documentElement;
const form = document.querySelector("#app form");
const site = JSON.parse(document.getElementById("site").textContent);

page.classList.add("js");

// Nothing is ever submitted; a press on the button before the application is there is kept for it.
const kept = { submitted: false };
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  kept.submitted = true;
  const button = form.querySelector("button");
  button.textContent = button.dataset.wait;
});

const stored = () => {
  try {
    return JSON.parse(sessionStorage.getItem("mail-setup"))?.lang;
  } catch {
    return null;
  }
};
const known = (tag) => site.languages.find((lang) => tag?.toLowerCase().split("-")[0] === lang);
const lang =
  known(location.hash.split("/")[1]) ?? known(stored()) ?? navigator.languages.map(known).find(Boolean) ?? "en";

const at = (file) => new URL(file, document.baseURI).href;
const load = async (file) => {
  const answer = await fetch(at(file));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return answer.json();
};
// The page names what its first screen needs; the index names the rest, and is asked for once.
let index;
const named = async (name) => {
  if (name === "profile") return at("data/profile.json");
  if (site.files[name]) return at(site.files[name]);
  index ??= load(site.files.index);
  try {
    return at(`data/${(await index)[name]}`);
  } catch (problem) {
    index = null;
    throw problem;
  }
};
// Style sheets of later screens, each once; one that does not arrive leaves them plain, not useless.
const sheets = {};
const sheet = (name) =>
  (sheets[name] ??= named(name)
    .then((href) => new Promise((done) => {
      const link = document.createElement("link");
      document.head.append(Object.assign(link, { rel: "stylesheet", href, onload: done, onerror: done }));
    }))
    .catch(() => (sheets[name] = null)));
// Screens beyond the first have their styles beside their texts.
const json = async (name) => {
  if (name.startsWith("more-")) await sheet("late.css");
  return load(await named(name));
};

// Each late module once: two that start at the same time would be two.
const modules = {};
const begin = async (part) => {
  const module = await import(await named(`${part}.js`));
  await module.default({ module_or_path: await named(`${part}.wasm`) });
  return module;
};
const late = (part) =>
  (modules[part] ??= begin(part).catch((problem) => {
    modules[part] = null;
    // Nobody waits for a check that cannot begin.
    if (part === "live") globalThis.mailSetup.live ??= { over: true, alone: true, endpoints: [] };
    throw problem;
  }));

// The servers for an account, as the live check knows them; nothing where even its module takes longer
// than a person should wait.
const settle = (...known) =>
  Promise.race([
    late("live").then((live) => live.settle(...known)),
    new Promise((done) => setTimeout(done, 3000)),
  ]);

// iPads say that they are Macs, but a Mac has no touch screen.
const agent = navigator.userAgent;
const device = () => {
  if (/iPhone|iPod/.test(agent)) return "iphone";
  if (/iPad/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return "ipad";
  if (/Android/.test(agent)) return "android";
  if (/Windows/.test(agent)) return "windows";
  if (/Macintosh/.test(agent)) return "mac";
  if (/CrOS/.test(agent)) return "other";
  return /Linux/.test(agent) ? "linux" : undefined;
};
// Firefox, Focus, DuckDuckGo and the browsers inside other apps hand an Apple profile over as a
// file or as text; a web view has no "Safari/" in its name.
const cannot = /FxiOS|Focus\/|Klar\/|DuckDuckGo|Ddg\/|FBAN|FBAV|Instagram|Line\/|GSA\/|Snapchat|LinkedInApp|Twitter/;
const installsProfiles = /Safari\//.test(agent) && !cannot.test(agent);

globalThis.mailSetup = {
  site, lang, kept, json, late, sheet, settle, named,
  here: { device: device(), installsProfiles },
  texts: json(`text-${lang}`),
};
globalThis.mailSetup.texts.catch(() => {});
// In a portal's frame there is somebody to talk with, before the application does anything.
const framed = parent !== self && named("frame.js").then((file) => import(file)).catch(console.error);

// The static page comes back where the application cannot go on: its settings and steps are right.
const app = document.getElementById("app");
const still = app.innerHTML;
const failed = () => {
  if (!document.getElementById("failed")) app.innerHTML = still;
  app.querySelector("form").hidden = true;
  document.getElementById("failed").hidden = false;
};
addEventListener("mail-setup-failed", failed);

try {
  const glue = await import(new URL(here.dataset.js, document.baseURI));
  await framed;
  await glue.default({ module_or_path: new URL(here.dataset.wasm, document.baseURI) });
} catch (problem) {
  console.error(problem);
  failed();
}
