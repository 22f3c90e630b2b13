"""What the rows of a register say of one child, taken together: the row that counts most first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from opencaf.core.partial_dates import PartialDate
from opencaf.people.name_keys import plain
from opencaf.people.sought import date_of
from opencaf.registers.interpreting.family_cells import SECRET
from opencaf.registers.interpreting.readings import Reading

ESTIMATED = "EEE"
CONFIDENTIAL = "confidential"


class Told(NamedTuple):
    """What one row says of a child, with the row."""

    reading: Reading
    child: dict[str, Any]


def value_of(data: dict[str, Any], name: str) -> Any:
    """Return a value of a row or child, or nothing."""
    return data.get(name, {}).get("value")


def first(told: Sequence[Told], name: str) -> Any:
    """Return the first value that a row has for a child."""
    return next((value for one in told if (value := value_of(one.child, name))), None)


def birth_of(told: Sequence[Told]) -> PartialDate | None:
    """Return when a child was born, as far as it is known."""
    for one in told:
        said = one.child.get("dob", {})
        if said.get("value"):
            born = date_of("dob", said["value"])
            if born:
                return PartialDate(born.day, ESTIMATED) if said.get("state") == "estimated" else born
    return None


def expected_on(told: Sequence[Told]) -> dt.date | None:
    """Return when a child is expected, where that is known to the day."""
    value = first(told, "edd")
    return dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None


def words_for(told: Sequence[Told], name: str) -> str:
    """Return what was typed in the column of a field that was pointed out."""
    for one in told:
        column = next((flag["column"] for flag in one.reading.flags if flag["field"] == name), "")
        if typed := one.reading.original.get(column):
            return typed[:200]
    return ""


def is_secret(reading: Reading) -> bool:
    """Whether a row says that its address must not be shown."""
    return reading.values.get("address", {}).get("state") == CONFIDENTIAL or any(
        SECRET.search(reading.original.get(heading, "")) for heading in reading.secret
    )


def names_of_carer(carer: dict[str, Any], family: str) -> tuple[str, str]:
    """Return given and family name of a carer; one word alone is a given name, unless it is the child's."""
    if carer.get("family_name"):
        return "", str(carer["family_name"])
    given, _, last = str(carer.get("name", "")).rpartition(" ")
    if not given and plain(last) != plain(family):
        return last, ""
    return given, last
