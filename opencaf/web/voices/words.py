"""Free answers: read apart from their cases, marked with themes; and a worry about somebody's safety."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.voices.codes import Kind
from opencaf.voices.models import Answer
from opencaf.voices.operations.listening import mark_themes, name_theme, open_tie
from opencaf.voices.permissions import can_ask, can_hear
from opencaf.voices.queries.words import answer_with, themes_of, words_to
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.voices.forms import CodingForm, ThemeForm, WorryForm


@require_GET
def listed(request: PractitionerRequest) -> HttpResponse:
    """Show free answers by question, in no order; the look is on the trail."""
    require(can_hear(request.practitioner))
    kind = request.GET.get("kind", Kind.CHILD)
    if kind not in Kind.values:
        raise Http404
    trail.record("read", subject_kind="voices", reason=f"words-{kind}")
    shown = {
        "said": words_to(request.practitioner, kind),
        "kinds": [(one.value, one.label, one == kind) for one in Kind],
        "below": request.practitioner.authority.small_numbers_below,
    }
    return render(request, "voices/words.html", shown)


@require_http_methods(["GET", "POST"])
def code(request: PractitionerRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Mark of which themes a free answer speaks."""
    require(can_hear(request.practitioner))
    answer = answer_or_404(request, answer_id)
    themes = list(themes_of(request.practitioner))
    had = [str(coding.theme_id) for coding in answer.codings.all()]
    form = CodingForm(request.POST or None, themes=themes, initial={"themes": had})
    back = words_address(answer)
    if form.is_valid():
        chosen = [theme for theme in themes if theme.id in form.cleaned_data["themes"]]
        form.apply(mark_themes, answer=answer, themes=chosen, by=request.practitioner)
        if form.applied:
            messages.success(request, "The themes are marked.")
            return redirect(back)
    shown = {
        "form": form,
        "answer": answer,
        "themes": themes,
        "can_ask": can_ask(request.practitioner),
        "cancel_href": back,
        "button": "Save",
    }
    return render(request, "voices/code.html", shown)


@require_http_methods(["GET", "POST"])
def themes(request: PractitionerRequest) -> HttpResponse:
    """Show the authority's themes with how many answers speak of each, and name another."""
    require(can_hear(request.practitioner))
    form = ThemeForm(request.POST or None)
    if form.is_valid():
        form.apply(name_theme, **form.cleaned_data, by=request.practitioner)
        if form.applied:
            messages.success(request, "The theme can be marked.")
            return redirect("voices:themes")
    shown = {"form": form, "themes": themes_of(request.practitioner)}
    return render(request, "voices/themes.html", shown)


@require_http_methods(["GET", "POST"])
def open_case(request: PractitionerRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Find out of which case an answer is, with a reason, since somebody may be in danger."""
    require(can_ask(request.practitioner))
    answer = answer_or_404(request, answer_id)
    form = WorryForm(request.POST or None)
    shown = {"form": form, "answer": answer, "cancel_href": words_address(answer)}
    if form.is_valid():
        episode_id = form.apply(
            open_tie, answer=answer, why=form.cleaned_data["why"], by=request.practitioner
        )
        if episode_id:
            messages.success(request, "This is the case. Ring before you read on, if somebody is in danger.")
            return redirect("episodes:overview", episode_id)
    return render(request, "voices/open_tie.html", shown)


def answer_or_404(request: PractitionerRequest, answer_id: uuid.UUID) -> Answer:
    """Return a free answer that may be read, and note the look; raises Http404."""
    answer = answer_with(request.practitioner, answer_id)
    if answer is None:
        raise Http404
    trail.record("read", subject_kind="voices", subject_id=answer.id, reason="answer")
    return answer


def words_address(answer: Answer) -> str:
    """Return the list in which an answer stands."""
    return f"{reverse('voices:words')}?kind={answer.question.questionnaire.kind}"
