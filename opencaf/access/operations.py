"""Giving and ending access. Called by the operations that make or end the reason for it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.together import all_or_nothing


@all_or_nothing
def grant_access(
    *,
    to: Practitioner,
    child_ids: Iterable[uuid.UUID],
    episode_id: uuid.UUID | None = None,
    level: int = Level.FULL,
    basis: str,
    ends_at: dt.datetime | None = None,
    by: Practitioner,
) -> None:
    """Let a practitioner see children's records (or one case of theirs) for a reason.

    Saying it twice is harmless.
    """
    rows = [
        AccessGrant(
            authority_id=by.authority_id,
            practitioner=to,
            child_id=child_id,
            episode_id=episode_id,
            level=level,
            basis=basis,
            ends_at=ends_at,
        )
        for child_id in child_ids
    ]
    AccessGrant.objects.bulk_create(rows, ignore_conflicts=True)
    if basis != Basis.FOUND:
        trail.record(
            "access_granted",
            subject_kind="practitioner",
            subject_id=to.id,
            episode_id=episode_id,
            reason=basis,
            children=[str(row.child_id) for row in rows],
            level=int(level),
        )


@all_or_nothing
def end_access(
    *,
    of: Practitioner,
    episode_id: uuid.UUID | None,
    basis: str,
    child_ids: Iterable[uuid.UUID] | None = None,
    by: Practitioner,
) -> None:
    """End what a practitioner could see of a case for one reason; other reasons stay.

    child_ids: where only what was given about these children ends.
    """
    held = AccessGrant.objects.unended().filter(practitioner=of, episode_id=episode_id, basis=basis)
    if child_ids is not None:
        held = held.filter(child_id__in=list(child_ids))
    held.update(ends_at=clock.now())
    trail.record(
        "access_ended",
        subject_kind="practitioner",
        subject_id=of.id,
        episode_id=episode_id,
        reason=basis,
    )
