"""What somebody invited to a meeting does through their link: nobody signs in, no record is shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opencaf.core.context import Asking, acting_for
from opencaf.episodes.operations.by_link import answer_by_link, answer_dates_by_link, write_by_link
from opencaf.episodes.queries.meeting_links import BehindLink, behind_link
from opencaf.web.invited.forms import WordsForm
from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.invited import AnswerForm, DaysForm, day_and_time


@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, authority_id: uuid.UUID, secret: str) -> HttpResponse:
    """Say whether one comes, or at which of the offered days one can; whoever is signed in is not asked."""
    with acting_for(Asking(authority_id=authority_id)):
        found = behind_link(secret)
        if found is None:
            return link_is_over(request)
        form, do = answering(request, found)
        if form.is_valid() and is_taken(form, do, secret):
            messages.success(request, "Thank you. Your answer has arrived.")
            return redirect("invited:answer", authority_id, secret)
        return render(request, "invited/answer.html", page_of(found, authority_id, secret, form))


def answering(request: HttpRequest, found: BehindLink) -> tuple[AnswerForm | DaysForm, Callable[..., None]]:
    """Return the form to answer in, and what takes the answers."""
    if found.on_day is None:
        asked = [(offer.id, offer.on_day, offer.at_time, offer.can) for offer in found.offers]
        return DaysForm(request.POST or None, offers=asked), answer_dates_by_link
    return AnswerForm(request.POST or None, initial={"note": found.note}), answer_by_link


@login_not_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, authority_id: uuid.UUID, secret: str) -> HttpResponse:
    """Write a few words before the meeting, once."""
    with acting_for(Asking(authority_id=authority_id)):
        found = behind_link(secret)
        if found is None:
            return link_is_over(request)
        form = WordsForm(request.POST or None)
        if not found.has_written and form.is_valid() and is_taken(form, write_by_link, secret):
            messages.success(request, "Thank you. Your words have arrived.")
            return redirect("invited:answer", authority_id, secret)
        return render(request, "invited/words.html", page_of(found, authority_id, secret, form))


def is_taken(form: OperationForm, do: Callable[..., None], secret: str) -> bool:
    """Do what the form asks, or say at its field why not; there is nobody for whom an operation could act."""
    try:
        with transaction.atomic():
            do(secret=secret, **form.cleaned_data)
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True


def link_is_over(request: HttpRequest) -> HttpResponse:
    """Say that a link does not work, and what to do."""
    return render(request, "invited/over.html", status=404)


def page_of(found: BehindLink, authority_id: uuid.UUID, secret: str, form: object) -> dict[str, object]:
    """Return what the pages of a link show."""
    when = day_and_time(found.on_day, found.at_time) if found.on_day else ""
    return {"found": found, "when": when, "form": form, "authority_id": authority_id, "secret": secret}
