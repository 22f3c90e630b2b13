"""The library of examples, and writing them."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.guidance.models import Example
from opencaf.guidance.operations.examples import add_example, add_shipped_examples, change_example
from opencaf.guidance.permissions import can_write_guidance
from opencaf.guidance.queries.examples import example_with, examples_in
from opencaf.guidance.queries.versions import questions_asked
from opencaf.web.guidance.forms import ExampleForm, ExamplesFilter
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest

OF_AN_EXAMPLE = ("element", "age_band", "title", "text", "why_good", "origin", "state")
USUAL = (
    "They were written for this program, about families that do not exist. Change or withdraw whatever does "
    "not fit. One whose title stands in your library already is left as it is."
)


@require_GET
def library(request: PractitionerRequest) -> HttpResponse:
    """Show the examples of a question and an age; to who writes them, drafts and withdrawn ones too."""
    by = request.practitioner
    questions = questions_asked(by.authority_id)
    names = {question.code: question.name for question in questions}
    form = ExamplesFilter(request.GET.dict(), questions=questions)
    may_write = can_write_guidance(by)
    rows = (
        examples_in(by.authority_id, **form.cleaned_data, shown_only=not may_write) if form.is_valid() else []
    )
    shown = {
        "form": form,
        "examples": [(example, names.get(example.element, example.element)) for example in rows],
        "is_narrowed": any(form.cleaned_data.values()),
        "can_write": may_write,
    }
    return render(request, "guidance/examples.html", shown)


@require_http_methods(["GET", "POST"])
def add(request: PractitionerRequest) -> HttpResponse:
    """Write an example."""
    by = request.practitioner
    require(can_write_guidance(by))
    form = ExampleForm(
        request.POST or None,
        questions=questions_asked(by.authority_id),
        initial={"state": Example.State.DRAFT},
    )
    if form.is_valid():
        form.apply(add_example, **form.cleaned_data, by=by)
    deed = Deed("Write an example", "Save", "The example was saved.", reverse("guidance:examples"))
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def change(request: PractitionerRequest, example_id: uuid.UUID) -> HttpResponse:
    """Change an example, show it or withdraw it."""
    by = request.practitioner
    require(can_write_guidance(by))
    example = found(example_with(example_id, by.authority_id))
    form = ExampleForm(
        request.POST or None,
        questions=questions_asked(by.authority_id),
        initial={name: getattr(example, name) for name in OF_AN_EXAMPLE},
    )
    if form.is_valid():
        form.apply(change_example, example=example, **form.cleaned_data, by=by)
    deed = Deed("Change an example", "Save", "The example was saved.", reverse("guidance:examples"))
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def usual(request: PractitionerRequest) -> HttpResponse:
    """Add the examples that come with the program."""
    by = request.practitioner
    require(can_write_guidance(by))
    form = OperationForm(request.POST or None)
    if form.is_valid():
        form.apply(add_shipped_examples, by=by)
    back = reverse("guidance:examples")
    deed = Deed("Add the ready examples", "Add them", "The examples were added.", back, USUAL)
    return answer(request, deed, form)
