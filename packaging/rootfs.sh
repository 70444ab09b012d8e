#!/bin/sh
# Lays out the whole file system of a container: the program, the libraries that it is linked to, and nothing
# else; no shell, no package manager. usage: rootfs.sh PROGRAM FOLDER
set -eu
program=$1
folder=$2
mkdir -p "$folder/etc"
cp "$program" "$folder/mail-setup"
chmod 755 "$folder/mail-setup"
# Certificates are not among it: Mozilla's list of authorities is in the program.
ldd "$program" | grep -o '/[^ ]*' | sort -u | while read -r library; do
    mkdir -p "$folder$(dirname "$library")"
    cp -L "$library" "$folder$library"
done
echo 'hosts: files dns' > "$folder/etc/nsswitch.conf"
echo 'nobody:x:65534:65534:nobody:/:/none' > "$folder/etc/passwd"
