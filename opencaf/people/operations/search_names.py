"""Keeping the names by which a person is found, whenever a name, a date or a home changes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db import models

from opencaf.core import clock
from opencaf.people.models import HouseholdMember, NameWord, Person, PersonName, SearchName
from opencaf.people.name_keys import code, plain_postcode, variants
from opencaf.people.spelling import MOST_LETTERS, letters, spelling_keys

MOST_ROWS = 60


class Filing(NamedTuple):
    """One way in which a person is filed, in the order of the columns."""

    given: str
    family: str
    given_code: str
    family_code: str
    given_letters: int
    family_letters: int
    postcode: str


def file_names(
    person: Person, *, names: Iterable[PersonName], postcodes: Sequence[str], is_child: bool
) -> list[SearchName]:
    """Return the rows by which a person is found: every form of each name, at each present address."""
    others = [(name.given_names, name.family_name) for name in names]
    return [
        SearchName(
            authority_id=person.authority_id,
            person=person,
            day=person.born_on or person.expected_on,
            is_child=is_child,
            shielded=person.shielded,
            **one._asdict(),
        )
        for one in filings(person.given_names, person.family_name, others, postcodes)
    ]


def filings(
    given_names: str, family_name: str, others: Iterable[tuple[str, str]], postcodes: Sequence[str]
) -> list[Filing]:
    """Return the ways in which a person is filed, each other name filled up from the present one."""
    names = [
        (given_names, family_name),
        *((given or given_names, family or family_name) for given, family in others),
    ]
    pairs = dict.fromkeys(pair for name in names for pair in forms(*name))
    return [
        Filing(given, family, code_of(given), code_of(family), letters(given), letters(family), postcode)
        for postcode in dict.fromkeys(postcodes or [""])
        for given, family in pairs
    ][:MOST_ROWS]


def forms(given_names: str, family_name: str) -> list[tuple[str, str]]:
    """Return every given name with every form of the family name."""
    families = variants_of(family_name) or ("",)
    return [(given, family) for given in variants_of(given_names) or ("",) for family in families]


@lru_cache(maxsize=65536)
def variants_of(name: str) -> tuple[str, ...]:
    """Return the forms under which a name is filed, remembered."""
    return tuple(variants(name))


@lru_cache(maxsize=65536)
def code_of(word: str) -> str:
    """Return the sound code of a word, remembered; nothing for no word."""
    return code(word) if word else ""


def write_search_names(rows: Iterable[SearchName]) -> None:
    """Write rows by which people are found, and the words of their names into the dictionary."""
    filed = SearchName.objects.bulk_create(rows)
    words = {(row.authority_id, word) for row in filed for word in (row.given, row.family)}
    NameWord.objects.bulk_create(
        [entry for here, word in sorted(words) for entry in entries(here, word)], ignore_conflicts=True
    )


def entries(authority_id: uuid.UUID, word: str) -> list[NameWord]:
    """Return a word as it stands in the dictionary: once under each of its keys."""
    return [
        NameWord(authority_id=authority_id, key=key, word=word, code=code_of(word)) for key in keys_of(word)
    ]


def keys_of(word: str) -> list[str]:
    """Return the keys under which a word stands in the dictionary."""
    return spelling_keys(word) if 0 < len(word) <= MOST_LETTERS else []


def renew_search_names(people: Iterable[Person], *, as_child: Person | None = None) -> None:
    """File people anew after a name, a date or a home of theirs changed; one who leads to another, nowhere.

    as_child: one of them who is not filed at the moment, and is a child.
    """
    by_id = {person.id: person for person in people if person.merged_into_id is None}
    names = list(PersonName.objects.filter(person_id__in=by_id))
    # a sealed address finds nobody, not even for those who may read it
    homes = live_stays().filter(person_id__in=by_id, household__sealed=False).select_related("household")
    postcodes = [(home.person_id, plain_postcode(home.household.postcode)) for home in homes]
    filed = SearchName.objects.filter(person_id__in=by_id)
    children = set(filed.filter(is_child=True).values_list("person_id", flat=True))
    children |= {as_child.id} if as_child else set()
    filed.delete()
    write_search_names(
        row
        for person in by_id.values()
        for row in file_names(
            person,
            names=[name for name in names if name.person_id == person.id],
            postcodes=[postcode for person_id, postcode in postcodes if person_id == person.id],
            is_child=person.id in children,
        )
    )


def live_stays(day: dt.date | None = None) -> models.QuerySet[HouseholdMember]:
    """Stays in a household that have not ended by a day (today when it is left out)."""
    day = day or clock.today()
    return HouseholdMember.objects.exclude(to_on__lte=day)
