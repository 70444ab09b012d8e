// Keeps everything that a portal can see of the assistant: each message to its window, each event of an element.
window.seen = { messages: [], events: [] };
addEventListener("message", ({ origin, data }) => seen.messages.push({ origin, data }));
for (const kind of ["screen", "client", "file", "fault", "check", "done"]) {
  addEventListener(`mail-setup-${kind}`, ({ detail, target }) => seen.events.push({ kind, detail, id: target.id }));
}
// A portal that knows its customer before the assistant's script has come.
document.addEventListener("readystatechange", () => {
  const element = document.querySelector("[data-early]");
  if (document.readyState !== "interactive") return;
  if (element) element.address = "sam@centurylink.net";
  // One where nobody is signed in any more.
  if (location.search === "?out") document.querySelector("mail-setup-assistant").address = null;
});
