"""Hands that have a keyboard alone: Tab, Shift+Tab, arrows, Space, Enter and letters.

No mouse, no focus by script. Every stop is looked at: it must be on the screen, under nothing else, and look
otherwise than when it is left.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.cases.effort import Effort

MOST_STOPS = 400
TO_COME_INTO_VIEW = 2  # seconds: a page may still be drawing a line above, such as “Saved at 14:02”
STOP = """() => {
  const look = (one) => {
    const boxed = one.matches('.govuk-radios__input, .govuk-checkboxes__input');
    const style = boxed ? getComputedStyle(one.nextElementSibling, '::before') : getComputedStyle(one);
    return [style.outlineStyle, style.outlineColor, style.outlineWidth, style.boxShadow,
      style.backgroundColor, style.color, style.borderColor].join();
  };
  const last = window.lastStop;
  const here = document.activeElement;
  const unmarked = last && last.one !== here && last.one.isConnected && look(last.one) === last.look;
  const said = { unmarked: unmarked ? last.one.outerHTML.slice(0, 200) : '', kind: '' };
  window.lastStop = null;
  if (!here || here === document.body) return said;
  const point = here.getClientRects()[0] || here.getBoundingClientRect();
  const labels = [here, ...(here.labels || [])];
  const seen = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
    const hit = document.elementFromPoint(point.left + point.width * x, point.top + point.height * y);
    return hit && labels.some(one => one.contains(hit));
  });
  if (here.tabIndex >= 0) window.lastStop = { one: here, look: look(here) };
  const type = here.tagName === 'INPUT' ? here.type : here.tagName.toLowerCase();
  return { ...said, kind: type, seen, name: here.name || '', value: here.value || '', id: here.id,
    href: here.getAttribute('href') || '', checked: !!here.checked, tabs: here.tabIndex >= 0,
    sends: type === 'button' && !!here.closest('main form .app-buttons'),
    text: here.textContent.replace(/\\s+/g, ' ').trim(), html: here.outerHTML.slice(0, 200) };
}"""
TABBABLE = """() => {
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll(kinds)].filter(one => one.checkVisibility());
  const stops = all.filter(one => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0);
  return new Set(stops.map(one => one.type === 'radio' ? `radio ${one.name}` : one)).size;
}"""


class Keyboard:
    """Somebody at a browser without a mouse."""

    def __init__(self, page: Page, effort: Effort) -> None:
        self.page = page
        self.effort = effort
        self.at: dict[str, Any] = {}
        page.on("domcontentloaded", self.note_load)

    def note_load(self, _: object) -> None:
        """Count a page that came."""
        self.effort.loads += 1

    def press(self, key: str) -> dict[str, Any]:
        """Press one key that is no letter; return where that leaves the focus."""
        self.effort.keys += 1
        self.page.keyboard.press(key)
        return self.stop()

    def stop(self) -> dict[str, Any]:
        """Look at where the focus is: it must be seen, and the stop before must have shown it too."""
        self.at = self.page.evaluate(STOP)
        assert not self.at["unmarked"], f"{self.page.url}: does not look focused: {self.at['unmarked']}"
        until = time.monotonic() + TO_COME_INTO_VIEW
        while self.at["kind"] and self.at.get("tabs") and not self.at["seen"] and time.monotonic() < until:
            self.page.wait_for_timeout(50)
            self.at = self.page.evaluate(STOP)
        if self.at["kind"] and self.at.get("tabs"):
            assert self.at["seen"], f"{self.page.url}: focus is hidden at {self.at['html']}"
        return self.at

    def skip(self) -> None:
        """Go past the head of the page by the link that stands first; a message that came with it did so."""
        if self.stop()["kind"]:
            assert not self.at["tabs"], f"{self.page.url}: begins at {self.at['html']}"
            return
        first = self.press("Tab")
        assert first.get("text") == "Skip to main content", f"{self.page.url} begins with {first}"
        self.press("Enter")

    def tab_to(self, *, back: bool = False, begins: str = "", **wanted: object) -> None:
        """Tab until the focus is where all of this holds; begins: how its words begin."""
        passed = []
        for _ in range(MOST_STOPS):
            here = self.press("Shift+Tab" if back else "Tab")
            passed.append(f"{here['kind']} {here.get('name')} {here.get('text', '')[:30]}")
            fits = here["kind"] and all(here.get(name) == value for name, value in wanted.items())
            if fits and here["text"].startswith(begins):
                return
        raise AssertionError(f"{self.page.url}: no {wanted} {begins} among {list(dict.fromkeys(passed))}")

    def send(self) -> None:
        """Press the first button at the end of the form."""
        self.open(sends=True)

    def open(self, **wanted: object) -> None:
        """Follow a link, or press a button, that is found by Tab; wait for the page that comes."""
        self.tab_to(**wanted)
        self.enter()

    def enter(self) -> None:
        """Press Enter, and wait for the page that comes."""
        with self.page.expect_navigation(wait_until="load"):
            self.effort.keys += 1
            self.page.keyboard.press("Enter")

    def write(self, name: str, text: str) -> None:
        """Type in a box key by key."""
        self.tab_to(name=name)
        self.type(text)

    def type(self, text: str) -> None:
        """Type where the focus is, over what stands there."""
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.effort.type(text, is_text=not text.isdigit(), key_by_key=True)
        expect(self.page.locator(":focus")).to_have_value(text)

    def date(self, name: str, day: dt.date) -> None:
        """Type a date."""
        for box in ("day", "month", "year"):
            self.write(f"{name}_{box}", str(getattr(day, box)))

    def choose(self, name: str, value: str) -> None:
        """Choose one of some radios, or of a list that drops down: Tab leads there, arrows within it."""
        self.tab_to(name=name)
        if self.at["kind"] == "radio" and self.at["value"] == value:
            if not self.at["checked"]:
                self.press("Space")
            return
        for _ in range(MOST_STOPS):
            if self.at["value"] == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: {name} offers no {value}")

    def tick(self, name: str, value: str = "") -> None:
        """Tick a box."""
        self.tab_to(name=name, **({"value": value} if value else {}))
        if not self.at["checked"]:
            self.press("Space")

    def walk_round(self) -> int:
        """Tab through the whole page and out at its end; return how many stops there were."""
        wanted = self.page.evaluate(TABBABLE)
        stops = 0
        while self.press("Tab")["kind"]:
            stops += 1
            assert stops <= wanted, f"{self.page.url}: Tab does not come to an end at {self.at['html']}"
        assert stops == wanted, f"{self.page.url}: {stops} stops of {wanted}"
        return stops
