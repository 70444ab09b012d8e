const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
const { msgWindow } = Services.wm.getMostRecentWindow("mail:3pane");

// What the program says to the person in a window that waits for an answer. Nobody is there, and an
// open window would end the script: the window is not made, and the answer is "Cancel".
const said = [];
const { Prompter } = ChromeUtils.importESModule("resource://gre/modules/Prompter.sys.mjs");
Prompter.prototype.pickReally ??= Prompter.prototype.pickPrompter;
Prompter.prototype.pickPrompter = function (options) {
  const prompter = this.pickReally(options);
  const answer = asked => {
    said.push(asked.text);
    Object.assign(asked, { ok: false, buttonNumClicked: 1 });
  };
  prompter.openPromptSync = answer;
  prompter.openPrompt = async asked => answer(asked);
  return prompter;
};

const failed = (what, status) =>
  new Error(`${what}: ${said.join(" / ") || `0x${(status >>> 0).toString(16)}`}`);

const accountOf = address => {
  const found = MailServices.accounts.accounts.find(account =>
    account.identities.some(identity => identity.email == address)
  );
  if (!found) {
    throw new Error(`no account of ${address}`);
  }
  return found;
};

const until = async (what, look, limit = 20000) => {
  const end = Date.now() + limit;
  for (;;) {
    const found = look();
    if (found) {
      return found;
    }
    if (said.length || Date.now() > end) {
      throw failed(what, Cr.NS_ERROR_NET_TIMEOUT);
    }
    await new Promise(resolve => setTimeout(resolve, 30));
  }
};

// Starts something that tells a listener of its end.
const finished = (what, start) =>
  new Promise((resolve, reject) =>
    start({
      QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
      OnStartRunningUrl() {},
      OnStopRunningUrl(_url, status) {
        Components.isSuccessCode(status) ? resolve() : reject(failed(what, status));
      },
    })
  );

const inboxOf = address =>
  accountOf(address).incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
