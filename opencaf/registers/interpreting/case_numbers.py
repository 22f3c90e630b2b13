"""The register's own numbers of CAFs: written with a letter and noughts, or by another sheet without."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

WRITTEN = re.compile(r"([A-Z]{1,5}[-/ ]?)(\d{1,8})", re.IGNORECASE)
FIGURES = re.compile(r"\d{1,8}")


@dataclass
class CaseNumbers:
    """How numbers are written in a register."""

    forms: Counter[tuple[str, int]] = field(default_factory=Counter)

    def learn(self, text: str) -> None:
        """Take note of a number."""
        if found := WRITTEN.fullmatch(text.strip()):
            self.forms[found[1].upper().strip(), len(found[2])] += 1

    def tidy(self, text: str) -> str:
        """Return a number as the register mostly writes it."""
        text = " ".join(text.split()).upper()
        if not self.forms:
            return text
        prefix, width = self.forms.most_common(1)[0][0]
        if FIGURES.fullmatch(text):
            return f"{prefix}{int(text):0{width}d}"
        found = WRITTEN.fullmatch(text)
        return f"{prefix}{int(found[2]):0{width}d}" if found and found[1].strip() == prefix else text
