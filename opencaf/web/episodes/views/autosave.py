"""Answering a page that saves while somebody types."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.autosave import BoxGoneError, Saved, Typed, save_typed
from opencaf.episodes.queries.assessment import writers_of
from opencaf.web.episodes.forms.autosave import TypedForm
from opencaf.web.shared.keeping import keeper_of
from opencaf.web.shared.markup import shown_time
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_to_write_or_404, record_look

SOMEBODY_ELSE = (
    "Somebody else has signed in in this browser, so nothing was saved. "
    "Your words stay on this page: sign in again yourself, then come back here"
)


@require_POST
def assessment_box(request: PractitionerRequest, episode_id: uuid.UUID, story_id: uuid.UUID) -> HttpResponse:
    """Save what was typed in one box; say when, and what somebody else has written there meanwhile."""
    episode = get_episode_to_write_or_404(request, episode_id)
    if request.POST.get("keeper", "") not in ("", keeper_of(request.user).name):
        return JsonResponse({"refused": SOMEBODY_ELSE})
    form = TypedForm(request.POST)
    form.is_valid()
    writers = writers_of(episode, request.practitioner) if request.POST.get("written_by") else []
    typed = form.typed(writers)
    try:
        saved = save_typed(episode=episode, story_id=story_id, typed=typed, by=request.practitioner)
    except ValidationError as refusal:
        status = 404 if isinstance(refusal, BoxGoneError) else 200
        return JsonResponse({"refused": " ".join(refusal.messages)}, status=status)
    return JsonResponse({**answer_of(request, episode, typed, saved), "refused": form.too_long()})


def answer_of(request: PractitionerRequest, episode: Episode, typed: Typed, saved: Saved) -> dict[str, Any]:
    """Return what the page says and remembers; another person's words are shown only with a look noted."""
    if saved.clashing or saved.refused_marks:
        record_look(request, episode)
    return {
        "at": shown_time(clock.now().astimezone(clock.LONDON)),
        "seen": {name: saved.seen[name] for name in typed.texts if name not in saved.clashing},
        "theirs": {
            name: {"text": getattr(saved.box.story, name), "seen": saved.seen[name]}
            for name in saved.clashing
        },
        "who": str(saved.box.story.typed_by or ""),
        "marks": {
            mark.field: {
                "says": saved.refused_marks.get(mark.field, ""),
                "now": saved.box.marks[mark.child_id] if mark.field in saved.refused_marks else mark.code,
            }
            for mark in typed.marks
        },
    }
