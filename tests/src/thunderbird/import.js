// The steps of ImporterController in aboutImport.js (Thunderbird 140 and 153), without its page.
const { ThunderbirdProfileImporter } = ChromeUtils.importESModule(
  "resource:///modules/ThunderbirdProfileImporter.sys.mjs"
);
const zip = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
zip.initWithPath(arguments[0]);

const importer = new ThunderbirdProfileImporter();
// Thunderbird 140 has no such check.
if (importer.validateSource && !importer.validateSource(zip)) {
  throw new Error("the importer does not see a profile in this file");
}
const folder = await importer.extractZipFile(zip, () => {});
try {
  const restartNeeded = await importer.startImport(folder, importer.SUPPORTED_ITEMS);
  if (!restartNeeded) {
    throw new Error("the importer found no accounts");
  }
} finally {
  await IOUtils.remove(folder.path, { recursive: true });
}
