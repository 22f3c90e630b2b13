"""Sending what waits. A mail that cannot be sent is tried again, ever more slowly, then given up.

A worker that is killed leaves its job undone; another one takes it up. Killed between handing a mail over
and noting that, it leaves a mail that goes again under the same Message-ID, by which mail systems and
`outbox.folder` know it (docs/adr/0025).
"""

from __future__ import annotations

import uuid
from smtplib import SMTPException

from django.db import connection, transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.manager import JobManager

from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.outbox.letters import letter_of
from opencaf.outbox.models import Message

TRIES = 8
STALLED_AFTER = 60.0  # seconds without a sign of life from a worker
AGAIN = RetryStrategy(max_attempts=TRIES, exponential_wait=3, retry_exceptions=[OSError, SMTPException])
PRACTICE = "select from agencies_authority where id = %s and practice_of_id is not null"


@app.task(name="send_message", queue="mail", retry=AGAIN)
def send_message(message_id: str, authority_id: str) -> None:
    """Send one waiting mail; harmless when it was sent already. From a practice street none is sent."""
    with acting_for(Asking(authority_id=uuid.UUID(authority_id))):
        if is_practice(authority_id):
            return
        failure = try_to_send(uuid.UUID(message_id))
    if failure is not None:
        raise failure


def is_practice(authority_id: str) -> bool:
    """Whether an authority is a practice street; asked plainly, since authorities stand above the outbox."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PRACTICE, [authority_id])
        return cursor.fetchone() is not None


def try_to_send(message_id: uuid.UUID) -> Exception | None:
    """Send the mail and note it, or note the try and return what went wrong."""
    with transaction.atomic():
        waiting = Message.objects.select_for_update().filter(state=Message.State.WAITING)
        message = waiting.filter(pk=message_id).first()
        if message is None:
            return None
        message.tries += 1
        try:
            letter_of(message).send()
        except (OSError, SMTPException) as failure:
            if message.tries >= TRIES:
                message.state = Message.State.FAILED
            message.save(update_fields=["tries", "state"])
            return failure
        message.state, message.sent_at = Message.State.SENT, clock.now()
        message.save(update_fields=["tries", "state", "sent_at"])
    return None


@app.periodic(cron="* * * * *")
@app.task(name="take_up_stalled", queue="mail", queueing_lock="take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Let the jobs be done again whose worker was killed; each of ours is harmless when done already."""
    await take_up(context.app.job_manager, silent_for=STALLED_AFTER)


async def take_up(manager: JobManager, *, silent_for: float) -> None:
    """Put back into their queues the jobs of workers that have been silent for so many seconds."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
        await manager.retry_job(job)
