"""Emergency looks: the privacy officer's queue, one's own, and those the family's list must leave out."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from opencaf.access.models import BrokenGlass, DutyGround
from opencaf.agencies.models import Post, Practitioner
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.episodes.models import EpisodeChild

SHOWN_FOR = dt.timedelta(days=30)
MOST_ROWS = 100
REFERENCES = "select episodes_references_about(%s)"


@dataclass(frozen=True)
class Queue:
    """What waits for a verdict, the longest first, and what was judged lately."""

    waiting: list[BrokenGlass]
    judged: list[BrokenGlass]

    @property
    def overdue(self) -> int:
        """How many were to be judged before today."""
        return sum(1 for one in self.waiting if one.is_overdue)


def queue_of(authority_id: uuid.UUID) -> Queue:
    """Return the privacy officer's queue, in one read."""
    since = clock.today() - SHOWN_FOR
    rows = list(
        named()
        .filter(Q(verdict="") | Q(judged_on__gte=since), authority_id=authority_id)
        .order_by("broken_at", "id")[:MOST_ROWS]
    )
    judged = [one for one in rows if one.is_judged]
    return Queue([one for one in rows if not one.is_judged], judged[::-1])


def named() -> QuerySet[BrokenGlass]:
    """Return emergency looks with who it was, where they work, and who judged."""
    works_at = Post.objects.filter(practitioner=OuterRef("practitioner"), ended_on=None).order_by("id")
    rows = BrokenGlass.objects.select_related("practitioner", "judged_by", "withheld_by")
    return rows.annotate(agency_name=Subquery(works_at.values("agency__name")[:1]))


def broken_with(broken_id: uuid.UUID) -> BrokenGlass | None:
    """Return one emergency look of the authority that asks."""
    return named().filter(pk=broken_id).first()


def references_about(child_id: uuid.UUID) -> str:
    """Return the references of a child's cases, for an auditor, who sees nothing else of them."""
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES, [child_id])
        return cursor.fetchone()[0] or ""


@composed_once
def own_glasses(practitioner: Practitioner, since: dt.date) -> QuerySet[BrokenGlass]:
    """What somebody opened in an emergency: what waits for a verdict, and what was judged since a day."""
    mine = BrokenGlass.objects.filter(practitioner=practitioner)
    return mine.filter(Q(verdict="") | Q(judged_on__gte=since)).order_by("-broken_at", "-id")[:MOST_ROWS]


def own_lately(practitioner: Practitioner) -> list[BrokenGlass]:
    """Return what somebody opened in an emergency and should know how it was judged."""
    return own_glasses(practitioner, clock.today() - SHOWN_FOR)


@composed_once
def glasses_about(episode_id: uuid.UUID) -> QuerySet[BrokenGlass]:
    """Every emergency look at the children of a case, the latest first."""
    about = EpisodeChild.objects.filter(episode_id=episode_id, child_id=OuterRef("child_id"))
    rows = BrokenGlass.objects.filter(Exists(about)).select_related("practitioner", "withheld_by")
    return rows.order_by(F("broken_at").desc(), "-id")


@composed_once
def grounds_about(episode_id: uuid.UUID) -> QuerySet[DutyGround]:
    """Every ground on which the duty team read about the children of a case, the latest first."""
    about = EpisodeChild.objects.filter(episode_id=episode_id, child_id=OuterRef("child_id"))
    rows = DutyGround.objects.filter(Exists(about)).select_related("practitioner")
    return rows.order_by("-began_at", "-id")
