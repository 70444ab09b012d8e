#!/bin/sh
# Makes the signed and binary samples anew from an exported profile (openssl 3.0, Python 3.11).
# The certificate is thrown away; nothing verifies it.
set -eu
cd "$(dirname "$0")"
profile=../../golden/en-587/centurylink-mail.mobileconfig
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=sample \
    -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
sign() { openssl cms -sign -binary -nodetach -md sha256 -signer "$work/cert.pem" -inkey "$work/key.pem" "$@"; }
sign -in $profile -outform DER -out signed.mobileconfig
sign -in $profile -outform PEM -out signed.pem
# BER: open lengths, and the content in pieces.
sign -in $profile -outform DER -stream -indef -out signed-ber.mobileconfig
python3 - $profile <<'PYTHON'
import plistlib, sys
profile = plistlib.load(open(sys.argv[1], "rb"))
mail = profile["PayloadContent"][0]
mail["IncomingPassword"] = "hunter2-in"
mail["OutgoingPassword"] = "hunter2-out"
mail["EmailAccountName"] = "Zoë Example"
second = dict(mail, EmailAccountType="EmailTypePOP", IncomingMailServerHostName="pop.centurylink.net",
              IncomingMailServerPortNumber=995, OutgoingMailServerPortNumber=465)
del second["IncomingPassword"], second["OutgoingPassword"]
profile["PayloadContent"].append(second)
plistlib.dump(profile, open("binary.mobileconfig", "wb"), fmt=plistlib.FMT_BINARY)
PYTHON
sign -in binary.mobileconfig -outform DER -out signed-binary.mobileconfig
