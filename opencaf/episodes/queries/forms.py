"""The versions of an authority's assessment form."""

from __future__ import annotations

import uuid

from opencaf.episodes.models import AssessmentForm, Question


def forms_of(authority_id: uuid.UUID) -> list[AssessmentForm]:
    """Return the versions, the newest first."""
    return list(AssessmentForm.objects.filter(authority_id=authority_id).order_by("-version"))


def form_with(form_id: uuid.UUID, authority_id: uuid.UUID) -> AssessmentForm | None:
    """Return a version with its questions, or None."""
    forms = AssessmentForm.objects.filter(authority_id=authority_id).prefetch_related("questions")
    return forms.filter(pk=form_id).first()


def question_with(question_id: uuid.UUID, authority_id: uuid.UUID) -> Question | None:
    """Return a question with its form, or None."""
    questions = Question.objects.filter(authority_id=authority_id).select_related("form")
    return questions.filter(pk=question_id).first()
