// What Thunderbird itself understood, through the interfaces that its own windows use.
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");

const incoming = server => ({
  type: server.type,
  // Thunderbird 140 spells it hostName.
  host: server.hostname ?? server.hostName,
  port: server.port,
  security: server.socketType,
  auth: server.authMethod,
  username: server.username,
  label: server.prettyName,
  sync_days: server.getIntValue("autosync_max_age_days"),
  kept_offline: server.getBoolValue("offline_download"),
});

const outgoing = server => {
  const smtp = server.QueryInterface(Ci.nsISmtpServer);
  return {
    key: server.key,
    type: server.type,
    host: smtp.hostname,
    port: smtp.port,
    security: server.socketType,
    auth: server.authMethod,
    username: server.username,
  };
};

return {
  accounts: MailServices.accounts.accounts
    .filter(account => account.incomingServer)
    .map(account => ({
      key: account.key,
      incoming: incoming(account.incomingServer),
      identities: account.identities.map(identity => ({
        email: identity.email,
        full_name: identity.fullName,
        outgoing: identity.smtpServerKey,
      })),
    })),
  outgoing: MailServices.outgoingServer.servers.map(outgoing),
  default_outgoing: MailServices.outgoingServer.defaultServer?.key ?? null,
  default_account: MailServices.accounts.defaultAccount?.key ?? null,
};
