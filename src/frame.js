// The page in a portal's frame: boot.js fetches this where there is a parent, and nowhere else. It tells
// the portal how high the page is, which screen is shown and what came of it, and takes its look, its
// places and the address of who is signed in. docs/embedding.md is the contract.
//
// What goes out is made here of closed lists: screens, ids of apps, formats, machine codes. Nothing that
// is typed or pasted, no host, no address.
const NAME = "mail-setup-assistant";
const page = document.documentElement;
const own = globalThis.mailSetup;
const apps = new Set(own.site.clients.map(({ id }) => id));
page.classList.add("framed");
own.sheet("frame.css");

// The portals that the operator lists, as `frame-ancestors` has them: an origin, or `*.` for every host
// below a name, but not the name itself (Content Security Policy level 3, section 6.7.2.8).
const portals = (document.querySelector("meta[name=mail-setup-portals]")?.content ?? "").split(/\s+/);
const admits = (portal, origin) => {
  try {
    const [listed, asked] = [new URL(portal.replace("*.", "any.")), new URL(origin)];
    const host = portal.includes("*.") ? asked.hostname.endsWith(listed.hostname.slice(3)) : asked.hostname === listed.hostname;
    return host && asked.protocol === listed.protocol && asked.port === listed.port;
  } catch {
    return false;
  }
};
const admitted = (origin) => origin === location.origin || portals.some((portal) => admits(portal, origin));

// The portal's origin, once it has spoken and may.
let portal;
const post = (type, more, to) => parent.postMessage({ source: NAME, version: 1, type, ...more }, to);
const said = {};
// What is as it was is not said again.
const say = (type, more) => {
  const now = JSON.stringify(more);
  if (!portal || said[type] === now) return;
  said[type] = now;
  post(type, more, portal);
};

// Where a person is, read off the part behind `#` as src/route.rs does: a language may be in front, or one
// that we do not have.
const screens = new Set(["start", "address", "already", "device", "password", "get", "variant", "steps", "check", "done", "trouble"]);
const plain = (part) => /^[a-z0-9-]+$/.test(part ?? "");
const parts = () => {
  const all = location.hash.split("/").slice(1).filter(plain);
  return screens.has(all[0]) ? all : all.slice(1);
};
let client = null;
const take = (id) => {
  client = id;
  // Chosen anew, the same one is told of again.
  if (id) say("client", { client });
  else delete said.client;
};
const where = () => {
  const [screen = "start", ...more] = parts();
  const language = page.lang;
  const step = screen === "trouble" ? more[0] ?? "what" : undefined;
  const app = more.find((part) => apps.has(part));
  if (app) take(app);
  else if (screen === "start" || screen === "device") take(null);
  return { screen, step, client, language };
};
const titled = () => say("title", { title: document.querySelector(".brand")?.textContent ?? "" });
const screen = () => {
  if (!document.getElementById("main")) return;
  const now = where();
  titled();
  say("screen", { ...now, place: `/${[now.language, ...parts()].join("/")}` });
  const end = now.screen === "done" || now.step === "solved";
  if (end) say("done", { client, screen: now.screen });
  else delete said.done;
  if (now.screen !== "get") delete said.file;
  if (now.step !== "answer") delete said.fault;
};
new MutationObserver(titled).observe(page, { attributeFilter: ["lang"] });

// The check of the servers, in three words.
const result = (found) => {
  if (found.some(({ status }) => status === "ok" || status === "warn")) return "ok";
  return found.length > 0 && found.every(({ status }) => status === "fail") ? "fail" : "unknown";
};
const check = () => {
  const live = own.live;
  if (!live?.over) return;
  const [incoming, outgoing] = ["imap", "submission"].map((role) => result(live.endpoints.filter((one) => one.role === role)));
  const worst = ["fail", "unknown"].find((word) => word === incoming || word === outgoing) ?? "ok";
  say("check", { result: worst, incoming, outgoing });
};

// Files are made by a late module, which the page asks boot.js for: a look at what it gives.
const file = (format) => say("file", { format, client });
const watched = (module) => ({
  ...module,
  saveFile(format, ...more) {
    const name = module.saveFile(format, ...more);
    delete said.file;
    file(format);
    return name;
  },
  exportText(format, ...more) {
    const text = module.exportText(format, ...more);
    // A code is made to be scanned; other texts are made to be read, and saved or not.
    if (format === "thunderbird-qr") file(format);
    return text;
  },
  async appleProfile(...more) {
    const url = await module.appleProfile(...more);
    delete said.file;
    if (url !== "often") file("apple");
    return url;
  },
});
const { late } = own;
own.late = async (part) => {
  const module = await late(part);
  return part === "files" ? watched(module) : module;
};

// How high the page is. Rounded up, once for each picture; one pixel more or less is a rounding.
let high = 0;
let due = 0;
const measure = () => {
  due = 0;
  const now = Math.ceil(document.body.getBoundingClientRect().height);
  if (!portal || Math.abs(now - high) <= 1) return;
  high = now;
  say("height", { height: high });
};
new ResizeObserver(() => (due ||= requestAnimationFrame(measure))).observe(document.body);
// Out of sight a browser draws nothing, and neither of the two comes: then when something is put in.
let soon = 0;
new MutationObserver(() => {
  clearTimeout(soon);
  soon = setTimeout(measure, 50);
}).observe(document.body, { childList: true, subtree: true });

// A screen takes the focus on its heading, and a browser brings that into view: only where the person is in
// the frame, not where they read something else of the portal's.
const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function (options) {
  if (document.hasFocus()) focus.call(this, options);
};

// Announcements stand at the foot of the window, which in a frame may be far out of sight: here they
// stand where the person has just pressed something.
for (const kind of ["pointerdown", "keydown"]) {
  const follow = ({ target }) => page.style.setProperty("--at", `${(target.getBoundingClientRect?.().bottom ?? 0) + scrollY}px`);
  addEventListener(kind, follow, true);
}

// The address of who is signed in. The page takes it only where nothing stands; of somebody else than
// before, nothing that was answered is kept.
const GIVEN = "mail-setup-given";
let given = "";
const store = (work) => {
  try {
    return work(sessionStorage);
  } catch {
    return null;
  }
};
given = store((kept) => kept.getItem(GIVEN)) ?? "";
// What the application is told as soon as it is there.
let waiting = {};
const hand = () => {
  if (Object.keys(waiting).length && document.getElementById("main")) {
    dispatchEvent(new CustomEvent("mail-setup-portal", { detail: waiting }));
    waiting = {};
  }
};
const tell = (more) => {
  Object.assign(waiting, more);
  hand();
};
const address = ({ address }) => {
  if (typeof address !== "string" || address.length > 320) return;
  const before = given;
  given = address;
  store((kept) => (address ? kept.setItem(GIVEN, address) : kept.removeItem(GIVEN)));
  if (before && before !== address) {
    store((kept) => ["mail-setup", "mail-setup-told"].forEach((name) => kept.removeItem(name)));
    location.reload();
    return;
  }
  if (address) tell({ address });
};
// Kept as long as answers are: "Clear everything" leaves nothing of the address here either.
const remember = () => {
  if (!document.getElementById("main")) return;
  store((kept) => (given && kept.getItem("mail-setup") ? kept.setItem(GIVEN, given) : kept.removeItem(GIVEN)));
};

const language = ({ language }) => {
  if (own.site.languages.includes(language)) tell({ language });
};

// The page's own entries in the history that it shares with the portal: each knows how many are before it,
// so that the page's Back does not leave the portal's page.
const history = globalThis.history;
const [push, replace, back] = ["pushState", "replaceState", "back"].map((name) => history[name].bind(history));
let depth = history.state?.depth ?? 0;
replace({ ...history.state, depth }, "");
history.pushState = (state, ...more) => push({ ...state, depth: ++depth }, ...more);
history.replaceState = (state, ...more) => replace({ ...state, depth }, ...more);
const show = (entry, place) => {
  history[entry](null, "", `#/${place}`);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
};
history.back = () => (depth > 0 ? back() : show("replaceState", `${page.lang}/start`));
// Before the application hears of it.
addEventListener("popstate", ({ state }) => {
  // A link within the page is an entry that knows nothing yet.
  if (state) depth = state.depth ?? 0;
  else replace({ depth: ++depth }, "");
}, true);
// What a portal's own button leads to can be left by Back; what its address says is no entry more.
const go = ({ place, replace }) => {
  const wanted = typeof place === "string" ? place.split("/").slice(1) : [];
  if (!wanted.length || !wanted.every(plain)) return;
  const spoken = own.site.languages.includes(wanted[0]);
  const now = location.hash.slice(2);
  const then = (spoken ? wanted : [page.lang, ...wanted]).join("/");
  if (then !== now) show(replace ? "replaceState" : "pushState", then);
  if (spoken) language({ language: wanted[0] });
};

let look;
const theme = async ({ theme, style }) => {
  // A portal that says nothing of it has the page's own look.
  if (!look && (theme ?? "auto") === "auto" && !Object.keys(style ?? {}).length) return;
  look ??= own.named("theme.js").then((address) => import(address));
  try {
    (await look).wear(theme, style ?? {});
  } catch (problem) {
    // The page's own look stays; the next one may come through.
    look = null;
    console.warn(`${NAME}: the look could not be loaded.`, problem);
  }
};

const heard = {
  init(data) {
    page.classList.toggle("sized", data.sized === true);
    theme(data);
    for (const type of Object.keys(said)) delete said[type];
    high = 0;
    measure();
    screen();
    check();
  },
  theme, go, language, address,
};
let told = false;
addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || data?.source !== NAME || data.version !== 1 || !Object.hasOwn(heard, data.type)) return;
  if (!admitted(origin)) {
    if (!told) console.warn(`${NAME}: ${origin} is not one of this page's portals (frame_ancestors).`);
    told = true;
    return;
  }
  portal = origin;
  heard[data.type](data);
});

addEventListener("mail-setup-screen", () => {
  hand();
  remember();
  screen();
});
addEventListener("mail-setup-live", check);
addEventListener("mail-setup-fault", ({ detail }) => {
  const [findings, causes] = ["findings", "causes"].map((name) => [...detail[name]].filter((code) => /^[a-z_]+$/.test(code)));
  where();
  say("fault", { findings, causes, client });
});
addEventListener("change", ({ target }) => {
  if (target.id === "mail-app" && apps.has(target.value)) take(target.value);
});
post("hello", {}, "*");
