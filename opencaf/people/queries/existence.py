"""That a record exists, and by what it is recognised: read past the wall, for who may not open it.

Each is one of the database functions that access.past_the_wall names. What they do not give (notes,
needs, ways to reach somebody) is not there: asking a person who came from here for it fails.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.people.models import Person
from opencaf.people.name_keys import postcode_district

# in the order of the model's columns, as from_db takes them
PERSON = (
    "id",
    "authority_id",
    "recorded_by_id",
    "given_names",
    "family_name",
    "born_on",
    "born_accuracy",
    "expected_on",
    "age_years",
    "age_known_on",
)


@dataclass(frozen=True)
class Existing:
    """Somebody whose record exists, and a hint of where they live: "S. S., ZD4"."""

    person: Person
    place: str


def existing(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Existing]:
    """Return by what these people are recognised, each with who recorded them."""
    found: dict[uuid.UUID, Existing] = {}
    asked = list(person_ids)
    for *values, street, postcode in rows_of("people_known_to_exist(%s)", [asked]) if asked else ():
        hint = ", ".join(part for part in (street, postcode_district(postcode)) if part)
        person = Person.from_db("default", PERSON, values)
        found[person.id] = Existing(person, hint)
    ids = {one.person.recorded_by_id for one in found.values() if one.person.recorded_by_id}
    recorders = {one.id: one for one in practitioners(sorted(ids))} if ids else {}
    for one in found.values():
        if one.person.recorded_by_id:
            one.person.recorded_by = recorders.get(one.person.recorded_by_id)
    return found


@composed_once
def practitioners(ids: list[uuid.UUID]) -> QuerySet[Practitioner]:
    """These practitioners."""
    return Practitioner.objects.filter(pk__any_of=ids)


def people_who_exist(person_ids: Iterable[uuid.UUID]) -> list[Person]:
    """Return these people, as far as anybody of the authority may know of them."""
    return [one.person for one in existing(person_ids).values()]


def standing_for(person_id: uuid.UUID) -> uuid.UUID | None:
    """Return the record that is kept in the place of one that was merged."""
    return next((kept for (kept,) in rows_of("people_standing_for(%s)", [person_id])), None)


def holders_of(numbers: Sequence[str], most: int) -> list[uuid.UUID]:
    """Return who has one of these numbers."""
    return [person_id for (person_id,) in rows_of("people_holders(%s, %s)", [list(numbers), most])]


def spellings(keys: Sequence[str], words: Sequence[int], most: int = 8) -> list[str]:
    """Return the sound codes of names here that share a key; words: which word each key belongs to."""
    ((found,),) = rows_of(
        "people_spellings(%s::text[], %s::integer[], %s) as found", [list(keys), list(words), most]
    )
    return list(found)


def cared_for_by(
    sounds: Sequence[str], *, both_names: bool, kinds: Sequence[str], own_sounds: Sequence[str], most: int
) -> list[uuid.UUID]:
    """Return whose parent or carer is filed under these sounds; first those who sound as own_sounds do."""
    asked = [list(sounds), both_names, list(kinds), list(own_sounds), most]
    return [
        child_id
        for (child_id,) in rows_of("people_cared_for(%s::text[], %s, %s::text[], %s::text[], %s)", asked)
    ]


def reached_by(phone: str, *, kinds: Sequence[str], most: int) -> list[uuid.UUID]:
    """Return who is reached by a telephone number, themselves or through who brings them up."""
    return [
        found
        for (found,) in rows_of("people_reached_by(%s::text[], %s::text[], %s)", [[phone], list(kinds), most])
    ]


def living_at(line: str, most: int) -> list[uuid.UUID]:
    """Return who lives in the house of this number and street."""
    return [found for (found,) in rows_of("people_living_at(%s, %s)", [line, most])]


def schooled_at(school: str, words: Sequence[str], sounds: Sequence[str], most: int) -> list[uuid.UUID]:
    """Return who goes to a school of this name, or of a name with these words, and has a name like this."""
    asked = [school, list(words), list(sounds), most]
    return [found for (found,) in rows_of("people_schooled_at(%s, %s::text[], %s::text[], %s)", asked)]


def numbers_compared(
    person_ids: Iterable[uuid.UUID], numbers: Sequence[str]
) -> list[tuple[uuid.UUID, str, str]]:
    """Return whose numbers are known, by scheme; one that was not asked for is empty."""
    return rows_of("people_numbers_compared(%s, %s)", [list(person_ids), list(numbers)])


def carers_names(person_ids: Iterable[uuid.UUID], kinds: Sequence[str]) -> list[tuple[uuid.UUID, str, str]]:
    """Return the names of who brings these children up: child, given names, family name."""
    return rows_of("people_carers_names(%s, %s)", [list(person_ids), list(kinds)])


def schools_named(person_ids: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """Return the schools of these children."""
    return rows_of("people_schools_named(%s)", [list(person_ids)])


def phones_compared(people: Iterable[uuid.UUID], phone: str, kinds: Sequence[str]) -> list[uuid.UUID]:
    """Return which of these people are reached by a telephone number."""
    asked = [list(people), [phone], list(kinds)]
    return [
        found for (found,) in rows_of("people_phones_compared(%s::uuid[], %s::text[], %s::text[])", asked)
    ]


def lines_compared(people: Iterable[uuid.UUID], line: str) -> list[tuple[uuid.UUID, bool]]:
    """Return which of these people live in the house, or (False) in the street alone."""
    return rows_of("people_lines_compared(%s, %s)", [list(people), line])


def rows_of(source: str, asked: list[Any], columns: str = "*") -> list[Any]:
    """Return the rows of a database function."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns} from {source}", asked)  # noqa: S608 - the functions named above
        return list(cursor.fetchall())
