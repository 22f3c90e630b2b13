"""Opening everything of one child to somebody for a time, and telling who leads. Called by operations."""

from __future__ import annotations

import datetime as dt

from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.agencies.queries import practitioner_of
from opencaf.episodes.queries.existence import known_episodes, latest_episode_of
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.people.models import Person


def open_whole_record(child: Person, *, to: Practitioner, basis: str, ends_at: dt.datetime) -> None:
    """Let somebody see the child's own record and every case of the child until a moment."""
    cases = [None, *(known.episode_id for known in known_episodes([child.id]))]
    for episode_id in cases:
        grant_access(to=to, child_ids=[child.id], episode_id=episode_id, basis=basis, ends_at=ends_at, by=to)


def tell_who_leads(child: Person, kind: MailKind, by: Practitioner) -> None:
    """Let who leads the child's open or latest case, or else started it, know by a mail without names."""
    latest = latest_episode_of(child.id)
    whom = practitioner_of(by.authority, latest.contact_id) if latest else child.recorded_by
    if whom and whom.user and whom.id != by.id:
        queue_message(kind=kind, to=[whom.user.email], authority_id=by.authority_id)
