"""Questions about a child as the file has it, from which both models of mistakes begin."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from bench.finding.kinds import Asked, Kind, Mistake, Usable
from bench.finding.people import TODAY, Child


def day_text(day: dt.date | None) -> str:
    """Return a date as it is asked for."""
    return day.isoformat() if day else ""


def month_text(day: dt.date) -> str:
    """Return month and year alone."""
    return f"{day:%Y-%m}"


def year_text(day: dt.date) -> str:
    """Return the year alone."""
    return f"{day:%Y}"


def plainly(child: Child) -> Asked:
    """Return first name, family name and date of birth as they are filed."""
    return {
        "given_names": child.first_name,
        "family_name": child.family_name,
        "date_of_birth": day_text(child.born_on),
    }


def with_names(child: Child, given: str | None, family: str | None, **more: str) -> Asked | None:
    """Return a question with these names, where both could be made."""
    if not given or not family or (given, family) == (child.first_name, child.family_name):
        return None
    return {**plainly(child), "given_names": given, "family_name": family, **more}


def with_day(child: Child, day: dt.date | None, **more: str | None) -> Asked | None:
    """Return a question with another date of birth, where there is such a day and it is past."""
    others = {key: value for key, value in more.items() if value}
    if day is None or day == child.born_on or day > TODAY or len(others) < len(more):
        return None
    return {**plainly(child), "date_of_birth": day_text(day), **others}


def known_as(child: Child) -> str:
    """Return what a child is called, from the file."""
    return next((one.given_names for one in child.other_names if one.kind == "known_as"), "")


def previous(child: Child) -> str:
    """Return the family name that a child had, from the file."""
    return next((one.family_name for one in child.other_names if one.kind == "previous"), "")


def middle(child: Child) -> str:
    """Return a child's second given name."""
    return child.given_names.split()[1] if " " in child.given_names else ""


def parent_name(child: Child) -> str:
    """Return the full name of the first parent on file."""
    return f"{child.parents[0].given_names} {child.parents[0].family_name}" if child.parents else ""


def all_or_none(**asked: str) -> Asked | None:
    """Return a question, or None where something in it is not on file."""
    return asked if all(asked.values()) else None


def born(make: Callable[[Child, dt.date, random.Random], Asked | None]) -> Mistake:
    """Make a mistake that needs a child with a name and an exact date of birth."""

    def mistake(child: Child, rng: random.Random) -> Asked | None:
        if child.born_on is None or child.accuracy != "AAA" or not child.first_name:
            return None
        return make(child, child.born_on, rng)

    return mistake


def kind(name: str, usable: Usable, make: Callable[[Child, dt.date, random.Random], Asked | None]) -> Kind:
    """Return a kind of mistake about a child with a name and an exact date of birth."""
    return Kind(name, usable, born(make))
