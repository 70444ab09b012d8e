const [address, subject] = arguments;
const inbox = inboxOf(address);
const header = [...inbox.messages].find(one => one.mime2DecodedSubject == subject);
if (!header) {
  throw new Error(`no message ${subject}`);
}
const uri = inbox.getUriForMsg(header);
return await new Promise((resolve, reject) => {
  const input = Cc["@mozilla.org/scriptableinputstream;1"].createInstance(Ci.nsIScriptableInputStream);
  let text = "";
  MailServices.messageServiceFromURI(uri).streamMessage(
    uri,
    {
      QueryInterface: ChromeUtils.generateQI(["nsIStreamListener", "nsIRequestObserver"]),
      onStartRequest() {},
      onDataAvailable(_request, stream, _offset, count) {
        input.init(stream);
        text += input.read(count);
      },
      onStopRequest(_request, status) {
        Components.isSuccessCode(status) ? resolve(text) : reject(failed("read a message", status));
      },
    },
    msgWindow,
    null,
    false,
    "",
    false
  );
});
