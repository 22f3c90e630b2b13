"""Two records side by side, in words: their values, what hangs on them, and who sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.people.models import (
    ContactPoint,
    DuplicatePair,
    FamilyMember,
    HouseholdMember,
    Identifier,
    Merge,
    Person,
    PersonName,
    Relationship,
    Schooling,
)
from opencaf.people.queries.corrections import LABELS
from opencaf.people.queries.merges import GROUPS, Seer
from opencaf.web.children.showing import birth_words
from opencaf.web.shared.case import age_in_words

NAMES_OF_GROUPS = {
    "name": "Name",
    "birth": "Birth",
    "sex": "Sex",
    "death": "Date of death",
    "ethnicity": "Ethnicity",
    "language": "Languages",
    "religion": "Religion",
    "disability": "Disability or health condition, and what makes it easier",
    "special_needs": "Special educational needs",
    "young_carer": "Young carer",
    "reaching": "How they like to be reached",
    "note": "Note",
}
NOTHING = "Not recorded"


class BothRows(NamedTuple):
    """What hangs on two records."""

    first: list[Any]
    second: list[Any]


def words_of_group(person: Person, group: str) -> str:
    """Return what a record says in a group of values."""
    if group == "name":
        return person.full_name
    if group == "birth":
        known = person.born_on or person.expected_on or person.age_years is not None
        return birth_words(person) if known else NOTHING
    if group == "young_carer":
        return {True: "Yes", False: "No", None: NOTHING}[person.young_carer]
    return "; ".join(word for name in GROUPS[group] if (word := words_of_value(person, name))) or NOTHING


def words_of_value(person: Person, name: str) -> str:
    """Return one value in words; nothing where it says nothing."""
    value = getattr(person, name)
    if value in (None, "", "U", "NOBT"):
        return ""
    if hasattr(value, "year"):
        return in_words(value)
    shown = getattr(person, f"get_{name}_display", None)
    return str(shown() if shown else value)


def words_of_row(row: Any) -> str:
    """Return what a row says, in one line."""
    until = f" (until {in_words(row.to_on)})" if getattr(row, "to_on", None) else ""
    if isinstance(row, PersonName):
        return f"{row.get_kind_display()}: {row}{until}"
    if isinstance(row, HouseholdMember):
        return f"Address: {row.household}{until}"
    if isinstance(row, Identifier):
        return f"{row.system or row.get_scheme_display()}: {row.value}{until}"
    if isinstance(row, ContactPoint):
        return f"{row.get_kind_display()}: {row.value}"
    if isinstance(row, Schooling):
        return f"School: {row}{until}"
    if isinstance(row, FamilyMember):
        return f"Family: {row.family}{until}"
    if isinstance(row, Relationship):
        return f"{row.of} is {row.get_kinship_display().lower()} of {row.to}{until}"
    return f"Case {row.episode}"


def side_by_side(first: Person, second: Person) -> list[dict[str, str]]:
    """Return every group in which at least one record says something."""
    rows = [
        {
            "what": NAMES_OF_GROUPS[group],
            "first": words_of_group(first, group),
            "second": words_of_group(second, group),
        }
        for group in GROUPS
    ]
    return [row for row in rows if {row["first"], row["second"]} != {NOTHING}]


def hanging_on(rows: Iterable[Any]) -> list[str]:
    """Return what hangs on a record, in words."""
    return [words_of_row(row) for row in rows] or ["Nothing else is recorded"]


def said_twice(kept: Iterable[Any], others: Iterable[Any]) -> list[str]:
    """Return the ids of the other record's rows that say what the kept one says already."""
    there = {twin(row) for row in kept}
    return [str(row.id) for row in others if twin(row) in there]


def twin(row: Any) -> tuple[str, str]:
    """Return what makes two rows say the same."""
    if isinstance(row, HouseholdMember):
        return "home", str(row.household).casefold()
    return type(row).__name__, words_of_row(row).casefold()


def pair_row(pair: DuplicatePair) -> dict[str, str]:
    """Return a pair as a line of the list: initials, since lists are seen over a shoulder."""
    doubts = pair.doubts.replace("\n", "; ")
    return {
        "id": str(pair.id),
        "who": f"{pair.first.initials} and {pair.second.initials}",
        "ages": f"{age_in_words(pair.first).capitalize()}; {age_in_words(pair.second)}",
        "why": pair.reasons.replace("\n", "; "),
        "doubts": doubts,
    }


def merge_row(merge: Merge) -> dict[str, str]:
    """Return a merge as a line of the list."""
    done = merge.answered_at
    day = in_words((done or merge.recorded_at).astimezone(clock.LONDON).date())
    return {
        "id": str(merge.id),
        "who": f"{merge.losing.initials} into {merge.keeping.initials}",
        "when": f"Merged on {day}" if done else f"Proposed by {merge.recorded_by} on {day}",
    }


def seer_row(seer: Seer) -> str:
    """Return who sees a record and why."""
    return f"{seer.practitioner}: {seer.why.lower()}"


def field_words(name: str) -> str:
    """Return what a field is called."""
    return LABELS.get(name, name.replace("_", " ").capitalize())
