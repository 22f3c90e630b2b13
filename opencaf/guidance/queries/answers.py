"""An answer from a case, as the beginning of guidance: without the names that the case knows."""

from __future__ import annotations

import uuid

from opencaf.agencies.queries import agencies_of
from opencaf.case_audit.papers import masks_of
from opencaf.case_audit.reading import read_case
from opencaf.episodes.models import Episode, HelpRequest


def answered_with(asked_id: uuid.UUID, episode: Episode) -> HelpRequest | None:
    """Return what was asked and answered in a case, or None."""
    answered = HelpRequest.objects.filter(episode=episode, answered_on__isnull=False)
    return answered.filter(pk=asked_id).first()


def as_guidance(asked: HelpRequest) -> str:
    """Return question and answer with a stand-in for each name that the case knows.

    A name that stands nowhere but in the sentence stays: whoever makes guidance of it reads it first.
    """
    masks = masks_of(read_case(asked.episode), agencies_of(asked.authority_id))
    return masks.masked(f"{asked.question.strip()}\n\n{asked.answer.strip()}")
