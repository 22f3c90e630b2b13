"""Pairs of records that may be of one person, and what is known of a record to look for others like it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from opencaf.core import clock
from opencaf.people.codes import Scheme
from opencaf.people.models import DuplicatePair, HouseholdMember, Identifier, Person, SearchName
from opencaf.people.sought import Sought


def filed_children() -> list[uuid.UUID]:
    """Return every child who is filed for finding, in an order of their own."""
    rows = SearchName.objects.filter(is_child=True).order_by("person_id")
    return list(rows.values_list("person_id", flat=True).distinct())


def told_of(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Sought]:
    """Return what is known of these people as something to look for; nothing of who leads to another."""
    people = Person.objects.filter(pk__in=person_ids, merged_into=None).order_by("id")
    numbers = numbers_of(person_ids)
    postcodes = postcodes_of(person_ids)
    return {
        person.id: Sought(
            given_names=person.given_names,
            family_name=person.family_name,
            born=person.birth,
            expected_on=person.expected_on,
            postcode=postcodes.get(person.id, ""),
            nhs_number=numbers[person.id].get(Scheme.NHS, ""),
            upn=numbers[person.id].get(Scheme.UPN, ""),
        )
        for person in people
    }


def numbers_of(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, str]]:
    """Return the NHS number and the UPN of these people."""
    found: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    rows = Identifier.objects.filter(person__in=person_ids, scheme__in=[Scheme.NHS, Scheme.UPN])
    for person_id, scheme, value in rows.order_by("id").values_list("person_id", "scheme", "value"):
        found[person_id][scheme] = value
    return found


def postcodes_of(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return where these people live now; nothing of a sealed address."""
    homes = HouseholdMember.objects.filter(person__in=person_ids, household__sealed=False)
    living = homes.exclude(to_on__lte=clock.today()).order_by("from_on", "id")
    return dict(living.values_list("person_id", "household__postcode"))


def pairs_to_judge() -> QuerySet[DuplicatePair]:
    """Return the pairs that wait, the most certain first."""
    rows = DuplicatePair.objects.filter(
        state=DuplicatePair.State.OPEN, first__merged_into=None, second__merged_into=None
    )
    return rows.select_related("first", "second").order_by("-score", "id")


def pair_called(pair_id: uuid.UUID) -> DuplicatePair | None:
    """Return one pair that somebody may see, unless one of the two leads to another record by now."""
    rows = DuplicatePair.objects.filter(first__merged_into=None, second__merged_into=None, pk=pair_id)
    return rows.select_related("first", "second", "judged_by").first()
