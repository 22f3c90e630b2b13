"""What was asked of the coordinator about a case, and what they said."""

from __future__ import annotations

from django.db import models

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Episode, HelpRequest


@composed_once
def help_asked(episode: Episode) -> models.QuerySet[HelpRequest]:
    """The questions about a case, the latest first, with who asked and who answered."""
    asked = HelpRequest.objects.filter(episode=episode).select_related(
        "asked_by__user", "answered_by", "episode"
    )
    return asked.order_by("-asked_on", "-id")
