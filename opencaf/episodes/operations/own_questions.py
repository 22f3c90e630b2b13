"""Questions of the authority's own on the version of the form that is being prepared."""

from __future__ import annotations

import itertools
import re
import unicodedata
import uuid

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.agencies.permissions import can_edit_forms
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.elements import OWN
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.episodes.operations.form_versions import (
    last_position,
    lock_prepared,
    plain,
    refuse_taken_name,
)

MOST = 30
LONGEST_CODE = 40
GONE = "This question was taken off the version already"


@all_or_nothing
def add_question(
    *,
    form: AssessmentForm,
    domain: str,
    name: str,
    help_text: str = "",
    ask_child: str = "",
    ask_parents: str = "",
    example: str = "",
    fits_the_unborn: bool,
    by: Practitioner,
) -> Question:
    """Ask a question of the authority's own, last in its part; it is told and marked as an element is."""
    require(can_edit_forms(by))
    lock_prepared(form)
    if not any(character.isalnum() for character in name):
        raise ValidationError({"name": "The question must have letters or numbers"})
    refuse_taken_name(form, name)
    if form.questions.filter(code__startswith=OWN).count() >= MOST:
        raise ValidationError(
            f"A form can ask {MOST} questions of your own. Take one off before you add another"
        )
    added = Question.objects.create(
        authority_id=form.authority_id,
        form=form,
        code=code_for(name, form),
        domain=domain,
        name=name,
        help_text=help_text,
        ask_child=ask_child,
        ask_parents=ask_parents,
        example=example,
        fits_the_unborn=fits_the_unborn,
        position=last_position(form),
    )
    trail.record("question_added", subject_kind="form", subject_id=form.id, code=added.code)
    return added


@all_or_nothing
def take_question_off(*, question: Question, by: Practitioner) -> None:
    """Ask a question of the authority's own no longer; what was answered to it in earlier versions stays."""
    require(can_edit_forms(by))
    lock_prepared(question.form)
    if not question.is_own:
        raise ValidationError(
            f"“{question.name}” is one of the nineteen elements, which every form asks. It has to stay"
        )
    gone, _ = Question.objects.filter(pk=question.pk).delete()
    if not gone:
        raise ValidationError(GONE)
    trail.record("question_taken_off", subject_kind="form", subject_id=question.form_id, code=question.code)


def code_for(name: str, form: AssessmentForm) -> str:
    """Return the code of a question: that of an earlier version's by this name, or one nobody has yet."""
    known = own_codes(form.authority_id)
    here = set(form.questions.values_list("code", flat=True))
    for code, earlier in known:
        if code not in here and plain(earlier) == plain(name):
            return code
    taken = {code for code, _ in known}
    tries = itertools.chain([""], (f"_{number}" for number in itertools.count(2)))
    return next(code for end in tries if (code := f"{OWN}{in_letters(name)}{end}") not in taken)


def own_codes(authority_id: uuid.UUID) -> list[tuple[str, str]]:
    """Return the codes and names of their own questions on any version, the newest version first."""
    own = Question.objects.filter(authority_id=authority_id, code__startswith=OWN)
    return list(own.order_by("-form__version", "position").values_list("code", "name"))


def in_letters(name: str) -> str:
    """Return a name as a code: small letters without accents, digits and single lines below."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:LONGEST_CODE].strip("_") or "question"
