const [authority, address, password] = arguments;
Cc["@mozilla.org/security/x509certdb;1"]
  .getService(Ci.nsIX509CertDB)
  .addCertFromBase64(authority, "CT,,");

const remember = async (origin, username) => {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(origin, null, origin, username, password, "", "");
  const known = await Services.logins.searchLoginsAsync({ origin });
  if (!known.some(one => one.username == username)) {
    await Services.logins.addLoginAsync(login);
  }
};
const account = MailServices.accounts.accounts.find(one =>
  one.identities.some(identity => identity.email == address)
);
if (account) {
  const { incomingServer, defaultIdentity } = account;
  await remember(`imap://${incomingServer.hostname}`, incomingServer.username);
  const outgoing = MailServices.outgoingServer.getServerByKey(defaultIdentity.smtpServerKey);
  await remember(`smtp://${outgoing.serverURI.host}`, outgoing.username);
}
// As File, Offline, Work Offline does.
Services.io.offline = false;
