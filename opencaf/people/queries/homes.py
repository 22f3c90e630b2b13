"""Homes of the people around a child."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.people.models import Household, HouseholdMember
from opencaf.people.queries.circle import Circle


def homes_of_circle(circle: Circle) -> dict[str, tuple[Household, str]]:
    """Return the addresses at which somebody of the circle lives, by id, with who lives there in words."""
    people = {person.id: person for person in circle.everybody}
    found: dict[str, tuple[Household, list[str]]] = {}
    for stay in stays_of(list(people)):
        key = str(stay.household_id)
        found.setdefault(key, (stay.household, []))[1].append(people[stay.person_id].first_name)
    return {key: (household, ", ".join(names)) for key, (household, names) in found.items()}


@composed_once
def stays_of(person_ids: list[uuid.UUID]) -> QuerySet[HouseholdMember]:
    """Where some people live now."""
    stays = HouseholdMember.objects.filter(person__any_of=person_ids, to_on=None)
    return stays.select_related("household").order_by("id")
