"""Answering a page of texts beside the boxes that saves while somebody types."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from opencaf.core import clock
from opencaf.episodes.operations.texts import CHOSEN_MEANWHILE, SavedTexts, save_texts
from opencaf.episodes.queries.texts import who_saved_last
from opencaf.web.episodes.forms.autosave import TextsForm
from opencaf.web.episodes.views.assessment_frame import latest_or_404, refuse_who_sees_no_part
from opencaf.web.episodes.views.autosave import SOMEBODY_ELSE
from opencaf.web.shared.keeping import keeper_of
from opencaf.web.shared.markup import shown_time
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_to_write_or_404, record_look


@require_POST
def assessment_texts(request: PractitionerRequest, episode_id: uuid.UUID) -> HttpResponse:
    """Save texts of the situation or the conclusions; say when, and what somebody else has written there."""
    episode = get_episode_to_write_or_404(request, episode_id)
    refuse_who_sees_no_part(request, episode)
    if request.POST.get("keeper", "") not in ("", keeper_of(request.user).name):
        return JsonResponse({"refused": SOMEBODY_ELSE})
    version = latest_or_404(episode)
    form = TextsForm(request.POST)
    form.is_valid()
    try:
        saved = save_texts(
            assessment=version,
            texts=form.texts(),
            seen=form.seen(),
            choices=form.choices(),
            said_on=form.cleaned_data.get("said_on"),
            by=request.practitioner,
        )
    except ValidationError as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)})
    if saved.clashing or saved.refused:
        record_look(request, episode)
    who = who_saved_last(version, saved.clashing) if saved.clashing else ""
    return JsonResponse({**answer_of(form, saved), "who": who})


def answer_of(form: TextsForm, saved: SavedTexts) -> dict[str, Any]:
    """Return what the page says and remembers."""
    return {
        "at": shown_time(clock.now().astimezone(clock.LONDON)),
        "seen": {name: saved.seen[name] for name in form.texts() if name not in saved.clashing},
        "theirs": {name: {"text": saved.stands[name], "seen": saved.seen[name]} for name in saved.clashing},
        "marks": {
            choice.name: {
                "says": CHOSEN_MEANWHILE if choice.name in saved.refused else "",
                "now": saved.refused.get(choice.name, choice.value),
            }
            for choice in form.choices()
        },
        "refused": form.too_long(),
    }
