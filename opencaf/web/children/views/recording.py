"""Adding a child, adding the family, and a birth."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import require
from opencaf.people.models import Person
from opencaf.people.operations.changing import change_person, record_birth
from opencaf.people.operations.recording import add_child, add_family_member
from opencaf.people.permissions import can_record_child
from opencaf.people.queries.homes import homes_of_circle
from opencaf.people.queries.places import schools_of
from opencaf.web.children.forms.finding import from_search
from opencaf.web.children.forms.recording import AddChildForm, AddRelativeForm, BirthForm, ChangeForm
from opencaf.web.children.frame import (
    child_to_change,
    circle_to_change,
    person_to_change,
    saved,
    show_form,
)
from opencaf.web.children.look_alikes import shows_look_alikes
from opencaf.web.children.searched import has_searched
from opencaf.web.shared.requests import PractitionerRequest

LOOK_FIRST = "Look for the child first: somebody else may have started a record already."


@require_http_methods(["GET", "POST"])
def add(request: PractitionerRequest) -> HttpResponse:
    """Record a child who was looked for and not found."""
    require(can_record_child(request.practitioner))
    if not has_searched(request):
        messages.info(request, LOOK_FIRST)
        return redirect("children:find")
    form = add_child_form(request)
    if form.is_valid() and not shows_look_alikes(form, request.practitioner):
        child = form.apply(
            add_child, details=form.details(), extras=form.extras(), home=form.home(), by=request.practitioner
        )
        if child is not None:
            return saved(request, child, "The child is recorded. Now add parents, carers and the family.")
    back = reverse("children:find")
    return render(request, "children/add.html", {"form": form, "back_href": back, "cancel_href": back})


def add_child_form(request: PractitionerRequest) -> AddChildForm:
    """Return the form: empty, with what was looked for, or with what was sent."""
    schools = partial(schools_of, request.practitioner.authority)
    if request.method == "POST" and "sought_name" not in request.POST:
        return AddChildForm(request.POST, schools=schools)
    return AddChildForm(initial=from_search(request.POST), schools=schools)


@require_http_methods(["GET", "POST"])
def add_relative(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Record somebody of the child's family."""
    circle = circle_to_change(request, child_id)
    households = homes_of_circle(circle)
    homes = {key: f"With {who}, {household}" for key, (household, who) in households.items()}
    schools = partial(schools_of, request.practitioner.authority)
    form = AddRelativeForm(request.POST or None, circle=circle, homes=homes, schools=schools)
    if form.is_valid() and not shows_look_alikes(form, request.practitioner, circle):
        person = form.apply(
            add_family_member,
            child=circle.child,
            details=form.details(),
            extras=form.extras(),
            home=form.home({key: household for key, (household, _) in households.items()}),
            by=request.practitioner,
            **form.relations(),
        )
        if person is not None:
            return after_relative(request, circle.child, person)
    heading = "Add somebody of the family"
    return show_form(request, circle.child, form, heading=heading, template="children/add_relative.html")


def after_relative(request: PractitionerRequest, child: Person, person: Person) -> HttpResponse:
    """Go on to the next person, or back to the child."""
    words = f"{person.full_name} is recorded."
    if "another" not in request.POST:
        return saved(request, child, words)
    messages.success(request, words)
    return redirect("children:add_relative", child.id)


@require_http_methods(["GET", "POST"])
def change(request: PractitionerRequest, child_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Fill in or put right what is known of the child or somebody of the family."""
    child, person = person_to_change(request, child_id, person_id)
    form = ChangeForm(request.POST or None, person=person)
    if form.is_valid():
        apply_change(form, child, person, request.practitioner)
        if form.applied:
            return saved(request, child, "What is known was brought up to date.")
    heading = "Change what is known"
    return show_form(
        request, child, form, heading=heading, template="children/change.html", person=person, button="Save"
    )


def apply_change(form: ChangeForm, child: Person, person: Person, by: Practitioner) -> None:
    """Hand the answers to the operation."""
    form.apply(
        change_person,
        person=person,
        details=form.details(),
        died_on=form.cleaned_data["died_on"],
        reason=form.cleaned_data["reason"],
        through=child,
        by=by,
    )


@require_http_methods(["GET", "POST"])
def birth(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Record that an unborn baby was born, on the same record."""
    child = child_to_change(request, child_id)
    if child.expected_on is None:
        return saved(request, child, "The birth is recorded already.")
    form = BirthForm(request.POST or None, initial={"family_name": child.family_name})
    if form.is_valid():
        form.apply(record_birth, child=child, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            return saved(request, child, "The birth is recorded. Now say who has parental responsibility.")
    return show_form(request, child, form, heading="Record the birth", button="Record the birth")
