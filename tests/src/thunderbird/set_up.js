// As the account hub does with what the person typed.
const [address, name, password, exchange] = arguments;
const load = file => ChromeUtils.importESModule(`resource:///modules/${file}.sys.mjs`);
const { FindConfig } = load("accountcreation/FindConfig");
const { AccountConfig } = load("accountcreation/AccountConfig");
const { CreateInBackend } = load("accountcreation/CreateInBackend");
// These two ask a name server directly, which may not be on loopback.
const { DNS } = load("DNS");
DNS.mx = DNS.srv = async () => [];
Services.prefs.setBoolPref("mailnews.auto_config.fetchFromISP.enabled", !exchange);
Services.prefs.setBoolPref("mailnews.auto_config.fetchFromExchange.enabled", exchange);

const search = FindConfig.parallelAutoDiscovery(
  address.split("@")[1],
  address,
  new AbortController().signal,
  password
);
const { value: config, done } = await search.next();
if (!done || !config) {
  throw new Error(`found ${JSON.stringify(config)}`);
}
AccountConfig.replaceVariables(config, name, address, password);
if (!config.isComplete()) {
  throw new Error("what was found is not complete");
}
config.rememberPassword = true;
await CreateInBackend.createAccountInBackend(config);
return config.subSource;
