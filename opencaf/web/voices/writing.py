"""What people are asked: questionnaires with their versions and languages, and the moments."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.voices.codes import ENGLISH, LANGUAGES, Kind, Moment
from opencaf.voices.models import Questionnaire
from opencaf.voices.operations.questionnaires import (
    begin_version,
    choose_moments,
    put_in_use,
    take_over_ready_questions,
    word_questions,
)
from opencaf.voices.page_words import words_in
from opencaf.voices.permissions import can_word
from opencaf.voices.queries.questionnaires import (
    languages_of,
    moments_on,
    questionnaire_with,
    versions,
    worded,
    wordings_in,
)
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.voices.forms import AnswerForm, MomentsForm, WordingForm


@require_GET
def listed(request: PractitionerRequest) -> HttpResponse:
    """Show every questionnaire with its versions."""
    require(can_word(request.practitioner))
    shown = {"kinds": list(versions(request.practitioner).items())}
    return render(request, "voices/questionnaires.html", shown)


@require_http_methods(["GET", "POST"])
def begin(request: PractitionerRequest, kind: str) -> HttpResponse:
    """Take over the questions that OpenCAF brings, as a draft."""
    require(can_word(request.practitioner))
    if kind not in Kind.values:
        raise Http404
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = form.apply(take_over_ready_questions, kind=Kind(kind), by=request.practitioner)
        if made:
            return redirect("voices:questionnaire", made.id)
    shown = {"form": form, "kind": Kind(kind).label, "cancel_href": reverse("voices:questionnaires")}
    return render(request, "voices/questionnaire_begin.html", shown)


@require_GET
def preview(request: PractitionerRequest, questionnaire_id: uuid.UUID) -> HttpResponse:
    """Show a version as people see it, in each of its languages."""
    found = questionnaire_or_404(request, questionnaire_id)
    languages = languages_of(found.id)
    language = request.GET.get("language", ENGLISH)
    language = language if language in languages else ENGLISH
    shown = {
        "questionnaire": found,
        "form": AnswerForm(None, asked=worded(found.id, language)),
        "language": language,
        "languages": [(code, LANGUAGES[code]) for code in languages],
        "others": [(code, name) for code, name in LANGUAGES.items() if code != ENGLISH],
    }
    return render(request, "voices/questionnaire.html", shown)


@require_http_methods(["GET", "POST"])
def wording(request: PractitionerRequest, questionnaire_id: uuid.UUID, language: str) -> HttpResponse:
    """Write the questions of a draft in a language."""
    found = questionnaire_or_404(request, questionnaire_id)
    if language not in LANGUAGES:
        raise Http404
    asked, english = wordings_in(found.id, language), worded(found.id)
    page = words_in(found.id, language)
    form = WordingForm(request.POST or None, asked=asked, english=english, language=language, page=page)
    if form.is_valid():
        form.apply(
            word_questions,
            questionnaire=found,
            language=language,
            written=form.written,
            page=form.page,
            by=request.practitioner,
        )
        if form.applied:
            messages.success(request, "The questions are kept.")
            return redirect("voices:questionnaire", found.id)
    shown = {
        "form": form,
        "questionnaire": found,
        "language": LANGUAGES[language],
        "cancel_href": reverse("voices:questionnaire", args=[found.id]),
        "button": "Save",
    }
    return render(request, "voices/questionnaire_word.html", shown)


@require_http_methods(["GET", "POST"])
def use(request: PractitionerRequest, questionnaire_id: uuid.UUID) -> HttpResponse:
    """Let a draft be asked from today."""
    found = questionnaire_or_404(request, questionnaire_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.apply(put_in_use, questionnaire=found, in_use_from=clock.today(), by=request.practitioner)
        if form.applied:
            messages.success(request, "It is asked from today.")
            return redirect("voices:questionnaire", found.id)
    shown = {
        "form": form,
        "questionnaire": found,
        "cancel_href": reverse("voices:questionnaire", args=[found.id]),
    }
    return render(request, "voices/questionnaire_use.html", shown)


@require_http_methods(["GET", "POST"])
def again(request: PractitionerRequest, questionnaire_id: uuid.UUID) -> HttpResponse:
    """Begin a new version as a copy."""
    found = questionnaire_or_404(request, questionnaire_id)
    form = OperationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = form.apply(begin_version, questionnaire=found, by=request.practitioner)
        if made:
            return redirect("voices:questionnaire", made.id)
    shown = {
        "form": form,
        "questionnaire": found,
        "cancel_href": reverse("voices:questionnaire", args=[found.id]),
    }
    return render(request, "voices/questionnaire_again.html", shown)


@require_http_methods(["GET", "POST"])
def moments(request: PractitionerRequest) -> HttpResponse:
    """Choose who is asked at which moment."""
    require(can_word(request.practitioner))
    live = moments_on(clock.today(), request.practitioner.authority_id)
    had = {moment.value: [row.kind for row in live if row.moment == moment] for moment in Moment}
    form = MomentsForm(request.POST or None, initial=had)
    if form.is_valid():
        form.apply(choose_moments, chosen=form.chosen, from_on=clock.today(), by=request.practitioner)
        if form.applied:
            messages.success(request, "The moments are chosen, for what happens from today.")
            return redirect("voices:questionnaires")
    shown = {"form": form, "cancel_href": reverse("voices:questionnaires"), "button": "Save"}
    return render(request, "voices/moments.html", shown)


def questionnaire_or_404(request: PractitionerRequest, questionnaire_id: uuid.UUID) -> Questionnaire:
    """Return a version of one's own authority; raises Http404."""
    require(can_word(request.practitioner))
    found = questionnaire_with(request.practitioner, questionnaire_id)
    if found is None:
        raise Http404
    return found
