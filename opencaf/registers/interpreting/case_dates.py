"""The dates of one case: when it started, its meetings, its review and its end, and whether they agree."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping
from typing import Any

from opencaf.registers.interpreting.dates import Day, Order
from opencaf.registers.interpreting.layouts import Layout
from opencaf.registers.interpreting.learning import Learnt
from opencaf.registers.interpreting.noted_dates import Noted, answer_of, read_noted, relative_to
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.reading.rows import Cell, tidied

SIMPLE = ("started_on", "completed_on", "panel_on")
CLOSED = re.compile(
    r"y|yes|closed|ended|done|complete|completed|finished|shut|true|\u2713|x|c", re.IGNORECASE
)
OPEN = re.compile(
    r"open|on-?\s?going|current|live|active|still open|no|n/?a|in progress|-|not closed|re-?opened",
    re.IGNORECASE,
)
CARRIED = re.compile(r"^c\s*/?\s*f\b", re.IGNORECASE)


class CaseDates:
    """Reads the dates of one row."""

    def __init__(
        self, cells: Mapping[str, Cell], learnt: Learnt, layout: Layout, reading: Reading, order: Order
    ) -> None:
        self.cells, self.learnt, self.layout, self.reading, self.order = cells, learnt, layout, reading, order

    def read(self) -> None:
        """Read them all."""
        for name in SIMPLE:
            self.put(name, self.noted(name))
        for name in self.meetings():
            self.put_meeting(name, self.noted(name))
        self.put_review()
        self.put_closed()

    def meetings(self) -> list[str]:
        """Return the fields of meetings in their order."""
        return sorted(
            (name for name in self.cells if name.startswith("tac_")), key=lambda name: int(name[4:])
        )

    def noted(self, name: str) -> Noted:
        """Return what a cell says about days."""
        return read_noted(self.cells.get(name), self.learnt.events, self.order)

    def flag(self, name: str, *codes: str) -> None:
        """Point a date out to a person."""
        for code in codes:
            self.reading.flag(name, code, self.layout.heading_of(name))

    def put(self, name: str, noted: Noted) -> None:
        """Keep a date as far as it is known."""
        if not noted.days:
            return
        self.flag(name, *noted.codes)
        self.reading.values[name] = value_of(noted)

    def put_meeting(self, name: str, noted: Noted) -> None:
        """Keep a meeting: held, still to come, or cancelled."""
        if not noted.days:
            if noted.is_cancelled:
                self.reading.values[name] = {"value": None, "meeting": "cancelled"}
                self.flag(name, "meeting_cancelled")
            return
        if noted.is_cancelled:
            self.reading.values[name] = {"value": None, "meeting": "cancelled", "on": noted.day.value}
            self.flag(name, "meeting_cancelled")
            return
        value = value_of(noted)
        self.flag(name, *noted.codes)
        if noted.day.day and len(noted.days) == 1:
            value["meeting"] = "planned" if noted.day.day > self.learnt.updated_on else "held"
        if not noted.family_came:
            value["family_attended"] = False
        self.reading.values[name] = value

    def put_review(self) -> None:
        """Keep when the next review is due; so many weeks after a meeting is left to a person."""
        name = "review_due_on"
        text = tidied(self.cells.get(name)) if isinstance(self.cells.get(name), str) else ""
        relative = relative_to(text, self.last_meeting())
        if relative:
            suggested = relative.day.value
            self.reading.values[name] = {
                "value": None,
                "state": "relative",
                **({"suggested": suggested} if suggested else {}),
            }
            self.flag(name, "relative_date")
        else:
            self.put(name, self.noted(name))

    def last_meeting(self) -> dt.date | None:
        """Return the last day of a meeting."""
        days = [day for name in self.meetings() if (day := self.day(name))]
        return max(days) if days else None

    def put_closed(self) -> None:
        """Keep whether it is closed, and when."""
        name, cell = "closed_on", self.cells.get("closed_on")
        text = tidied(cell) if isinstance(cell, str) else ""
        if cell is None or (
            isinstance(cell, str)
            and (not text or OPEN.fullmatch(text) or CARRIED.match(text) or answer_of(text))
        ):
            self.reading.values[name] = {"value": None, "state": "open"}
        elif CLOSED.fullmatch(text):
            self.reading.values[name] = {"value": None, "state": "closed_date_unknown"}
            self.flag(name, "closed_without_date")
        else:
            self.put(name, self.noted(name))

    def day(self, name: str) -> dt.date | None:
        """Return a day that is known to the day."""
        value = self.reading.value(name)
        return dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None

    def compare(self) -> None:
        """Point out what cannot have happened in that order."""
        started, closed = self.earliest("started_on"), self.day("closed_on")
        if started and closed and closed < started:
            self.flag("closed_on", "closed_before_start")
        completed = self.day("completed_on")
        if started and completed and completed < started:
            self.flag("completed_on", "dates_out_of_order")
        if closed and closed > self.learnt.updated_on:
            self.flag("closed_on", "date_in_future")
        held = [(name, day) for name in self.meetings() if (day := self.day(name))]
        for (name, day), (_, after) in itertools.pairwise(held):
            if day > after:
                self.flag(name, "dates_out_of_order")

    def earliest(self, name: str) -> dt.date | None:
        """Return the first day that a date may mean."""
        value = self.reading.value(name)
        if not isinstance(value, str):
            return None
        return dt.date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])


def value_of(noted: Noted) -> dict[str, Any]:
    """Return dates as the report says them."""
    if len(noted.days) > 1:
        return {"value": [day.value for day in noted.days]}
    return day_value(noted.day)


def day_value(day: Day) -> dict[str, Any]:
    """Return one date as the report says it."""
    if day.day is None:
        return {"value": None, "state": day.state}
    return {"value": day.value, **({"precision": day.precision} if day.precision != "day" else {})}
