"""What somebody does at the page of a domain, and what its boxes tell them."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect

from tests.loss.ground import Ground

if TYPE_CHECKING:
    from tests.loss.conftest import Case

SAVED = re.compile(r"^Saved at \d")
PATIENCE = 40_000  # milliseconds


class Desk:
    """One person at one page; troubles are what the browser's console says of errors of our own."""

    def __init__(self, page: Page, ground: Ground, case: Case) -> None:
        self.page, self.ground, self.case = page, ground, case
        self.troubles: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if "Security" in said.text else None)
        self.open()

    def open(self) -> None:
        """Open the page, and wait until its script is ready."""
        self.page.goto(f"{self.ground.site}{self.case.path}")
        expect(self.page.locator("[data-autosave-ready]")).to_be_attached(timeout=PATIENCE)
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")

    def box(self, box: uuid.UUID, text: str = "story") -> Locator:
        return self.page.locator(f'[name="{text}-{box}"]')

    def type(self, box: uuid.UUID, words: str) -> None:
        """Type at the end of a box, key by key."""
        self.box(box).press("Control+End")
        self.box(box).press_sequentially(words)

    def line(self, box: uuid.UUID) -> Locator:
        """Where a box says how its saving goes."""
        return self.page.locator(f'[data-autosave="{box}"] [data-autosave-says]')

    def hear(self, box: uuid.UUID, words: str | re.Pattern[str]) -> None:
        """Wait until a box says something."""
        expect(self.line(box)).to_contain_text(words, timeout=PATIENCE)

    def hear_saved(self, box: uuid.UUID) -> None:
        self.hear(box, SAVED)

    def write(self, text: str, words: str) -> None:
        """Type in a text beside the boxes."""
        self.page.locator(f'[name="{text}"]').press_sequentially(words)

    def hear_page(self, words: re.Pattern[str]) -> None:
        """Wait until the one saving line of a page says something."""
        expect(self.page.locator("[data-autosave-says]")).to_contain_text(words, timeout=PATIENCE)
