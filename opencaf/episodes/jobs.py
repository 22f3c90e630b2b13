"""What happens by itself when a day has passed."""

from __future__ import annotations

import uuid

from django.db import connection, transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Role
from opencaf.agencies.queries import addresses_of_privacy_officers, addresses_of_role, authority_with
from opencaf.audit import trail
from opencaf.core.context import Asking, acting_for
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind


@app.task(name="tell_if_unjudged", queue="reminders")
def tell_if_unjudged(broken_id: str, authority_id: str) -> None:
    """Tell managers and the privacy officer when an emergency look was not judged in time; once."""
    asked = uuid.UUID(authority_id)
    with acting_for(Asking(authority_id=asked)), transaction.atomic():
        authority = authority_with(asked)
        if authority is None or not escalated(broken_id):
            return
        to = [*addresses_of_privacy_officers(authority), *addresses_of_role(authority.id, Role.MANAGER)]
        queue_message(kind=MailKind.GLASS_UNJUDGED, to=dict.fromkeys(to), authority_id=authority.id)
        trail.record("glass_escalated", subject_kind="broken_glass", subject_id=uuid.UUID(broken_id))


def escalated(broken_id: str) -> bool:
    """Note that an emergency look waits too long, past the wall: a job asks for nobody in particular."""
    with connection.cursor() as cursor:
        cursor.execute("select access_escalate_glass(%s)", [broken_id])
        return bool(cursor.fetchone()[0])
