"""The assessment form: its versions, the next one prepared question by question, as a file and from one."""

from __future__ import annotations

import json
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opencaf.agencies.permissions import can_edit_forms
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.episodes.elements import Domain
from opencaf.episodes.models import AssessmentForm
from opencaf.episodes.operations.forms import (
    bring_form_into_use,
    bring_in_form,
    change_question,
    move_question,
    prepare_form,
    throw_form_away,
)
from opencaf.episodes.operations.own_questions import add_question, take_question_off
from opencaf.episodes.queries.forms import form_with, forms_of, question_with
from opencaf.episodes.questionnaire import questionnaire_of
from opencaf.web.authority.form_forms import (
    BringInForm,
    IntoUseForm,
    MoveForm,
    OwnQuestionForm,
    PrepareForm,
    QuestionForm,
    TakeOffForm,
    ThrowAwayForm,
)
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.requests import PractitionerRequest

LIST = "authority:forms"
EARLIER = "earlier"
WAYS = (EARLIER, "later")
COPIED = "It begins as a copy of the newest version. Nobody assesses on it before its first day."
FROM_A_FILE = (
    "Choose a form that was exported here or elsewhere as a FHIR Questionnaire. It becomes the next version, "
    "which you can go on changing before its first day."
)
OURS = (
    "It is asked like an element: a concern mark above, and boxes for the story. Families can leave it out. "
    "National figures count the nineteen elements alone."
)
NO_LONGER = "What was answered to it on earlier versions stays, and can still be read."
TAKEN_OFF = "It may have been taken off the version already. Look at the form to see what it asks now."
LEFT_OUT_TOO = (
    " Where a family has left anything out for an agency, a question that no version asked before is "
    "left out too, until the family is asked about it."
)
KEEPS = "Assessments begun from that day on ask it. Those that were begun before keep the form they are on."
GOES = "What was changed in it is lost. The versions in use stay as they are."


@require_GET
def forms(request: PractitionerRequest) -> HttpResponse:
    """Show the versions of the form."""
    require(can_edit_forms(request.practitioner))
    versions = forms_of(request.practitioner.authority_id)
    in_use = next((one for one in versions if one.in_use_from and one.in_use_from <= clock.today()), None)
    prepared = next((one for one in versions if one.in_use_from is None), None)
    values = {"versions": versions, "in_use": in_use, "prepared": prepared}
    return render(request, "authority/forms.html", values)


@require_http_methods(["GET", "POST"])
def prepare(request: PractitionerRequest) -> HttpResponse:
    """Begin the next version as a copy."""
    require(can_edit_forms(request.practitioner))
    form = PrepareForm(request.POST or None)
    deed = Deed("Prepare the next version", "Prepare it", "You can change it now.", reverse(LIST), COPIED)
    if form.is_valid():
        form.apply(prepare_form, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def bring_in(request: PractitionerRequest) -> HttpResponse:
    """Begin the next version from a file."""
    require(can_edit_forms(request.practitioner))
    form = BringInForm(request.POST or None, request.FILES or None)
    done = "The form was brought in. Look through it before its first day."
    deed = Deed("Bring in a form", "Bring it in", done, reverse(LIST), FROM_A_FILE)
    if form.is_valid():
        form.apply(bring_in_form, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_GET
def form_show(request: PractitionerRequest, form_id: uuid.UUID) -> HttpResponse:
    """Show a version with all its questions; one that is being prepared can be changed."""
    require(can_edit_forms(request.practitioner))
    form = version_or_404(request, form_id)
    questions = list(form.questions.all())
    parts = [(domain.label, [one for one in questions if one.domain == domain]) for domain in Domain]
    values = {"version": form, "parts": parts, "may_change": form.in_use_from is None, "moving": MoveForm()}
    return render(request, "authority/form.html", values)


@require_GET
def form_download(request: PractitionerRequest, form_id: uuid.UUID) -> HttpResponse:
    """Give a version as a FHIR Questionnaire."""
    require(can_edit_forms(request.practitioner))
    form = version_or_404(request, form_id)
    text = json.dumps(questionnaire_of(form, list(form.questions.all())), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/fhir+json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="form-version-{form.version}.json"'
    return response


@require_http_methods(["GET", "POST"])
def form_question(request: PractitionerRequest, question_id: uuid.UUID) -> HttpResponse:
    """Change how a question is called and what stands beside its box."""
    require(can_edit_forms(request.practitioner))
    question = found(question_with(question_id, request.practitioner.authority_id))
    asks = OwnQuestionForm if question.is_own else QuestionForm
    now = {name: getattr(question, name) for name in asks.base_fields}
    form = asks(request.POST or None, initial=now)
    back = f"{reverse('authority:form_show', args=[question.form_id])}#{question.code}"
    deed = Deed(
        f"Change “{question.name}”", "Save", "The question was changed.", back, title="Change a question"
    )
    if form.is_valid():
        form.apply(change_question, question=question, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def form_add_question(request: PractitionerRequest, form_id: uuid.UUID) -> HttpResponse:
    """Ask a question of the authority's own on the version that is being prepared."""
    require(can_edit_forms(request.practitioner))
    version = version_or_404(request, form_id)
    form = OwnQuestionForm(request.POST or None)
    there = reverse("authority:form_show", args=[version.id])
    added = None
    if form.is_valid():
        added = form.apply(add_question, form=version, **form.cleaned_data, by=request.practitioner)
    back = f"{there}#{added.code}" if added else there
    deed = Deed(
        "Add a question of your own", "Add it", "The question was added.", back, OURS, title="Add a question"
    )
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def form_take_off(request: PractitionerRequest, question_id: uuid.UUID) -> HttpResponse:
    """Ask a question of the authority's own no longer."""
    require(can_edit_forms(request.practitioner))
    question = question_with(question_id, request.practitioner.authority_id)
    if question is None:
        return render(
            request, "errors/404.html", {"next_step": TAKEN_OFF, "back_href": reverse(LIST)}, status=404
        )
    form = TakeOffForm(request.POST or None)
    back = reverse("authority:form_show", args=[question.form_id])
    if form.is_valid():
        form.apply(take_question_off, question=question, by=request.practitioner)
    deed = Deed(
        f"Take “{question.name}” off the form",
        "Take it off",
        "The question was taken off.",
        back,
        NO_LONGER,
        warns=True,
        title="Take a question off the form",
    )
    return answer(request, deed, form)


@require_POST
def form_move(request: PractitionerRequest, question_id: uuid.UUID, way: str) -> HttpResponse:
    """Ask a question one place earlier or later."""
    require(can_edit_forms(request.practitioner))
    if way not in WAYS:
        raise Http404
    question = found(question_with(question_id, request.practitioner.authority_id))
    form = MoveForm(request.POST)
    if form.is_valid():
        form.apply(move_question, question=question, earlier=way == EARLIER, by=request.practitioner)
    if form.applied:
        messages.success(request, f"“{question.name}” was moved.")
    else:
        messages.info(request, str(form.non_field_errors()[0]))
    return redirect(f"{reverse('authority:form_show', args=[question.form_id])}#{question.code}")


@require_http_methods(["GET", "POST"])
def form_into_use(request: PractitionerRequest, form_id: uuid.UUID) -> HttpResponse:
    """Say from which day the prepared version is asked."""
    require(can_edit_forms(request.practitioner))
    version = version_or_404(request, form_id)
    form = IntoUseForm(request.POST or None)
    asks_more = any(question.is_own for question in version.questions.all())
    deed = Deed(
        f"Bring version {version.version} into use",
        "Save",
        "The first day is set.",
        reverse(LIST),
        KEEPS + LEFT_OUT_TOO if asks_more else KEEPS,
        title="First day of a version",
    )
    if form.is_valid():
        form.apply(bring_form_into_use, form=version, **form.cleaned_data, by=request.practitioner)
    return answer(request, deed, form)


@require_http_methods(["GET", "POST"])
def form_throw_away(request: PractitionerRequest, form_id: uuid.UUID) -> HttpResponse:
    """Drop the version that is being prepared."""
    require(can_edit_forms(request.practitioner))
    version = version_or_404(request, form_id)
    heading = f"Throw version {version.version} away"
    deed = Deed(heading, "Throw it away", "The version was thrown away.", reverse(LIST), GOES, warns=True)
    form = ThrowAwayForm(request.POST or None)
    if form.is_valid():
        form.apply(throw_form_away, form=version, by=request.practitioner)
    return answer(request, deed, form)


def version_or_404(request: PractitionerRequest, form_id: uuid.UUID) -> AssessmentForm:
    """Return a version of the authority's form, or answer that there is none."""
    return found(form_with(form_id, request.practitioner.authority_id))
