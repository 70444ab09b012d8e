// The element of the package, used rightly and wrongly.
import "mail-setup-assistant/element";
import type { MailSetupAssistantElement } from "mail-setup-assistant/element";

const assistant: MailSetupAssistantElement = document.createElement("mail-setup-assistant");
assistant.setAttribute("src", "https://help.example.net/");
assistant.address = "pat@example.net";
assistant.address = null;
assistant.refresh();
assistant.focus();
assistant.addEventListener("mail-setup-check", ({ detail }) => {
  const word: "ok" | "fail" | "unknown" = detail.incoming;
  console.log(word);
});
assistant.addEventListener("mail-setup-screen", ({ detail }) => {
  const step: string | undefined = detail.step;
  console.log(step, detail.client?.length);
});
document.querySelector("mail-setup-assistant")?.refresh();

// @ts-expect-error an address is text
assistant.address = 1;
// @ts-expect-error there is no such method
assistant.reload();
assistant.addEventListener("mail-setup-done", ({ detail }) => {
  // @ts-expect-error nothing personal is in it
  console.log(detail.address);
});
