"""Opening everything of one child to somebody for a time, and telling who leads. Called by operations."""

from __future__ import annotations

import datetime as dt
import uuid

from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.episodes.queries.contacts import latest_episode_of
from opencaf.episodes.reads import lead_now
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.people.models import Person


def open_whole_record(child: Person, *, to: Practitioner, basis: str, ends_at: dt.datetime) -> None:
    """Let somebody see the child's own record and every case of the child until a moment."""
    cases: list[uuid.UUID | None] = [None]
    cases += EpisodeChild.objects.filter(child=child).values_list("episode_id", flat=True)
    for episode_id in cases:
        grant_access(to=to, child_ids=[child.id], episode_id=episode_id, basis=basis, ends_at=ends_at, by=to)


def tell_who_leads(child: Person, kind: MailKind, by: Practitioner) -> None:
    """Let who leads the child's open or latest case, or else started it, know by a mail without names."""
    latest = latest_episode_of(child)
    whom = who_leads(latest) if latest else child.recorded_by
    if whom and whom.user and whom.id != by.id:
        queue_message(kind=kind, to=[whom.user.email], authority_id=by.authority_id)


def who_leads(episode: Episode) -> Practitioner:
    """Return the lead professional, or else who started the case."""
    lead = next(iter(lead_now(episode.id)), None)
    who: Practitioner = lead.practitioner if lead else episode.initiator
    return who
