"""Encrypting papers with AES-256-GCM, bound to the row that keeps them (docs/adr/0007).

Keys come from the environment as "id:base64,id:base64"; the first seals, all open.
"""

from __future__ import annotations

import base64
import binascii
import os
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE = 12
KEY = 32
FIRST = "1"  # of a key that stands alone and has no id


def seal(content: bytes, *, table: str, row_id: uuid.UUID) -> tuple[str, bytes]:
    """Return the id of the key and the sealed bytes; they open only as this row of this table."""
    key_id, key = next(iter(file_keys().items()))
    nonce = os.urandom(NONCE)
    return key_id, nonce + AESGCM(key).encrypt(nonce, content, bound_to(table, row_id))


def unseal(sealed: bytes, *, key_id: str, table: str, row_id: uuid.UUID) -> bytes:
    """Return what was sealed; raises InvalidTag for bytes that were changed or belong to another row."""
    keys = file_keys()
    if key_id not in keys:
        raise ImproperlyConfigured(f"OPENCAF_FILE_KEYS holds no key {key_id}; stored files need it.")
    return AESGCM(keys[key_id]).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to(table, row_id))


def bound_to(table: str, row_id: uuid.UUID) -> bytes:
    """Return what ties sealed bytes to their row."""
    return f"{table}:{row_id}".encode()


def file_keys() -> dict[str, bytes]:
    """Return the keys by id, the current one first."""
    keys = dict(read_key(part) for part in settings.FILE_KEYS.split(",") if part.strip())
    if not keys:
        raise ImproperlyConfigured("Set OPENCAF_FILE_KEYS to at least one key, as id:base64.")
    return keys


def read_key(text: str) -> tuple[str, bytes]:
    """Return one key with its id; the sentence of a wrong one never shows the key."""
    key_id, colon, encoded = text.strip().partition(":")
    if not colon:
        key_id, encoded = FIRST, key_id
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY:
        raise ImproperlyConfigured(f"The file key {key_id!r} must be 32 bytes in base64.")
    return key_id, key
