"""By night: mails that say that a saved view is ready, to nobody twice a day; and months counted again."""

from __future__ import annotations

import logging
import uuid

from django.db import transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Post
from opencaf.agencies.queries import authority_ids, posts_with_roles
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.outbox.operations import Letter, is_queued, queue_letters
from opencaf.outbox.wording import MailKind
from opencaf.quality.queries import counting_post
from opencaf.reports.changed import counted_by_month, keep_months
from opencaf.reports.models import ReadyMail
from opencaf.reports.permissions import SEES_CASES
from opencaf.reports.queries import mails_of, view_seen_by

log = logging.getLogger(__name__)


@app.periodic(cron="40 5 * * *")
@app.task(name="tell_reports_ready", queue="reminders", queueing_lock="tell_reports_ready")
def tell_reports_ready(timestamp: int) -> None:
    """Begin the day's mails about reports, authority by authority."""
    for authority_id in authority_ids():
        tell_reports_ready_of.defer(authority_id=str(authority_id))


@app.task(name="tell_reports_ready_of", queue="reminders")
def tell_reports_ready_of(authority_id: str) -> None:
    """Write each mail that is due to those who coordinate or manage now and can sign in."""
    asked = uuid.UUID(authority_id)
    with acting_for(Asking(authority_id=asked)), transaction.atomic():
        posts = posts_with_roles(asked, SEES_CASES)
    for post in posts:
        for mail in due_for(post):
            write(mail, post)


def due_for(post: Post) -> list[ReadyMail]:
    """Return the mails of today about views that somebody still finds, read as they would read them."""
    who = Asking(practitioner_id=post.practitioner_id, post_id=post.id, authority_id=post.authority_id)
    with acting_for(who), transaction.atomic():
        practitioner = post.practitioner.wearing(post)
        due = [mail for mail in mails_of(practitioner).values() if mail.is_due(clock.today())]
        return [mail for mail in due if view_seen_by(practitioner, mail.view_id)]


def write(mail: ReadyMail, post: Post) -> None:
    """Write a mail, unless it is written; the program writes it, not they themselves."""
    today = clock.today()
    once = f"report {mail.view_id} {post.practitioner_id} {today}"
    to = post.practitioner.user.email if post.practitioner.user else ""
    with acting_for(Asking(authority_id=post.authority_id)), transaction.atomic():
        if not is_queued(once, post.authority_id):
            letter = Letter(to, path=f"reports/views/{mail.view_id}/mail/", once=once)
            queue_letters(kind=MailKind.REPORT_READY, letters=[letter], authority_id=post.authority_id)
        ReadyMail.objects.filter(pk=mail.pk).update(told_on=today)


@app.periodic(cron="30 3 * * *")
@app.task(name="count_months", queue="reminders", queueing_lock="count_months")
def count_months(timestamp: int) -> None:
    """Begin the night's count of the last months, authority by authority."""
    for authority_id in authority_ids():
        count_months_of.defer(authority_id=str(authority_id))


@app.task(name="count_months_of", queue="reminders")
def count_months_of(authority_id: str) -> None:
    """Count the last months of an authority again, through the eyes of somebody who sees every case."""
    asked = uuid.UUID(authority_id)
    with acting_for(Asking(authority_id=asked)), transaction.atomic():
        post = counting_post(asked)
    if post is None:
        log.info("Nobody in this authority sees every case, so that its months cannot be counted")
        return
    who = Asking(practitioner_id=post.practitioner_id, post_id=post.id, authority_id=asked)
    with clock.standing_still(), acting_for(who), transaction.atomic():
        by = post.practitioner.wearing(post)
        keep_months(counted=counted_by_month(by), by=by)
