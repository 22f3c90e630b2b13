"""The versions of an authority's assessment form."""

from __future__ import annotations

import datetime as dt
import uuid

from opencaf.episodes.models import AssessmentForm, Question


def forms_of(authority_id: uuid.UUID) -> list[AssessmentForm]:
    """Return the versions, the newest first."""
    return list(AssessmentForm.objects.filter(authority_id=authority_id).order_by("-version"))


def form_asked_on(day: dt.date, authority_id: uuid.UUID) -> AssessmentForm | None:
    """Return the version in use on a day, or the first one for days before it; None without a form."""
    forms = AssessmentForm.objects.filter(authority_id=authority_id).exclude(in_use_from=None)
    now = forms.filter(in_use_from__lte=day).order_by("-version").first()
    return now or forms.order_by("version").first()


def form_with(form_id: uuid.UUID, authority_id: uuid.UUID) -> AssessmentForm | None:
    """Return a version with its questions, or None."""
    forms = AssessmentForm.objects.filter(authority_id=authority_id).prefetch_related("questions")
    return forms.filter(pk=form_id).first()


def question_with(question_id: uuid.UUID, authority_id: uuid.UUID) -> Question | None:
    """Return a question with its form, or None."""
    questions = Question.objects.filter(authority_id=authority_id).select_related("form")
    return questions.filter(pk=question_id).first()
