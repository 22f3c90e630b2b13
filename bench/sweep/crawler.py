"""Looking everywhere as one person: links, forms that only ask, searches, and addresses that others know."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import urlencode, urljoin

from django.urls import reverse

from bench.addresses import LINK, NO_PAGE, name_at, routes
from bench.asking import Answer, Pairs
from bench.forms import forms_of
from bench.sweep.reading import text_in
from bench.sweep.sizes import Bounds
from bench.sweep.words import Word, words_in

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
HEADER = "Content-Disposition"
# Lists by which alone some cases are come upon, such as those that were closed long ago.
LISTS_OF_CASES = {
    "home:board_list",
    "quality:rule",
    "registers:imported_rows",
    "reports:report_cases",
    "reports:started_cases",
}
# What is told of a case and of a child stands on these; the other pages are forms, and parts of these.
OF_CASES = {
    *LISTS_OF_CASES,
    "children:show",
    "episodes:assessment",
    "episodes:assessment_show",
    "episodes:closed",
    "episodes:journey",
    "episodes:lead",
    "episodes:meetings",
    "episodes:notes",
    "episodes:overview",
    "episodes:plan",
    "episodes:services",
    "episodes:sharing",
    "episodes:team",
}
# Of these a case has several, each with words of its own.
SEVERAL_OF_A_CASE = {"episodes:meeting": 3}
# Addresses that end what is being done.
KEPT_FROM = {"account_logout", "account_choose_post", *NO_PAGE}


class Asks(Protocol):
    """Whoever asks for pages."""

    def get(self, address: str) -> Answer: ...

    def post(self, address: str, pairs: Pairs) -> Answer: ...


@dataclass(frozen=True)
class Seen:
    """One answer: where, what it is called, its status, the words in it, and those where none may stand."""

    address: str
    name: str
    status: int
    words: frozenset[Word]
    exposed: frozenset[Word]


@dataclass
class Crawl:
    """One person's way through the site."""

    who: Asks
    bounds: Bounds = field(default_factory=Bounds)
    seen: list[Seen] = field(default_factory=list)
    waiting: deque[str] = field(default_factory=deque)
    known: set[str] = field(default_factory=set)
    of_route: Counter[str] = field(default_factory=Counter)
    of_path: Counter[str] = field(default_factory=Counter)

    def look_around(self) -> None:
        """Follow every link from the pages that need none."""
        self.wait_for(reverse(route.name) for route in routes() if not route.arguments)
        while self.waiting:
            self.look_at(self.waiting.popleft())

    def try_addresses(self, addresses: Iterable[str]) -> None:
        """Ask for addresses that others found, as somebody does to whom one was sent."""
        for address in addresses:
            if address not in self.known:
                self.known.add(address)
                self.look_at(address)

    def search(self, terms: Iterable[dict[str, str]]) -> None:
        """Search for children, and follow where that leads."""
        for typed in terms:
            page = self.who.get(reverse("children:find"))
            forms = forms_of(page.text, sign_out=reverse("account_logout")) if page.is_page else []
            for form in forms[:1]:
                hidden = [(name, one.value) for name, one in form.controls.items() if one.kind == "hidden"]
                answer = self.who.post(form.action, [*hidden, *typed.items()])
                self.note(form.action, answer, typed=" ".join(typed.values()))
        while self.waiting:
            self.look_at(self.waiting.popleft())

    def look_at(self, address: str) -> None:
        """Ask for one page."""
        self.note(address, self.who.get(address))

    def note(self, address: str, answer: Answer, typed: str = "") -> None:
        """Keep what an answer shows, and where it leads; what somebody typed is theirs already."""
        text = text_in(answer)
        titles = " ".join(TITLE.findall(text)[:1]) if answer.is_page or answer.status >= 400 else ""
        headers = " ".join(value for name, value in answer.headers if name in (HEADER, "Location"))
        links = list(dict.fromkeys(html.unescape(link) for link in LINK.findall(text)))
        exposed = words_in(f"{titles} {headers} {address} {' '.join(links)}")
        words = words_in(f"{headers} {text}") - words_in(typed)
        name = name_at(address) or ""
        self.seen.append(Seen(address, name, answer.status, frozenset(words), frozenset(exposed)))
        if answer.goes_to:
            self.wait_for([urljoin(address, answer.goes_to)])
        if answer.is_page:
            self.wait_for([*links, *(urljoin(address, asked) for asked in asked_by_forms(text))])

    def wait_for(self, addresses: Iterable[str]) -> None:
        """Put addresses on the list that are new, of this site, and within bounds."""
        for address in addresses:
            name = name_at(address)
            path = address.partition("?")[0]
            if not name or name in KEPT_FROM or address in self.known:
                continue
            most = self.most_of(name)
            variants = self.bounds.of_cases if name in LISTS_OF_CASES else self.bounds.variants
            if self.of_route[name] >= most or self.of_path[path] > variants:
                continue
            self.known.add(address)
            self.of_route[name] += 1
            self.of_path[path] += 1
            self.waiting.append(address)

    def most_of(self, name: str) -> int:
        """Return how many pages of a route are looked at."""
        if name in SEVERAL_OF_A_CASE:
            return SEVERAL_OF_A_CASE[name] * self.bounds.of_cases
        return self.bounds.of_cases if name in OF_CASES else self.bounds.a_route


def asked_by_forms(page: str) -> Iterator[str]:
    """Yield the addresses to which the forms that only ask lead, one for each choice."""
    reader = AskingForms()
    reader.feed(page)
    yield from reader.addresses


class AskingForms(HTMLParser):
    """Collects what can be chosen in forms that are sent by GET."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self._action: str | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._action = given.get("action", "") if given.get("method", "get").lower() == "get" else None
        elif self._action is None:
            return
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option":
            self._add(self._select, given.get("value", ""))
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            self._add(given.get("name", ""), given.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._action = None

    def _add(self, name: str, value: str) -> None:
        if name and value:
            self.addresses.append(f"{self._action}?{urlencode({name: value})}")
