"""Saved views, for the page that lists reports, and the mails about them."""

from __future__ import annotations

import uuid

from opencaf.agencies.models import Practitioner
from opencaf.reports.models import ReadyMail, SavedView
from opencaf.reports.permissions import can_save_view


def views_for(practitioner: Practitioner) -> list[SavedView]:
    """Return the views that somebody finds among their reports: their own, and shared ones."""
    if not can_save_view(practitioner):
        return []
    return list(SavedView.objects.visible_to(practitioner).select_related("recorded_by"))


def view_seen_by(practitioner: Practitioner, view_id: uuid.UUID) -> SavedView | None:
    """Return a view that somebody may see, or None."""
    found = SavedView.objects.visible_to(practitioner).select_related("recorded_by")
    return found.filter(pk=view_id).first()


def mails_of(practitioner: Practitioner) -> dict[uuid.UUID, ReadyMail]:
    """Return the mails that somebody gets, by the view that they are about."""
    return {mail.view_id: mail for mail in ReadyMail.objects.filter(recorded_by=practitioner)}
