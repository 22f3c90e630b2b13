"""Reading the forms of a page and filling them in as a thorough person would."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from bench.answers import LAST, SOMEBODY, Answers, answer_given
from bench.asking import Pairs
from opencaf.core import clock

STORY = "She talks in short sentences at school and sings all the way home. " * 12
AHEAD = ("due", "next", "planned", "target", "review_by", "look_back", "expected")
TYPED = {"number": "1", "email": "robin@example.org", "tel": "01632 960123", "directory": SOMEBODY}
NOT_TYPED = {"submit", "button", "reset", "file", "image"}


@dataclass
class Control:
    """One thing to answer: typed, chosen or carried along."""

    kind: str
    name: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form that is sent by POST."""

    action: str
    controls: dict[str, Control] = field(default_factory=dict)

    def filled(self, answers: Answers) -> Pairs:
        """Return what is sent; answers by name come first, None leaves one out."""
        pairs: Pairs = []
        for name, control in self.controls.items():
            has_answer, given = answer_given(answers, name)
            if given == LAST:
                given = control.choices[-1:]
            values = given if has_answer else answer_to(control)
            pairs += [(name, value) for value in ([values] if isinstance(values, str) else values or [])]
        return pairs


def answer_to(control: Control) -> list[str]:
    """Return what a thorough person answers: what stands there, the first choice, a story, today."""
    if control.kind == "hidden":
        return [control.value]
    if control.kind in ("radio", "checkbox", "select"):
        return control.chosen or [choice for choice in control.choices if choice][:1]
    return [control.value or words_for(control)]


def words_for(control: Control) -> str:
    """Return what is typed into an empty box."""
    name, _, part = control.name.rpartition("_")
    if part in ("day", "month", "year"):
        is_ahead = any(word in name for word in AHEAD)
        day = clock.today() + dt.timedelta(days=30 if is_ahead else 0)
        return str(getattr(day, part))
    if control.kind == "textarea":
        return STORY
    if control.name.endswith("time"):
        return "9:30am"
    return TYPED.get(control.kind, "Robin")


class FormReader(HTMLParser):
    """Collects the forms of a page, but for signing out."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: Control | None = None
        self._textarea: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._note(tag, given)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given and given.get("value"):
                self._select.chosen.append(given["value"])
        elif not name or tag == "button" or "disabled" in given:  # a button with a name does something else
            return
        elif tag == "select":
            self._select = self._control("select", name)
        elif tag == "textarea":
            self._textarea = self._control("textarea", name)
        elif tag == "input":
            self._note_input(name, given)

    def _note_input(self, name: str, given: dict[str, str]) -> None:
        kind = "directory" if "list" in given else given.get("type", "text")
        if kind in NOT_TYPED:
            return
        control = self._control("number" if given.get("inputmode") == "numeric" else kind, name)
        if kind not in ("radio", "checkbox"):
            control.value = given.get("value", "")
            return
        control.choices.append(given.get("value", "on"))
        if "checked" in given:
            control.chosen.append(given.get("value", "on"))

    def _control(self, kind: str, name: str) -> Control:
        assert self._form is not None
        return self._form.controls.setdefault(name, Control(kind, name))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._textarea.value += data.lstrip("\n") if not self._textarea.value else data


def forms_of(page: str, *, sign_out: str) -> list[Form]:
    """Return the forms of a page that are sent by POST, but for signing out."""
    reader = FormReader()
    reader.feed(page)
    return [form for form in reader.forms if form.action != sign_out]


def mistakes_in(page: str) -> list[str]:
    """Return what the error summary of a refused form says."""
    reader = SummaryReader()
    reader.feed(page)
    return reader.lines


class SummaryReader(HTMLParser):
    """Collects the lines of an error summary."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        if "govuk-error-summary__list" in (dict(attrs).get("class") or ""):
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside and data.strip():
            self.lines.append(data.strip())
