"""The authority's assessment form: which questions it asks, as data."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.agencies.permissions import can_set_up
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import AssessmentForm, Question


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
            fits_the_unborn=element.fits_the_unborn,
            position=position,
        )
        for position, element in enumerate(ELEMENTS)
    )
    trail.record("form_adopted", subject_kind="form", subject_id=form.id, version=1)
    return form
