"""Lists of who took part, as agencies send them: which column is what, and what each line says.

Pure: cells in, entries and sentences out. Nothing is guessed: a line that cannot be read is named.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

HEADINGS = {
    "name": ("name", "full name", "delegate", "attendee", "participant", "delegate name"),
    "given": ("first name", "forename", "given name", "forenames", "given names"),
    "family": ("surname", "last name", "family name"),
    "email": ("email", "e mail", "email address", "work email", "e mail address"),
    "agency": ("agency", "organisation", "organization", "employer", "school", "agency partnership"),
    "course": ("course", "training", "session", "event"),
    "day": ("date", "day", "attended on", "date of training", "as at", "session date"),
    "number": ("number", "total", "count", "how many", "number trained"),
    "kind": ("kind", "type", "agency type", "kind of agency"),
    "locality": ("locality", "area", "district"),
}
COLUMN_OF = {word: column for column, words in HEADINGS.items() for word in words}
MOST_LINES = 5_000
LONGEST_NAME = 200
TOTAL = "total"
NO_HEADINGS = (
    "The list needs a line of headings with Name (or First name and Surname), or with Agency and Number. "
    "Date, Course, Agency and Email may stand beside them"
)


@dataclass(frozen=True)
class Entry:
    """What a line says. number: of a line that counts people and names none."""

    line: int
    name: str = ""
    email: str = ""
    agency: str = ""
    kind: str = ""
    locality: str = ""
    course: str = ""
    day: str = ""
    number: int | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the entry as it is kept while a list waits."""
        return asdict(self)


@dataclass
class ReadList:
    """A list as it was read. problems: sentences, each of a line that cannot be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether the list counts people and names nobody."""
        return any(entry.number is not None for entry in self.entries)


def read_list(rows: Sequence[Sequence[str]]) -> ReadList:
    """Read a list that has its headings in one of its first lines."""
    found = ReadList()
    head = next((place for place, row in enumerate(rows[:20]) if is_head(row)), None)
    if head is None:
        found.problems.append(NO_HEADINGS)
        return found
    columns = {place: COLUMN_OF[simple(cell)] for place, cell in enumerate(rows[head]) if is_known(cell)}
    if len(rows) - head - 1 > MOST_LINES:
        found.problems.append(
            f"The list has more than {MOST_LINES:,} lines. Divide it, and bring in each part"
        )
        return found
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        cells = {columns[place]: tidied(cell) for place, cell in enumerate(row) if place in columns}
        if any(cells.values()):
            read_line(number, cells, found)
    if not found.entries and not found.problems:
        found.problems.append("The list has headings and no lines below them")
    return found


def is_head(row: Sequence[str]) -> bool:
    """Whether a line holds the headings that a list needs."""
    names = {COLUMN_OF[simple(cell)] for cell in row if is_known(cell)}
    return bool({"name", "family"} & names) or {"agency", "number"} <= names


def is_known(cell: str) -> bool:
    """Whether a cell is one of the headings."""
    return simple(cell) in COLUMN_OF


def read_line(number: int, cells: dict[str, str], found: ReadList) -> None:
    """Add what a line says, or why it cannot be read."""
    name = cells.get("name") or f"{cells.get('given', '')} {cells.get('family', '')}".strip()
    if name.count(",") == 1:
        family, given = name.split(",")
        name = f"{given.strip()} {family.strip()}"
    day = day_of(cells.get("day", ""))
    if cells.get("day") and day is None:
        found.problems.append(f"Line {number}: {cells['day'][:40]} is no date, like 3/12/2025")
        return
    counted = cells.get("number", "").replace(",", "").removesuffix(".0")
    if not name and not counted:
        found.problems.append(f"Line {number}: there is no name")
        return
    if counted and not counted.isdecimal():
        found.problems.append(f"Line {number}: {counted[:40]} is no number of people")
        return
    if len(name) > LONGEST_NAME:
        found.problems.append(f"Line {number}: the name is too long")
        return
    kept = {key: cells.get(key, "")[:150] for key in ("email", "agency", "kind", "locality", "course")}
    is_counted = bool(counted) and not name
    found.entries.append(
        Entry(
            line=number,
            name=name,
            day=day.isoformat() if day else "",
            number=int(counted) if is_counted else None,
            **kept,
        )
    )


def day_of(text: str) -> dt.date | None:
    """Return the day that a cell says: 2025-12-03, 3/12/2025, 3.12.25 or 3 December 2025."""
    words = text.strip().split("T")[0].removesuffix(" 00:00:00")
    tried = re.sub(r"[./\s-]+", "/", words)
    for form in ("%Y/%m/%d", "%d/%m/%Y", "%d/%m/%y", "%d/%B/%Y", "%d/%b/%Y"):
        try:
            return dt.datetime.strptime(tried, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def simple(text: str) -> str:
    """Return words without capitals, signs and doubled spaces, for comparing."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


def tidied(text: str) -> str:
    """Return a cell without spaces around and doubled inside it."""
    return " ".join(text.split())


def filled_in(entries: Sequence[Entry], *, course: str, day: dt.date | None) -> list[Entry]:
    """Return entries in which what a line does not say itself is what was said of the whole list."""
    said = day.isoformat() if day else ""
    return [replace(one, course=one.course or course, day=one.day or said) for one in entries]
