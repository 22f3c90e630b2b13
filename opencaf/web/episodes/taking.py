"""What somebody takes away: its number, its line on the trail, the foot of every page, the file itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from opencaf.agencies import ceilings
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.web.shared.markup import shown_time


def new_serial() -> str:
    """Return a number for a paper, short enough to be read out; it stands on the trail too."""
    return new_id().hex[-8:].upper()


def note_taken(episode: Episode, reason: str, *, by: Practitioner, count: int = 1, **detail: Any) -> None:
    """Write on the trail that something of a case was taken away, within the ceiling of the hour."""
    ceilings.record_export(
        "taken",
        by=by,
        count=count,
        subject_kind="episode",
        subject_id=episode.id,
        episode_id=episode.id,
        reason=reason,
        **detail,
    )


def taken_words(what: str, serial: str, *, by: Practitioner) -> str:
    """Return who took a paper and when, as it stands at the foot of every page."""
    now = clock.now().astimezone(clock.LONDON)
    return f"{what} {serial}, taken by {by}, {by.agency} on {in_words(clock.today())}, {shown_time(now)}."


def as_file(content: bytes | str, *, kind: str, name: str) -> HttpResponse:
    """Return what is taken away, under a name that tells of nobody."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
