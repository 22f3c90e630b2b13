"""Everybody who can be linked: the children whom whoever asks may see, as they are compared.

Read as who asks, so that the walls stand: a shielded child, or a sealed address, is there for its list alone.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from opencaf.core import clock
from opencaf.core.partial_dates import EXACT
from opencaf.linkage.comparable import Name, Particulars

CHILDREN = """
select person.id, person.given_names, person.family_name, person.sex,
       case when person.born_accuracy = %s then person.born_on end
from people_person person
where exists (select from people_searchname filed where filed.person_id = person.id and filed.is_child)
order by person.id
"""
OTHER_NAMES = "select person_id, given_names, family_name from people_personname order by id"
POSTCODES = """
select stay.person_id, household.postcode from people_householdmember stay
join people_household household on household.id = stay.household_id
where household.postcode <> '' and (stay.to_on is null or stay.to_on > %s)
order by stay.from_on nulls first, stay.id
"""
NUMBERS = "select person_id, scheme, value from people_identifier where scheme in ('nhs', 'upn') order by id"


def everybody() -> tuple[list[uuid.UUID], list[Particulars]]:
    """Return the ids of the children, and, in the same order, what is compared of them."""
    names: dict[uuid.UUID, list[Name]] = defaultdict(list)
    for person_id, given, family in rows(OTHER_NAMES):
        names[person_id].append((given, family))
    postcodes = dict(rows(POSTCODES, [clock.today()]))
    numbers = {(person_id, scheme): value for person_id, scheme, value in rows(NUMBERS)}
    ids: list[uuid.UUID] = []
    people: list[Particulars] = []
    for person_id, given, family, sex, born in rows(CHILDREN, [EXACT]):
        ids.append(person_id)
        people.append(
            Particulars(
                names=names_of(given, family, names.get(person_id, ())),
                born=born.isoformat() if born else "",
                sex=sex,
                postcode=postcodes.get(person_id, ""),
                nhs_number=numbers.get((person_id, "nhs"), ""),
                upn=numbers.get((person_id, "upn"), ""),
            )
        )
    return ids, people


def names_of(given: str, family: str, others: Iterable[Name]) -> tuple[Name, ...]:
    """Return every name of a person; another name of which one half is known goes with the present other."""
    return ((given, family), *((one or given, other or family) for one, other in others))


def rows(statement: str, asked: list[Any] | None = None) -> list[Any]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, asked or [])
        return list(cursor.fetchall())
