"""Quiet hours: a mail that can wait is sent when people are at work, Monday to Friday from 7am to 7pm."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from opencaf.core import clock
from opencaf.core.dates import SATURDAY
from opencaf.outbox.wording import MailKind

OPENS, CLOSES = dt.time(7), dt.time(19)
URGENT = {
    MailKind.DUTY_OPENED,
    MailKind.GLASS_BROKEN,
    MailKind.GLASS_UNJUDGED,
    MailKind.INVITATION,  # somebody waits for it while they talk to their administrator
    MailKind.MEETING_CANCELLED,
    MailKind.SHIELD_MET,
    MailKind.WORDS_ASKED,  # asked for by hand, often in front of the family
}


def sent_from(kind: MailKind) -> dt.datetime | None:
    """Return when a mail written now may go; None where it may go at once."""
    here = clock.now().astimezone(clock.LONDON)
    if kind in URGENT or not settings.QUIET_HOURS or is_open(here):
        return None
    day = here.date() if here.time() < OPENS else here.date() + dt.timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, OPENS, tzinfo=clock.LONDON)


def is_open(here: dt.datetime) -> bool:
    """Whether people are at work at a moment in London."""
    return here.weekday() < SATURDAY and OPENS <= here.time() < CLOSES
