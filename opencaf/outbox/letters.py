"""A waiting mail as it is handed over: always under the same Message-ID, with its calendar file beside it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from icalendar import Calendar

from opencaf.outbox.models import Message


def letter_of(message: Message) -> EmailMultiAlternatives:
    """Return the mail of a message."""
    letter = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        headers={"Message-ID": f"<{message.id}@{host()}>", "Auto-Submitted": "auto-generated"},
    )
    if message.calendar:
        method = str(Calendar.from_ical(message.calendar)["METHOD"])
        letter.attach_alternative(message.calendar, f"text/calendar; method={method}")
    return letter


def host() -> str:
    """Return the name of the site, by which its mails and its meetings are told from others'."""
    return urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
