/** English text of how-to-verify.txt. Lines that start with `$ ` are commands; a test runs every one of them. */
export const howToVerifyEnglish = `HOW TO VERIFY THIS PACKAGE

This package was made so that you can check it without trusting us and without our program. It is a
BagIt bag (RFC 8493) in a ZIP file. Every file is listed with its SHA-256 and SHA-512 checksum, and the
list of lists is signed.

You need nothing but tools your system has already. Work on a copy.


1. ON LINUX

Unpack the package and go into its folder:

$ unzip -q {{bagName}}.zip
$ cd {{bagName}}

Check every evidence file and record (each line must end in "OK"):

$ sha256sum -c manifest-sha256.txt
$ sha512sum -c manifest-sha512.txt

Check that the lists themselves are unchanged:

$ sha256sum -c tagmanifest-sha256.txt

Check that no file was added. This must print nothing:

$ find data -type f | LC_ALL=C sort | while read -r f; do cut -c67- manifest-sha256.txt | grep -qxF -- "$f" || echo "NOT LISTED: $f"; done

Check the signature (OpenSSH 8.1 or later):

$ ssh-keygen -Y verify -f seal/allowed_signers -I {{identity}} -n {{namespace}} -s seal/tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt

It must answer:

Good "{{namespace}}" signature for {{identity}} with ED25519 key {{fingerprint}}

The record of the sealing (who, when) is signed by the same key:

$ ssh-keygen -Y verify -f seal/allowed_signers -I {{identity}} -n {{namespace}} -s seal/seal.json.sig < seal/seal.json


2. WHOSE KEY IS IT?

The signature proves that the holder of the key made this package and that nothing was changed since. It
cannot prove whose key it is: the package carries the key itself. Ask the sender, by telephone or letter and
not by the way this package came, for the fingerprint of their key. It must be

{{fingerprint}}


3. ON MACOS

As on Linux, with "shasum -a 256 -c" in place of "sha256sum -c" and "shasum -a 512 -c" in place of
"sha512sum -c".


4. ON WINDOWS 10 OR LATER

Unpack the package with Explorer, open PowerShell in its folder, and check every evidence file and record:

  Get-Content manifest-sha256.txt | ForEach-Object { $h, $p = $_ -split '  ', 2; if ((Get-FileHash -Algorithm SHA256 -LiteralPath $p).Hash -ne $h) { "FAILED: $p" } }

It must print nothing. Do the same with tagmanifest-sha256.txt in place of manifest-sha256.txt. Check the
signature with the ssh-keygen command above in the Command Prompt (cmd), which Windows carries as part of its
OpenSSH client.


5. WITH BAGIT TOOLS

Any BagIt validator can check the folder, for example the one of the Library of Congress:

  bagit.py --validate {{bagName}}


WHAT IS INSIDE

  data/              the summary, certificates, exhibits, records and their custody
  manifest-*.txt     checksums of every file in data/
  tagmanifest-*.txt  checksums of the manifests and of the other files beside them
  bag-info.txt       who made the package, when, for whom
  seal/              signature, the key it was made with, and the record of the sealing

Custody: data/custody/chain.json lists, exhibit by exhibit, who held it, when, and what was done. Each entry
holds the SHA-256 of the entry before it, so none can be changed, dropped or moved unseen.
`;
