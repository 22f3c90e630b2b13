"""Taking names out of what is written: of the family, of workers and agencies, of places; and numbers.

What is masked is what the record knows. A name that stands nowhere but in a sentence is found by the person
who looks the paper through before it is scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 2
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
STREET = re.compile(
    r"\b\d+[a-z]?,? (?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:Avenue|Close|Court|Crescent|Drive|Gardens|Grove|Hill|Lane|Place|Road|Street|Terrace|Way)\b"
)
NUMBER = re.compile(r"(?:\+44|\b)\d(?:[ ()-]?\d){5,}\b|\b[A-Z]\d{12}\b")
PATTERNS = ((MAIL, "[mail address]"), (POSTCODE, "[postcode]"), (STREET, "[address]"), (NUMBER, "[number]"))


class Masks:
    """What stands for each name of a case."""

    def __init__(self) -> None:
        self.stand_ins: dict[str, str] = {}

    def add(self, words: Iterable[str], stand_in: str) -> None:
        """Let a stand-in replace words, whole; the first that was given for a word holds."""
        for one in words:
            tidy = " ".join(one.split())
            if len(tidy) >= SHORTEST:
                self.stand_ins.setdefault(tidy.casefold(), stand_in)

    def add_name(self, given: str, family: str, stand_in: str, *, of_family: str) -> None:
        """Let a stand-in replace somebody's whole name and each given name, and another the family name."""
        self.add([f"{given} {family}"], stand_in)
        self.add([given, *given.replace("-", " ").split()], stand_in)
        self.add([family, *family.replace("-", " ").split()], of_family)

    def masked(self, text: str) -> str:
        """Return a text with no name that is known, no address and no number."""
        for pattern, stand_in in PATTERNS:
            text = pattern.sub(stand_in, text)
        return self.without_names(text)

    def without_names(self, text: str) -> str:
        """Return a text with its names replaced, the longest first."""
        if not self.stand_ins:
            return text
        longest_first = sorted(self.stand_ins, key=len, reverse=True)
        names = re.compile(rf"(?<!\w)(?:{'|'.join(map(pattern_of, longest_first))})(?!\w)", re.IGNORECASE)
        return names.sub(lambda found: self.stand_ins[" ".join(found[0].split()).casefold()], text)


def pattern_of(words: str) -> str:
    """Return the pattern of some words, however many spaces stand between them."""
    return r"\s+".join(map(re.escape, words.split()))
