"""The authority's assessment form as data: which questions it asks; the next version stands beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max

from opencaf.agencies.models import Practitioner
from opencaf.agencies.permissions import can_edit_forms, can_set_up
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.element_words import WORDS
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.episodes.operations.form_versions import (
    last_position,
    lock_prepared,
    refuse_taken_name,
    require_prepared,
)
from opencaf.episodes.questionnaire import ReadForm

KEPT = ("domain", "group", "name", "help_text", "ask_child", "ask_parents", "example", "fits_the_unborn")


@all_or_nothing
def adopt_national_form(*, in_use_from: dt.date, by: Practitioner) -> AssessmentForm:
    """Let the authority assess on the national form with its nineteen elements."""
    require(can_set_up(by))
    if AssessmentForm.objects.filter(authority_id=by.authority_id).exists():
        raise ValidationError("The authority has an assessment form already")
    form = AssessmentForm.objects.create(
        authority_id=by.authority_id, version=1, name="National form", in_use_from=in_use_from
    )
    Question.objects.bulk_create(
        Question(
            authority_id=by.authority_id,
            form=form,
            code=element.code,
            domain=element.domain,
            group=element.group,
            name=element.name,
            help_text=element.help_text,
            ask_child=WORDS[element.code].ask_child,
            ask_parents=WORDS[element.code].ask_parents,
            example=WORDS[element.code].example,
            fits_the_unborn=element.fits_the_unborn,
            position=position,
        )
        for position, element in enumerate(ELEMENTS)
    )
    trail.record("form_adopted", subject_kind="form", subject_id=form.id, version=1)
    return form


@all_or_nothing
def prepare_form(*, name: str, by: Practitioner) -> AssessmentForm:
    """Begin the next version of the form as a copy of the newest; nobody assesses on it yet."""
    require(can_edit_forms(by))
    newest = AssessmentForm.objects.filter(authority_id=by.authority_id).order_by("-version").first()
    if newest is None:
        raise ValidationError(
            "Your authority has no form yet. Ask its administrator to adopt the national one"
        )
    form = begin_version(name, by)
    copy_questions(newest.questions.all(), form)
    trail.record("form_prepared", subject_kind="form", subject_id=form.id, version=form.version)
    return form


@all_or_nothing
def bring_in_form(*, read: ReadForm, by: Practitioner) -> AssessmentForm:
    """Begin the next version of the form from a file; a word that the file leaves out is left empty."""
    require(can_edit_forms(by))
    form = begin_version(read.name, by)
    Question.objects.bulk_create(
        Question(authority_id=by.authority_id, form=form, position=position, **vars(question))
        for position, question in enumerate(read.questions)
    )
    trail.record("form_brought_in", subject_kind="form", subject_id=form.id, version=form.version)
    return form


def begin_version(name: str, by: Practitioner) -> AssessmentForm:
    """Return the next version, still without questions; ValidationError where one is being prepared."""
    forms = AssessmentForm.objects.filter(authority_id=by.authority_id)
    if forms.filter(in_use_from=None).exists():
        raise ValidationError(
            "The next version is being prepared already. Go on with it, or throw it away first"
        )
    version = (forms.aggregate(Max("version"))["version__max"] or 0) + 1
    return AssessmentForm.objects.create(authority_id=by.authority_id, version=version, name=name)


def copy_questions(questions: Iterable[Question], form: AssessmentForm) -> None:
    """Ask on a form what is asked on another."""
    Question.objects.bulk_create(
        Question(
            authority_id=form.authority_id,
            form=form,
            code=question.code,
            position=question.position,
            **{name: getattr(question, name) for name in KEPT},
        )
        for question in questions
    )


@all_or_nothing
def change_question(
    *,
    question: Question,
    name: str,
    help_text: str = "",
    ask_child: str = "",
    ask_parents: str = "",
    example: str = "",
    domain: str = "",
    fits_the_unborn: bool | None = None,
    by: Practitioner,
) -> Question:
    """Say otherwise how a question is called and what stands beside its box.

    domain, fits_the_unborn: of a question of their own, also where it stands and whether it fits the unborn.
    """
    require(can_edit_forms(by))
    lock_prepared(question.form)
    refuse_taken_name(question.form, name, besides=question)
    said: dict[str, Any] = {
        "name": name,
        "help_text": help_text,
        "ask_child": ask_child,
        "ask_parents": ask_parents,
        "example": example,
    }
    if question.is_own and domain not in ("", question.domain):
        said |= {"domain": domain, "position": last_position(question.form)}
    if question.is_own and fits_the_unborn is not None:
        said["fits_the_unborn"] = fits_the_unborn
    for field, words in said.items():
        setattr(question, field, words)
    question.save(update_fields=list(said))
    trail.record("question_changed", subject_kind="form", subject_id=question.form_id, code=question.code)
    return question


@all_or_nothing
def move_question(*, question: Question, earlier: bool, by: Practitioner) -> None:
    """Ask a question one place earlier or later within its domain."""
    require(can_edit_forms(by))
    require_prepared(question.form)
    beside = list(Question.objects.select_for_update().filter(form=question.form_id, domain=question.domain))
    place = [one.id for one in beside].index(question.id)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(beside):
        raise ValidationError(f"It stands {'first' if earlier else 'last'} in its part already")
    here, there = beside[place], beside[other]
    here.position, there.position = there.position, here.position
    Question.objects.bulk_update([here, there], ["position"])
    trail.record("question_moved", subject_kind="form", subject_id=question.form_id, code=question.code)


@all_or_nothing
def bring_form_into_use(*, form: AssessmentForm, in_use_from: dt.date, by: Practitioner) -> None:
    """Let assessments that are begun from a day on ask this; those begun before keep their form."""
    require(can_edit_forms(by))
    require_prepared(form)
    if in_use_from < clock.today():
        raise ValidationError({"in_use_from": "The first day must be today or later"})
    used = AssessmentForm.objects.filter(authority_id=by.authority_id, in_use_from__gt=in_use_from)
    if used.exists():
        raise ValidationError({"in_use_from": "The first day must not be before that of another version"})
    form.in_use_from = in_use_from
    form.save(update_fields=["in_use_from"])
    trail.record(
        "form_in_use",
        subject_kind="form",
        subject_id=form.id,
        version=form.version,
        in_use_from=in_use_from,
        left_out=leave_out_new_parts(form),
    )


def leave_out_new_parts(form: AssessmentForm) -> int:
    """Leave questions that no version asked before out where families left anything out; return how often.

    The database does it for all cases of the authority at once: who looks after forms sees none of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("select episodes_leave_out_new_parts(%s)", [form.id])
        (written,) = cursor.fetchone()
    return int(written)


@all_or_nothing
def throw_form_away(*, form: AssessmentForm, by: Practitioner) -> None:
    """Drop the version that is being prepared."""
    require(can_edit_forms(by))
    require_prepared(form)
    trail.record("form_thrown_away", subject_kind="form", subject_id=form.id, version=form.version)
    form.questions.all().delete()
    form.delete()
