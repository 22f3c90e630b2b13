"""A page as a careful reader sees it: its forms with what stands in them, its error summary, its ids.

folded: the ids that stand in a part of the page which is not unfolded.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

CHOSEN = ("radio", "checkbox", "select")
CARRIED = ("csrfmiddlewaretoken", "submission_token")
PARTS = ("day", "month", "year")

Answers = dict[str, list[str]]


@dataclass
class Control:
    """One question of a form, or one box of a date."""

    name: str
    kind: str
    number: bool = False
    from_a_list: bool = False
    shown: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    @property
    def is_chosen(self) -> bool:
        return self.kind in CHOSEN

    @property
    def is_typed(self) -> bool:
        return self.kind not in (*CHOSEN, "hidden")


@dataclass
class Form:
    """A form of a page; address is where it is sent."""

    method: str
    address: str
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def dates(self) -> list[str]:
        """The names of the dates: what has a box for a day, a month and a year."""
        days = [name.removesuffix("_day") for name in self.controls if name.endswith("_day")]
        return [name for name in days if f"{name}_year" in self.controls]

    @property
    def date_boxes(self) -> set[str]:
        return {f"{name}_{part}" for name in self.dates for part in PARTS}

    @property
    def typed(self) -> list[Control]:
        """What people type into, but for dates."""
        boxes = self.date_boxes
        return [one for one in self.controls.values() if one.is_typed and one.name not in boxes]

    @property
    def stories(self) -> list[Control]:
        return [one for one in self.typed if one.kind == "textarea"]

    @property
    def chosen(self) -> list[Control]:
        return [one for one in self.controls.values() if one.is_chosen]

    @property
    def hidden(self) -> list[Control]:
        return [one for one in self.controls.values() if one.kind == "hidden" and not is_carried(one.name)]

    def as_shown(self) -> Answers:
        """What a browser sends when nothing is touched."""
        return {one.name: list(one.shown) for one in self.controls.values() if one.shown}


def is_carried(name: str) -> bool:
    return name.endswith(CARRIED)


@dataclass
class Page:
    """What was read from a page."""

    title: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    forms: list[Form] = field(default_factory=list)
    mistakes: list[tuple[str, str]] = field(default_factory=list)
    has_summary: bool = False

    def control(self, name: str) -> Control | None:
        """The question of this name, on whichever form it stands."""
        return next((form.controls[name] for form in self.forms if name in form.controls), None)


class Reader(HTMLParser):
    """Fills a page; words are collected for every element with an id that is open."""

    VOID = frozenset({"input", "link", "meta", "br", "hr", "img", "source", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[tuple[str, str]] = []
        self._form: Form | None = None
        self._control: Control | None = None
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.page.ids[given["id"]] = ""
            self.page.folded |= {given["id"]} if ("details", "folded") in self._open else set()
        if tag not in self.VOID:
            is_folded = tag == "details" and "open" not in given
            self._open.append((tag, "folded" if is_folded else given.get("id", "")))
        self.page.has_summary |= "govuk-error-summary" in given.get("class", "").split()
        self._summary_line(tag, given)
        if tag == "form":
            self._form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.page.forms.append(self._form)
        elif self._form is not None:
            self._question(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            self.handle_starttag(tag, attrs)

    def _summary_line(self, tag: str, given: dict[str, str]) -> None:
        if "govuk-error-summary__list" in given.get("class", "").split():
            self._open[-1] = (tag, "the summary")
        inside = any(name == "the summary" for _, name in self._open)
        if inside and tag == "li":
            self.page.mistakes.append(("", ""))
        if inside and tag == "a":
            self.page.mistakes[-1] = (given.get("href", ""), "")

    def _question(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "option" and self._control:
            self._control.options.append(given.get("value", ""))
            if "selected" in given:
                self._control.shown = [given.get("value", "")]
        elif tag in ("input", "select", "textarea") and name and "disabled" not in given:
            kind = given.get("type", "text") if tag == "input" else tag
            self._note(name, kind, given)

    def _note(self, name: str, kind: str, given: dict[str, str]) -> None:
        assert self._form is not None
        if kind in ("submit", "button", "file"):
            return
        control = self._form.controls.setdefault(name, Control(name, kind))
        control.from_a_list |= "list" in given
        control.number = given.get("inputmode") in ("numeric", "decimal")
        if kind in ("radio", "checkbox"):
            control.options.append(given.get("value", "on"))
            control.shown += [given.get("value", "on")] if "checked" in given else []
        elif kind in ("select", "textarea"):
            self._control = control
            control.shown = [""]
        else:
            control.shown = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "title" in tags and "svg" not in tags:
            self.page.title += data
        for _, name in self._open:
            if name in self.page.ids:
                self.page.ids[name] += data
        if any(name == "the summary" for _, name in self._open) and "li" in tags:
            href, text = self.page.mistakes[-1]
            self.page.mistakes[-1] = (href, text + data)
        if self._control and self._control.kind == "textarea":
            self._control.shown[0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea" and self._control:
            # a browser leaves out the line end right after the tag
            self._control.shown[0] = self._control.shown[0].removeprefix("\n")
        if tag in ("select", "textarea"):
            self._control = None
        while self._open and any(tag == one for one, _ in self._open) and self._open.pop()[0] != tag:
            pass


def read(html: str, *, at: str = "") -> Page:
    """Read a page; forms without an address of their own are sent to where the page was."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    page = reader.page
    for form in page.forms:
        form.address = form.address or at
    page.mistakes = [(href, " ".join(text.split())) for href, text in page.mistakes]
    return page
