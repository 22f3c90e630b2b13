"""Counting what is to be put right, every night: what stands at the end of a month is that month's count."""

from __future__ import annotations

import logging
import uuid

from django.db import transaction
from procrastinate.contrib.django import app

from opencaf.agencies.queries import authority_ids, localities_of
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.quality.operations import keep_counts
from opencaf.quality.queries import counting_post, counts_by_place

log = logging.getLogger(__name__)


@app.periodic(cron="10 3 * * *")
@app.task(name="count_findings", queue="reminders", queueing_lock="count_findings")
def count_findings(timestamp: int) -> None:
    """Begin the night's count, authority by authority."""
    for authority_id in authority_ids():
        count_findings_of.defer(authority_id=str(authority_id))


@app.task(name="count_findings_of", queue="reminders")
def count_findings_of(authority_id: str) -> None:
    """Count what is found in an authority, through the eyes of somebody who sees every case."""
    asked = uuid.UUID(authority_id)
    with acting_for(Asking(authority_id=asked)), transaction.atomic():
        post = counting_post(asked)
    if post is None:
        log.info("Nobody in this authority sees every case, so that its findings cannot be counted")
        return
    who = Asking(practitioner_id=post.practitioner_id, post_id=post.id, authority_id=asked)
    with clock.standing_still(), acting_for(who), transaction.atomic():
        by = post.practitioner.wearing(post)
        places = [*(locality.id for locality in localities_of(asked)), None]
        keep_counts(counts=counts_by_place(by, at_once=False), places=places, by=by)
