"""What happens by itself when a day has passed, or begins."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from opencaf.agencies.models import Digest, Post, Role
from opencaf.agencies.queries import (
    addresses_of_privacy_officers,
    addresses_of_role,
    authority_ids,
    authority_with,
    posts_to_remind,
)
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.queries.access_requests import requests_to_answer
from opencaf.episodes.queries.work import work_of
from opencaf.files import scanner
from opencaf.files.models import StoredFile
from opencaf.files.sealing import unseal
from opencaf.outbox.operations import Letter, is_queued, queue_letters, queue_message
from opencaf.outbox.wording import MailKind

MONDAY = 0  # as date.weekday() counts
UNTIL_IT_ANSWERS = RetryStrategy(wait=300, retry_exceptions=[OSError])  # a file waits; nothing lets it pass


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


@app.periodic(cron="30 7 * * 1-5")
@app.task(name="write_digests", queue="reminders", queueing_lock="write_digests")
def write_digests(timestamp: int) -> None:
    """Begin the morning's digests, authority by authority."""
    for authority_id in authority_ids():
        write_digests_of.defer(authority_id=str(authority_id))


@app.task(name="write_digests_of", queue="reminders")
def write_digests_of(authority_id: str) -> None:
    """Write everybody of an authority for whom something waits one mail today, however often this is done."""
    asked = uuid.UUID(authority_id)
    with acting_for(Asking(authority_id=asked)), transaction.atomic():
        posts = posts_to_remind(asked, rhythms_on(clock.today()))
    for post in posts:
        if something_waits_for(post):
            write_digest(post)


def rhythms_on(day: dt.date) -> list[str]:
    """Return whose digests come on a day: on Mondays those of the week too."""
    return [Digest.DAILY, Digest.WEEKLY] if day.weekday() == MONDAY else [Digest.DAILY]


def something_waits_for(post: Post) -> bool:
    """Whether My work of somebody shows anything that needs them; read as they would read it."""
    who = Asking(practitioner_id=post.practitioner_id, post_id=post.id, authority_id=post.authority_id)
    with clock.standing_still(), acting_for(who), transaction.atomic():
        practitioner = post.practitioner.wearing(post)
        return bool(work_of(practitioner).needs or requests_to_answer(practitioner))


def write_digest(post: Post) -> None:
    """Write somebody the mail of today, unless it is written; the program writes it, not they themselves."""
    once = f"digest {post.practitioner_id} {clock.today()}"
    to = post.practitioner.user.email if post.practitioner.user else ""
    with acting_for(Asking(authority_id=post.authority_id)), transaction.atomic():
        if not is_queued(once, post.authority_id):
            letter = Letter(to, path="home/", once=once)
            queue_letters(kind=MailKind.DIGEST, letters=[letter], authority_id=post.authority_id)


@app.task(name="scan_file", queue="files", retry=UNTIL_IT_ANSWERS)
def scan_file(file_id: str, authority_id: str) -> None:
    """Ask the scanner about a file as it was sent, and end its quarantine; harmless when that is done."""
    asking = Asking(authority_id=uuid.UUID(authority_id))
    with acting_for(asking), transaction.atomic():
        content = quarantined(file_id)
    if content is None:
        return
    is_harmless = scanner.is_harmless(content)
    with acting_for(asking), transaction.atomic():
        if end_quarantine(file_id, is_harmless):
            verdict = "passed" if is_harmless else "stopped"
            trail.record(
                "file_scanned", subject_kind="case_file", subject_id=uuid.UUID(file_id), reason=verdict
            )


def quarantined(file_id: str) -> bytes | None:
    """Return a file as it was sent, past the wall: a job asks for nobody in particular."""
    with connection.cursor() as cursor:
        cursor.execute("select stored_id, key_id, sealed from episodes_file_to_scan(%s)", [file_id])
        row = cursor.fetchone()
    if row is None:
        return None
    return unseal(bytes(row[2]), key_id=row[1], table=StoredFile._meta.db_table, row_id=row[0])


def end_quarantine(file_id: str, is_harmless: bool) -> bool:
    """Let a file through, or delete all of its bytes, past the wall; return whether it still waited."""
    with connection.cursor() as cursor:
        cursor.execute("select episodes_file_was_scanned(%s, %s)", [file_id, is_harmless])
        return bool(cursor.fetchone()[0])
