"""What a register's columns and words mean: guessed from it, kept as a file, put right by people."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic import ValidationError as WrongShape

from opencaf.registers.wording import simple, words

MEETING = re.compile(r"^tac_([1-9][0-9]?)$")
NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
}
MOST_ROWS_ABOVE = 40
LEAST_HEADINGS = 3


class Mapping(BaseModel):
    """A mapping as it is kept in a file; what is left out is guessed."""

    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str] = Field(default_factory=dict)
    last_updated: str = ""
    month_first: list[str] = Field(default_factory=list)
    settings: dict[str, str] = Field(default_factory=dict)
    workers: dict[str, str] = Field(default_factory=dict)
    areas: dict[str, str] = Field(default_factory=dict)
    sexes: dict[str, str] = Field(default_factory=dict)
    ethnicities: dict[str, str] = Field(default_factory=dict)
    endings: dict[str, str] = Field(default_factory=dict)


def read_mapping(path: Path) -> Mapping:
    """Return the mapping of a file, or raise ValidationError that says what is wrong with it."""
    try:
        return Mapping.model_validate(json.loads(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        raise ValidationError("There is no mapping at that place. Check the name.") from None
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise ValidationError("The mapping cannot be read. It must be a file of JSON in UTF-8.") from None
    except WrongShape as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValidationError(f"The mapping is wrong at “{place}”: {first['msg']}.") from None


def write_mapping(mapping: Mapping, path: Path) -> None:
    """Keep a mapping."""
    path.write_text(json.dumps(mapping.model_dump(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


@lru_cache(maxsize=1)
def heading_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return which words of a heading say which field."""
    return tuple((name, re.compile(pattern)) for name, pattern in words("headings")["fields"])


@lru_cache(maxsize=10_000)
def field_of_heading(heading: str) -> str:
    """Return the field that a heading names, or nothing."""
    low = simple(heading)
    if not low or len(low) > 80:
        return ""
    for name, pattern in words("headings")["person_and_agency"]:
        if re.search(pattern, heading.lower()):
            return str(name)
    if number := number_of_meeting(low):
        return f"tac_{number}"
    return next((name for name, pattern in heading_patterns() if pattern.search(low)), "")


def number_of_meeting(low: str) -> int:
    """Return which meeting a heading names, or 0."""
    if not re.search(words("headings")["meeting"], low) or re.search(
        r"\breview|next|notes?|attend|venue|chair", low
    ):
        return 0
    found = re.search(r"(\d{1,2})(?:st|nd|rd|th)?\b", low)
    if found:
        return int(found[1])
    return next((number for word, number in NUMBERS.items() if word in low.split()), 0)


def columns_of(headings: Sequence[str], mapping: Mapping) -> dict[int, str]:
    """Return the field of each column; each field once, but that notes may stand in several."""
    chosen = {simple(heading): name for heading, name in mapping.columns.items()}
    found: dict[int, str] = {}
    for column, heading in enumerate(headings):
        name = chosen.get(simple(heading))
        if name is None:
            name = field_of_heading(heading)
            name = "" if name in found.values() and name != "notes" else name
        if name and name != "leave":
            found[column] = name
    return joined_name(found)


def joined_name(found: dict[int, str]) -> dict[int, str]:
    """Return the columns where a name in two columns is not taken for one in one."""
    names = set(found.values())
    if "family_name" in names and "given_names" not in names and "child_name" in names:
        return {column: "given_names" if name == "child_name" else name for column, name in found.items()}
    if "given_names" in names and "family_name" not in names and "child_name" in names:
        return {column: "family_name" if name == "child_name" else name for column, name in found.items()}
    return found


def worth_as_headings(cells: Sequence[str], mapping: Mapping) -> int:
    """Return how many cells of a row are headings that are understood."""
    short = [cell for cell in cells if cell and len(cell) <= 60]
    if len(short) < LEAST_HEADINGS:
        return 0
    found = columns_of(list(cells), mapping)
    return len(set(found.values()))
