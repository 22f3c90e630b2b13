"""Sending what waits. A mail that cannot be sent is tried again, ever more slowly, then given up."""

from __future__ import annotations

import uuid
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.outbox.models import Message

TRIES = 8
AGAIN = RetryStrategy(max_attempts=TRIES, exponential_wait=3, retry_exceptions=[OSError, SMTPException])


@app.task(name="send_message", queue="mail", retry=AGAIN)
def send_message(message_id: str, authority_id: str) -> None:
    """Send one waiting mail; harmless when it was sent already."""
    with acting_for(Asking(authority_id=uuid.UUID(authority_id))):
        failure = try_to_send(uuid.UUID(message_id))
    if failure is not None:
        raise failure


def try_to_send(message_id: uuid.UUID) -> Exception | None:
    """Send the mail and note it, or note the try and return what went wrong."""
    with transaction.atomic():
        waiting = Message.objects.select_for_update().filter(state=Message.State.WAITING)
        message = waiting.filter(pk=message_id).first()
        if message is None:
            return None
        message.tries += 1
        try:
            EmailMessage(subject=message.subject, body=message.body, to=[message.to]).send()
        except (OSError, SMTPException) as failure:
            if message.tries >= TRIES:
                message.state = Message.State.FAILED
            message.save(update_fields=["tries", "state"])
            return failure
        message.state, message.sent_at = Message.State.SENT, clock.now()
        message.save(update_fields=["tries", "state", "sent_at"])
    return None
