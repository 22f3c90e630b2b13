"""What happens by itself when a day has passed."""

from __future__ import annotations

import uuid

from django.db import transaction
from procrastinate.contrib.django import app

from opencaf.access.models import BrokenGlass
from opencaf.agencies.models import Role
from opencaf.agencies.queries import addresses_of_privacy_officers, addresses_of_role, authority_with
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind


@app.task(name="tell_if_unjudged", queue="reminders")
def tell_if_unjudged(broken_id: str, authority_id: str) -> None:
    """Tell managers and the privacy officer when an emergency look was not judged in time; once."""
    with acting_for(Asking(authority_id=uuid.UUID(authority_id))), transaction.atomic():
        waiting = BrokenGlass.objects.select_for_update().filter(
            pk=broken_id, verdict="", escalated_on=None, judge_by__lt=clock.today()
        )
        broken = waiting.first()
        authority = authority_with(uuid.UUID(authority_id))
        if broken is None or authority is None:
            return
        broken.escalated_on = clock.today()
        broken.save(update_fields=["escalated_on"])
        to = [*addresses_of_privacy_officers(authority), *addresses_of_role(authority.id, Role.MANAGER)]
        queue_message(kind=MailKind.GLASS_UNJUDGED, to=dict.fromkeys(to), authority_id=authority.id)
        trail.record("glass_escalated", subject_kind="broken_glass", subject_id=broken.id)
