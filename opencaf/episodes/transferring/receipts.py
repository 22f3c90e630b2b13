"""The receipt that goes back: whether a case was accepted, proved with a key that only the package holds."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError

RECEIPT = "opencaf-transfer-receipt"
SAID = ("package", "answer", "answered_on", "authority", "answered_by", "reference", "reason")
ACCEPTED, DECLINED = "accepted", "declined"

NOT_A_RECEIPT = "This is not a receipt. Choose the file that the other authority sent back"
OF_ANOTHER = "The receipt is of another transfer. Choose the receipt of this one"
NOT_GENUINE = (
    "The receipt was changed, or was not made from this package. Ask the other authority for it again"
)


@dataclass(frozen=True)
class Receipt:
    """What the receiving authority answers."""

    package: str
    answer: str
    answered_on: dt.date
    authority: str
    answered_by: str
    reference: str = ""
    reason: str = ""

    def said(self) -> dict[str, str]:
        """What it says, as text."""
        return {name: str(getattr(self, name)) for name in SAID}


def write_receipt(receipt: Receipt, key: str) -> str:
    """Return a receipt as the text of its file."""
    said = {"format": RECEIPT, "format_version": 1, **receipt.said(), "proof": proof(receipt, key)}
    return json.dumps(said, ensure_ascii=False, indent=1)


def read_receipt(text: str, *, package: str, key: str) -> Receipt:
    """Return what a receipt says, or raise ValidationError at `receipt`."""
    try:
        said = json.loads(text)
        if said["format"] != RECEIPT or said["answer"] not in (ACCEPTED, DECLINED):
            raise KeyError("format")
        texts = {name: str(said[name]) for name in SAID}
        on = dt.date.fromisoformat(texts.pop("answered_on"))
        given = str(said["proof"])
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise ValidationError({"receipt": NOT_A_RECEIPT}) from wrong
    found = Receipt(answered_on=on, **texts)
    if found.package != package:
        raise ValidationError({"receipt": OF_ANOTHER})
    if not hmac.compare_digest(proof(found, key).encode(), given.encode(errors="surrogatepass")):
        raise ValidationError({"receipt": NOT_GENUINE})
    return found


def proof(receipt: Receipt, key: str) -> str:
    """Return what only somebody who opened the package can make of what a receipt says."""
    text = json.dumps(receipt.said(), ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass")
    return hmac.new(key_bytes(key), text, hashlib.sha256).hexdigest()


def key_bytes(key: str) -> bytes:
    """Return the key of a package's receipt; one that is no base64 proves nothing."""
    try:
        return base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return b"not a key"
