// As FetchConfig.sys.mjs does with a file from disk, then as the account wizard does with what
// the person typed.
const [xml, name, email] = arguments;
const { JXON } = ChromeUtils.importESModule("resource:///modules/JXON.sys.mjs");
const { readFromXML } = ChromeUtils.importESModule(
  "resource:///modules/accountcreation/readFromXML.sys.mjs"
);
const { AccountConfig } = ChromeUtils.importESModule(
  "resource:///modules/accountcreation/AccountConfig.sys.mjs"
);
const parsed = new DOMParser().parseFromString(xml, "text/xml");
const config = readFromXML(JXON.build(parsed), "disk");
AccountConfig.replaceVariables(config, name, email, "");
const plain = server => ({
  type: server.type,
  host: server.hostname,
  port: server.port,
  security: server.socketType,
  auth: server.auth,
  username: server.username,
});
return {
  id: config.id,
  display_name: config.displayName,
  domains: config.domains,
  incoming: [config.incoming, ...config.incomingAlternatives].map(plain),
  outgoing: [config.outgoing, ...config.outgoingAlternatives].map(plain),
};
