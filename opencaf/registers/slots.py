"""Children and cases of a register's rows, made comparable.

All of a register are held at once. What many of them have in common (days, places, words of names) is
therefore held once, and a few names as a tuple, which is a third of a set.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from opencaf.people.comparable import house_and_street
from opencaf.people.name_keys import parts, plain_postcode
from opencaf.people.spelling import skeleton
from opencaf.registers.interpreting.readings import IMPORT, Reading


class Slot(NamedTuple):
    """A child of a row, as children are compared."""

    row: int
    place: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    others: tuple[str, ...]
    born: str
    expected: str
    is_unborn: bool
    sex: str
    nhs: str
    upn: str
    postcode: str
    line: str
    parents: tuple[str, ...]
    phones: tuple[str, ...]
    client: str
    is_told_apart: bool


class Case(NamedTuple):
    """A row as CAFs are compared."""

    row: int
    place: str
    number: str
    started: str
    completed: str
    closed: str
    is_carried_forward: bool
    filled: int


def slots_of(row: int, reading: Reading) -> Iterator[Slot]:
    """Give the children of a row as they are compared."""
    values = reading.values
    parents = tuple(
        " ".join(words_of(one["name"]))
        for one in values.get("parents", {}).get("value") or []
        if len(one.get("name", "").split()) > 1
    )
    for place, child in enumerate(reading.children):
        yield Slot(
            row,
            place,
            words_of(known(child, "given_names")),
            words_of(known(child, "family_name")),
            tuple(
                word
                for name in (
                    *(child.get("also_known_as", {}).get("value") or ()),
                    known(child, "previous_family_name"),
                )
                for word in words_of(name)
            ),
            intern(known(child, "dob")),
            intern(known(child, "edd")),
            bool(child.get("unborn")) and not known(child, "dob"),
            intern(known(child, "sex")),
            sound(child, "nhs_number"),
            sound(child, "upn"),
            intern(plain_postcode(known(values, "postcode"))),
            house_and_street(known(values, "address")),
            parents,
            tuple(values.get("phone", {}).get("value") or ()),
            str(child.get("client", "")),
            bool(child.get("twin")),
        )


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    return tuple(map(intern, parts(name)))


def known(data: dict[str, Any], name: str) -> str:
    """Return a value in words, or nothing."""
    return data.get(name, {}).get("value") or ""


def sound(child: dict[str, Any], name: str) -> str:
    """Return a number whose check digit fits."""
    return "" if child.get(name, {}).get("state") else known(child, name)


def case_of(row: int, reading: Reading) -> Case:
    """Return a row as CAFs are compared."""
    values = reading.values
    started, completed, closed = (
        plain_day(values, name) for name in ("started_on", "completed_on", "closed_on")
    )
    carried = values.get("closure", {}).get("state") == "carried_forward"
    return Case(
        row,
        reading.place,
        known(values, "caf_number"),
        started,
        completed,
        closed,
        carried,
        len(reading.original),
    )


def plain_day(values: dict[str, Any], name: str) -> str:
    """Return one date of a case as text."""
    value = values.get(name, {}).get("value")
    return intern(value) if isinstance(value, str) else ""


def keys_of(slot: Slot) -> Iterator[tuple[str, ...]]:
    """Give the keys of which two records of one child share at least one."""
    for kind, value in (("nhs", slot.nhs), ("upn", slot.upn), ("client", slot.client)):
        if value:
            yield kind, value
    families = {skeleton(word) for word in (*slot.family, *slot.others) if word}
    first = slot.given[0] if slot.given else ""
    day = slot.born or slot.expected
    for family in families:
        if day:
            yield "family", family, day
        if slot.postcode:
            yield "home", family, slot.postcode
        if slot.line:
            yield "line", family, slot.line
        if first:
            yield "names", family, skeleton(first) or first
    if first and day:
        yield "given", skeleton(first) or first, day
    if first and slot.postcode:
        yield "given", first, slot.postcode


def are_compared(reading: Reading) -> bool:
    """Whether a row takes part in joining."""
    return reading.disposition == IMPORT and bool(reading.children)
