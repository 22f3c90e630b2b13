"""The children of one row: each with what stands for them in the cells beside the name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from opencaf.core.partial_dates import full_years_between
from opencaf.registers.interpreting.answers import Coded, read_ethnicity, read_sex
from opencaf.registers.interpreting.child_names import ChildName, read_children, read_parted
from opencaf.registers.interpreting.dates import Day, Order
from opencaf.registers.interpreting.family_cells import read_nhs, read_upn, split_between
from opencaf.registers.interpreting.layouts import Layout
from opencaf.registers.interpreting.learning import Learnt
from opencaf.registers.interpreting.noted_dates import answer_of, read_noted
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.reading.rows import Cell, tidied

EXPECTED = re.compile(
    r"\b(?:e\.?d\.?d\.?|due|expected|exp\.?|unborn|est\.? delivery)\b[\s:.-]*", re.IGNORECASE
)
AGE = re.compile(
    r"(?:aged?\s*)?\d{1,2}\s*(?:½|1/2)?\s*(?:yrs?|years?|y\.?o\.?|mths?|months?|wks?|weeks?)\b.*|aged?\s*\d{1,2}|\d{1,2}",
    re.IGNORECASE,
)
A_DAY = re.compile(r"\d{1,4}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,4}")
SEX_SIGNS = re.compile(r"\s*[/&,+;]\s*|\s+and\s+|\n")
OLDEST = 25
A_LONG_TIME = dt.timedelta(days=300)


def read_row_children(
    cells: Mapping[str, Cell], learnt: Learnt, layout: Layout, reading: Reading, order: Order
) -> list[dict[str, Any]]:
    """Return the children of a row as the report says them."""
    names = names_of(cells, learnt)
    reader = ChildReader(cells, learnt, layout, reading, order)
    return [reader.child(name, place, len(names)) for place, name in enumerate(names)]


def names_of(cells: Mapping[str, Cell], learnt: Learnt) -> list[ChildName]:
    """Return the names of a row."""
    if "child_name" in cells:
        return read_children(tidied(cells.get("child_name")), learnt.lexicon, expected=expected_number(cells))
    family, given = tidied(cells.get("family_name")), tidied(cells.get("given_names"))
    return read_parted(family, given, learnt.lexicon)


def expected_number(cells: Mapping[str, Cell]) -> int:
    """Return how many children the cells beside the name speak of; 0 where they do not say."""
    sexes = [one for one in SEX_SIGNS.split(tidied(cells.get("sex"))) if read_sex(one).code]
    days = len(A_DAY.findall(tidied(cells.get("dob")))) if isinstance(cells.get("dob"), str) else 0
    return max(len(sexes) if len(sexes) > 1 else 0, days if days > 1 else 0)


class ChildReader:
    """Reads the children of one row."""

    def __init__(
        self, cells: Mapping[str, Cell], learnt: Learnt, layout: Layout, reading: Reading, order: Order
    ) -> None:
        self.cells, self.learnt, self.layout, self.reading, self.order = cells, learnt, layout, reading, order

    def flag(self, name: str, code: str) -> None:
        """Point something about a child out to a person."""
        column = self.layout.heading_of(name)
        if name == "name":
            column = next(
                (
                    self.layout.heading_of(one)
                    for one in ("child_name", "family_name", "given_names")
                    if one in self.cells
                ),
                name,
            )
        self.reading.flag(name, code, column)

    def child(self, name: ChildName, place: int, count: int) -> dict[str, Any]:
        """Return one child."""
        found = self.name(name)
        found.update(self.birth(name, place, count))
        sex = self.sex(place, count)
        if sex.code or name.is_unborn:
            found["sex"] = {"value": sex.code}
        if sex.state == "unclear" and count == 1:
            self.flag("sex", "sex_unclear")
        ethnicity = self.ethnicity(place, count)
        if ethnicity.code or ethnicity.state == "unclear":
            found["ethnicity"] = {
                "value": ethnicity.code,
                **({"state": ethnicity.state} if ethnicity.state in ("unclear", "not_obtained") else {}),
            }
        if ethnicity.state == "unclear":
            self.flag("ethnicity", "ethnicity_unclear")
        self.put_number(found, "nhs_number", place, count)
        self.put_number(found, "upn", place, count)
        if school := self.school(place, count):
            found["school"] = school
        return found

    def name(self, name: ChildName) -> dict[str, Any]:
        """Return the name of a child."""
        found: dict[str, Any] = {}
        if name.given:
            found["given_names"] = {"value": name.given}
        if name.family:
            found["family_name"] = {"value": name.family}
        if name.also:
            found["also_known_as"] = {"value": list(name.also)}
        if name.before:
            found["previous_family_name"] = {"value": name.before}
        if name.is_unborn:
            found["unborn"] = {"value": True}
        if name.is_starred:
            found["sen_statement"] = {"value": True}
        if name.is_unclear:
            self.flag("name", "name_order_unclear")
        if not name.is_unborn and not (name.given and name.family):
            self.flag("name", "name_incomplete")
        return found

    def pieces(self, name: str, count: int) -> list[str]:
        """Return what stands in a cell for each child; nothing where it is one answer for all."""
        return split_between(tidied(self.cells.get(name)), count) if count > 1 else []

    def birth(self, name: ChildName, place: int, count: int) -> dict[str, Any]:
        """Return when a child was or will be born."""
        cell = self.cells.get("dob")
        if count > 1:
            pieces = self.pieces("dob", count)
            if not pieces and place:
                self.flag("dob", "sibling_details_missing")
                return {"dob": {"value": None, "state": "missing"}}
            cell = pieces[place] if pieces else cell
        text = tidied(cell)
        if EXPECTED.search(text) or (name.is_unborn and text):
            return self.expected(cell, text)
        if name.is_unborn:
            return {"dob": {"value": None, "state": "unborn"}}
        if isinstance(cell, str) and AGE.fullmatch(text):
            self.flag("dob", "dob_missing")
            return {"dob": {"value": None, "state": "age_only"}}
        if not text or answer_of(text):
            self.flag("dob", "dob_missing")
            return {"dob": {"value": None, "state": answer_of(text) or "missing"}}
        return self.born(cell)

    def expected(self, cell: Cell, text: str) -> dict[str, Any]:
        """Return when an unborn child is expected."""
        bare: Cell = EXPECTED.sub(" ", text).strip(" -:,;()") if isinstance(cell, str) else cell
        noted = read_noted(bare, self.learnt.births, self.order)
        found: dict[str, Any] = {"unborn": {"value": True}, "dob": {"value": None, "state": "unborn"}}
        if noted.day.day:
            found["edd"] = with_precision(noted.day)
            if noted.day.day < self.learnt.updated_on:
                self.flag("dob", "edd_passed")
        for code in noted.codes:
            self.flag("dob", code)
        return found

    def born(self, cell: Cell) -> dict[str, Any]:
        """Return when a child was born."""
        noted = read_noted(cell, self.learnt.births, self.order)
        day = noted.day
        for code in noted.codes:
            self.flag("dob", code)
        if day.day is None:
            return {"dob": {"value": None, "state": day.state}}
        self.compare(day)
        return {"dob": with_precision(day)}

    def compare(self, day: Day) -> None:
        """Point out a birth that does not fit the case."""
        started = self.reading.value("started_on")
        reference = self.learnt.updated_on
        if isinstance(started, str) and len(started) == 10:
            reference = dt.date.fromisoformat(started)
            if day.day and day.day > reference:
                self.flag("dob", "born_after_start")
        elif day.day and day.day > reference:
            self.flag("dob", "born_after_start")
        if day.day and day.day <= reference and full_years_between(day.day, reference) > OLDEST:
            self.flag("dob", "age_over_25")

    def sex(self, place: int, count: int) -> Coded:
        """Return the sex of a child."""
        text, chosen = tidied(self.cells.get("sex")), self.learnt.mapping.sexes
        if count > 1:
            pieces = self.pieces("sex", count)
            return read_sex(chosen.get(pieces[place], pieces[place])) if pieces else Coded()
        return read_sex(chosen.get(text, text))

    def ethnicity(self, place: int, count: int) -> Coded:
        """Return the ethnic origin of a child: mostly one for all of a row."""
        text = tidied(self.cells.get("ethnicity"))
        chosen = self.learnt.mapping.ethnicities
        whole = read_ethnicity(chosen.get(text, text))
        pieces = self.pieces("ethnicity", count) if whole.state == "unclear" else []
        apart = [read_ethnicity(piece) for piece in pieces]
        return apart[place] if apart and all(one.code for one in apart) else whole

    def put_number(self, found: dict[str, Any], name: str, place: int, count: int) -> None:
        """Add a child's number; one that cannot be right is kept and pointed out."""
        text = tidied(self.cells.get(name))
        pieces = self.pieces(name, count)
        if count > 1:
            text = pieces[place] if pieces else (text if not place else "")
        read, code = (read_nhs, "nhs_check_digit") if name == "nhs_number" else (read_upn, "upn_check_letter")
        number = read(text)
        if number is None:
            return
        found[name] = {"value": number[0], **({} if number[1] else {"state": "invalid"})}
        if not number[1]:
            self.flag(name, code)

    def school(self, place: int, count: int) -> dict[str, Any] | None:
        """Return the school or nursery of a child."""
        text = tidied(self.cells.get("school"))
        pieces = self.pieces("school", count)
        text = pieces[place] if pieces else text
        if not text or answer_of(text) or NO_SCHOOL.fullmatch(text):
            return None
        if AT_HOME.fullmatch(text):
            return {"value": None, "state": "educated_at_home"}
        named = self.learnt.settings.named(text)
        return {"value": named.name} if named else {"value": None, "state": "ambiguous"}


NO_SCHOOL = re.compile(
    r"not (at|in) school|none|no school( place)?|not yet at school|pre-?school age|too young|out of school|not in education|left school|neet|home|not applicable",
    re.IGNORECASE,
)
AT_HOME = re.compile(
    r"e\.?h\.?e\.?|home[- ]?ed(ucated|ucation)?|educated at home|elective home education", re.IGNORECASE
)


def with_precision(day: Day) -> dict[str, Any]:
    """Return a day as the report says it."""
    return {"value": day.value, **({"precision": day.precision} if day.precision != "day" else {})}
