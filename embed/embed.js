// Mail Setup Assistant for a portal: <script src="…/embed.js" defer></script>, then
// <mail-setup-assistant></mail-setup-assistant>. One file without a build, a classic script or a module;
// loading it twice does nothing. It frames the page that lies beside it. docs/embedding.md is its
// contract: attributes, the property `address`, events, and the properties of its look.
(() => {
  const NAME = "mail-setup-assistant";
  const FRAGMENT = "#mail-setup/";
  if (customElements.get(NAME)) return;
  // This script, by which the page is found: a module does not know itself, and there it is the only one of its
  // name. In a bundle there is none; then the element has to say.
  const named = (script) => /\/embed\.js$/.test(URL.parse?.(script?.src)?.pathname ?? script?.src?.split(/[?#]/)[0]);
  const modules = [...document.querySelectorAll("script[type=module]")].filter(named);
  const here = [document.currentScript, modules.length === 1 && modules[0]].find(named);
  const events = ["screen", "client", "file", "fault", "check", "done"];
  const look = ["accent", "accent-text", "background", "surface", "text", "border", "logo"];
  const properties = [...look, ...look.map((name) => `${name}-dark`), "radius", "font"];
  // What lets the page work in a frame: its own scripts and storage, files, the provider's pages in new
  // tabs, printing, and the Apple profile, which is opened at top level after a press.
  const sandbox = [
    "scripts", "same-origin", "forms", "modals", "downloads", "popups", "popups-to-escape-sandbox",
    "top-navigation-by-user-activation",
  ].map((token) => `allow-${token}`).join(" ");
  // A place of the page, such as /es/steps/thunderbird: nothing else has a way into an address.
  const place = (...parts) => parts.filter((part) => /^[a-z0-9-]+$/.test(part ?? "")).map((part) => `/${part}`).join("");
  const linked = () => location.hash.startsWith(FRAGMENT) && place(...location.hash.slice(FRAGMENT.length).split("/"));

  class Assistant extends HTMLElement {
    static observedAttributes = ["src", "language", "start", "client", "theme", "title"];

    constructor() {
      super();
      this.hear = this.hear.bind(this);
      this.follow = this.follow.bind(this);
      // Set before this script was there.
      if (Object.hasOwn(this, "address")) {
        const address = this.address;
        delete this.address;
        this.address = address;
      }
    }

    // The address of the person who is signed in: passed on by message, to the page's origin alone.
    get address() {
      return this.known;
    }

    set address(address) {
      this.known = address;
      this.send("address", { address: address ?? "" });
    }

    connectedCallback() {
      addEventListener("message", this.hear);
      addEventListener("hashchange", this.follow);
      if (getComputedStyle(this).display === "inline") this.style.display = "block";
      if (this.frame) this.wait();
      else this.build();
    }

    disconnectedCallback() {
      removeEventListener("message", this.hear);
      removeEventListener("hashchange", this.follow);
      clearTimeout(this.waiting);
      this.ready = this.shown = false;
      // Put back, it goes on where it was.
      if (this.frame && this.place) this.frame.src = this.url(this.place);
    }

    attributeChangedCallback(name, before, now) {
      // The same screen once more is a wish: the customer may have gone on from it.
      const again = name === "start" || name === "client";
      if (!this.isConnected || (before === now && !again)) return;
      if (name === "src") this.build();
      else if (!this.frame) return;
      else if (name === "title") this.name();
      else if (name === "theme") this.refresh();
      else if (!this.ready) this.frame.src = this.url(this.wanted(this.language));
      else if (name === "language") this.speak();
      else this.send("go", { place: this.wanted() });
    }

    // Has the page read the element's custom properties again.
    refresh() {
      this.send("theme", this.theme);
    }

    focus(options) {
      this.frame?.focus(options);
    }

    get language() {
      const tag = this.getAttribute("language") ?? this.closest("[lang]")?.lang ?? "";
      return tag.toLowerCase().split("-")[0];
    }

    // Without a language it is the one that the customer has.
    wanted(language) {
      const [start, client] = ["start", "client"].map((name) => this.getAttribute(name));
      // Screens of faults have the app last.
      const screen = start === "trouble" && client ? ["trouble", "what"] : [start ?? "start"];
      return place(...[language, ...screen, client]);
    }

    get theme() {
      const css = getComputedStyle(this);
      const values = properties.map((name) => [name, css.getPropertyValue(`--mail-setup-${name}`).trim()]);
      return { theme: this.getAttribute("theme") ?? "auto", style: Object.fromEntries(values.filter(([, value]) => value)) };
    }

    speak() {
      this.spoken = this.language;
      this.send("language", { language: this.spoken });
    }

    // What screen readers call the frame: until the page says its name in its language, the product's.
    name(now = this.named) {
      this.named = now;
      this.frame.title = this.title || now || "Mail Setup Assistant";
    }

    url(place) {
      return `${this.page.href}#${place}`;
    }

    build() {
      const src = this.getAttribute("src") ?? (here && new URL(".", here.src));
      if (!src) return console.error(`<${NAME}>: src is missing: the address of the assistant.`);
      try {
        this.page = new URL(src, document.baseURI);
      } catch {}
      if (!/^https?:$/.test(this.page?.protocol)) return console.error(`<${NAME}>: src is not the address of the assistant.`);
      this.page.hash = "";
      this.ready = this.shown = false;
      const frame = document.createElement("iframe");
      // A frame of this very origin could take its sandbox off itself: then it has none.
      if (this.page.origin !== location.origin) frame.sandbox = sandbox;
      frame.allow = "clipboard-write";
      // One by one, which a portal's own policy for styles allows.
      Object.assign(frame.style, { display: "block", width: "100%", height: "40rem", border: "0", colorScheme: "auto" });
      frame.src = this.url((this.hasAttribute("deep-links") && linked()) || this.wanted(this.language));
      this.frame = frame;
      this.spoken = this.language;
      this.name("");
      (this.shadowRoot ?? this.attachShadow({ mode: "open" })).replaceChildren(frame);
      this.wait();
    }

    // A page that does not answer is not allowed here, or not there: the portal's own words come back.
    wait() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => {
        console.warn(`<${NAME}>: ${this.page.href} does not answer. Its frame_ancestors must list ${location.origin}, and this page's policy must allow it in frame-src.`);
        if (!this.shadowRoot.querySelector("slot")) this.shadowRoot.append(document.createElement("slot"));
      }, 20_000);
    }

    send(type, more) {
      if (this.ready) this.frame.contentWindow?.postMessage({ source: NAME, version: 1, type, ...more }, this.page.origin);
    }

    hear({ source, origin, data }) {
      if (source !== this.frame?.contentWindow || origin !== this.page.origin) return;
      if (data?.source !== NAME || data.version !== 1) return;
      const { source: _, version, type, ...detail } = data;
      if (type === "hello") {
        clearTimeout(this.waiting);
        this.shadowRoot.querySelector("slot")?.remove();
        this.ready = true;
        this.shown = false;
        this.send("init", { ...this.theme, sized: true });
        // Said while the page was loading, too: also that nobody is signed in any more.
        if (this.known !== undefined) this.address = this.known;
        if (this.language !== this.spoken) this.speak();
      } else if (type === "title") {
        this.name(String(detail.title));
      } else if (type === "height") {
        this.frame.style.height = `${Number(detail.height)}px`;
      } else if (events.includes(type)) {
        if (type === "screen") this.moved(detail);
        this.dispatchEvent(new CustomEvent(`mail-setup-${type}`, { detail, bubbles: true, composed: true }));
      }
    }

    // Another screen: its beginning comes into view, and the portal's own address may say where.
    moved({ place: now }) {
      const screen = (place) => place?.replace(/^\/[^/]+/, "");
      const before = screen(this.place);
      this.place = now = place(...String(now).split("/"));
      const { top } = this.getBoundingClientRect();
      // Another language is no other screen.
      if (this.shown && screen(now) !== before && (top < 0 || top > innerHeight)) this.scrollIntoView();
      if (this.hasAttribute("deep-links") && (this.shown || linked())) {
        // Of this very page: a fragment alone would count from the portal's <base>.
        history.replaceState(history.state, "", location.pathname + location.search + FRAGMENT + now.slice(1));
      }
      this.shown = true;
    }

    follow() {
      const wanted = this.hasAttribute("deep-links") && linked();
      if (wanted && wanted !== this.place) this.send("go", { place: wanted, replace: true });
    }
  }
  customElements.define(NAME, Assistant);
})();
