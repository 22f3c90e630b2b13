"""Who may be meant: reads of the search names of one authority, in two tiers, and what else was asked.

The tiers are database functions (migration 0008) that read as who asks, by equality and ranges of b-trees,
since other operators lose their index under row-level security. The second tier is read only when the
first gave nothing that fits well: it also reads other spellings and other dates.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.core import clock
from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, PartialDate
from opencaf.people.codes import Kinship
from opencaf.people.comparable import numbers_to_try
from opencaf.people.date_likeness import A_PREGNANCY, neighbours, turned
from opencaf.people.matching import Filed, Known, Wanted
from opencaf.people.name_keys import codes, plain
from opencaf.people.queries import existence
from opencaf.people.queries.circle import PARENTS
from opencaf.people.spelling import letters, spelling_keys

CARES = (*PARENTS, Kinship.GRANDMOTHER, Kinship.GRANDFATHER)
MOST_POINTED_AT = 300
MOST_OF_A_PARENT = 100
LETTERS_COMPARED = 4
FIRST_TIER = (
    "people_first_tier(%s::text[], %s::date[], %s::date, %s::date, %s::date, %s::date, %s::text[], "
    "%s::uuid[])"
)
SECOND_TIER = (
    "people_second_tier(%s::text[], %s::text[], %s::integer[], %s::integer[], %s::date[], %s::date[], "
    "%s::date, %s::date, %s)"
)

People = dict[uuid.UUID, Known]


@dataclass(frozen=True)
class Days:
    """The days that may be meant. exactly: the one typed, and with day and month changed over.

    within: where month, year or a few weeks around are all that is known. widely: for both names alike.
    """

    exactly: tuple[dt.date, ...] = ()
    nearly: tuple[dt.date, ...] = ()
    within: tuple[dt.date | None, dt.date | None] = (None, None)
    widely: tuple[dt.date | None, dt.date | None] = (None, None)


def first_tier(wanted: Wanted) -> People:
    """Return children pointed at by a number, or alike in name and day, in both names, or in postcode."""
    days = days_of(wanted)
    postcodes = [wanted.postcode] if wanted.postcode else []
    asked = [codes(wanted.words), list(days.exactly), *days.within, *days.widely, postcodes]
    pointed = pointed_at(wanted)
    people = people_of(existence.rows_of(FIRST_TIER, [*asked, pointed]))
    for person_id in people.keys() & set(pointed):
        people[person_id].is_pointed_at = True
    return people


def second_tier(wanted: Wanted) -> People:
    """Return children born on that day, alike in one name near it, or nearly alike in both on any day."""
    days = days_of(wanted)
    keys, places = keys_of(wanted.words)
    asked = (list(map(letters, wanted.words)) or [0]) * LETTERS_COMPARED
    by_name_alone = bool(wanted.words) and not (wanted.born or wanted.expected_on or wanted.postcode)
    return people_of(
        existence.rows_of(
            SECOND_TIER,
            [
                codes(wanted.words),
                keys,
                places,
                asked[:LETTERS_COMPARED],
                list(days.exactly),
                list(days.nearly),
                *days.within,
                by_name_alone,
            ],
        )
    )


def keys_of(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the keys under which other spellings are found, and which word each belongs to."""
    keys = [(key, place) for place, word in enumerate(words) for key in spelling_keys(word)]
    return [key for key, _ in keys], [place for _, place in keys]


def sounds_of_parent(words: Sequence[str]) -> list[str]:
    """Return the sound codes of a parent's name, and of names here that are spelt nearly so."""
    return [*codes(words), *existence.spellings(*keys_of(words))] if words else []


def people_of(rows: Iterable[Any]) -> People:
    """Return people with the ways in which they are filed, each once."""
    people: People = {}
    for person_id, *filed in dict.fromkeys(rows):
        people.setdefault(person_id, Known()).filed.append(Filed(*filed))
    return people


def days_of(wanted: Wanted) -> Days:
    """Return the days that may be meant by a date of birth, an expected date, or a part of one."""
    born, expected = wanted.born, wanted.expected_on
    if born and born.accuracy == EXACT:
        exactly = dict.fromkeys([born.day, turned(born.day)])
        within = around(expected or born.day) if expected or is_of_a_baby(born.day) else (None, None)
        return Days(tuple(exactly), tuple(neighbours(born.day)), within, years_of(born.day))
    if born:
        return Days(within=range_of(born), widely=years_of(born.day))
    if expected:
        return Days((expected,), (), around(expected), years_of(expected))
    return Days()


def is_of_a_baby(day: dt.date) -> bool:
    """Whether a date is so late that it may be the one on which a baby was expected."""
    return day > clock.today() - A_PREGNANCY


def around(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return from and to: as far as a birth may be from the day on which it was expected."""
    return day - A_PREGNANCY, day + A_PREGNANCY


def years_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return from and to: the year of a day, the one before and the one after."""
    return dt.date(max(day.year - 1, 1), 1, 1), dt.date(min(day.year + 1, 9999), 12, 31)


def range_of(born: PartialDate) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month or year."""
    if born.accuracy != MONTH_KNOWN:
        return dt.date(born.day.year, 1, 1), dt.date(born.day.year, 12, 31)
    first = born.day.replace(day=1)
    return first, (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)


def pointed_at(wanted: Wanted) -> list[uuid.UUID]:
    """Return whom a number, a telephone, an address, a parent or a school with one name points at."""
    most = MOST_POINTED_AT
    found: list[uuid.UUID] = []
    if numbers := numbers_to_try(wanted):
        found += existence.holders_of(numbers, most)
    if wanted.phone:
        found += existence.reached_by(wanted.phone, kinds=CARES, most=most)
    if wanted.line:
        found += existence.living_at(wanted.line, most)
    if sounds := sounds_of_parent(wanted.parent_words):
        both_names = len(wanted.parent_words) > 1
        found += existence.cared_for_by(
            sounds, both_names=both_names, kinds=CARES, own_sounds=codes(wanted.words), most=MOST_OF_A_PARENT
        )
    if wanted.school and wanted.words:
        words = wanted.school_words
        found += existence.schooled_at(wanted.school, words, codes(wanted.words), most)
    return found


def add_what_was_asked(people: People, wanted: Wanted) -> None:
    """Fill in numbers, parents, schools, homes and telephones of candidates, as far as they were typed."""
    if wanted.numbers:
        for person_id, scheme, value in existence.numbers_compared(people, wanted.numbers):
            people[person_id].numbers.setdefault(scheme, set()).add(value)
    if wanted.parent_words:
        for child_id, given, family in existence.carers_names(people, CARES):
            people[child_id].parents.append(Filed(given, family))
    if wanted.school:
        for person_id, name in existence.schools_named(people):
            people[person_id].schools.append(plain(name))
    if wanted.line:
        for person_id, is_house in existence.lines_compared(people, wanted.line):
            people[person_id].lives = is_house
    if wanted.phone:
        for person_id in existence.phones_compared(people, wanted.phone, CARES):
            people[person_id].is_reached = True
