"""Finding a practitioner or an agency of the authority by what somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Concat

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.queries.team import with_post

MOST_SUGGESTIONS = 200  # a name that is not suggested is found all the same
FULL_NAME = Concat("given_name", Value(" "), "family_name", output_field=CharField())


@dataclass(frozen=True)
class Entry:
    """A name in the directory as pages suggest it."""

    name: str
    detail: str


def entries_of(authority_id: UUID, *, with_agencies: bool) -> list[Entry]:
    """Return the names that a page suggests: practitioners by mail address, and agencies where they fit."""
    rows = names_of(authority_id, with_agencies)
    return [Entry(mail or name, words(mail, name, agency)) for mail, name, agency in rows]


@composed_once
def names_of(authority_id: UUID, with_agencies: bool) -> QuerySet[Any]:
    """Mail address, name and agency of practitioners, and the names of agencies where they fit."""
    rows = with_post(Practitioner.objects.filter(authority_id=authority_id)).values_list(
        "email", FULL_NAME, "agency_name"
    )
    if with_agencies:
        agencies = Agency.objects.filter(authority_id=authority_id, active=True)
        rows = rows.union(agencies.values_list(Value(""), "name", Value("")), all=True)
    return rows[:MOST_SUGGESTIONS]


def words(mail: str, name: str, agency: str | None) -> str:
    """Return what stands beside a suggestion: name and agency beside a mail address."""
    return ", ".join(part for part in (name if mail else "", agency) if part)


def practitioners_called(text: str, authority_id: UUID) -> list[Practitioner]:
    """Return the practitioners whose mail address or full name is what was typed."""
    words = text.strip()
    named = Practitioner.objects.filter(authority_id=authority_id).annotate(whole=FULL_NAME)
    return list(named.filter(Q(email__iexact=words) | Q(whole__iexact=words)).order_by("id")[:2])


def agency_called(text: str, authority_id: UUID) -> Agency | None:
    """Return the agency whose name is what was typed."""
    return Agency.objects.filter(authority_id=authority_id, name__iexact=text.strip()).first()
