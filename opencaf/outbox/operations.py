"""Letting mail wait in the transaction of the thing it tells of; a job sends it afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from procrastinate.types import JSONDict

from opencaf.audit import trail
from opencaf.outbox.jobs import send_message
from opencaf.outbox.models import Message
from opencaf.outbox.quiet import sent_from
from opencaf.outbox.wording import MAILS, MailKind


@dataclass(frozen=True)
class Letter:
    """What differs from one mail of a kind to the next.

    path: of the page that the mail leads to, where that is not the first one. calendar: a file that goes
    with it. once: what it is about, where it must not be written twice.
    """

    to: str
    path: str = ""
    calendar: str = ""
    once: str = ""


def queue_message(
    *, kind: MailKind, to: Iterable[str], authority_id: uuid.UUID, path: str = ""
) -> list[Message]:
    """Let one mail of the same words wait for each address."""
    letters = [Letter(address, path) for address in to]
    return queue_letters(kind=kind, letters=letters, authority_id=authority_id)


def queue_letters(*, kind: MailKind, letters: Sequence[Letter], authority_id: uuid.UUID) -> list[Message]:
    """Let mails of one kind wait; they go only when the transaction around them is kept, not in quiet hours.

    Called by operations, which have asked for permission.
    """
    mail = MAILS[kind]
    messages = Message.objects.bulk_create(
        Message(
            authority_id=authority_id,
            to=letter.to,
            subject=mail.subject,
            body=mail.body(settings.SITE_ADDRESS.rstrip("/") + "/" + letter.path.lstrip("/")),
            calendar=letter.calendar,
            once=letter.once,
        )
        for letter in letters
    )
    if messages:
        jobs: list[JSONDict] = [
            {"message_id": str(message.id), "authority_id": str(authority_id)} for message in messages
        ]
        send_message.configure(schedule_at=sent_from(kind)).batch_defer(*jobs)
        trail.record("mail_queued", subject_kind="mail", reason=kind, count=len(messages))
    return messages


def is_queued(once: str, authority_id: uuid.UUID) -> bool:
    """Whether a mail that must not be written twice is there already, sent or waiting."""
    return Message.objects.filter(authority_id=authority_id, once=once).exists()
