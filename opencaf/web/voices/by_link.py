"""What somebody asked by link does: nobody signs in, and no record is shown."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.agencies.queries import authority_with
from opencaf.core.context import Asking, acting_for
from opencaf.voices.codes import ENGLISH, LANGUAGES, RIGHT_TO_LEFT
from opencaf.voices.operations.by_link import answer_by_link, decline_by_link
from opencaf.voices.page_words import shown_words
from opencaf.voices.queries.asking import BehindLink, behind_link
from opencaf.voices.queries.questionnaires import languages_of, said_and_done, worded
from opencaf.web.shared.forms import OperationForm
from opencaf.web.voices.forms import AnswerForm


@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, authority_id: uuid.UUID, secret: str) -> HttpResponse:
    """Answer the questions, once; afterwards say thank you, and what became of what others said."""
    with acting_for(Asking(authority_id=authority_id)):
        found = behind_link(secret)
        if found is None:
            return render(request, "voices/over.html", status=404)
        if found.outcome:
            return thanks(request, found, authority_id)
        language = chosen_language(request, found)
        form = AnswerForm(request.POST or None, asked=worded(found.questionnaire_id, language))
        if form.is_valid() and is_sent(form, authority_id, secret, language):
            return led_back(authority_id, secret, language)
        shown = {
            **around(found, language),
            "form": form,
            "language": language,
            "direction": direction_of(language),
            "languages": [
                (code, LANGUAGES[code]) for code in languages_of(found.questionnaire_id) if code != language
            ],
            "authority": authority_with(authority_id),
            "authority_id": authority_id,
            "secret": secret,
        }
        return render(request, "voices/answer.html", shown)


def led_back(authority_id: uuid.UUID, secret: str, language: str) -> HttpResponse:
    """Return to the page of the link, in the language in which it was read."""
    return redirect(f"{reverse('voices:answer', args=[authority_id, secret])}?language={language}")


def around(found: BehindLink, language: str) -> dict[str, object]:
    """Return the sentences around the questions, with the language in which they are."""
    read_in, words = shown_words(found.questionnaire_id, language)
    return {"words": words, "words_language": read_in, "words_direction": direction_of(read_in)}


def direction_of(language: str) -> str:
    """Return whether a language is written from the right."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def chosen_language(request: HttpRequest, found: BehindLink) -> str:
    """Return the language in which the questions are read, of those that there are."""
    language = request.GET.get("language", ENGLISH)
    return language if language in languages_of(found.questionnaire_id) else ENGLISH


def is_sent(form: AnswerForm, authority_id: uuid.UUID, secret: str, language: str) -> bool:
    """Send the answers, or say why not; there is nobody for whom an operation could act."""
    try:
        with transaction.atomic():
            answer_by_link(secret=secret, language=language, said=form.said, authority_id=authority_id)
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True


def thanks(request: HttpRequest, found: BehindLink, authority_id: uuid.UUID) -> HttpResponse:
    """Say thank you, and what others said and what was done."""
    shown = {
        **around(found, chosen_language(request, found)),
        "answered": found.is_answered,
        "entries": said_and_done(authority_id),
        "authority": authority_with(authority_id),
    }
    return render(request, "voices/thanks.html", shown)


@login_not_required
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, authority_id: uuid.UUID, secret: str) -> HttpResponse:
    """Say that one would rather not answer: one press, and nobody asks again."""
    with acting_for(Asking(authority_id=authority_id)):
        found = behind_link(secret)
        if found is None:
            return render(request, "voices/over.html", status=404)
        language = chosen_language(request, found)
        form = OperationForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and not found.outcome:
            with transaction.atomic():
                decline_by_link(secret=secret, authority_id=authority_id)
        if form.is_bound or found.outcome:
            return led_back(authority_id, secret, language)
        shown = {**around(found, language), "form": form, "language": language}
        shown |= {"authority_id": authority_id, "secret": secret}
        return render(request, "voices/decline.html", shown)
