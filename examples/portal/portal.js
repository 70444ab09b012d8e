// What a portal may do with the assistant; nothing of it has to be done.
const assistant = document.querySelector("mail-setup-assistant");

// Who is signed in: the address goes to the assistant by message, never into an address bar.
// assistant.address = "pat@example.net";

for (const button of document.querySelectorAll("[data-start]")) {
  button.addEventListener("click", () => {
    assistant.setAttribute("start", button.dataset.start);
    assistant.focus();
  });
}

// What came of it, for the portal's own statistics: kinds of things, never what somebody typed.
const progress = document.getElementById("progress");
assistant.addEventListener("mail-setup-file", ({ detail }) => console.info("file", detail.format, detail.client));
assistant.addEventListener("mail-setup-fault", ({ detail }) => console.info("fault", detail.causes, detail.findings));
assistant.addEventListener("mail-setup-done", () => {
  progress.textContent = "Your email works. You can close this page.";
});
