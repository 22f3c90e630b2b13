"""The lock around a package: six words, told by telephone, become the key (docs/adr/0036).

A locked file is one line that says what it is and how the words become the key, and the sealed bytes after
it. The line is bound to the bytes, so that nothing of either can be changed unseen.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.core.exceptions import ValidationError

from opencaf.episodes.transferring.words import WORDS

FORMAT = "opencaf-transfer"
FORMAT_VERSION = 1
HOW_MANY = 6
SALT, NONCE, KEY = 16, 12, 32
COST = {"n": 2**15, "r": 8, "p": 1}
LONGEST_LINE = 1000

NOT_A_PACKAGE = "The file is not a transfer package. Choose the file that the other authority sent"
NEWER = "The package is of a newer format than this OpenCAF reads. Ask the sender for an older one, or update"
DAMAGED = (
    "The package does not open. Check the six words with the sender; if they are right, ask for it again"
)


def new_words() -> str:
    """Return six words to be told by telephone: 48 bits of chance."""
    return " ".join(secrets.choice(WORDS) for _ in range(HOW_MANY))


def lock(content: bytes, words: str) -> bytes:
    """Return bytes that open only with the words."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    head = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "key": "scrypt",
        **COST,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
    }
    line = json.dumps(head).encode() + b"\n"
    return line + AESGCM(key_of(words, salt)).encrypt(nonce, content, line)


def unlock(locked: bytes, words: str) -> bytes:
    """Return what is inside. Raises ValidationError, at the field that it is about."""
    end = locked.find(b"\n", 0, LONGEST_LINE)
    salt, nonce = head_of(locked[:end] if end > 0 else b"")
    line, sealed = locked[: end + 1], locked[end + 1 :]
    try:
        return AESGCM(key_of(words, salt)).decrypt(nonce, sealed, line)
    except InvalidTag as wrong:
        raise ValidationError({"words": DAMAGED}) from wrong


def head_of(line: bytes) -> tuple[bytes, bytes]:
    """Return salt and nonce of a package, or refuse what is none, or newer."""
    try:
        head = json.loads(line)
        if head["format"] != FORMAT:
            raise KeyError("format")
        version = int(head["format_version"])
        if version > FORMAT_VERSION:
            raise ValidationError({"file": NEWER})
        salt = base64.b64decode(head["salt"], validate=True)
        nonce = base64.b64decode(head["nonce"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as wrong:
        raise ValidationError({"file": NOT_A_PACKAGE}) from wrong
    if {name: head.get(name) for name in COST} != COST or (len(salt), len(nonce)) != (SALT, NONCE):
        raise ValidationError({"file": NOT_A_PACKAGE})
    return salt, nonce


def key_of(words: str, salt: bytes) -> bytes:
    """Return the key that words become; capitals, hyphens and spaces between them do not matter."""
    plain = " ".join(words.lower().replace("-", " ").replace(",", " ").split())
    return Scrypt(salt=salt, length=KEY, n=COST["n"], r=COST["r"], p=COST["p"]).derive(plain.encode())
