// Runs in the built page, as the body of a function. Times every call alone; gives the times in
// milliseconds, the first call's apart.
const done = arguments[arguments.length - 1];
const [formats, pastes, calls, warm] = arguments;

const measure = (name, goal, call, times = calls, before = warm) => {
  const timed = () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  };
  const first = timed();
  for (let i = 0; i < before; i += 1) call();
  return { name, goal, first, times: Array.from({ length: times }, timed) };
};

(async () => {
  const start = performance.now();
  const engine = await mailSetup.late("files");
  const loaded = performance.now() - start;
  const profile = mailSetup.site.profile;
  const [files, text] = await Promise.all([mailSetup.json("files-en"), mailSetup.json("text-en")]);
  const account = { address: "pat.example@centurylink.net", name: "Pat Example" };
  const link = new URL("#/en/get/thunderbird-android", document.baseURI).href;

  const rows = formats.map((format) =>
    measure(`exportFile ${format}`, format === "thunderbird-qr" ? 5 : 1, () =>
      engine.exportFile(format, account, profile, files)));
  rows.push(measure("exportText thunderbird-qr", 5, () =>
    engine.exportText("thunderbird-qr", account, profile, files)));
  rows.push(measure("qrSvg, the page's own address", 5, () => engine.qrSvg(link)));
  const typed = { "right": "pat@centurylink.net", "typing error": "pat@centurylinc.net", "unknown domain": "pat@mail.example.org", "no address": "pat at home" };
  for (const [what, address] of Object.entries(typed)) {
    rows.push(measure(`checkAddress, ${what}`, 1, () => engine.checkAddress(address, profile, text.findings)));
  }
  const trouble = await mailSetup.late("trouble");
  const [whole, errors, said] =
    await Promise.all(["profile", "errors", "trouble-en"].map((name) => mailSetup.json(name)));
  const about = { address: "pat.example@centurylink.net" };
  const encoder = new TextEncoder();
  const seen = {};
  for (const [what, text, large] of pastes) {
    const answer = () => {
      const found = trouble.diagnose(encoder.encode(text), about, whole, said.findings);
      return [found, trouble.explain(text, about, whole, errors, "en")];
    };
    rows.push(large ? measure(`answer to ${what}`, 50, answer, 12, 2) : measure(`answer to ${what}`, 2, answer));
    const [found, causes] = answer();
    seen[what] = [found.outcome, found.read.length, ...causes.causes.slice(0, 1).map((cause) => cause.code)];
  }
  const sample = engine.checkAddress(typed["typing error"], profile, text.findings);
  return { isolated: crossOriginIsolated, loaded, rows, sample, seen };
})().then(done, (problem) => done({ problem: String(problem) }));
