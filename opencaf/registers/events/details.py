"""The details of a child as they stand at the end: the newest entry is right, an empty one undoes nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from opencaf.registers.events.code_lists import CodeLists
from opencaf.registers.events.events import SOURCES, Event, EventLayout
from opencaf.registers.interpreting.answers import read_ethnicity, read_sex
from opencaf.registers.interpreting.child_names import ChildName, read_parted
from opencaf.registers.interpreting.dates import Span, read_day
from opencaf.registers.interpreting.family_cells import read_home, read_nhs, read_upn, split_between
from opencaf.registers.interpreting.lexicon import Lexicon
from opencaf.registers.interpreting.readings import Reading

BIRTHS = Span(1930, 2100)
ESTIMATED, EXPECTED = "E", "X"
BROAD = "stood under"


class Details:
    """The details of one child, or of brothers and sisters under one number."""

    def __init__(self, events: list[Event], lists: CodeLists, layout: EventLayout, lexicon: Lexicon) -> None:
        self.lists, self.layout, self.lexicon = lists, layout, lexicon
        self.newest: dict[str, Event] = {}
        for event in sorted(events, key=lambda one: (one.entered_on or dt.date.min, one.number)):
            for name in SOURCES:
                if event.text(name):
                    self.newest[name] = event

    def text(self, name: str) -> str:
        """Return what stands in a field at the end."""
        return self.newest[name].text(name) if name in self.newest else ""

    def flag(self, name: str, code: str) -> None:
        """Point a detail out at the record that says it."""
        if name in self.newest:
            self.newest[name].reading.flag(name, code, self.layout.heading_of(name))

    def meaning(self, name: str) -> str:
        """Return what the code in a field meant when it was entered; others are pointed out."""
        code = self.text(name)
        if not code:
            return ""
        meant = self.lists.meaning(name, code, self.newest[name].entered_on)
        if meant is None:
            self.flag(name, "code_unknown")
            return ""
        return meant.text

    def children(self) -> list[dict[str, Any]]:
        """Return the children."""
        names = read_parted(self.text("family_name"), self.text("given_names"), self.lexicon)
        return [self.child(name, place, len(names)) for place, name in enumerate(names)]

    def child(self, name: ChildName, place: int, count: int) -> dict[str, Any]:
        """Return one child."""
        found: dict[str, Any] = {}
        if name.given:
            found["given_names"] = {"value": name.given}
        found["family_name"] = {"value": name.family}
        also = [*name.also, *([self.lexicon.cased(self.text("also"))] if self.text("also") else [])]
        if also:
            found["also_known_as"] = {"value": also}
        found.update(self.birth(name, place, count))
        self.put_codes(found, is_alone=count == 1)
        for field, read, code in (
            ("nhs_number", read_nhs, "nhs_check_digit"),
            ("upn", read_upn, "upn_check_letter"),
        ):
            number = read(self.text(field)) if place == 0 else None
            if number:
                found[field] = {"value": number[0], **({} if number[1] else {"state": "invalid"})}
                if not number[1]:
                    self.flag(field, code)
        if count > 1:
            self.flag("given_names", "several_children")
        return found

    def birth(self, name: ChildName, place: int, count: int) -> dict[str, Any]:
        """Return when a child was or will be born."""
        text = self.text("dob")
        pieces = split_between(text, count) if count > 1 else [text]
        if not text:
            return {"dob": {"value": None, "state": "missing"}}
        if count > 1 and not pieces and place:
            self.flag("dob", "sibling_details_missing")
            return {"dob": {"value": None, "state": "missing"}}
        cell = self.newest["dob"].cells["dob"] if count == 1 else (pieces[place] if pieces else text)
        day = read_day(cell, BIRTHS, self.newest["dob"].order)
        for code in day.codes:
            self.flag("dob", code)
        kind = self.newest["dob"].text("birth_kind").upper()
        if kind == EXPECTED or name.is_unborn:
            return {
                "unborn": {"value": True},
                "edd": {"value": day.value},
                "dob": {"value": None, "state": "unborn"},
            }
        if day.value is None:
            self.flag("dob", "dob_missing")
            return {"dob": {"value": None, "state": day.state}}
        return {"dob": {"value": day.value, **({"state": "estimated"} if kind == ESTIMATED else {})}}

    def put_codes(self, found: dict[str, Any], *, is_alone: bool) -> None:
        """Add sex, ethnic origin and school; one code of sex says nothing of several children."""
        written = self.text("sex")
        is_word = written.isalpha()
        sex = read_sex(written if is_word else (self.meaning("sex").split() or [""])[0])
        if is_word:
            self.flag("sex", "code_unknown")
        if sex.code and is_alone:
            found["sex"] = {"value": sex.code}
        if wording := self.meaning("ethnicity"):
            self.put_ethnicity(found, wording)
        if school := self.meaning("school"):
            found["school"] = {"value": school}

    def put_ethnicity(self, found: dict[str, Any], wording: str) -> None:
        """Add an ethnic origin; a wide one of an old list is pointed out."""
        read = read_ethnicity(wording)
        found["ethnicity"] = {"value": read.code, **({"state": read.state} if read.state else {})}
        meant = self.lists.meaning("ethnicity", self.text("ethnicity"), self.newest["ethnicity"].entered_on)
        if read.state == "unclear" or (read.code == "WOTH" and meant and BROAD in meant.remark):
            self.flag("ethnicity", "ethnicity_unclear")

    def home(self, reading: Reading) -> dict[str, Any]:
        """Return where the child lives, as values of a case."""
        lines = ", ".join(text for name in ("address", "address_2", "address_3") if (text := self.text(name)))
        home = read_home(lines, self.text("postcode"), has_postcode_column=True)
        found: dict[str, Any] = {}
        if home.state == "confidential":
            self.flag("address", "confidential_address")
            return {"address": {"value": None, "state": "confidential"}}
        if home.address or home.state:
            found["address"] = {
                "value": home.address or None,
                **({"state": home.state} if home.state else {}),
            }
        if home.postcode:
            found["postcode"] = {"value": home.postcode}
        elif home.postcode_state:
            found["postcode"] = {"value": None, "state": "invalid"}
            self.flag("postcode", "postcode_invalid")
        if area := self.meaning("locality"):
            found["locality"] = {"value": area}
        return found
