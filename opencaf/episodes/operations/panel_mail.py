"""The mails about a panel: one for the whole sitting to each member, whatever number of children is on it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.calendar_files import CANCEL, REQUEST, Appointment, calendar_file
from opencaf.episodes.models import Panel
from opencaf.episodes.queries.panels import addresses_of
from opencaf.outbox.letters import host
from opencaf.outbox.operations import Letter, queue_letters
from opencaf.outbox.wording import MailKind

CALLED_IN_CALENDARS = "of a panel"


def tell(panel: Panel, who: Iterable[Practitioner], kind: MailKind) -> None:
    """Mail each of them whom mail reaches, with the way to the panel and a calendar file of the sitting."""
    method = CANCEL if kind == MailKind.PANEL_CANCELLED else REQUEST
    sitting = sitting_of(panel)
    letters = [
        Letter(address, f"episodes/panels/{panel.id}/", calendar_file(sitting, to=address, method=method))
        for address in addresses_of([one.id for one in who])
    ]
    queue_letters(kind=kind, letters=letters, authority_id=panel.authority_id)


def sitting_of(panel: Panel) -> Appointment:
    """Return what every calendar file of a panel says: from the first place to the last."""
    return Appointment(
        meeting_id=panel.id,
        reference=CALLED_IN_CALENDARS,
        sequence=panel.sequence,
        on_day=panel.planned_for,
        at_time=panel.starts_at,
        lasts_minutes=panel.lasts_minutes,
        host=host(),
        sent_by=settings.DEFAULT_FROM_EMAIL,
        stamped_at=clock.now(),
    )
