"""What holds of every change of a version of the form: it is being prepared, and no name stands twice."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.db.models import Max

from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import AssessmentForm, Question


def require_prepared(form: AssessmentForm) -> None:
    """Raise ValidationError for a version on which people assess, or will from a day."""
    if form.in_use_from is not None:
        raise ValidationError(
            f"Version {form.version} is in use and stays as it is. Prepare the next version"
        )


def lock_prepared(form: AssessmentForm) -> None:
    """Let nobody else change a version until the transaction ends; raises as require_prepared does."""
    found = AssessmentForm.objects.select_for_update().filter(pk=form.pk).first()
    if found is None:
        raise ValidationError(f"Version {form.version} was thrown away. Prepare the next version")
    require_prepared(found)


def last_position(form: AssessmentForm) -> int:
    """Return the place after all questions of a version."""
    last: int | None = form.questions.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def refuse_taken_name(form: AssessmentForm, name: str, *, besides: Question | None = None) -> None:
    """Raise ValidationError for a name that another question of a version has, or another element."""
    asked = {plain(one.name) for one in form.questions.all() if besides is None or one.id != besides.id}
    if plain(name) in asked:
        raise ValidationError({"name": f"This version asks “{name}” already. Enter another name"})
    elements = {plain(one.name) for one in ELEMENTS if besides is None or one.code != besides.code}
    if plain(name) in elements:
        raise ValidationError({"name": f"“{name}” is the name of an element. Enter another name"})


def plain(name: str) -> str:
    """Return a name as it is compared: without case, and with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
