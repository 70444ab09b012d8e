const [address] = arguments;
const { QRExport } = ChromeUtils.importESModule("moz-src:///comm/mail/modules/QRExport.sys.mjs");
const { key } = accountOf(address);
if (!QRExport.getEligibleAccounts().some(account => account.key == key)) {
  throw new Error("it is not among the accounts that can be exported");
}
const [picture] = await QRExport.getQRCodes([key], false);
return picture;
