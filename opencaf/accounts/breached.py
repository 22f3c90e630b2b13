"""Passwords that came to light elsewhere: nobody takes one of them, and no network is asked.

Kept are the long ones alone (shorter ones are refused anyway), each as the first six bytes of a digest, so
that the list holds nobody's words. Made by `python -m opencaf.accounts.breached LIST`, a password a line;
docs/security.md says which list.
"""

from __future__ import annotations

import hashlib
import sys
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "breached-passwords.bin"
LONG = 12
EACH = 6  # bytes: two different passwords share them once in millions of millions


def digest_of(password: str) -> bytes:
    """Return what is kept of a password; capitals make no difference."""
    return hashlib.sha256(password.casefold().encode()).digest()[:EACH]


@cache
def digests() -> bytes:
    """Return the list, read once."""
    return LIST.read_bytes()


def is_breached(password: str) -> bool:
    """Whether a password, or the same in other capitals, came to light elsewhere."""
    kept, wanted = digests(), digest_of(password)
    place = bisect_left(range(len(kept) // EACH), wanted, key=lambda at: kept[at * EACH : (at + 1) * EACH])
    return kept[place * EACH : (place + 1) * EACH] == wanted


def made_of(passwords: Iterable[str]) -> bytes:
    """Return the list as it is kept."""
    return b"".join(sorted({digest_of(one) for one in passwords if len(one) >= LONG}))


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8", errors="replace").splitlines()
    LIST.write_bytes(made_of(lines))
