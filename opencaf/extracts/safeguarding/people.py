"""Reads who the children are: themselves, their families, addresses and numbers."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from opencaf.episodes.models import Episode
from opencaf.extracts.described import Filled, Window
from opencaf.extracts.keys import key_of
from opencaf.extracts.safeguarding import tables
from opencaf.extracts.scope import ChildInCase, birth_of
from opencaf.people.codes import Kinship, Scheme, SpecialNeeds
from opencaf.people.models import FamilyMember, HouseholdMember, Identifier, Person, Relationship

KINDS = {Scheme.NHS: "NHS Number", Scheme.UPN: "Unique Pupil Number"}
HAS_PLAN = {SpecialNeeds.PLAN: "Y", SpecialNeeds.SUPPORT: "N", SpecialNeeds.NONE: "N"}
PARTS = ("ROOM", "FLOOR", "FLAT", "BUILDING", "HOUSE", "STREET", "TOWN", "UPRN", "EASTING", "NORTHING")
People = dict[uuid.UUID, Person]
Rows = list[dict[str, Any]]


def read_people(people: People, children: list[ChildInCase], window: Window) -> Iterator[Filled]:
    """Yield the tables of the children themselves."""
    ids = sorted(people)
    numbers = list(Identifier.objects.filter(person_id__any_of=ids).order_by("person_id", "id"))
    nhs = {
        one.person_id: one.value
        for one in numbers
        if one.scheme == Scheme.NHS and not one.warning and overlaps(one.from_on, one.to_on, window)
    }
    mothers = mothers_among(ids)
    yield tables.PERSON.filled(
        [person_row(people[one], nhs.get(one), is_mother=one in mothers) for one in ids]
    )
    yield tables.FAMILY.filled(family_rows(ids, children, window))
    yield tables.ADDRESS.filled(address_rows(ids, window))
    yield tables.IDENTIFIERS.filled([*case_numbers(children), *map(number_row, numbers)])


def person_row(person: Person, nhs_number: str | None, *, is_mother: bool) -> dict[str, Any]:
    """Return the row of a child."""
    return {
        "pers_person_id": key_of(person.pk),
        "pers_common_child_id": nhs_number,
        "pers_forename": person.given_names,
        "pers_surname": person.family_name,
        "pers_sex": person.sex,
        "pers_ethnicity": person.ethnicity,
        "pers_dob": birth_of(person),
        "pers_expected_dob": person.expected_on,
        "pers_send_flag": HAS_PLAN.get(SpecialNeeds(person.special_needs)),
        "pers_death_date": person.died_on,
        "pers_is_mother": "Y" if is_mother else "",
    }


def mothers_among(ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Return who of the children is recorded as somebody's mother."""
    found = Relationship.objects.filter(of_id__any_of=ids, kinship=Kinship.MOTHER)
    return set(found.values_list("of_id", flat=True))


def family_rows(ids: list[uuid.UUID], children: list[ChildInCase], window: Window) -> Rows:
    """Return each child in each family: as a member, or because the case is that family's."""
    members = FamilyMember.objects.filter(in_window(window), person_id__any_of=ids)
    pairs = set(members.values_list("family_id", "person_id"))
    cases = Episode.objects.filter(pk__any_of=sorted({one.episode_id for one in children}))
    families = dict(cases.exclude(family=None).values_list("id", "family_id"))
    pairs |= {(families[one.episode_id], one.child_id) for one in children if one.episode_id in families}
    return [
        {
            "fami_table_id": key_of(family, person),
            "fami_family_id": key_of(family),
            "fami_person_id": key_of(person),
        }
        for family, person in sorted(pairs)
    ]


def address_rows(ids: list[uuid.UUID], window: Window) -> Rows:
    """Return where the children lived in a window; a sealed address is in no file."""
    homes = HouseholdMember.objects.filter(in_window(window), person_id__any_of=ids, household__sealed=False)
    return [
        {
            "addr_table_id": key_of(home.pk),
            "addr_person_id": key_of(home.person_id),
            "addr_address_start_date": home.from_on,
            "addr_address_end_date": by_the_end(home.to_on, window),
            "addr_address_postcode": home.household.postcode.replace(" ", ""),
            "addr_address_json": address_as_json(
                ", ".join(line for line in (home.household.line1, home.household.line2) if line),
                home.household.city,
            ),
        }
        for home in homes.select_related("household").order_by("person_id", "from_on", "id")
    ]


def address_as_json(street: str, town: str) -> str:
    """Return an address by its parts."""
    return json.dumps(dict.fromkeys(PARTS, "") | {"STREET": street, "TOWN": town}, ensure_ascii=False)


def case_numbers(children: list[ChildInCase]) -> Iterator[dict[str, Any]]:
    """Yield the reference of each case, for each of its children."""
    cases = Episode.objects.filter(pk__any_of=sorted({one.episode_id for one in children}))
    references = dict(cases.values_list("id", "reference"))
    for one in children:
        yield {
            "link_table_id": key_of("reference", one.id),
            "link_person_id": key_of(one.child_id),
            "link_identifier_type": "Case Number",
            "link_identifier_value": references[one.episode_id],
            "link_valid_from_date": one.begun,
            "link_valid_to_date": one.ended,
        }


def number_row(number: Identifier) -> dict[str, Any]:
    """Return the row of a number."""
    return {
        "link_table_id": key_of(number.pk),
        "link_person_id": key_of(number.person_id),
        "link_identifier_type": KINDS.get(Scheme(number.scheme)) or number.system or "Other",
        "link_identifier_value": number.value,
        "link_valid_from_date": number.from_on,
        "link_valid_to_date": number.to_on,
    }


def in_window(window: Window) -> Q:
    """Return what makes a row with a beginning and an end one of a window; what is not known fits."""
    begun = Q(from_on=None) | Q(from_on__lte=window.last)
    return begun & (Q(to_on=None) | Q(to_on__gte=window.first))


def overlaps(begun: dt.date | None, ended: dt.date | None, window: Window) -> bool:
    """Whether something held on a day of a window; what is not known fits."""
    return (begun is None or begun <= window.last) and (ended is None or ended >= window.first)


def by_the_end(day: dt.date | None, window: Window) -> dt.date | None:
    """Return a day, unless it comes after the window."""
    return day if day and day <= window.last else None
