"""What it takes to enter a case in the browser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Effort:
    """What somebody's hands did: pages that came, clicks, keys for dates and numbers, letters of text.

    pressed: how many of those letters were pressed one by one instead of put in at once.
    """

    loads: int = 0
    clicks: int = 0
    keys: int = 0
    letters: int = 0
    pressed: int = 0

    def click(self, *, loads: bool = False) -> None:
        """Count a click, and the page that comes where one does."""
        self.clicks += 1
        self.loads += loads

    def type(self, text: str, *, is_text: bool, key_by_key: bool = False) -> None:
        """Count what was typed: words, or a date or number."""
        self.letters += len(text) * is_text
        self.pressed += len(text) * (is_text and key_by_key)
        self.keys += len(text) * (not is_text)
