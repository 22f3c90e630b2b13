"""To whom the refresher is offered, whom they can ring, and how many read it."""

from __future__ import annotations

import uuid

from django.db.models import Exists, Max, OuterRef, Subquery

from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.queries import posts_with_roles
from opencaf.core import clock
from opencaf.core.dates import months_later
from opencaf.episodes.models import Episode
from opencaf.guidance.models import RefresherRead
from opencaf.training.models import TrainingAttendance


def is_refresher_offered(practitioner: Practitioner) -> bool:
    """Whether somebody never started, was trained long ago by their authority's measure or never, and has not
    read it.

    Whether they started is what they may see today, so that no statement looks past the wall for an offer.
    """
    own = Practitioner.objects.filter(pk=practitioner.pk).annotate(
        started=Exists(Episode.objects.filter(initiator=OuterRef("pk"))),
        has_read=Exists(RefresherRead.objects.filter(practitioner=OuterRef("pk"))),
        attended_on=Subquery(
            TrainingAttendance.objects.filter(practitioner=OuterRef("pk"))
            .order_by()
            .values("practitioner")
            .annotate(last=Max("attended_on"))
            .values("last")
        ),
    )
    started, has_read, attended_on = own.values_list("started", "has_read", "attended_on").get()
    if started or has_read:
        return False
    days = [day for day in (attended_on, practitioner.trained_on) if day]
    return not days or months_later(max(days), practitioner.authority.refresher_after_months) <= clock.today()


def coordinators_in(authority_id: uuid.UUID) -> list[str]:
    """Return the names of the coordinators of an authority."""
    posts = posts_with_roles(authority_id, [Role.COORDINATOR])
    return sorted({str(post.practitioner) for post in posts})


def readers_counted(authority_id: uuid.UUID) -> int:
    """Return how many people ever read the refresher."""
    reads = RefresherRead.objects.filter(authority_id=authority_id)
    return reads.values("practitioner_id").distinct().count()
