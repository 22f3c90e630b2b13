"""Requests for access: those that wait for somebody's answer, and what was said to who asked."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery

from opencaf.access.models import AccessRequest
from opencaf.access.sight import Sight, sight_of
from opencaf.agencies.models import Post, Practitioner
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.episodes.models import Episode, LeadProfessional
from opencaf.people.models import Person

MOST_ROWS = 50
# What a list needs to name a child.
NAMED_BY = ("given_names", "family_name", "expected_on")


@dataclass(frozen=True)
class WaitingRequest:
    """A request that somebody should answer: who asks, about which child, and until when."""

    id: uuid.UUID
    child: Person
    asked_by: str
    asked_on: dt.date
    answer_by: dt.date


def requests_to_answer(practitioner: Practitioner) -> list[WaitingRequest]:
    """Return what waits for this person about children whom they may know, the oldest first, in one read."""
    sight = sight_of(practitioner)
    looks_after = sight if sight.sees_all else Sight(sight.authority_id, None, None, sees_all=False)
    rows: list[Any] = waiting_for(*looks_after, practitioner.id)
    return [
        WaitingRequest(row.id, child_of(row), str(row.asked_by), row.asked_on, row.answer_by)
        for row in rows
        if row.family_name is not None
    ]


def child_of(row: Any) -> Person:
    """Return the child whom a request is about, as far as a list names them."""
    return Person(id=row.child_id, **{name: getattr(row, name) for name in NAMED_BY})


@composed_once
def waiting_for(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    practitioner_id: uuid.UUID,
) -> QuerySet[Any]:
    """Open requests asked of somebody, about cases they lead, or left unanswered where they coordinate.

    Children are read for the rows of the list alone; who may not be known has no name.
    """
    leads = LeadProfessional.objects.filter(practitioner_id=practitioner_id, ended_on=None)
    mine = Q(asked_of_id=practitioner_id) | Q(episode_id__any_of=ArraySubquery(leads.values("episode_id")))
    waiting = AccessRequest.objects.filter(authority_id=authority_id, answer="")
    if sees_all:
        # A value of the row, which PostgreSQL looks up for the oldest until the list is full; of "in (…)"
        # it would read every case first.
        cases = Episode.objects.within(Sight(authority_id, granted_to_id, locality_id, sees_all))
        seen = cases.filter(pk=OuterRef("episode_id")).values("pk")
        waiting = waiting.alias(seen=Subquery(seen[:1]))
        left = Q(answer_by__lt=clock.today()) | Q(asked_of=None)
        mine |= left & (Q(seen__isnull=False) | Q(episode_id=None))
    child = Person.objects.filter(pk=OuterRef("child_id"))
    named = waiting.filter(mine).annotate(**{name: Subquery(child.values(name)) for name in NAMED_BY})
    others = named.exclude(asked_by_id=practitioner_id).select_related("asked_by")
    return others.order_by("asked_on", "id")[:MOST_ROWS]


def last_request(practitioner: Practitioner, child: Person) -> AccessRequest | None:
    """Return what somebody asked last about a child, with whom it was asked of."""
    asked = AccessRequest.objects.filter(asked_by=practitioner, child_id=child.id)
    return asked.select_related("asked_of", "answered_by").order_by("-recorded_at").first()


def request_about(child: Person, request_id: uuid.UUID) -> AccessRequest | None:
    """Return a request about a child, with who asks and at which agency they work."""
    works_at = Post.objects.filter(practitioner=OuterRef("asked_by"), ended_on=None).order_by("id")
    about = AccessRequest.objects.filter(child_id=child.id, pk=request_id)
    with_agency = about.annotate(agency_name=Subquery(works_at.values("agency__name")[:1]))
    return with_agency.select_related("asked_by", "answered_by").first()
