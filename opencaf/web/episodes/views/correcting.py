"""Putting one date or text right: one page for all of them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import require
from opencaf.episodes.correctable import Correctable
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.correcting import correct_date, correct_text
from opencaf.episodes.permissions import can_correct
from opencaf.episodes.queries.corrections import value_now
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.web.episodes.forms.correcting import CorrectForm
from opencaf.web.shared.case import render_case
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

TELL_OF_PARTS = ("sharing", "step")


@require_http_methods(["GET", "POST"])
def correct(
    request: PractitionerRequest, episode_id: uuid.UUID, kind: str, record_id: uuid.UUID, field: str
) -> HttpResponse:
    """Correct one field of an episode's record, with a reason."""
    episode = get_episode_or_404(request, episode_id)
    found = value_now(episode, kind, record_id, field)
    if found is None or tells_what_is_withheld(request.practitioner, episode, found.rule):
        raise Http404
    require(can_correct(request.practitioner, episode))
    form = CorrectForm(request.POST or None, rule=found.rule, initial={"value": found.value})
    if form.is_valid():
        which: dict[str, Any] = {"episode": episode, "kind": kind, "record_id": record_id, "field": field}
        if found.rule.is_date:
            form.apply(correct_date, **which, by=request.practitioner, **form.cleaned_data)
        else:
            form.apply(correct_text, **which, by=request.practitioner, **form.cleaned_data)
    if form.applied:
        messages.success(request, "Corrected. The old entry stays readable on the journey.")
        return redirect("episodes:journey", episode.id)
    return render_case(
        request,
        "episodes/correct.html",
        episode,
        form=form,
        found=found,
        button="Save the correction",
        cancel_href=reverse("episodes:journey", args=[episode.id]),
    )


def tells_what_is_withheld(practitioner: Practitioner, episode: Episode, rule: Correctable) -> bool:
    """Whether words tell of parts that the family leaves out for somebody, as they are not on the journey."""
    return rule.kind in TELL_OF_PARTS and not rule.is_date and bool(withheld_from(practitioner, episode))
