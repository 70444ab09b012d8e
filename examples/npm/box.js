// The help box: five questions, each answered by one function of the assistant.

const FORM = `
  <h1>Email help</h1>
  <form data-ask="address">
    <label for="address">Email address</label>
    <input id="address" type="email" autocomplete="email" spellcheck="false">
    <button>Check the address</button>
    <output></output>
  </form>
  <h2>Set up a mail app</h2>
  <form data-ask="guide">
    <label for="client">Mail app</label>
    <select id="client"></select>
    <button>Show the steps</button>
    <output></output>
  </form>
  <form data-ask="file">
    <label for="format">Settings file</label>
    <select id="format"></select>
    <button>Save the file</button>
    <output></output>
  </form>
  <h2>My email stopped working</h2>
  <form data-ask="settings">
    <label for="settings">The settings in your app</label>
    <textarea id="settings" rows="4"></textarea>
    <button>Compare the settings</button>
    <output></output>
  </form>
  <form data-ask="message">
    <label for="message">The error message</label>
    <textarea id="message" rows="2"></textarea>
    <button>Explain the message</button>
    <output></output>
  </form>`;

/** Draws the box into `place`; `begin` gives the assistant. */
export async function box(place, begin) {
  let assistant;
  try {
    assistant = await begin();
  } catch (error) {
    // For the web team: a fault in the profile, named by its key, or a file that did not arrive.
    place.textContent = "The email help is not available right now.";
    console.error(error);
    return;
  }
  place.innerHTML = FORM;
  const field = (id) => place.querySelector(`#${id}`);
  const account = () => ({ address: field("address").value });
  const clients = await assistant.clients();
  for (const { id, name } of clients) field("client").append(new Option(name, id));
  offer(clients[0]);
  field("client").addEventListener("change", () =>
    offer(clients.find(({ id }) => id === field("client").value)),
  );

  function offer(client) {
    field("format").replaceChildren(...[...client.formats, "text"].map((format) => new Option(format)));
  }

  const answers = {
    async address() {
      const { findings, suggestions } = await assistant.checkAddress(field("address").value);
      if (findings.length === 0) return "This address is right.";
      return [...findings.map(said), ...suggestions].join("\n");
    },
    async guide() {
      const guide = await assistant.guide(field("client").value, account());
      const rows = ({ rows }) => rows.map(({ label, value, text }) => row(label, value, text));
      const steps = guide.steps.flatMap((step, place) => [`${place + 1}. ${step.task}`, ...rows(step)]);
      return [guide.instead?.text, ...steps, ...guide.verify].filter(Boolean).join("\n");
    },
    async file() {
      const { name, mediaType, bytes } = await assistant.exportFile(field("format").value, account());
      save(name, new Blob([bytes], { type: mediaType }));
      return `${name}, ${bytes.length} bytes`;
    },
    async settings() {
      const about = field("address").value === "" ? {} : account();
      const { verdict, findings, changes } = await assistant.diagnose(field("settings").value, about);
      const change = ({ field, before, after }) => `${field}: ${before} → ${after}`;
      return [verdict, ...findings.map(said), ...changes.map(change)].join("\n");
    },
    async message() {
      const about = { client: field("client").value };
      const { causes } = await assistant.explain(field("message").value, about);
      if (causes.length === 0) return "We do not know this message.";
      return causes.flatMap(({ title, what, fixes }) => [title, what, ...fixes]).join("\n");
    },
  };

  for (const form of place.querySelectorAll("form")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const output = form.querySelector("output");
      try {
        output.textContent = await answers[form.dataset.ask]();
      } catch (error) {
        // An address that cannot be used comes as findings, in words for the person.
        output.textContent = error.findings?.length ? error.findings.map(said).join("\n") : error.message;
      }
    });
  }
}

const said = ({ message, fix }) => `${message} ${fix}`;

const row = (label, value, text) =>
  [label && value ? `${label.text}: ${value.text}` : (label ?? value)?.text, text].filter(Boolean).join(" ");

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers read the file only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
