"""Pages that were open while somebody else wrote: whose words stand, and where both are shown.

A page carries a fingerprint of each text it showed. When it comes back, a text that the writer left
alone gives way to what was saved meanwhile; one that both changed is shown to the writer twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

CHANGED = "changed_meanwhile"
BOTH_ARE_SHOWN = (
    "Somebody else changed this while you were writing. Both texts are shown: "
    "put together what should stand, then save again"
)


def fingerprint(text: str) -> str:
    """Return a short mark of a text, by which it is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def fingerprints(texts: Sequence[str]) -> str:
    """Return the marks of several texts as one word, for a hidden field."""
    return ".".join(fingerprint(text) for text in texts)


def both_changed(*, saved: str, typed: str, seen: str) -> bool:
    """Whether writer and somebody else both changed a text to something different."""
    if not seen or typed == saved or was_left_alone(typed, seen):
        return False
    return fingerprint(saved) not in seen.split("/")


def was_left_alone(typed: str, seen: str) -> bool:
    """Whether a text is what its page showed, so that nobody wrote in it there."""
    return seen == fingerprint(typed)


def standing(*, saved: str, typed: str, seen: str) -> str:
    """Return the text that stands: what was typed, unless the writer left it alone."""
    return saved if was_left_alone(typed, seen) else typed


def settle(names: Sequence[str], *, saved: Sequence[str], typed: Sequence[str], seen: str) -> dict[str, str]:
    """Return the texts that stand, by name; raise ValidationError at each that both have changed."""
    marks = seen.split(".") if seen else [""] * len(names)
    if len(marks) != len(names):
        marks = ["unknown"] * len(names)
    rows = list(zip(names, saved, typed, marks, strict=True))
    refused = {
        name: [ValidationError(BOTH_ARE_SHOWN, code=CHANGED)]
        for name, was, now, mark in rows
        if both_changed(saved=was, typed=now, seen=mark)
    }
    if refused:
        raise ValidationError(refused)
    return {name: standing(saved=was, typed=now, seen=mark) for name, was, now, mark in rows}


def settle_by_name(
    saved: Mapping[str, str], typed: Mapping[str, str], seen: Mapping[str, str]
) -> dict[str, str]:
    """As settle, for texts that go by name; one that is not saved yet says nothing."""
    refused = {
        name: [ValidationError(BOTH_ARE_SHOWN, code=CHANGED)]
        for name, text in typed.items()
        if both_changed(saved=saved.get(name, ""), typed=text, seen=seen.get(name, ""))
    }
    if refused:
        raise ValidationError(refused)
    return {
        name: standing(saved=saved.get(name, ""), typed=text, seen=seen.get(name, ""))
        for name, text in typed.items()
    }
