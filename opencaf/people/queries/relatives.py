"""Who here may be somebody of whom a name is known: filed under such sounds, or kin of certain children."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from opencaf.people.comparable import last_figures
from opencaf.people.matching import Filed
from opencaf.people.models import ContactPoint, Person, Relationship, SearchName
from opencaf.people.name_keys import codes

MOST_ALIKE = 300


def filed_alike(names: Iterable[Sequence[str]]) -> set[uuid.UUID]:
    """Return who is filed under two sounds of one of these names; grown-ups and children have own indexes."""
    sounds = [codes(words) for words in names]
    alike = [Q(family_code__in=one, given_code__in=one) for one in sounds if one]
    if not alike:
        return set()
    either = Q(*alike, _connector=Q.OR)
    return {
        person_id
        for is_child in (False, True)
        for person_id in SearchName.objects.filter(either, is_child=is_child)
        .order_by("person_id")
        .values_list("person_id", flat=True)[:MOST_ALIKE]
    }


def kin_of(children: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return who is related to one of these children, with how in words."""
    ties = Relationship.objects.filter(Q(of__in=children) | Q(to__in=children))
    found: dict[uuid.UUID, str] = {}
    for tie in ties.select_related("of", "to").order_by("id"):
        if tie.to_id in children:
            found.setdefault(tie.of_id, f"{tie.get_kinship_display().lower()} of {tie.to.full_name}")
        else:
            found.setdefault(tie.to_id, f"related to {tie.of.full_name}")
    return found


def filed_names(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Filed]]:
    """Return the ways in which these people are filed."""
    found: dict[uuid.UUID, list[Filed]] = defaultdict(list)
    rows = SearchName.objects.filter(person__in=person_ids).order_by("id")
    for one in rows.only("person_id", "given", "family", "day", "postcode"):
        found[one.person_id].append(Filed(one.given, one.family, one.day, one.postcode))
    return found


def telephones_of(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """Return the figures by which the telephones of these people are compared; none that is sealed."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = ContactPoint.objects.filter(person__in=person_ids, sealed=False)
    for person_id, value in rows.values_list("person_id", "value"):
        found[person_id].add(last_figures(value))
    return found


def people_by_id(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return those of these people whose record is their own, by id."""
    return {person.id: person for person in Person.objects.filter(pk__in=person_ids, merged_into=None)}
