"""Keeping the names by which a person is found, whenever a name, a date or a home changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import models

from opencaf.core import clock
from opencaf.people.models import HouseholdMember, Person, PersonName, SearchName
from opencaf.people.name_keys import code, plain_postcode, variants

MOST_ROWS = 60


def file_names(
    person: Person, *, names: Iterable[PersonName], postcodes: Sequence[str], is_child: bool
) -> list[SearchName]:
    """Return the rows by which a person is found: every form of each name, at each present address."""
    pairs = [pair for name in own_and_other_names(person, names) for pair in forms(*name)]
    return [
        SearchName(
            authority_id=person.authority_id,
            person=person,
            given=given,
            family=family,
            given_code=code(given) if given else "",
            family_code=code(family) if family else "",
            day=person.born_on or person.expected_on,
            postcode=postcode,
            is_child=is_child,
            shielded=person.shielded,
        )
        for postcode in list(dict.fromkeys(postcodes)) or [""]
        for given, family in dict.fromkeys(pairs)
    ][:MOST_ROWS]


def own_and_other_names(person: Person, names: Iterable[PersonName]) -> list[tuple[str, str]]:
    """Return given and family names, each other name filled up from the present one."""
    others = [
        (name.given_names or person.given_names, name.family_name or person.family_name) for name in names
    ]
    return [(person.given_names, person.family_name), *others]


def forms(given_names: str, family_name: str) -> list[tuple[str, str]]:
    """Return every given name with every form of the family name."""
    families = variants(family_name) or [""]
    return [(given, family) for given in variants(given_names) or [""] for family in families]


def renew_search_names(people: Iterable[Person]) -> None:
    """File people anew after a name, a date or a home of theirs changed."""
    by_id = {person.id: person for person in people}
    names = list(PersonName.objects.filter(person_id__in=by_id))
    # a sealed address finds nobody, not even for those who may read it
    homes = live_stays().filter(person_id__in=by_id, household__sealed=False).select_related("household")
    postcodes = [(home.person_id, plain_postcode(home.household.postcode)) for home in homes]
    filed = SearchName.objects.filter(person_id__in=by_id)
    children = set(filed.filter(is_child=True).values_list("person_id", flat=True))
    filed.delete()
    SearchName.objects.bulk_create(
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
