"""Reading a register with one row a CAF: row by row, each value beside what was typed."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Any

from opencaf.registers.interpreting.answers import read_area, read_consent, read_ending
from opencaf.registers.interpreting.case_dates import CaseDates
from opencaf.registers.interpreting.children import read_row_children
from opencaf.registers.interpreting.dates import Order, read_day
from opencaf.registers.interpreting.family_cells import Home, read_contacts, read_home, read_parents
from opencaf.registers.interpreting.layouts import Layout
from opencaf.registers.interpreting.learning import Learnt, initiator_of, led_with_agency, row_uses
from opencaf.registers.interpreting.not_children import HEADING, repeats_headings, why_no_child
from opencaf.registers.interpreting.noted_dates import answer_of
from opencaf.registers.interpreting.readings import REJECT, Reading
from opencaf.registers.interpreting.settings import Setting
from opencaf.registers.interpreting.worker_cells import Led, read_lead
from opencaf.registers.interpreting.workers import Spoken
from opencaf.registers.reading.rows import Cell, Row, filled, text_of, tidied

AROUND = dt.timedelta(days=31)
ADULT = 25
WHERE = ("address", "postcode")
A_PARENT = "a parent's line, not a child's"
SAYS_PARENT = re.compile(
    r"\bparents?'?s? (details|line|record|row)|\b(mum|dad|mother|father)'s (details|line|record|row)",
    re.IGNORECASE,
)


def read_rows(layouts: list[Layout], learnt: Learnt, register: str) -> Iterator[Reading]:
    """Give every row under the headings as it was read; blank ones are no rows."""
    for layout in layouts:
        for row in layout.rows():
            yield RowReader(layout, learnt, row, register).read()


class RowReader:
    """Reads one row."""

    def __init__(self, layout: Layout, learnt: Learnt, row: Row, register: str) -> None:
        self.layout, self.learnt = layout, learnt
        self.cells: dict[str, Cell] = layout.cells(row)
        self.reading = Reading(register, layout.place(row), original_of(layout, row))
        self.row = row

    def read(self) -> Reading:
        """Return the row as it was read."""
        others = sum(
            filled(cell) for column, cell in enumerate(self.row.cells) if column not in self.layout.columns
        )
        if why := self.why_rejected(others):
            self.reading.disposition, self.reading.reason = REJECT, why
            return self.reading
        self.order = self.order_of_figures()
        self.read_family()
        self.read_people()
        self.dates = CaseDates(self.cells, self.learnt, self.layout, self.reading, self.order)
        self.dates.read()
        self.reading.children = read_row_children(
            self.cells, self.learnt, self.layout, self.reading, self.order
        )
        self.read_rest()
        self.dates.compare()
        self.refuse_parents()
        return self.reading

    def why_rejected(self, others: int) -> str:
        """Return why the row is about no child, or nothing."""
        headings = {name: self.layout.heading_of(name) for name in self.cells}
        if repeats_headings(self.cells, headings):
            return HEADING
        return why_no_child(self.cells, others)

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        return tidied(self.cells.get(name))

    def put(self, name: str, value: Any, **more: Any) -> None:
        """Keep a value, with what else is known of it."""
        self.reading.values[name] = {"value": value, **{key: said for key, said in more.items() if said}}

    def flag(self, name: str, code: str) -> None:
        """Point a field out to a person."""
        self.reading.flag(name, code, self.layout.heading_of(name))

    def order_of_figures(self) -> Order:
        """Return in which order day and month stand in this row, as far as that can be told."""
        uses = row_uses(self.cells, self.learnt)
        if "dmy" in uses:
            return "dmy"
        if "mdy" in uses:
            return "mdy"
        typist = self.text("entered_by").upper()
        if typist in {one.upper() for one in self.learnt.mapping.month_first}:
            return "mdy"
        days = self.learnt.month_first.get(typist, [])
        if len(days) < 2:
            return "dmy"
        return self.order_in_doubt(min(days) - AROUND, max(days) + AROUND)

    def order_in_doubt(self, first: dt.date, last: dt.date) -> Order:
        """Return the order for a row of somebody who wrote the month first for a time."""
        started = {
            read_day(self.cells.get("started_on"), self.learnt.events, order).day for order in ("dmy", "mdy")
        }
        if not any(day and first <= day <= last for day in started):
            return "dmy"
        as_typed, turned = (self.slips("dmy"), self.slips("mdy"))
        if as_typed == turned:
            return "unknown"
        return "dmy" if as_typed < turned else "mdy"

    def slips(self, order: Order) -> int:
        """Return how many steps of the case would come before the one they follow, or lie ahead."""
        names = ["started_on", "completed_on", *(f"tac_{number}" for number in range(1, 9)), "closed_on"]
        days = [read_day(self.cells.get(name), self.learnt.events, order).day for name in names]
        known = [day for day in days if day]
        backwards = sum(one > other for one, other in itertools.pairwise(known))
        return backwards + sum(day > self.learnt.updated_on for day in known)

    def read_family(self) -> None:
        """Read where the family lives and how it is reached."""
        home = read_home(
            self.text("address"), self.text("postcode"), has_postcode_column="postcode" in self.layout.fields
        )
        self.put_home(home)
        if parents := read_parents(self.text("parents"), self.learnt.lexicon):
            self.put("parents", parents)
        contacts = read_contacts(self.text("phone"))
        if contacts.phones:
            self.put("phone", list(contacts.phones))
        if contacts.mails:
            self.put("email", list(contacts.mails))
        if area := self.text("locality"):
            self.put("locality", read_area(area, self.learnt.areas))

    def put_home(self, home: Home) -> None:
        """Keep an address; one that must not be shown is not kept among the values."""
        if home.state == "confidential":
            self.put("address", None, state="confidential")
            self.reading.secret = [self.layout.heading_of(name) for name in WHERE if name in self.cells]
            self.flag("address", "confidential_address")
            return
        if home.address or home.state:
            self.put("address", home.address or None, state=home.state)
        if home.postcode:
            self.put("postcode", home.postcode, previous=home.before)
        elif home.postcode_state:
            self.put("postcode", None, state="invalid", previous=home.before)
            self.flag("postcode", "postcode_invalid")

    def read_people(self) -> None:
        """Read who did the CAF and who leads, and for whom they work."""
        one, written = initiator_of(self.cells, self.learnt)
        self.put_worker("initiator", one)
        self.put_agency("agency", written)
        led = read_lead(self.text("lead_professional"), self.learnt.lexicon, self.learnt.settings)
        self.put_lead(led)
        self.put_agency("lp_agency", self.text("lp_agency"))

    def put_worker(self, name: str, one: Spoken | None) -> None:
        """Keep who a worker is."""
        who = self.learnt.workers.who(one, self.learnt.lexicon)
        if who.is_open:
            self.put(name, None, state="ambiguous")
            self.flag(name, f"{name}_ambiguous")
        elif who.name:
            self.put(name, who.name)
            self.reading.workers[name] = who.name

    def put_lead(self, led: Led) -> None:
        """Keep who leads and who led before."""
        self.put_worker("lead_professional", led_with_agency(led.now, self.cells, self.learnt))
        before = [self.learnt.workers.who(one, self.learnt.lexicon).name for one in led.before]
        if any(before) and "lead_professional" in self.reading.values:
            self.reading.values["lead_professional"]["previous"] = [
                {"value": name} for name in before if name
            ]
            self.reading.workers["previous"] = [name for name in before if name]
        if led.are_two:
            self.flag("lead_professional", "two_lead_professionals")
        if led.has_left:
            self.flag("lead_professional", "lead_professional_left")

    def put_agency(self, name: str, written: str) -> None:
        """Keep an agency; what fits two is left open."""
        if not written or answer_of(written):
            return
        found: Setting | None = self.learnt.settings.named(written)
        if found is None:
            self.put(name, None, state="ambiguous")
            self.flag(name, "agency_ambiguous")
        else:
            self.reading.values[name] = found.as_value()

    def read_rest(self) -> None:
        """Read consent, outcome, numbers and notes."""
        if (number := self.text("caf_number")) and not answer_of(number):
            self.put("caf_number", self.learnt.case_numbers.tidy(number))
        if (reference := self.text("social_care_ref")) and not answer_of(reference):
            self.put("social_care_ref", reference)
        if needs := self.text("needs"):
            self.put("needs", needs)
        consent = read_consent(self.text("consent"))
        if consent.code:
            self.put("consent", consent.code)
        for name in ("notes", "entered_by"):
            if said := self.text(name):
                self.put(name, said)
        self.read_ending()

    def read_ending(self) -> None:
        """Read how it ended."""
        ending = read_ending(self.learnt.mapping.endings.get(self.text("closure"), self.text("closure")))
        is_open = self.reading.values.get("closed_on", {}).get("state") == "open"
        category = ending.category
        if not category and not is_open and ending.state != "carried_forward":
            category, code = "not_stated", "closure_unclear"
            self.flag("closure", code)
        if ending.state == "unclear":
            self.flag("closure", "closure_unclear")
        state = ending.state if ending.state == "carried_forward" else ""
        self.reading.values["closure"] = {
            "value": ending.reason,
            "category": category,
            **({"state": state} if state else {}),
        }
        if is_open and ending.category and ending.state != "unclear":
            self.flag("closed_on", "closed_without_date")

    def refuse_parents(self) -> None:
        """Reject the line of a parent, who is no child of the register."""
        if any(flag["code"] == "age_over_25" for flag in self.reading.flags) and SAYS_PARENT.search(
            self.text("notes")
        ):
            self.reading.disposition, self.reading.reason = REJECT, A_PARENT


def original_of(layout: Layout, row: Row) -> dict[str, str]:
    """Return what was typed in each cell, under its heading, with the comments on cells."""
    found: dict[str, str] = {}
    for column, cell in enumerate(row.cells):
        if filled(cell):
            heading = layout.headings[column] if column < len(layout.headings) else ""
            found[heading or f"column {column + 1}"] = text_of(cell)
    for column, said in row.comments.items():
        heading = layout.headings[column] if column < len(layout.headings) else ""
        found[f"comment on {heading or f'column {column + 1}'}"] = said
    return found
