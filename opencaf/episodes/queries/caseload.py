"""Who leads how many open cases, does their work or is asked to, for those who share cases out fairly."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Post, Practitioner
from opencaf.episodes.models import Coordination, LeadOffer, Standing
from opencaf.episodes.states import State

NAMED = """
select person.id, person.given_name, person.family_name, counted.*
from ({counted}) counted join agencies_practitioner person on person.id = counted.{who}
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody leads, how much of it rests, whose work they do besides, and what they are asked."""

    id: uuid.UUID
    name: str
    cases: int = 0
    resting: int = 0
    works: int = 0
    asked: int = 0

    @property
    def active(self) -> int:
        """How many cases are being worked on."""
        return self.cases - self.resting


@dataclass(frozen=True)
class LoadShown:
    """A load with where somebody works, and when they were trained."""

    load: Load
    agency: str
    trained: str


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
    around = {"episode_id__in": open_cases.values("episode_id")}
    working = Coordination.objects.filter(**around, ended_on=None, practitioner__isnull=False)
    offers = LeadOffer.objects.filter(**around, answer="")
    resting = Count("id", filter=Q(state=State.SUSPENDED))
    led = by_person(open_cases.exclude(leader=None), "leader", resting=resting)
    counted = {who: Load(who, f"{given} {family}", *counts) for who, given, family, _, *counts in led}
    for name, rows in (("works", working), ("asked", offers)):
        for who, given, family, _, number in by_person(rows, "practitioner"):
            load = counted.get(who) or Load(who, f"{given} {family}")
            counted[who] = replace(load, **{name: number})
    return Caseloads(sorted(counted.values(), key=lambda load: (-load.cases, load.name)))


def by_person(rows: QuerySet[Any], who: str, **more: Count) -> list[tuple[Any, ...]]:
    """Return who stands in a column of rows, by name, with how many rows are theirs; more: other counts.

    Names are joined to the numbers: grouping forty thousand rows with their names takes twice as long.
    """
    counted = rows.order_by().values_list(f"{who}_id").annotate(number=Count("id"), **more)
    statement, params = counted.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(NAMED.format(counted=statement, who=f"{who}_id"), params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def with_posts(loads: Iterable[Load]) -> list[LoadShown]:
    """Return loads as a page shows them: with where people work first, and when they were trained."""
    loads = list(loads)
    post = Post.objects.filter(practitioner=OuterRef("pk"), ended_on=None).order_by("id")
    people = Practitioner.objects.filter(id__in=[load.id for load in loads]).annotate(
        agency_name=Subquery(post.values("agency__name")[:1])
    )
    known = {row.id: row for row in people.only("id", "trained_on")}
    return [
        LoadShown(load, known[load.id].agency_name or "", trained_words(known[load.id].trained_on))
        for load in loads
    ]


def trained_words(trained_on: dt.date | None) -> str:
    """Return when somebody was trained."""
    return f"{trained_on:%B %Y}" if trained_on else "no training is noted"
