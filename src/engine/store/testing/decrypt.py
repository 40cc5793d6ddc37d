"""Reads one file of the evidence store as docs/formats/evidence-store.md describes it, with nothing of the project's code.

usage: decrypt.py CONTENT_KEY_HEX FILE   writes the plaintext to standard output
"""
import sys
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEGMENT = 1 << 20

with open(sys.argv[2], "rb") as file:
    data = file.read()
assert data[0] == 40, "header length"
salt, prefix = data[1:33], data[33:40]
key = HKDF(SHA256(), 32, salt, b"proffer evidence content 1").derive(bytes.fromhex(sys.argv[1]))
ends = list(range(SEGMENT, len(data), SEGMENT)) + [len(data)]
start = 40
for index, end in enumerate(ends):
    nonce = prefix + index.to_bytes(4, "big") + bytes([index == len(ends) - 1])
    sys.stdout.buffer.write(AESGCM(key).decrypt(nonce, data[start:end], None))
    start = end
