"""Links and questions, as pages show them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.linkage.models import LINKED, LinkState, Register, RegisterLink
from opencaf.people.models import HouseholdMember, Identifier, Person, PersonName


def links_seen_by(practitioner: Practitioner) -> QuerySet[RegisterLink]:
    """Return the pairs about children whom somebody may see."""
    children = Person.objects.visible_to(practitioner)
    rows = RegisterLink.objects.filter(person__in=children)
    return rows.select_related("person", "register", "judged_by")


def waiting_for(practitioner: Practitioner) -> QuerySet[RegisterLink]:
    """Return the questions, those of one entry together, the likeliest first."""
    return links_seen_by(practitioner).filter(state=LinkState.WAITING).order_by("-bits", "entry", "id")


def made_for(practitioner: Practitioner) -> QuerySet[RegisterLink]:
    """Return the links that stand, the newest first."""
    return links_seen_by(practitioner).filter(state__in=LINKED).order_by("-recorded_at", "-id")


def link_seen_by(practitioner: Practitioner, link_id: uuid.UUID) -> RegisterLink | None:
    """Return one pair, or None."""
    return links_seen_by(practitioner).filter(pk=link_id).first()


@composed_once
def registers_of(authority_id: uuid.UUID) -> QuerySet[Register]:
    """The registers that were linked, with how many links stand and how many questions wait."""
    rows = Register.objects.filter(authority_id=authority_id).order_by("system")
    return rows.annotate(
        linked=Count("links", filter=Q(links__state__in=LINKED)),
        waiting=Count("links", filter=Q(links__state=LinkState.WAITING)),
    )


@dataclass(frozen=True)
class OnRecord:
    """What the record says of a child, to be laid beside what a register says."""

    names: str
    other_names: str
    born: str
    sex: str
    postcode: str
    nhs_number: str
    upn: str


def on_record(child: Person) -> OnRecord:
    """Return what the record says of a child, the comparable part of it."""
    numbers = {one.scheme: one.value for one in numbers_of(child.id)}
    return OnRecord(
        names=child.full_name,
        other_names=", ".join(str(name) for name in names_of(child.id)),
        born=child.born_on.isoformat() if child.born_on else "",
        sex=child.get_sex_display(),
        postcode=", ".join(stay.household.postcode for stay in homes_of(child.id) if stay.household.postcode),
        nhs_number=numbers.get("nhs", ""),
        upn=numbers.get("upn", ""),
    )


@composed_once
def numbers_of(person_id: uuid.UUID) -> QuerySet[Identifier]:
    """The numbers of a person."""
    return Identifier.objects.filter(person_id=person_id).order_by("id")


@composed_once
def names_of(person_id: uuid.UUID) -> QuerySet[PersonName]:
    """The other names of a person."""
    return PersonName.objects.filter(person_id=person_id).order_by("id")


@composed_once
def homes_of(person_id: uuid.UUID) -> QuerySet[HouseholdMember]:
    """Where a person lives."""
    stays = HouseholdMember.objects.filter(person_id=person_id, to_on=None)
    return stays.select_related("household").order_by("id")
