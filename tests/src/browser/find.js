// Candidates for a role, visible ones only, with those first whose name looks right: the browser
// is then asked for the role and name that it computed, the likeliest first.
const [role, wanted] = arguments;
const selectors = {
  button: "button, [role=button], input[type=submit], input[type=button], input[type=reset], summary",
  link: "a[href], area[href], [role=link]",
  textbox: "input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], input[type=search], input[type=number], textarea, select, [role=textbox], [role=searchbox], [role=combobox], [contenteditable=true]",
  checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
  radio: "input[type=radio], [role=radio]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  region: "section, form, [role=region], [role=form]",
  group: "fieldset, details, [role=group]",
  alert: "[role=alert]",
  status: "output, [role=status]",
  dialog: "dialog, [role=dialog], [role=alertdialog]",
  list: "ul, ol, [role=list]",
  image: "img, svg, [role=img], [role=image]",
};
const clean = text => (text ?? "").replace(/\s+/g, " ").trim();
// Not checkVisibility alone: a control may be drawn by its label and itself be transparent.
const shown = element =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true], [inert]");
const guess = element =>
  clean(
    [
      element.getAttribute("aria-label"),
      ...(element.getAttribute("aria-labelledby") ?? "")
        .split(/\s+/)
        .map(id => id && element.ownerDocument.getElementById(id)?.textContent),
      ...[...(element.labels ?? [])].map(label => label.textContent),
      element.textContent,
      element.value,
      element.alt,
      element.title,
    ].join(" ")
  );
const roots = [document];
const found = [];
while (roots.length) {
  const root = roots.shift();
  found.push(...root.querySelectorAll(selectors[role] ?? `[role=${role}]`));
  for (const element of root.querySelectorAll("*")) {
    if (element.shadowRoot) {
      roots.push(element.shadowRoot);
    }
  }
}
const visible = found.filter(shown);
if (wanted === null) {
  return visible;
}
const likely = visible.filter(element => guess(element).includes(wanted));
return [...likely, ...visible.filter(element => !likely.includes(element))];
