"""Decisions to share, or not to share, of a case."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Concat, Trim

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Episode, SharingDecision, SharingDecisionPerson


@composed_once
def decisions_of(episode: Episode) -> QuerySet[SharingDecision, Any]:
    """The decisions of an episode, the latest first, with whom they are about and who decided."""
    people = SharingDecisionPerson.objects.filter(decision=OuterRef("pk")).order_by("recorded_at", "id")
    name = Trim(Concat("person__given_names", Value(" "), "person__family_name"))
    decisions = SharingDecision.objects.filter(episode=episode).annotate(
        about=ArraySubquery(people.values(name=name))
    )
    return decisions.select_related("agency", "person", "decided_by").order_by("-decided_on", "-id")
