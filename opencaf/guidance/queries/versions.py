"""What is said about each question, today and before."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.core import clock
from opencaf.episodes.models import Question
from opencaf.episodes.queries.forms import form_asked_on
from opencaf.guidance.models import GuidanceVersion


@dataclass(frozen=True)
class Guided:
    """A question with what is said about it today, and how many drafts were saved after that."""

    question: Question
    shown: GuidanceVersion | None
    drafts: int

    @property
    def has_words(self) -> bool:
        """Whether anything stands beside the question."""
        return bool(self.shown and self.shown.text)


def questions_asked(authority_id: uuid.UUID) -> list[Question]:
    """Return the questions that the form of today asks, in its order; none without a form."""
    form = form_asked_on(clock.today(), authority_id)
    return list(form.questions.all()) if form else []


def question_coded(element: str, authority_id: uuid.UUID) -> Question | None:
    """Return the question of a code that is asked today, or None."""
    return next((one for one in questions_asked(authority_id) if one.code == element), None)


def versions_of(element: str, authority_id: uuid.UUID) -> QuerySet[GuidanceVersion]:
    """Return every version about a question, the newest first."""
    versions = GuidanceVersion.objects.filter(authority_id=authority_id, element=element)
    return versions.select_related("recorded_by").order_by("-number")


def version_with(version_id: uuid.UUID, authority_id: uuid.UUID) -> GuidanceVersion | None:
    """Return a version, or None."""
    versions = GuidanceVersion.objects.filter(authority_id=authority_id).select_related("recorded_by")
    return versions.filter(pk=version_id).first()


def words_for(elements: Collection[str], authority_id: uuid.UUID) -> dict[str, str]:
    """Return what stands beside some questions today, by code, in one statement; nothing for the others."""
    shown = GuidanceVersion.objects.filter(authority_id=authority_id, element__in=elements, is_shown=True)
    latest = shown.order_by("element", "-number").distinct("element")
    return {code: text for code, text in latest.values_list("element", "text") if text}


def guided_questions(authority_id: uuid.UUID) -> list[Guided]:
    """Return every question that is asked today with what is said about it."""
    versions = list(GuidanceVersion.objects.filter(authority_id=authority_id).order_by("-number"))
    found = []
    for question in questions_asked(authority_id):
        own = [one for one in versions if one.element == question.code]
        shown = next((one for one in own if one.is_shown), None)
        drafts = sum(1 for one in own if shown is None or one.number > shown.number)
        found.append(Guided(question, shown, drafts))
    return found
