"""Who leads how many open cases, does their work or is asked to, for those who share cases out fairly."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Post, Practitioner
from opencaf.episodes.models import Coordination, LeadOffer, Standing
from opencaf.episodes.states import State


@dataclass(frozen=True)
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
    open_cases: Any = Standing.objects.within(sight_of(practitioner)).open()
    resting = Count("id", filter=Q(state=State.SUSPENDED))
    led = (
        open_cases.exclude(leader=None)
        .values(who=F("leader_id"))
        .annotate(cases=Count("id"), resting=resting)
    )
    around = {"episode_id__in": open_cases.values("episode_id")}
    working = Coordination.objects.filter(**around, ended_on=None, practitioner__isnull=False)
    offers = LeadOffer.objects.filter(**around, answer="")
    counts: dict[uuid.UUID, dict[str, int]] = {}
    found: list[Any] = [
        *led.annotate(cases=Count("id"), resting=resting).order_by(),
        *working.values(who=F("practitioner_id")).annotate(works=Count("id")).order_by(),
        *offers.values(who=F("practitioner_id")).annotate(asked=Count("id")).order_by(),
    ]
    for row in found:
        counts.setdefault(row.pop("who"), {}).update(row)
    loads = [load_of(row, counts[row["id"]]) for row in people(list(counts))]
    return Caseloads(sorted(loads, key=lambda load: (-load.cases, load.name)))


def people(ids: list[uuid.UUID]) -> QuerySet[Any, Any]:
    """Return what practitioners are called, when they were trained and where they work first."""
    post = Post.objects.filter(practitioner=OuterRef("pk"), ended_on=None).order_by("id")
    found: QuerySet[Any, Any] = Practitioner.objects.filter(id__any_of=ids).annotate(
        agency_name=Subquery(post.values("agency__name")[:1])
    )
    return found.values("id", "given_name", "family_name", "trained_on", "agency_name")


def load_of(person: dict[str, Any], counts: dict[str, int]) -> Load:
    """Return the load of somebody."""
    name = f"{person['given_name']} {person['family_name']}"
    return Load(name, person["agency_name"] or "", trained=trained_words(person["trained_on"]), **counts)


def trained_words(trained_on: dt.date | None) -> str:
    """Return when somebody was trained."""
    return f"{trained_on:%B %Y}" if trained_on else "no training is noted"
