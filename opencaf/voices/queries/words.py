"""What people said in their own words, apart from the case: in no order, and once enough are there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.voices.models import Answer, Interview, OpenedTie, Theme
from opencaf.voices.queries.questionnaires import Worded
from opencaf.voices.queries.results import answers_of, latest_questions


@dataclass(frozen=True)
class Said:
    """A question with what was answered to it; answers empty while there are too few."""

    asked: Worded
    answers: list[Answer]


def words_to(practitioner: Practitioner, kind: str) -> list[Said]:
    """Return the free answers to each question of a kind."""
    return [
        Said(asked, list(enough(practitioner, kind, asked.question.code)))
        for asked in latest_questions(practitioner, kind)
        if asked.question.is_of_words
    ]


def enough(practitioner: Practitioner, kind: str, code: str) -> QuerySet[Answer]:
    """Return the free answers to a question, or none while they are fewer than the minimum."""
    rows = answers_of(practitioner, kind).filter(question__code=code).exclude(words="")
    if rows.count() < practitioner.authority.small_numbers_below:
        return rows.none()
    return rows.prefetch_related("codings__theme").order_by("id")


def answer_with(practitioner: Practitioner, answer_id: uuid.UUID) -> Answer | None:
    """Return a free answer that somebody may read."""
    row = (
        Answer.objects.filter(authority_id=practitioner.authority_id, pk=answer_id)
        .select_related("question__questionnaire", "reply")
        .first()
    )
    if row is None:
        return None
    return enough(practitioner, row.question.questionnaire.kind, row.question.code).filter(pk=row.pk).first()


def themes_of(practitioner: Practitioner) -> QuerySet[Theme]:
    """Return the authority's themes, with how many answers speak of each."""
    rows = Theme.objects.filter(authority_id=practitioner.authority_id)
    return rows.annotate(number=Count("codings"))


def interviews_of(practitioner: Practitioner) -> QuerySet[Interview]:
    """Return the notes of talks, the latest first."""
    return Interview.objects.filter(authority_id=practitioner.authority_id)


def tie_opened_by(practitioner: Practitioner, answer: Answer) -> bool:
    """Whether somebody has said why they must know of which case an answer is."""
    return OpenedTie.objects.filter(reply_id=answer.reply_id, recorded_by=practitioner).exists()
