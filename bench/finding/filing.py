"""Filing everybody for the search, after all records are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bench.finding.copying import Sheet
from bench.world.inserting import Connection
from opencaf.people.models import HouseholdMember, Person, PersonName, SearchName
from opencaf.people.name_keys import plain_postcode
from opencaf.people.operations.search_names import file_names

AT_ONCE = 10_000


def file_everybody(connection: Connection) -> int:
    """Write the rows by which people are found; returns how many."""
    columns = [str(field.column) for field in SearchName._meta.local_concrete_fields]
    sheet = Sheet(SearchName, " ".join(columns))
    count = 0
    for people in in_batches():
        for row in rows_of(people):
            sheet.add(*(getattr(row, field.attname) for field in SearchName._meta.local_concrete_fields))
        count += sheet.copy(connection)
    return count


def in_batches() -> Iterator[list[Person]]:
    """Give everybody, some at a time, in the order of their ids."""
    last = None
    while True:
        after = Person.objects.filter(id__gt=last) if last else Person.objects.all()
        people = list(after.order_by("id")[:AT_ONCE])
        if not people:
            return
        yield people
        last = people[-1].id


def rows_of(people: list[Person]) -> Iterator[SearchName]:
    """Give the rows by which some people are found."""
    ids = [person.id for person in people]
    names: dict[Any, list[PersonName]] = defaultdict(list)
    for name in PersonName.objects.filter(person_id__in=ids):
        names[name.person_id].append(name)
    postcodes: dict[Any, list[str]] = defaultdict(list)
    stays = HouseholdMember.objects.filter(person_id__in=ids, to_on=None).select_related("household")
    for stay in stays:
        postcodes[stay.person_id].append(plain_postcode(stay.household.postcode))
    for person in people:
        is_child = bool(person.born_on or person.expected_on)
        yield from file_names(
            person, names=names[person.id], postcodes=postcodes[person.id], is_child=is_child
        )
