"""Shields, as far as the database gives them: to those on their lists."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from opencaf.access.models import Shield, ShieldAlert, ShieldReader
from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Post, Practitioner
from opencaf.core.composed import composed_once


@composed_once
def shields_of(child_id: uuid.UUID) -> QuerySet[Shield]:
    """The shield over a child's record now, if there is one."""
    return Shield.objects.filter(child_id=child_id, lifted_on=None).select_related("recorded_by")


@composed_once
def readers_of_shield(shield_id: uuid.UUID) -> QuerySet[Practitioner]:
    """Who is on the list of a shield now."""
    listed = ShieldReader.objects.live().filter(shield_id=shield_id).values("practitioner")
    return Practitioner.objects.filter(pk__in=listed)


@composed_once
def alerts_of(shield_id: uuid.UUID) -> QuerySet[Any]:
    """Children who were recorded and may be the shielded one, the latest first, with who recorded them."""
    works_at = Post.objects.filter(practitioner=OuterRef("practitioner"), ended_on=None).order_by("id")
    alerts = ShieldAlert.objects.filter(shield_id=shield_id).select_related("practitioner")
    named = alerts.annotate(agency_name=Subquery(works_at.values("agency__name")[:1]))
    return named.order_by("-recorded_at", "-id")


def new_alerts(practitioner: Practitioner) -> list[ShieldAlert]:
    """Return the alerts that a holder of shields has not looked into."""
    if not practitioner.has_role(*SEES_ALL):
        return []
    return unseen_alerts(practitioner.authority_id)


@composed_once
def unseen_alerts(authority_id: uuid.UUID) -> QuerySet[ShieldAlert]:
    """The alerts that nobody has looked into, of the shields that the database gives."""
    unseen = ShieldAlert.objects.filter(authority_id=authority_id, seen_on=None)
    return unseen.select_related("shield").order_by("recorded_at", "id")
