"""Letting mail wait in the transaction of the thing it tells of; a job sends it afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.conf import settings

from opencaf.audit import trail
from opencaf.outbox.jobs import send_message
from opencaf.outbox.models import Message
from opencaf.outbox.wording import MAILS, MailKind


def queue_message(
    *, kind: MailKind, to: Iterable[str], authority_id: uuid.UUID, path: str = ""
) -> list[Message]:
    """Let one mail wait for each address; it goes only when the transaction around it is kept.

    path: of the page that the mail leads to, where that is not the first one.

    Called by operations, which have asked for permission.
    """
    mail = MAILS[kind]
    messages = Message.objects.bulk_create(
        Message(
            authority_id=authority_id,
            to=address,
            subject=mail.subject,
            body=mail.body(settings.SITE_ADDRESS.rstrip("/") + "/" + path.lstrip("/")),
        )
        for address in to
    )
    for message in messages:
        send_message.defer(message_id=str(message.id), authority_id=str(authority_id))
    if messages:
        trail.record("mail_queued", subject_kind="mail", reason=kind, count=len(messages))
    return messages
