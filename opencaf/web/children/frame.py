"""What the pages about a child share: fetching the child and somebody of the family, and the frame."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from opencaf.core.rulings import require
from opencaf.people.models import Person
from opencaf.people.permissions import can_change_child
from opencaf.people.queries.circle import Circle, circle_of, person_in_circle
from opencaf.web.shared.case import CaseHeader, age_in_words, flags_of
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_child_or_404


def child_to_change(request: PractitionerRequest, child_id: uuid.UUID) -> Person:
    """Return a child whose record the practitioner sees and may change."""
    child = get_child_or_404(request, child_id)
    require(can_change_child(request.practitioner, child))
    return child


def circle_to_change(request: PractitionerRequest, child_id: uuid.UUID) -> Circle:
    """Return such a child with the people around."""
    return circle_of(child_to_change(request, child_id))


def person_to_change(
    request: PractitionerRequest, child_id: uuid.UUID, person_id: uuid.UUID
) -> tuple[Person, Person]:
    """Return such a child and one person of the circle; 404 for anybody else."""
    child = child_to_change(request, child_id)
    person = child if person_id == child.id else person_in_circle(child, person_id)
    if person is None:
        raise Http404
    return child, person


def child_header(child: Person) -> CaseHeader:
    """Return the identity bar of a child's pages."""
    return CaseHeader(
        name=child.full_name, age=age_in_words(child), reference="", state="", flags=flags_of(child), menu=[]
    )


def summary_header(child: Person) -> CaseHeader:
    """Return the identity bar where only the summary is open: name and age, nothing else of the content."""
    return CaseHeader(
        name=child.full_name, age=age_in_words(child), reference="", state="", flags=[], menu=[]
    )


def show_form(
    request: PractitionerRequest,
    child: Person,
    form: OperationForm,
    *,
    heading: str,
    template: str = "children/form.html",
    person: Person | None = None,
    **values: Any,
) -> HttpResponse:
    """Return a page with one form about a child, or about somebody of the family."""
    back = reverse("children:show", args=[child.id])
    frame = {"case_header": child_header(child), "back_href": back, "cancel_href": back, "heading": heading}
    about = {"person": person if person and person != child else None}
    return render(request, template, {**frame, **about, "child": child, "form": form, **values})


def saved(request: PractitionerRequest, child: Person, words: str) -> HttpResponse:
    """Say what was saved, on the child's own page."""
    messages.success(request, words)
    return redirect("children:show", child.id)


def address_of(name: str, record_id: uuid.UUID) -> str:
    """Return the address of a page of another area; nothing where that page is not to be had."""
    try:
        return reverse(name, args=[record_id])
    except NoReverseMatch:
        return ""
