// A portal's look for the page in its frame: colours, corners, font and logo, each looked at before it is
// worn. A set of colours that cannot be read is refused as a whole; the page's own stay, and the console
// says which two colours, what their contrast is and what is needed (WCAG 2.2, 1.4.3 and 1.4.11).
const page = document.documentElement;
const probe = document.body.appendChild(Object.assign(document.createElement("i"), { hidden: true }));

// The page's own colours, and the rules of frame.css that take the portal's: read once, before any of
// it is changed. Rules for a scheme are told apart by their media query.
const own = { light: {}, dark: {} };
const schemes = [];
const worn = {};
const read = (rules, scheme) => {
  for (const rule of rules) {
    const asked = /prefers-color-scheme:\s*(light|dark)/.exec(rule.media?.mediaText)?.[1];
    if (asked) schemes.push([rule.media, rule.media.mediaText, asked]);
    if (rule.selectorText === ":root") {
      if (rule.style.getPropertyValue("--frame")) worn[scheme] = rule.style;
      else {
        for (const name of rule.style) {
          for (const of of scheme ? [scheme] : ["light", "dark"]) own[of][name] = rule.style.getPropertyValue(name).trim();
        }
      }
    } else if (rule.cssRules && !rule.selectorText && !rule.media?.mediaText.includes("print")) {
      read(rule.cssRules, asked ?? scheme);
    }
  }
};
await globalThis.mailSetup.sheet("frame.css");
for (const sheet of document.styleSheets) read(sheet.cssRules);

// A colour in a scheme as red, green and blue between 0 and 1; nothing where it is none, lets something
// shine through, or would be fetched.
const numbers = (text) => {
  const [, bytes, parts] = /^rgb\(([\d., ]+)\)$|^color\(srgb ([-\d.e ]+)\)$/.exec(text) ?? [];
  const found = bytes?.split(",").map((byte) => byte / 255) ?? parts?.split(" ").map((part) => Math.min(Math.max(part, 0), 1));
  return found?.length === 3 ? found : null;
};
const colour = (text, scheme) => {
  if (/var\(|url\(|env\(|attr\(/i.test(text) || !CSS.supports("color", text)) return null;
  probe.style.colorScheme = scheme;
  for (const form of [text, `color-mix(in srgb, ${text}, ${text})`]) {
    probe.style.color = "";
    probe.style.color = form;
    const found = probe.style.color && numbers(getComputedStyle(probe).color);
    if (found) return found;
  }
  return null;
};
const light = (rgb) => {
  const [r, g, b] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const mix = (one, other, share) => one.map((part, place) => part * share + other[place] * (1 - share));
const css = (rgb) => `rgb(${rgb.map((part) => Math.round(part * 255)).join(" ")})`;

// What a portal may set, the page's name for it, and the sets that are worn or refused as one.
const names = { background: "--ground", surface: "--paper", text: "--ink", accent: "--accent", "accent-text": "--on-accent", border: "--edge" };
const sets = [["background", "surface", "text"], ["accent", "accent-text"], ["border"]];
const TEXT = 4.5;
const CONTROL = 3;
const grounds = ["--ground", "--paper"];
// What stands on what, and how clearly.
const pairs = [
  ...["--ink", "--soft", "--accent", "--accent-deep", "--wrong", "--warn"].flatMap((name) => grounds.map((ground) => [name, ground, TEXT])),
  ...["--ink", "--soft"].map((name) => [name, "--wash", TEXT]),
  ...["--ink", "--warn"].map((name) => [name, "--warn-wash", TEXT]),
  ...["--accent", "--accent-deep"].map((name) => ["--on-accent", name, TEXT]),
  ...["--edge", "--focus"].flatMap((name) => grounds.map((ground) => [name, ground, CONTROL])),
];
// What follows from what was set.
const follow = (now, set) => {
  const dark = light(now["--ground"]) < 0.2;
  if (set.includes("background") && !set.includes("surface")) now["--paper"] = mix(dark ? [1, 1, 1] : now["--ground"], now["--ground"], 0.05);
  if (set.includes("background") || set.includes("text")) {
    now["--soft"] = mix(now["--ink"], now["--ground"], 0.76);
    now["--line"] = mix(now["--ink"], now["--ground"], 0.16);
  }
  if (set.includes("accent")) {
    now["--accent-deep"] = mix(now["--accent"], dark ? [1, 1, 1] : [0, 0, 0], 0.72);
    if (!set.includes("accent-text")) {
      now["--on-accent"] = [[1, 1, 1], [0.07, 0.07, 0.07]].sort((a, b) => contrast(b, now["--accent"]) - contrast(a, now["--accent"]))[0];
    }
  }
  now["--wash"] = mix(now["--accent"], now["--paper"], 0.1);
};
const worst = (now) => {
  const failing = pairs.map(([one, other, least]) => [one, other, least, contrast(now[one], now[other])]);
  return failing.filter(([, , least, ratio]) => ratio < least).sort((a, b) => a[3] / a[2] - b[3] / b[2])[0];
};
const warn = (name, why) => console.warn(`mail-setup-assistant: --mail-setup-${name} is not used: ${why}.`);
const shown = (name) => Object.keys(names).find((key) => names[key] === name) ?? name.slice(2);

// The colours of a scheme. One without a twin for the dark holds in the light only.
const colours = (style, scheme) => {
  const wanted = (name) => (scheme === "light" ? style[name] : style[`${name}-dark`] ?? (/light-dark\(/i.test(style[name]) ? style[name] : undefined));
  const entries = Object.entries(own[scheme]).map(([name, text]) => [name, colour(text, scheme)]);
  let now = Object.fromEntries(entries.filter(([, rgb]) => rgb));
  let any = false;
  for (const set of sets) {
    const said = set.filter((name) => wanted(name));
    const found = said.map((name) => [name, colour(wanted(name), scheme)]);
    const none = found.find(([, rgb]) => !rgb);
    if (none) warn(none[0], `“${wanted(none[0])}” is not an opaque colour (${scheme})`);
    if (!said.length || none) continue;
    const next = { ...now };
    for (const [name, rgb] of found) next[names[name]] = rgb;
    follow(next, said);
    const bad = worst(next);
    if (bad) {
      const [one, other, least, ratio] = bad;
      const colours = `${shown(one)} ${css(next[one])} on ${shown(other)} ${css(next[other])}`;
      warn(said.join(", --mail-setup-"), `${colours} has a contrast of ${ratio.toFixed(2)}:1, and ${least}:1 is needed (${scheme})`);
      continue;
    }
    now = next;
    any = true;
  }
  return any ? now : {};
};

const radius = (text) => {
  const [, size, unit] = /^(\d*\.?\d+)(px|rem|em)?$/.exec(text) ?? [];
  if (size !== undefined && (unit || Number(size) === 0) && size <= (unit === "px" ? 32 : 2)) return unit ? text : "0px";
  warn("radius", `“${text}” is not a length up to 2rem`);
  return "";
};
const font = (text) => {
  if (text.length <= 300 && !/[();{}\\<>]/.test(text) && CSS.supports("font-family", text)) return text;
  warn("font", `“${text.slice(0, 80)}” is not a list of names of fonts`);
  return "";
};
// A picture in the text itself, or beside the page: any other would tell a third party who comes, and the
// page's own policy refuses it.
const logo = async (text, name) => {
  try {
    const address = new URL(/^url\(\s*(["']?)(.*)\1\s*\)$/s.exec(text)?.[2] ?? text, document.baseURI);
    const inside = /^data:image\/(svg\+xml|png|jpeg|webp|gif)[;,]/i.test(address.href) && address.href.length <= 65_536;
    if (!inside && (address.protocol === "data:" || address.origin !== location.origin)) throw new Error();
    const picture = Object.assign(new Image(), { src: address.href });
    await picture.decode();
    return { url: `url(${JSON.stringify(address.href)})`, ratio: picture.naturalWidth / picture.naturalHeight || 1 };
  } catch {
    warn(name, "it is not a picture as data: (up to 64 KB) or from the page's own origin, or cannot be read");
    return null;
  }
};

let turn = 0;
// Wears a look: `theme` is light, dark or auto, `style` the values by their names without `--mail-setup-`.
export const wear = async (theme, style) => {
  const mine = ++turn;
  const text = (name) => (typeof style[name] === "string" ? style[name] : undefined);
  const values = Object.fromEntries(Object.keys(style).map((name) => [name, text(name)]));
  const forced = theme === "light" || theme === "dark" ? theme : null;
  for (const [media, before, scheme] of schemes) media.mediaText = forced ? (forced === scheme ? "all" : "not all") : before;
  page.style.colorScheme = forced ?? "";
  const pictures = await Promise.all(["logo", "logo-dark"].map((name) => (values[name] ? logo(values[name], name) : null)));
  // Another look may have come meanwhile.
  if (mine !== turn) return;
  for (const scheme of ["light", "dark"]) {
    const rule = worn[scheme];
    for (const name of [...rule]) if (name !== "--frame") rule.removeProperty(name);
    for (const [name, rgb] of Object.entries(colours(values, scheme))) rule.setProperty(name, css(rgb));
    if (values.radius) rule.setProperty("--radius", radius(values.radius));
    if (values.font) rule.setProperty("--font", font(values.font));
    const picture = (scheme === "dark" && pictures[1]) || pictures[0];
    if (picture) {
      rule.setProperty("--logo", picture.url);
      rule.setProperty("--logo-ratio", String(picture.ratio));
    }
  }
  page.classList.toggle("branded", pictures.some(Boolean));
  page.classList.toggle("styled", Boolean(values.radius));
};
