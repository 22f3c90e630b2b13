"""What hands do at a browser: sign in, follow links, fill forms, press buttons; and what eyes notice."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from opencaf.core import clock
from opencaf.web.shared.confirmed import CONFIRMED_AT
from opencaf.web.shared.sessions import SIGNED_IN_AT, SessionStore
from tests.factories import PASSWORD
from tests.journeys.cases.effort import Effort
from tests.signing_in import code_for

CONTROLS = """() => {
  const folded = [...document.querySelectorAll('main details:not([open])')];
  folded.forEach(one => one.open = true);
  return [...document.querySelectorAll('main form [name]')].filter(one => one.type !== 'hidden').map(one => ({
    name: one.name, kind: one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase(), id: one.id,
    value: one.value, checked: one.checked,
    folded: folded.findIndex(each => each.contains(one)),
    label: one.labels && one.labels[0] ? one.labels[0].textContent.trim() : '',
    options: one.tagName === 'SELECT' ? [...one.options].map(each => [each.value, each.text.trim()]) : [],
  }));
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 720}
PATIENCE = 40_000  # milliseconds; other tests share the machine
BOXES = ("day", "month", "year")
Answers = dict[str, Any]


@dataclass
class Noticed:
    """What went wrong in the browser while somebody worked."""

    troubles: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)


class Hands:
    """One person at one browser after another; `who` is the e-mail address signed in with.

    types_domain: the domain typed key by key, while its page saves by itself; other text goes in at once.
    """

    def __init__(
        self,
        browser: Browser,
        site: str,
        *,
        looks_at: Callable[[str], bool] = bool,
        javascript: bool = True,
        types_domain: str = "",
    ) -> None:
        self.browser, self.site, self.looks_at, self.javascript = browser, site, looks_at, javascript
        self.types_domain = types_domain
        self.pages: dict[str, Page] = {}
        self.noticed = Noticed()
        self.effort = Effort()
        self.key_by_key = False
        self.who = ""

    @property
    def page(self) -> Page:
        """The page of who is working now."""
        return self.pages[self.who]

    def work_as(self, email: str) -> None:
        """Sit down as somebody; who sits down for the first time signs in."""
        self.who = email
        if email in self.pages:
            stay_signed_in(self.page.context)
            return
        context = self.browser.new_context(
            viewport=WIDE,  # type: ignore[arg-type]
            java_script_enabled=self.javascript,
            service_workers="block",
        )
        self.pages[email] = self.watched(context)
        self.page.goto(self.site)
        self.write({"login": email, "password": PASSWORD})
        code = code_for(email)
        self.press("Sign in")
        self.write({"code": code})
        self.press("Continue")

    def watched(self, context: BrowserContext) -> Page:
        """Return a page whose errors are noticed."""
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.noticed.troubles.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                self.noticed.troubles.append(f"{page.url}: {said.text}") if said.type == "error" else None
            ),
        )
        page.on("response", self.notice)
        return page

    def notice(self, response: Response) -> None:
        """Note an answer that a user should never get."""
        if response.status >= 400 or response.url.endswith("/csp-report"):
            self.noticed.troubles.append(f"{response.status} {response.url}")

    def home(self) -> None:
        """Go to My work by the link in the head of every page."""
        self.effort.click(loads=True)
        self.page.goto(self.site)
        self.look()

    def walk(self, *names: str, **arguments: Any) -> None:
        """Follow one link after another; each must stand on the page that the one before leads to."""
        for name in names:
            self.follow(address(name, arguments))

    def follow(self, href: str) -> None:
        """Follow the first link on this page that leads to an address."""
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        links = self.page.locator(f'a[href="{href}"], a[href^="{href}?"]')
        if not links.count():
            raise AssertionError(f"{self.page.url} has no link to {href}")
        self.effort.click(loads=True)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            links.locator("visible=true").first.click()
        self.look()

    def see(self, words: str) -> None:
        """Make sure that the page says something."""
        assert words in self.text(), f"{self.page.url} does not say “{words}” but: {self.text()[:600]}"

    def text(self) -> str:
        """Return everything the page says, with single spaces."""
        return flat(self.page.locator("main").text_content() or "")

    def write(self, answers: Answers) -> None:
        """Fill in the form of this page: text, ISO dates, one of a list by value or words, ticks."""
        here: dict[str, list[dict[str, Any]]] = {}
        for control in self.controls():
            here.setdefault(control["name"], []).append(control)
        given = {name: value for name, value in answers.items() if value is not None}
        self.unfold(given, here)
        late = [name for name in given if here.get(name, [{}])[0].get("kind") not in ("radio", "checkbox")]
        for name in [*(name for name in given if name not in late), *late]:
            self.answer(name, given[name], here)

    def unfold(self, given: Answers, here: dict[str, list[dict[str, Any]]]) -> None:
        """Count a click for each part of the page that had to be unfolded to answer."""
        asked = [here.get(name) or here.get(f"{name}_day") or [] for name in given]
        for _ in {control["folded"] for controls in asked for control in controls} - {-1}:
            self.effort.click()

    def controls(self) -> list[dict[str, Any]]:
        """Return every field of the page, with what is folded away unfolded."""
        found: list[dict[str, Any]] = self.page.evaluate(CONTROLS)
        return found

    def answer(self, name: str, value: Any, here: dict[str, list[dict[str, Any]]]) -> None:
        """Give one answer."""
        if name not in here and f"{name}_day" in here:
            day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
            for box in BOXES:
                self.type_number(self.control(here[f"{name}_{box}"][0]), str(getattr(day, box)))
            return
        if name not in here:
            raise AssertionError(f"{self.page.url} does not ask for {name}")
        controls = here[name]
        kind = controls[0]["kind"]
        if kind in ("radio", "checkbox"):
            self.tick(controls, value)
        elif kind == "select":
            self.choose(controls[0], choice(controls[0]["options"], str(value)))
        else:
            self.type(self.control(controls[0]), str(value))

    def type_number(self, box: Locator, number: str) -> None:
        """Fill in one box of a date."""
        self.effort.type(number, is_text=False)
        box.fill(number)

    def choose(self, control: dict[str, Any], value: str) -> None:
        """Choose from a list that drops down."""
        self.effort.click()
        self.control(control).select_option(value=value)

    def type(self, box: Locator, text: str) -> None:
        """Type in a box: at once, or every letter by its key."""
        self.effort.type(text, is_text=not text.isdigit(), key_by_key=self.key_by_key)
        if not self.key_by_key:
            box.fill(text)
            return
        box.clear()
        box.press_sequentially(text)
        expect(box).to_have_value(text)

    def tick(self, controls: list[dict[str, Any]], value: Any) -> None:
        """Choose one radio, or exactly these ticks."""
        offered = [(one["value"], one["label"]) for one in controls]
        wanted = value if isinstance(value, list) else [value]
        ticks_the_one = value is True
        chosen = {controls[0]["value"]} if ticks_the_one else {choice(offered, str(one)) for one in wanted}
        for control in controls:
            if control["value"] in chosen:
                self.effort.clicks += not control["checked"]
                self.control(control).check()
            elif control["kind"] == "checkbox" and control["checked"]:
                self.effort.click()
                self.control(control).uncheck()

    def give_file(self, name: str, file: Path) -> None:
        """Choose a file."""
        self.effort.click()
        self.page.locator(f"[name={name}]").set_input_files(file)

    def take_file(self, link: str, to: Path) -> Path:
        """Download a file by its link."""
        with self.page.expect_download() as waits:
            self.open_download(self.page.get_by_role("link", name=link))
        waits.value.save_as(to)
        return to

    def open_download(self, link: Locator) -> None:
        """Follow a link from which no page comes."""
        self.effort.click()
        link.click()

    def control(self, control: dict[str, Any]) -> Any:
        """Return where a field stands."""
        return self.page.locator(f'[id="{control["id"]}"]')

    def send(self) -> None:
        """Press the button at the end of the form."""
        self.click(self.page.locator("main form .app-buttons button"))

    def press(self, button: str, *, refused: bool = False) -> None:
        """Press a button; unless a refusal is expected, nothing may be refused."""
        self.click(self.page.get_by_role("button", name=button, exact=True), refused=refused)

    def click(self, buttons: Locator, *, refused: bool = False) -> None:
        """Click the first of some buttons, and look at what comes."""
        self.effort.click(loads=True)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            buttons.locator("visible=true").first.click()
        self.refuse_summary(refused=refused)
        self.look()

    def refuse_summary(self, *, refused: bool) -> None:
        """Mind a form that was refused, unless that was expected."""
        summary = self.page.locator(".govuk-error-summary")
        if summary.count() and not refused:
            raise AssertionError(f"{self.page.url} refuses: {flat(summary.first.text_content() or '')}")

    def look(self) -> None:
        """Look at a kind of page once, wide and narrow: axe, sideways scroll, what the console says."""
        kind = kind_of(self.page.url)
        if kind in self.noticed.looked_at or not self.javascript or not self.looks_at(kind):
            return
        self.noticed.looked_at.add(kind)
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.judge(kind, size["width"])

    def judge(self, kind: str, width: int) -> None:
        """Run axe on the page as it stands, and measure it."""
        found = Axe().run(self.page, options={"runOnly": RULES})
        for fault in found.response["violations"]:
            where = "; ".join(str(node["target"]) for node in fault["nodes"][:3])
            self.noticed.troubles.append(f"{kind} at {width}: {fault['id']}: {where}")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            self.noticed.troubles.append(f"{kind} at {width}: scrolls sideways to {wide}")
        if shots := os.environ.get("JOURNEY_SHOTS"):
            self.page.screenshot(path=Path(shots) / f"{kind.replace(':', '-')}-{width}.png", full_page=True)

    def close(self) -> None:
        """Leave every browser."""
        for page in self.pages.values():
            page.context.close()


def stay_signed_in(context: BrowserContext) -> None:
    """Begin the day with a session of that day: weeks pass in a case, and a session ends in hours."""
    name = settings.SESSION_COOKIE_NAME
    keys = [cookie["value"] for cookie in context.cookies() if cookie["name"] == name]
    for row in Session.objects.filter(pk__in=keys):
        now = clock.now().timestamp()
        held = row.get_decoded() | {SIGNED_IN_AT: now, CONFIRMED_AT: now}
        row.session_data = SessionStore().encode(held)
        row.expire_date = clock.now() + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        row.save()


def address(name: str, arguments: dict[str, Any]) -> str:
    """Return the address of a page, made of those arguments that it takes."""
    for keys in (("episode_id",), ("child_id",), ("child_id", "person_id"), ()):
        wanted = {key: arguments[key] for key in keys if key in arguments}
        rest = {
            key: value
            for key, value in arguments.items()
            if key not in ("episode_id", "child_id", "person_id")
        }
        for values in ({**wanted, **rest}, wanted):
            try:
                return reverse(name, kwargs=values)
            except Exception:  # noqa: BLE001, S112 - the next set of arguments may fit
                continue
    raise AssertionError(f"No address of {name} with {sorted(arguments)}")


def kind_of(url: str) -> str:
    """Return the kind of page an address leads to."""
    try:
        return resolve(urlparse(url).path).view_name
    except Resolver404:
        return "unknown"


def choice(offered: list[Any], wanted: str) -> str:
    """Return the value that stands for an answer: the value itself, its words, or how they begin."""
    for value, _ in offered:
        if value == wanted:
            return str(value)
    for value, words in offered:
        if words == wanted:
            return str(value)
    for value, words in offered:
        if words.startswith(wanted):
            return str(value)
    raise AssertionError(f"“{wanted}” is not offered: {[words for _, words in offered]}")


def flat(text: str) -> str:
    """Return a text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()
