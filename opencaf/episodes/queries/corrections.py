"""What was corrected, and what stands in a field now."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from opencaf.audit.models import Correction
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.correctable import Correctable, what_can_be_corrected
from opencaf.episodes.models import Episode


@dataclass(frozen=True)
class Found:
    """A field as it is before it is corrected."""

    rule: Correctable
    value: Any


def value_now(episode: Episode, kind: str, record_id: uuid.UUID, field: str) -> Found | None:
    """Return what stands in a field of this episode's record; None where there is nothing to put right."""
    rule = what_can_be_corrected(kind, field)
    if rule is None:
        return None
    rows = rule.model._default_manager.filter(pk=record_id).filter(**{rule.to_episode: episode.pk})
    return next(
        (Found(rule, value) for value in rows.values_list(field, flat=True) if value or rule.may_be_empty),
        None,
    )


def corrections_of(episode_ids: Iterable[uuid.UUID]) -> dict[tuple[uuid.UUID, str], list[str]]:
    """Return what was corrected in some episodes, in words, by record and field, the earliest first."""
    found: dict[tuple[uuid.UUID, str], list[str]] = {}
    for one in corrections_in(list(episode_ids)):
        found.setdefault((one.record_id, one.field), []).append(was(one))
    return found


@composed_once
def corrections_in(episode_ids: list[uuid.UUID]) -> QuerySet[Correction]:
    """What was corrected in some episodes, the earliest first."""
    return Correction.objects.filter(episode_id__any_of=episode_ids).order_by("recorded_at", "id")


def was(correction: Correction) -> str:
    """Return a correction in a line: was 3 May 2026 until 5 May 2026: typing mistake (Jo Bell)."""
    until = in_words(correction.recorded_at.astimezone(clock.LONDON).date())
    old = as_shown(correction.old_value)
    return f"was {old} until {until}: {correction.reason} ({correction.corrected_by_name})"


def as_shown(kept: str) -> str:
    """Return a kept value as people read it: a date in words, a text in quotation marks."""
    if not kept:
        return "empty"
    try:
        return in_words(dt.date.fromisoformat(kept))
    except ValueError:
        return f"“{kept}”"
