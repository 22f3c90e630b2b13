"""Homes of the people around a child."""

from __future__ import annotations

from opencaf.people.models import Household, HouseholdMember
from opencaf.people.queries.circle import Circle


def homes_of_circle(circle: Circle) -> dict[str, tuple[Household, str]]:
    """Return the addresses at which somebody of the circle lives, by id, with who lives there in words."""
    people = {person.id: person for person in circle.everybody}
    stays = HouseholdMember.objects.filter(person__in=list(people), to_on=None).select_related("household")
    found: dict[str, tuple[Household, list[str]]] = {}
    for stay in stays.order_by("id"):
        key = str(stay.household_id)
        found.setdefault(key, (stay.household, []))[1].append(people[stay.person_id].first_name)
    return {key: (household, ", ".join(names)) for key, (household, names) in found.items()}
