"""Making guidance of what a coordinator answered inside a case."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opencaf.core.rulings import require
from opencaf.episodes.permissions import can_answer_help
from opencaf.guidance.operations.versions import save_guidance
from opencaf.guidance.permissions import can_write_guidance
from opencaf.guidance.queries.answers import answered_with, as_guidance
from opencaf.guidance.queries.versions import questions_asked
from opencaf.web.guidance.forms import DRAFT, AnswerAsGuidanceForm
from opencaf.web.shared.deeds import Deed, answer, found
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import get_episode_or_404

READ_FIRST = (
    "Names that the record knows have been replaced. Read it all the same: take out whatever could tell "
    "somebody which family it is, and write it so that it helps everybody. Saved as a draft, it waits with "
    "the versions of its question. Shown, it stands in place of what is there now."
)


@require_http_methods(["GET", "POST"])
def from_answer(request: PractitionerRequest, episode_id: uuid.UUID, help_id: uuid.UUID) -> HttpResponse:
    """Copy a question and its answer, without names, into guidance that can be edited first."""
    by = request.practitioner
    episode = get_episode_or_404(request, episode_id)
    require(can_answer_help(by, episode))
    require(can_write_guidance(by))
    asked = found(answered_with(help_id, episode))
    initial = {} if request.POST else {"text": as_guidance(asked), "show": DRAFT, "element": asked.element}
    form = AnswerAsGuidanceForm(
        request.POST or None, questions=questions_asked(by.authority_id), initial=initial
    )
    if form.is_valid():
        form.apply(save_guidance, **form.answers, by=by)
    back = reverse("episodes:help", args=[episode.id])
    deed = Deed("Make guidance of this answer", "Save", "It was saved under Guidance.", back, READ_FIRST)
    return answer(request, deed, form)
