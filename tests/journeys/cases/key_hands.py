"""Hands that do every step of a journey by the keyboard alone: Tab, arrows, Space, Enter and letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TookTooLong

from tests.journeys.cases.hands import Answers, Hands, choice
from tests.journeys.cases.keyboard import MOST_STOPS, Keyboard

CLOSED = "[...document.querySelectorAll('main details:not([open])')]"
KEEP_CLOSED = f"() => {{ window.keptClosed = {CLOSED}; }}"
CLOSE_AGAIN = "() => window.keptClosed.forEach(one => { one.open = false; })"
HAS_FOCUS = "one => one === document.activeElement"
FOLDS = """one => {
  const folds = [];
  const own = one.closest('summary')?.parentElement;
  for (let each = one.closest('details'); each; each = each.parentElement.closest('details'))
    if (!each.open && each !== own) folds.unshift(each.id ||= `fold-${crypto.randomUUID()}`);
  return folds;
}"""


class KeyHands(Hands):
    """Somebody who cannot use a mouse: every stop on the way must be seen, and look focused."""

    @property
    def keys(self) -> Keyboard:
        """The keyboard at the page of who is working now."""
        return Keyboard(self.page, self.effort)

    def reach(self, wanted: Locator) -> None:
        """Open what it is folded away in, and Tab until it has the focus."""
        for fold in wanted.evaluate(FOLDS):
            self.tab_until(self.page.locator(f'[id="{fold}"] > summary'))
            self.keys.press("Enter")
        self.tab_until(wanted)

    def tab_until(self, wanted: Locator) -> None:
        """Press Tab until something has the focus."""
        keys = self.keys
        for _ in range(MOST_STOPS):
            if wanted.evaluate(HAS_FOCUS):
                return
            keys.press("Tab")
        raise AssertionError(f"{self.page.url}: Tab does not come to {wanted}")

    def enter(self) -> None:
        """Press Enter, and wait for the page that comes."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def follow(self, href: str) -> None:
        """Follow the first link on this page that leads to an address."""
        links = self.page.locator(f'a[href="{href}"], a[href^="{href}?"]')
        if not links.count():
            raise AssertionError(f"{self.page.url} has no link to {href}")
        self.reach(links.first)
        self.enter()
        self.look()

    def click(self, buttons: Locator, *, refused: bool = False) -> None:
        """Come to the first of some buttons or links, press Enter, and look at what comes."""
        self.reach(buttons.first)
        self.enter()
        self.refuse_summary(refused=refused)
        self.look()

    def controls(self) -> list[dict[str, Any]]:
        """Return every field of the page; what is folded away stays so."""
        self.page.evaluate(KEEP_CLOSED)
        found = super().controls()
        self.page.evaluate(CLOSE_AGAIN)
        return found

    def unfold(self, given: Answers, here: dict[str, list[dict[str, Any]]]) -> None:
        """Nothing: it is unfolded on the way."""

    def type(self, box: Locator, text: str) -> None:
        """Type every letter by its key."""
        self.reach(box)
        self.keys.type(text)

    def type_number(self, box: Locator, number: str) -> None:
        """Type one box of a date."""
        self.type(box, number)

    def give_file(self, name: str, file: Path) -> None:
        """Open the chooser of files with Enter, and choose one."""
        self.reach(self.page.locator(f"[name={name}]"))
        try:
            with self.page.expect_file_chooser(timeout=10_000) as waits:
                self.keys.press("Enter")
        except TookTooLong:  # a busy browser may miss the key that opens it
            with self.page.expect_file_chooser() as waits:
                self.keys.press("Enter")
        waits.value.set_files(file)

    def open_download(self, link: Locator) -> None:
        """Come to a link from which no page comes, and press Enter."""
        self.reach(link.first)
        self.keys.press("Enter")

    def choose(self, control: dict[str, Any], value: str) -> None:
        """Choose from a list that drops down."""
        self.reach(self.control(control))
        self.page.keyboard.press("Home")
        self.by_arrows(control["name"], value)

    def tick(self, controls: list[dict[str, Any]], value: Any) -> None:
        """Choose one radio, or exactly these ticks."""
        offered = [(one["value"], one["label"]) for one in controls]
        wanted = value if isinstance(value, list) else [value]
        chosen = {controls[0]["value"]} if value is True else {choice(offered, str(one)) for one in wanted}
        if controls[0]["kind"] == "radio":
            self.reach_group(controls)
            self.by_arrows(controls[0]["name"], chosen.pop())
            return
        for control in controls:
            if control["checked"] != (control["value"] in chosen):
                self.reach(self.control(control))
                self.keys.press("Space")

    def reach_group(self, controls: list[dict[str, Any]]) -> None:
        """Tab to where a group of radios takes the focus: the chosen one, or the first."""
        stop = next((one for one in controls if one["checked"]), controls[0])
        self.reach(self.control(stop))

    def by_arrows(self, name: str, value: str) -> None:
        """Go down to one of some choices with the arrow; a radio that has the focus is chosen by Space."""
        keys = self.keys
        keys.stop()
        for _ in range(MOST_STOPS):
            if keys.at["value"] == value:
                if keys.at["kind"] == "radio" and not keys.at["checked"]:
                    keys.press("Space")
                return
            keys.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: {name} offers no {value}")
