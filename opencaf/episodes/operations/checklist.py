"""The optional pre-assessment checklist: filled in, changed until the assessment starts, or left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import ChecklistQuestion
from opencaf.episodes.models import Checklist, ChecklistEntry, Episode
from opencaf.episodes.permissions import can_fill_in_checklist


@dataclass(frozen=True)
class Answer:
    """The answer to one of the five questions: yes, no, not sure or nothing, and a comment."""

    answer: str = ""
    comment: str = ""


@all_or_nothing
def fill_in_checklist(
    *,
    episode: Episode,
    filled_in_on: dt.date,
    filled_in_by: Practitioner,
    answers: Mapping[str, Answer],
    extra_services: str = "",
    own_service_enough: bool | None = None,
    caf_would_help: bool | None = None,
    decision: str = "",
    by: Practitioner,
) -> Checklist:
    """Write the checklist, or write it again; whoever filled it in may be somebody else than who types."""
    require(can_fill_in_checklist(by, episode))
    refuse_future("filled_in_on", filled_in_on, "The date of the checklist")
    if not decision and not any(given.answer for given in answers.values()):
        raise ValidationError({"decision": "Answer a question or select what follows, or skip the checklist"})
    checklist = write_checklist(
        episode,
        by,
        filled_in_on=filled_in_on,
        filled_in_by=filled_in_by,
        extra_services=extra_services,
        own_service_enough=own_service_enough,
        caf_would_help=caf_would_help,
        decision=decision,
        why_not_used="",
    )
    write_answers(checklist, answers, by)
    trail.record(
        "checklist_filled_in",
        subject_kind="checklist",
        subject_id=checklist.id,
        episode_id=episode.id,
        decision=decision,
    )
    return checklist


@all_or_nothing
def leave_out_checklist(*, episode: Episode, decided_on: dt.date, why: str, by: Practitioner) -> Checklist:
    """Note why no checklist was needed, such as another assessment that says it already."""
    require(can_fill_in_checklist(by, episode))
    refuse_future("decided_on", decided_on, "The date")
    if not why:
        raise ValidationError({"why": "Enter why the checklist is not needed"})
    checklist = write_checklist(
        episode,
        by,
        filled_in_on=decided_on,
        filled_in_by=by,
        extra_services="",
        own_service_enough=None,
        caf_would_help=None,
        decision="",
        why_not_used=why,
    )
    checklist.entries.all().delete()
    trail.record(
        "checklist_left_out", subject_kind="checklist", subject_id=checklist.id, episode_id=episode.id
    )
    return checklist


def write_checklist(episode: Episode, by: Practitioner, **values: object) -> Checklist:
    """Change the episode's checklist, or make it."""
    held = Checklist.objects.select_for_update().filter(episode=episode).first()
    checklist = held or Checklist(**signed(by), episode=episode)
    for name, value in values.items():
        setattr(checklist, name, value)
    checklist.save(force_insert=held is None)
    return checklist


def write_answers(checklist: Checklist, answers: Mapping[str, Answer], by: Practitioner) -> None:
    """Write the five answers, over the earlier ones."""
    rows = [
        ChecklistEntry(
            **signed(by), checklist=checklist, question=question, answer=given.answer, comment=given.comment
        )
        for question, given in ((code, answers.get(code, Answer())) for code in ChecklistQuestion.values)
        if given.answer or given.comment
    ]
    checklist.entries.exclude(question__in=[row.question for row in rows]).delete()
    ChecklistEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["checklist", "question"],
        update_fields=["answer", "comment"],
    )
