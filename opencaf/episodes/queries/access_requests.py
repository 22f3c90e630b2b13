"""Requests for access: those that wait for somebody's answer, and what was said to who asked."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from opencaf.access.models import AccessRequest
from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Post, Practitioner
from opencaf.core import clock
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
    """Return what waits for this person about children whom they may know, the oldest first, in one read.

    Children are read for the rows of the list alone; who may not be known has no name.
    """
    child = Person.objects.filter(pk=OuterRef("child_id"))
    named = {name: Subquery(child.values(name)) for name in NAMED_BY}
    rows: Any = waiting_for(practitioner).annotate(**named).select_related("asked_by")
    return [
        WaitingRequest(row.id, child_of(row), str(row.asked_by), row.asked_on, row.answer_by)
        for row in rows.order_by("asked_on", "id")[:MOST_ROWS]
        if row.family_name is not None
    ]


def child_of(row: Any) -> Person:
    """Return the child whom a request is about, as far as a list names them."""
    return Person(id=row.child_id, **{name: getattr(row, name) for name in NAMED_BY})


def waiting_for(practitioner: Practitioner) -> QuerySet[AccessRequest]:
    """Open requests asked of somebody, about cases they lead, or left unanswered where they coordinate."""
    leads = LeadProfessional.objects.filter(practitioner=practitioner, ended_on=None).values("episode_id")
    mine = Q(asked_of=practitioner) | Q(episode_id__in=leads)
    waiting = AccessRequest.objects.filter(authority_id=practitioner.authority_id, answer="")
    if practitioner.has_role(*SEES_ALL):
        # A value of the row, which PostgreSQL looks up for the oldest until the list is full; of "in (…)"
        # it would read every case first.
        seen = Episode.objects.visible_to(practitioner).filter(pk=OuterRef("episode_id"))
        waiting = waiting.alias(seen=Subquery(seen.values("pk")[:1]))
        left = Q(answer_by__lt=clock.today()) | Q(asked_of=None)
        mine |= left & (Q(seen__isnull=False) | Q(episode_id=None))
    return waiting.filter(mine).exclude(asked_by=practitioner)


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
