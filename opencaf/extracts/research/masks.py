"""Stand-ins for records, and days that are moved: made with a secret that is forgotten with the file's making."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import uuid
from dataclasses import dataclass, field
from hashlib import sha256

LETTERS = 16
FURTHEST = 182


@dataclass(frozen=True)
class Masks:
    """One file's stand-ins. Two files of the same children share none, so that they cannot be laid together."""

    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def of(self, *ids: uuid.UUID) -> str:
        """Return what stands for a record, or for records that belong together."""
        return "R" + self.digest("name", *ids).hex()[:LETTERS].upper()

    def moved(self, day: dt.date | None, child_id: uuid.UUID) -> dt.date | None:
        """Return a day moved as all of this child's are: up to half a year to either side."""
        return None if day is None else day + dt.timedelta(days=self.shift(child_id))

    def shift(self, child_id: uuid.UUID) -> int:
        """Return by how many days all that is told of a child is moved."""
        return int.from_bytes(self.digest("days", child_id)[:8], "big") % (2 * FURTHEST + 1) - FURTHEST

    def digest(self, purpose: str, *ids: uuid.UUID) -> bytes:
        """Return bytes that nobody can work out again without the salt."""
        words = " ".join([purpose, *map(str, ids)])
        return hmac.new(self.salt, words.encode(), sha256).digest()
