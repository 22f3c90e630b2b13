"""The Sharing page of a case, and recording what the family answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.codes import ConsentKind
from opencaf.episodes.models import Consent, Episode
from opencaf.episodes.operations.consent import record_consent, withdraw_consent
from opencaf.episodes.permissions import (
    can_see_looks,
    can_withdraw_consent,
    can_write,
    works_with,
)
from opencaf.episodes.queries.asking import Asking, asking_about
from opencaf.episodes.queries.consent import consents_of
from opencaf.episodes.queries.directory import entries_of
from opencaf.episodes.queries.rehearsal import Rehearsal, rehearse
from opencaf.episodes.queries.sharing import sharing_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.consent import (
    AssessConsentForm,
    ConsentForm,
    WithdrawForm,
    same_as,
)
from opencaf.web.episodes.forms.sharing import (
    MOST,
    ShareConsentForm,
    same_sharing_as,
    with_more_rows,
)
from opencaf.web.shared.afterwards import to_page_of_case
from opencaf.web.shared.case import address_of, children_of, render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

ADD_ROW = {
    "text": "Add another agency",
    "name": "add_row",
    "value": "agency",
    "classes": "govuk-button--secondary",
    "attributes": {"formaction": "#agencies"},
}


@require_GET
def sharing(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Show what the family agreed to, who can see the record, and every answer."""
    episode = get_episode_or_404(request, episode_id)
    hidden = withheld_from(request.practitioner, episode)
    part = works_with(request.practitioner, episode)
    return render_case(
        request,
        "episodes/sharing.html",
        episode,
        current="episodes:sharing",
        children=children_of(episode),
        sharing=sharing_of(episode, children_of(episode)),
        may_see_words=not hidden,
        withheld=len(hidden),
        can_write=part if episode.is_open else can_write(request.practitioner, episode),
        works_with=part,
        can_see_looks=can_see_looks(request.practitioner, episode),
        assess_href=address_of("episodes:assessment", episode),
        close_href=address_of("episodes:close", episode) if episode.is_open else "",
    )


@require_http_methods(["GET", "POST"])
def add_consent(request: PractitionerRequest, episode_id: uuid.UUID, kind: str) -> HttpResponse:
    """Record one answer: to be assessed, or to share."""
    if kind not in ConsentKind.values:
        raise Http404
    episode = get_episode_or_404(request, episode_id)
    if request.method == "GET" or request.POST.keys() & {"add_row", "preview"}:
        require(can_write(request.practitioner, episode))
    asking = asking_about(episode, kind, children_of(episode))
    form = consent_form(request, asking, may_see_words=not withheld_from(request.practitioner, episode))
    if "preview" in request.POST and isinstance(form, ShareConsentForm):
        return preview(request, episode, asking, form)
    if "add_row" in request.POST:
        form.keep_as_typed()
    elif form.is_valid():
        recorded = form.apply(record_consent, episode=episode, by=request.practitioner, **form.answers())
        if form.applied:
            messages.success(request, "The answer was recorded.")
            return after_answer(request, episode, recorded)
    return render_consent(request, episode, asking, form)


def after_answer(request: PractitionerRequest, episode: Episode, answer: Consent | None) -> HttpResponse:
    """Go back to the page of sharing, or home where the answer ended one's own access."""
    if answer is None or request.practitioner.id not in answer.access_ended_of:
        return redirect("episodes:sharing", episode.id)
    ended = "Your own access rested on what was agreed before, and has ended."
    return to_page_of_case(request, episode, "episodes:sharing", ended=ended)


def preview(
    request: PractitionerRequest, episode: Episode, asking: Asking, form: ShareConsentForm
) -> HttpResponse:
    """Show what an agency would see if the answer were recorded as it is typed; nothing is written."""
    sent = request.POST["preview"]
    number = int(sent) if sent.isdecimal() and len(sent) < 4 else MOST
    if not form.rehearses(number):
        return render_consent(request, episode, asking, form)
    agency = asking.agency(form.cleaned_data[f"agency_{number}"])
    rehearsal = rehearse(episode, form.rehearsed(), agency, asking.children)
    return render_consent(request, episode, asking, form, rehearsal=rehearsal)


def consent_form(request: PractitionerRequest, asking: Asking, *, may_see_words: bool) -> ConsentForm:
    """Return the form of a part, as it was sent, or beginning with an answer that is asked afresh.

    Who does not see every part begins with an empty one: the earlier answer tells what is left out, and why.
    """
    shares = asking.kind == ConsentKind.SHARE
    made_by: dict[str, Any] = {"asking": asking, "by": request.practitioner}
    form = ShareConsentForm if shares else AssessConsentForm
    if request.method == "POST":
        return form(with_more_rows(request.POST) if "add_row" in request.POST else request.POST, **made_by)
    again = next((one for one in asking.earlier if str(one.id) == request.GET.get("again")), None)
    if again is None or not may_see_words:
        return form(**made_by)
    preset = [agency.id for agency in asking.involved]
    return form(initial=same_sharing_as(again, preset) if shares else same_as(again), **made_by)


def render_consent(
    request: PractitionerRequest,
    episode: Episode,
    asking: Asking,
    form: ConsentForm,
    rehearsal: Rehearsal | None = None,
) -> HttpResponse:
    """Return the page that asks."""
    return render_case(
        request,
        f"episodes/consent_{asking.kind}.html",
        episode,
        current="episodes:sharing",
        form=form,
        asking=asking,
        rehearsal=rehearsal,
        directory=entries_of(episode.authority_id, with_agencies=False),
        add_row=ADD_ROW,
        cancel_href=reverse("episodes:sharing", args=[episode.id]),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: PractitionerRequest, episode_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """Note that somebody takes an agreement back."""
    episode = get_episode_or_404(request, episode_id)
    require(can_withdraw_consent(request.practitioner, episode))
    consent = consent_or_404(episode, consent_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        form.apply(withdraw_consent, consent=consent, by=request.practitioner, **form.cleaned_data)
        if form.applied:
            messages.success(request, "The withdrawal was recorded. Nothing new is shared under it.")
            return after_answer(request, episode, consent)
    return render_case(
        request,
        "episodes/consent_withdraw.html",
        episode,
        current="episodes:sharing",
        form=form,
        consent=consent,
        cancel_href=reverse("episodes:sharing", args=[episode.id]),
    )


def consent_or_404(episode: Episode, consent_id: uuid.UUID) -> Consent:
    """Return an agreement of this episode that has not been withdrawn."""
    found = [one for one in consents_of(episode) if one.id == consent_id and one.given]
    if not found or found[0].withdrawn_on:
        raise Http404
    found[0].episode = episode
    return found[0]
