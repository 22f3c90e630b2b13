"""An outside register as a file gives it: CSV with a line of headings, or JSON Lines. All of it, or none.

Every line is checked; each that cannot be taken is named by its number with a sentence.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from opencaf.core import clock
from opencaf.linkage.comparable import Particulars
from opencaf.people.codes import Sex

LONGEST = {
    "id": 60,
    "given_names": 200,
    "family_name": 200,
    "known_as": 200,
    "previous_family_name": 200,
    "date_of_birth": 10,
    "sex": 10,
    "postcode": 10,
    "nhs_number": 20,
    "upn": 20,
}
NEEDED = ("id", "family_name", "date_of_birth")
SEXES = {
    "": "",
    "u": "",
    "not known": "",
    "f": Sex.FEMALE,
    "female": Sex.FEMALE,
    "m": Sex.MALE,
    "male": Sex.MALE,
}
EARLIEST = dt.date(1900, 1, 1)
Fault = tuple[int, str]
Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One child as a register gives them. born: 2015-03-27, or nothing."""

    id: str
    given_names: str = ""
    family_name: str = ""
    known_as: str = ""
    previous_family_name: str = ""
    born: str = ""
    sex: str = ""
    postcode: str = ""
    nhs_number: str = ""
    upn: str = ""

    @property
    def other_names(self) -> str:
        """The names beside the present one, in a line."""
        return ", ".join(name for name in (self.known_as, self.previous_family_name) if name)

    def particulars(self) -> Particulars:
        """Return what is compared."""
        names = [(self.given_names, self.family_name)]
        if self.known_as:
            names.append((self.known_as, self.family_name))
        if self.previous_family_name:
            names.append((self.given_names, self.previous_family_name))
        return Particulars(tuple(names), self.born, self.sex, self.postcode, self.nhs_number, self.upn)


def read_register(file: Path) -> tuple[list[Entry], list[Fault]]:
    """Return the entries of a file, and what is wrong in it, by line."""
    unreadable = line_that_is_no_text(file)
    if unreadable:
        return [], [unreadable]
    entries: list[Entry] = []
    faults: list[Fault] = []
    first_on: dict[str, int] = {}
    for number, values in lines_of(file):
        if isinstance(values, str):
            faults.append((number, values))
            continue
        wrong = faults_of(values)
        given = values.get("id", "")
        if given and given in first_on:
            wrong.append(f"The id stands on line {first_on[given]} already.")
        first_on.setdefault(given, number)
        faults += ((number, sentence) for sentence in wrong)
        if not wrong:
            entries.append(entry_of(values))
    if not first_on and not faults:
        faults.append((1, "There is nobody in the file."))
    return entries, faults


def lines_of(file: Path) -> Iterator[tuple[int, Values | str]]:
    """Give the lines of a file by number, each as its values, or as a sentence where it cannot be read."""
    return of_json(file) if file.suffix.lower() in (".json", ".jsonl", ".ndjson") else of_csv(file)


def line_that_is_no_text(file: Path) -> Fault | None:
    """Return the first line that is not UTF-8, or holds what is no text, with a sentence."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if b"\0" in line:
                return number, "The line holds a character that is not text."
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number, "The line is not UTF-8. Save the file as UTF-8 and try again."
    return None


def text_of(file: Path) -> Iterator[str]:
    """Give the lines of a file as text."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from lines


def of_csv(file: Path) -> Iterator[tuple[int, Values | str]]:
    """Give the lines of a CSV file below its headings."""
    reader = csv.reader(text_of(file), strict=True)
    headings: list[str] | None = None
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield begins, "The line is not CSV: a quotation mark or a comma is out of place."
            continue
        if not any(cell.strip() for cell in row):
            continue
        if headings is None:
            headings = [cell.strip().lower() for cell in row]
            if wrong := fault_of_headings(headings):
                yield begins, wrong
                return
        elif len(row) != len(headings):
            yield begins, f"The line has {len(row)} columns, the headings have {len(headings)}."
        else:
            yield begins, {name: cell.strip() for name, cell in zip(headings, row, strict=True)}


def fault_of_headings(headings: Sequence[str]) -> str:
    """Return a sentence for columns that are missing, unknown or there twice; nothing where all is well."""
    if missing := [name for name in NEEDED if name not in headings]:
        return f"The headings lack {' and '.join(missing)}."
    if unknown := [name or "(no name)" for name in headings if name not in LONGEST]:
        return f"{', '.join(unknown)[:200]} is not one of {', '.join(LONGEST)}."
    return "A heading stands there twice." if len(set(headings)) < len(headings) else ""


def of_json(file: Path) -> Iterator[tuple[int, Values | str]]:
    """Give the lines of a file of JSON Lines."""
    for number, line in enumerate(text_of(file), start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except (ValueError, RecursionError):
            yield number, "The line is not JSON."
            continue
        yield number, values_of(given)


def values_of(given: object) -> Values | str:
    """Return the values of a line of JSON, or a sentence."""
    if not isinstance(given, Mapping):
        return "The line must be keys and values in braces."
    unknown = sorted(str(key) for key in given if key not in LONGEST)
    if unknown:
        return f"{', '.join(unknown)[:200]} is not one of {', '.join(LONGEST)}."
    strange = sorted(key for key, value in given.items() if not isinstance(value, str | None))
    if strange:
        return f"{', '.join(strange)} must be text in quotation marks."
    values = {key: (value or "").strip() for key, value in given.items()}
    if any("\0" in value for value in values.values()):
        return "The line holds a character that is not text."
    return values


def faults_of(values: Values) -> list[str]:
    """Return a sentence for everything in a line that no register can mean."""
    found = [
        f"{name} must have at most {LONGEST[name]} characters."
        for name, value in values.items()
        if len(value) > LONGEST[name]
    ]
    if not values.get("id"):
        found.append("id is missing.")
    if not values.get("given_names") and not values.get("family_name"):
        found.append("Enter given_names or family_name.")
    if values.get("sex", "").lower() not in SEXES:
        found.append("sex must be F, M or U.")
    return found + faults_of_day(values.get("date_of_birth", ""))


def faults_of_day(text: str) -> list[str]:
    """Return a sentence for a date of birth that is none; nothing is said of one that is not known."""
    if not text:
        return []
    day = day_of(text)
    if day is None:
        return ["date_of_birth must be a real date such as 2015-03-27 or 27/03/2015."]
    if day > clock.today():
        return ["date_of_birth must not be in the future."]
    return [] if day >= EARLIEST else ["date_of_birth must be after 1900."]


def day_of(text: str) -> dt.date | None:
    """Return the date of a text such as 2015-03-27 or 27/03/2015; None where there is no such day."""
    parts = text.split("-") if "-" in text else text.split("/")[::-1]
    if [len(part) for part in parts] != [4, 2, 2] or not all(
        part.isascii() and part.isdigit() for part in parts
    ):
        return None
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        return None


def entry_of(values: Values) -> Entry:
    """Return the entry of a sound line."""
    day = day_of(values.get("date_of_birth", ""))
    rest = {name: value for name, value in values.items() if name not in ("date_of_birth", "sex")}
    sex = SEXES[values.get("sex", "").lower()]
    return Entry(**rest, born=day.isoformat() if day else "", sex=sex)
