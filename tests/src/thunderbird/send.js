const [address, subject] = arguments;
const account = accountOf(address);
const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
fields.from = address;
fields.to = address;
fields.subject = subject;
const stopped = Promise.withResolvers();
const sending = Cc["@mozilla.org/messengercompose/send;1"].createInstance(Ci.nsIMsgSend).createAndSendMessage(
  null,
  account.defaultIdentity,
  account.key,
  fields,
  false,
  false,
  Ci.nsIMsgSend.nsMsgDeliverNow,
  null,
  "text/plain",
  "Sent by Thunderbird.\r\n",
  null,
  null,
  {
    QueryInterface: ChromeUtils.generateQI(["nsIMsgSendListener"]),
    onStartSending() {},
    onProgress() {},
    onStatus() {},
    onStopSending(_id, status) {
      Components.isSuccessCode(status) ? stopped.resolve() : stopped.reject(failed("send", status));
    },
    onTransportSecurityError(_id, status) {
      stopped.reject(failed("encrypt", status));
    },
    onGetDraftFolderURI() {},
    onSendNotPerformed(_id, status) {
      stopped.reject(failed("send", status));
    },
  },
  "",
  "",
  Ci.nsIMsgCompType.New
);
try {
  await sending;
} catch (exception) {
  throw failed("send", exception.result);
}
await stopped.promise;
