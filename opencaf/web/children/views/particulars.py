"""Other names, numbers, ways to reach somebody, schools; and putting any of them right."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from opencaf.people.operations.correcting import correct_particular
from opencaf.people.operations.particulars import (
    add_contact_point,
    add_identifier,
    add_name,
    change_school,
    set_schooling,
)
from opencaf.people.queries.particulars import particular_of
from opencaf.people.queries.places import schools_of
from opencaf.web.children.forms.particulars import (
    INSTEAD,
    ContactForm,
    CorrectForm,
    IdentifierForm,
    NameForm,
    SchoolForm,
)
from opencaf.web.children.frame import child_to_change, person_to_change, saved, show_form
from opencaf.web.shared.requests import PractitionerRequest

METHODS = ["GET", "POST"]


@require_http_methods(METHODS)
def name(request: PractitionerRequest, child_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Add another name."""
    child, person = person_to_change(request, child_id, person_id)
    form = NameForm(request.POST or None)
    if form.is_valid():
        form.apply(add_name, person=person, through=child, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            return saved(request, child, "The name is recorded.")
    return show_form(request, child, form, heading="Add another name", person=person)


@require_http_methods(METHODS)
def contact(request: PractitionerRequest, child_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Add a telephone number or an e-mail address."""
    child, person = person_to_change(request, child_id, person_id)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        form.apply(
            add_contact_point, person=person, through=child, by=request.practitioner, **form.cleaned_data
        )
        if form.applied:
            return saved(request, child, "The way to reach them is recorded.")
    return show_form(request, child, form, heading="Add a telephone number or e-mail", person=person)


@require_http_methods(METHODS)
def identifier(request: PractitionerRequest, child_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Add a number of another system; one that does not look right is kept with a warning."""
    child, person = person_to_change(request, child_id, person_id)
    form = IdentifierForm(request.POST or None)
    if form.is_valid():
        number = form.apply(
            add_identifier, person=person, through=child, by=request.practitioner, **form.cleaned_data
        )
        if number is not None:
            return saved(request, child, f"The number is recorded. {number.warning}".strip())
    return show_form(request, child, form, heading="Add a number", person=person)


@require_http_methods(METHODS)
def school(request: PractitionerRequest, child_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Add a nursery, school or college, beside another or instead of it."""
    child, person = person_to_change(request, child_id, person_id)
    form = SchoolForm(request.POST or None, schools=partial(schools_of, request.practitioner.authority))
    if form.is_valid():
        answers = form.cleaned_data
        place: dict[str, Any] = {**form.place(), "note": answers["note"], "from_on": answers["from_on"]}
        who: dict[str, Any] = {"person": person, "through": child, "by": request.practitioner}
        if answers["before"] == INSTEAD:
            form.apply(change_school, **place, **who)
        else:
            form.apply(set_schooling, **place, to_on=answers["to_on"], **who)
        if form.applied:
            return saved(request, child, "The school is recorded.")
    return show_form(request, child, form, heading="Add a school", person=person)


@require_http_methods(METHODS)
def correct(
    request: PractitionerRequest, child_id: uuid.UUID, kind: str, record_id: uuid.UUID
) -> HttpResponse:
    """Give something its end, or put it right."""
    child = child_to_change(request, child_id)
    record = particular_of(child, kind, record_id)
    if record is None:
        raise Http404
    schools = partial(schools_of, request.practitioner.authority)
    form = CorrectForm(request.POST or None, record=record, schools=schools)
    if form.is_valid():
        form.apply(
            correct_particular,
            record=record,
            values=form.values(),
            reason=form.cleaned_data["reason"],
            through=child,
            by=request.practitioner,
        )
        if form.applied:
            return saved(request, child, "It was put right.")
    return show_form(request, child, form, heading="Change or put right", button="Save")
