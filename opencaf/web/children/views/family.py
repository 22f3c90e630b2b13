"""How people are related, the family as it sees itself, and where they live."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from opencaf.people.models import Person, Relationship
from opencaf.people.operations.families import join_family, make_family
from opencaf.people.operations.homes import add_household, join_household, move_home, move_to_address
from opencaf.people.operations.kinship import (
    change_parental_responsibility,
    end_relationship,
)
from opencaf.people.operations.kinship import (
    relate as relate_people,
)
from opencaf.people.queries.circle import Circle
from opencaf.people.queries.families import families_of, family_of
from opencaf.people.queries.homes import homes_of_circle
from opencaf.people.queries.particulars import particular_of
from opencaf.people.queries.seen import people_seen
from opencaf.web.children.forms.family import (
    BESIDE,
    MOVED,
    ChangeRelationshipForm,
    FamilyForm,
    HouseholdForm,
    JoinFamilyForm,
    MoveForm,
    RelateForm,
)
from opencaf.web.children.frame import child_to_change, circle_to_change, saved, show_form
from opencaf.web.children.searched import opened_lately
from opencaf.web.shared.requests import PractitionerRequest

METHODS = ["GET", "POST"]


@require_http_methods(METHODS)
def relate(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Say how two people are related, among them children whose records were opened lately."""
    circle = circle_to_change(request, child_id)
    form = RelateForm(request.POST or None, people=people_to_relate(request, circle))
    if form.is_valid():
        form.apply(relate_people, through=circle.child, by=request.practitioner, **form.answers())
        if form.applied:
            return saved(request, circle.child, "How they are related is recorded.")
    heading = "Say how two people are related"
    return show_form(request, circle.child, form, heading=heading, template="children/relate.html")


def people_to_relate(request: PractitionerRequest, circle: Circle) -> list[Person]:
    """Return the people around a child, and other children whose pages were opened lately."""
    known = {one.id for one in circle.everybody}
    lately = [one for one in opened_lately(request) if one not in known]
    return [*circle.everybody, *(people_seen(lately, request.practitioner) if lately else [])]


@require_http_methods(METHODS)
def change_relationship(
    request: PractitionerRequest, child_id: uuid.UUID, relationship_id: uuid.UUID
) -> HttpResponse:
    """Say that parental responsibility changed, or that a relationship ended."""
    child = child_to_change(request, child_id)
    relationship = particular_of(child, "relationship", relationship_id)
    if not isinstance(relationship, Relationship):
        raise Http404
    form = ChangeRelationshipForm(request.POST or None)
    if form.is_valid():
        apply_to_relationship(form, relationship, child, request)
        if form.applied:
            return saved(request, child, "How they are related was changed.")
    heading = "Change a relationship"
    template = "children/change_relationship.html"
    return show_form(request, child, form, heading=heading, template=template, relationship=relationship)


def apply_to_relationship(
    form: ChangeRelationshipForm, relationship: Relationship, child: Person, request: PractitionerRequest
) -> None:
    """Hand the answers to the operation that fits."""
    answers = form.cleaned_data
    who: dict[str, Any] = {"relationship": relationship, "through": child, "by": request.practitioner}
    if answers["what"] == "ended":
        form.apply(end_relationship, changed_on=answers["changed_on"], **who)
        return
    form.apply(
        change_parental_responsibility,
        parental_responsibility=answers["parental_responsibility"],
        changed_on=answers["changed_on"],
        note=answers["note"],
        **who,
    )


@require_http_methods(METHODS)
def family(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Give the family its name and say who belongs to it."""
    circle = circle_to_change(request, child_id)
    form = FamilyForm(request.POST or None, circle=circle)
    if form.is_valid():
        form.apply(
            make_family,
            name=form.cleaned_data["name"],
            members=form.members(),
            through=circle.child,
            by=request.practitioner,
        )
        if form.applied:
            return saved(request, circle.child, "The family is recorded.")
    families = families_of(circle.child)
    template = "children/family.html"
    return show_form(request, circle.child, form, heading="The family", template=template, families=families)


@require_http_methods(METHODS)
def add_member(request: PractitionerRequest, child_id: uuid.UUID, family_id: uuid.UUID) -> HttpResponse:
    """Say who else belongs to a family."""
    circle = circle_to_change(request, child_id)
    found = family_of(circle.child, family_id)
    if found is None:
        raise Http404
    form = JoinFamilyForm(request.POST or None, circle=circle)
    if form.is_valid():
        form.apply(
            join_family, family=found, members=form.members(), through=circle.child, by=request.practitioner
        )
        if form.applied:
            return saved(request, circle.child, "Who belongs to the family is recorded.")
    return show_form(request, circle.child, form, heading="Who else belongs to the family?")


@require_http_methods(METHODS)
def add_home(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Record an address with who lives or lived there."""
    circle = circle_to_change(request, child_id)
    form = HouseholdForm(request.POST or None, circle=circle)
    if form.is_valid():
        operation = move_to_address if form.cleaned_data["before"] == MOVED else add_household
        form.apply(
            operation,
            address=form.address(),
            stays=form.stays(),
            through=circle.child,
            by=request.practitioner,
        )
        if form.applied:
            return saved(request, circle.child, "The address is recorded.")
    return show_form(request, circle.child, form, heading="Add an address")


@require_http_methods(METHODS)
def move(request: PractitionerRequest, child_id: uuid.UUID) -> HttpResponse:
    """Say that people moved to an address that is known, or live there as well."""
    circle = circle_to_change(request, child_id)
    households = {key: household for key, (household, _) in homes_of_circle(circle).items()}
    form = MoveForm(request.POST or None, circle=circle, households=households)
    if form.is_valid():
        apply_move(form, circle, request)
        if form.applied:
            return saved(request, circle.child, "Where they live is recorded.")
    return show_form(request, circle.child, form, heading="Say who moved", template="children/move.html")


def apply_move(form: MoveForm, circle: Circle, request: PractitionerRequest) -> None:
    """Hand the answers to the operation that fits."""
    household, answers = form.to(), form.cleaned_data
    who: dict[str, Any] = {"through": circle.child, "by": request.practitioner}
    if answers["before"] == BESIDE and household is not None:
        form.apply(join_household, household=household, stays=form.stays(), **who)
        return
    form.apply(
        move_home,
        people=form.chosen(),
        to=household,
        moved_on=answers["moved_on"],
        note=answers["note"],
        **who,
    )
