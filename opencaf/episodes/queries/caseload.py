"""Who leads how many open cases, does their work or is asked to, for those who share cases out fairly."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from opencaf.agencies.models import Post, Practitioner
from opencaf.episodes.models import Coordination, Episode, LeadOffer, LeadProfessional
from opencaf.episodes.states import State


@dataclass
class Load:
    """What somebody leads, how much of it rests, whose work they do besides, and what they are asked."""

    name: str
    agency: str
    cases: int = 0
    resting: int = 0
    trained: str = ""
    works: int = 0
    asked: int = 0

    @property
    def active(self) -> int:
        """How many cases are being worked on."""
        return self.cases - self.resting


@dataclass(frozen=True)
class Caseloads:
    """Everybody who leads, does the work or is asked to, the most first."""

    loads: list[Load]

    @property
    def leading(self) -> list[Load]:
        """Those who lead."""
        return [load for load in self.loads if load.cases]

    @property
    def middle(self) -> int:
        """The number of cases of the one in the middle of those who lead; half lead as many or more."""
        active = sorted(load.active for load in self.leading)
        return active[len(active) // 2] if active else 0


def caseloads_for(practitioner: Practitioner) -> Caseloads:
    """Return who leads how many of the open cases that somebody looks after, and who does what besides."""
    visible = Episode.objects.visible_to(practitioner).open()
    loads: dict[uuid.UUID, Load] = {}
    leading = LeadProfessional.objects.filter(ended_on=None, episode__in=visible)
    resting = Count("id", filter=Q(episode__state=State.SUSPENDED))
    for row in by_person(leading, cases=Count("id"), resting=resting):
        load = load_of(loads, row)
        load.cases, load.resting = row["cases"], row["resting"]
    working = Coordination.objects.filter(ended_on=None, episode__in=visible, practitioner__isnull=False)
    for row in by_person(working, works=Count("id")):
        load_of(loads, row).works = row["works"]
    offers = LeadOffer.objects.filter(answer="", episode__in=visible)
    for row in by_person(offers, asked=Count("id")):
        load_of(loads, row).asked = row["asked"]
    return Caseloads(sorted(loads.values(), key=lambda load: (-load.cases, load.name)))


def by_person(rows: QuerySet[Any], **counts: Any) -> QuerySet[Any, dict[str, Any]]:
    """Return counts of some rows by their practitioner."""
    post = Post.objects.filter(practitioner=OuterRef("practitioner_id"), ended_on=None).order_by("id")
    who = rows.values(
        "practitioner_id",
        given=F("practitioner__given_name"),
        family=F("practitioner__family_name"),
        trained_on=F("practitioner__trained_on"),
        agency_name=Subquery(post.values("agency__name")[:1]),
    )
    found: QuerySet[Any, dict[str, Any]] = who.annotate(**counts).order_by()
    return found


def load_of(loads: dict[uuid.UUID, Load], row: dict[str, Any]) -> Load:
    """Return the load of a row's practitioner, new where they have none yet."""
    made = Load(
        f"{row['given']} {row['family']}", row["agency_name"] or "", trained=trained_words(row["trained_on"])
    )
    return loads.setdefault(row["practitioner_id"], made)


def trained_words(trained_on: dt.date | None) -> str:
    """Return when somebody was trained."""
    return f"{trained_on:%B %Y}" if trained_on else "no training is noted"
