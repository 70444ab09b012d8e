// Mail Setup Assistant for a portal: <script src="…/embed.js" defer></script>, then
// <mail-setup-assistant></mail-setup-assistant>. One file without a build, a classic script or a module;
// loading it twice does nothing. It frames the page that lies beside it. docs/embedding.md is its
// contract: attributes, the property `address`, events, and the properties of its look.
(() => {
  const NAME = "mail-setup-assistant";
  const FRAGMENT = "#mail-setup/";
  if (customElements.get(NAME)) return;
  const scripts = [...document.querySelectorAll("script[src]")];
  const here = document.currentScript ?? scripts.find(({ src }) => /\/embed\.js(\?|$)/.test(src));
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
    static observedAttributes = ["src", "language", "start", "client", "theme"];

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
      if (!this.frame || before === now) return;
      if (name === "src") this.build();
      else if (name === "theme") this.refresh();
      else if (!this.ready) this.frame.src = this.url(this.wanted);
      else if (name === "language") this.send("language", { language: this.language });
      else this.send("go", { place: this.wanted });
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

    get wanted() {
      const [start, client] = ["start", "client"].map((name) => this.getAttribute(name));
      // Screens of faults have the app last.
      const screen = start === "trouble" && client ? ["trouble", "what"] : [start ?? "start"];
      return place(this.language, ...screen, client);
    }

    get theme() {
      const css = getComputedStyle(this);
      const values = properties.map((name) => [name, css.getPropertyValue(`--mail-setup-${name}`).trim()]);
      return { theme: this.getAttribute("theme") ?? "auto", style: Object.fromEntries(values.filter(([, value]) => value)) };
    }

    url(place) {
      return `${this.page.href}#${place}`;
    }

    build() {
      try {
        this.page = new URL(this.getAttribute("src") ?? new URL(".", here.src), document.baseURI);
        this.page.hash = "";
      } catch {
        return console.error(`<${NAME}>: src is not the address of the page.`);
      }
      this.ready = this.shown = false;
      const frame = document.createElement("iframe");
      // A frame of this very origin could take its sandbox off itself: then it has none.
      if (this.page.origin !== location.origin) frame.sandbox = sandbox;
      frame.allow = "clipboard-write";
      // Until the page gives its name in its language.
      frame.title = this.title || "Mail Setup Assistant";
      // One by one, which a portal's own policy for styles allows.
      Object.assign(frame.style, { display: "block", width: "100%", height: "40rem", border: "0", colorScheme: "auto" });
      frame.src = this.url((this.hasAttribute("deep-links") && linked()) || this.wanted);
      this.frame = frame;
      (this.shadowRoot ?? this.attachShadow({ mode: "open" })).replaceChildren(frame);
      this.wait();
    }

    // A page that does not answer is not allowed here, or not there: the portal's own words come back.
    wait() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => {
        console.warn(`<${NAME}>: ${this.page.href} does not answer. Its frame_ancestors must list ${location.origin}, and this page's policy must allow it in frame-src.`);
        this.shadowRoot.append(document.createElement("slot"));
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
        this.send("init", { ...this.theme, sized: true });
        if (this.known) this.address = this.known;
      } else if (type === "title") {
        this.frame.title = this.title || String(detail.title);
      } else if (type === "height") {
        this.frame.style.height = `${Number(detail.height)}px`;
      } else if (events.includes(type)) {
        if (type === "screen") this.moved(detail);
        this.dispatchEvent(new CustomEvent(`mail-setup-${type}`, { detail, bubbles: true, composed: true }));
      }
    }

    // Another screen: its beginning comes into view, and the portal's own address may say where.
    moved({ place: now }) {
      this.place = now = place(...String(now).split("/"));
      const { top } = this.getBoundingClientRect();
      if (this.shown && (top < 0 || top > innerHeight)) this.scrollIntoView();
      if (this.hasAttribute("deep-links") && (this.shown || linked())) {
        history.replaceState(history.state, "", FRAGMENT + now.slice(1));
      }
      this.shown = true;
    }

    follow() {
      const wanted = this.hasAttribute("deep-links") && linked();
      if (wanted && wanted !== this.place) this.send("go", { place: wanted });
    }
  }
  customElements.define(NAME, Assistant);
})();
