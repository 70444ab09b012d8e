const [address, count, waitKept] = arguments;
const server = accountOf(address).incomingServer;
server.performExpand(msgWindow);
const inbox = await until("list the folders", () => inboxOf(address));
inbox.QueryInterface(Ci.nsIMsgImapMailFolder);
await finished("read the inbox", listener => inbox.updateFolderWithListener(msgWindow, listener));
// Headers can come after that: it is the end of one command only.
await until(`see ${count} messages`, () => [...inbox.messages].length >= count);

const kept = () => [...inbox.messages].filter(header => inbox.hasMsgOffline(header.messageKey)).length;
if (waitKept) {
  // What it does when nobody has used the program for a while; nsAutoSyncManager.
  const manager = Cc["@mozilla.org/imap/autosyncmgr;1"].getService(Ci.nsIAutoSyncManager);
  const observer = manager.QueryInterface(Ci.nsIObserver);
  observer.observe(null, "mail-startup-done", "");
  observer.observe(null, "idle", "");
  await until(`keep ${waitKept} messages`, () => kept() >= waitKept, 40000);
  // One more than it should keep would come now.
  await new Promise(resolve => setTimeout(resolve, 1000));
}
return [...inbox.messages]
  .sort((a, b) => a.date - b.date)
  .map(header => ({
    subject: header.mime2DecodedSubject,
    kept_offline: inbox.hasMsgOffline(header.messageKey),
  }));
