"""Who may be meant: a few equality reads over the search names of one authority, in two tiers.

Only equality and ranges of b-trees, since other operators lose their index under row-level security.
The second tier is read only when the first gave nothing that fits well.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from opencaf.agencies.models import Authority
from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, PartialDate
from opencaf.people.codes import Kinship
from opencaf.people.matching import Filed, Known, Wanted, neighbours
from opencaf.people.models import SearchName
from opencaf.people.name_keys import codes, plain
from opencaf.people.queries.circle import PARENTS
from opencaf.people.queries.existence import (
    cared_for_by,
    carers_names,
    holders_of,
    numbers_compared,
    schools_named,
)

CARES = (*PARENTS, Kinship.GRANDMOTHER, Kinship.GRANDFATHER)
MOST_OF_A_NAME = 400
MOST_OF_BOTH_NAMES = 300
MOST_OF_A_DAY = 400
MOST_OF_A_POSTCODE = 100
NEAR = dt.timedelta(days=28)

People = dict[uuid.UUID, Known]


def first_tier(authority: Authority, wanted: Wanted) -> People:
    """Return children with the same number, or alike in name and day, in both names, or in postcode."""
    sounds = codes(wanted.words)
    reads = [(days_and_names(sounds, wanted.born), MOST_OF_A_NAME)] if sounds and wanted.born else []
    if len(wanted.words) > 1:
        reads.append((both_names(sounds, wanted.born), MOST_OF_BOTH_NAMES))
    elif sounds and not wanted.born:
        reads.append((either_name(sounds), MOST_OF_A_NAME))
    if wanted.postcode:
        reads.append((Q(postcode=wanted.postcode), MOST_OF_A_POSTCODE))
    pointed_at = [*holders(wanted), *children_of_parents(wanted)]
    if pointed_at:
        reads.append((Q(person__in=pointed_at), MOST_OF_BOTH_NAMES))
    return read(authority, reads)


def second_tier(authority: Authority, wanted: Wanted) -> People:
    """Return children born on that day, alike in one name near it, or alike in both names on any day."""
    sounds = codes(wanted.words)
    reads = []
    if wanted.born:
        reads.append((within(wanted.born), MOST_OF_A_DAY))
    if sounds and wanted.born:
        near = near_days(wanted.born)
        reads.append((near & either_name(sounds), MOST_OF_A_NAME))
    if len(wanted.words) > 1:
        reads.append((both_names(sounds, None), MOST_OF_BOTH_NAMES))
    if sounds and not wanted.born:
        reads.append((either_name(sounds), MOST_OF_A_NAME))
    return read(authority, reads)


def days_and_names(sounds: Sequence[str], born: PartialDate) -> Q:
    """Return the condition: one name sounds alike, and the day is the one looked for."""
    return either_name(sounds) & within(born)


def either_name(sounds: Sequence[str]) -> Q:
    """Return the condition: the family name or the given name sounds alike."""
    return Q(family_code__in=sounds) | Q(given_code__in=sounds)


def both_names(sounds: Sequence[str], born: PartialDate | None) -> Q:
    """Return the condition: both names sound alike, in any order, within a year or so of the date."""
    both = Q(family_code__in=sounds) & (Q(given_code__in=sounds) | Q(given_code=""))
    if born is None:
        return both
    year = born.day.year
    span = (dt.date(max(year - 1, 1), 1, 1), dt.date(min(year + 1, 9999), 12, 31))
    return both & (Q(day__range=span) | Q(day=None))


def within(born: PartialDate) -> Q:
    """Return the condition: the day looked for, day and month changed over, or the known month or year."""
    day = born.day
    if born.accuracy == EXACT:
        return Q(day__in=[day, *([day.replace(day=day.month, month=day.day)] if day.day <= 12 else [])])
    if born.accuracy == MONTH_KNOWN:
        first = day.replace(day=1)
        return Q(day__gte=first, day__lt=(first + dt.timedelta(days=32)).replace(day=1))
    return Q(day__range=(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)))


def near_days(born: PartialDate) -> Q:
    """Return the condition: a date that one slip would have made, or about four weeks from it."""
    if born.accuracy != EXACT:
        year = born.day.year
        return Q(day__range=(dt.date(year - 1, 1, 1), dt.date(year + 1, 12, 31)))
    around = (born.day - NEAR, born.day + NEAR)
    return Q(day__in=neighbours(born.day)) | Q(day__range=around)


def read(authority: Authority, reads: Iterable[tuple[Q, int]]) -> People:
    """Return the children filed under any of the conditions, in one read."""
    columns = ("person_id", "given", "family", "day", "postcode")
    children = SearchName.objects.filter(authority=authority, is_child=True)
    rows: list[Any] = []
    parts = [children.filter(condition).values_list(*columns)[:most] for condition, most in reads]
    if len(parts) == 1:
        rows = list(parts[0])
    elif parts:
        rows = list(parts[0].union(*parts[1:]))
    people: People = {}
    for person_id, given, family, day, postcode in rows:
        people.setdefault(person_id, Known()).filed.append(Filed(given, family, day, postcode))
    return people


def holders(wanted: Wanted) -> list[uuid.UUID]:
    """Return who has a number that was looked for."""
    numbers = [number for number in (wanted.nhs_number, wanted.upn) if number]
    return holders_of(numbers, MOST_OF_A_POSTCODE) if numbers else []


def children_of_parents(wanted: Wanted) -> list[uuid.UUID]:
    """Return whose parent or carer has a name that sounds like the one looked for."""
    sounds = codes(wanted.parent_words)
    if not sounds:
        return []
    both_names = len(wanted.parent_words) > 1
    return cared_for_by(sounds, both_names=both_names, kinds=CARES, most=MOST_OF_BOTH_NAMES)


def add_what_was_asked(people: People, wanted: Wanted) -> None:
    """Fill in numbers, parents and schools of candidates, as far as they were asked for."""
    if wanted.nhs_number or wanted.upn:
        for person_id, scheme, value in numbers_compared(people, [wanted.nhs_number, wanted.upn]):
            people[person_id].numbers.setdefault(scheme, set()).add(value)
    if wanted.parent_words:
        for child_id, given, family in carers_names(people, CARES):
            people[child_id].parents.append(Filed(given, family))
    if wanted.school:
        for person_id, name in schools_named(people):
            people[person_id].schools.append(plain(name))
