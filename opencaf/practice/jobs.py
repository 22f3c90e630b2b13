"""Clearing away the practice streets that have ended."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from procrastinate.contrib.django import app

from opencaf.core import clock
from opencaf.core.context import NOBODY, acting_for

UNTIL_CLEARED = dt.timedelta(hours=1)  # for pages of the street that are being asked for as it ends


@app.periodic(cron="50 1 * * *")
@app.task(name="clear_practice", queue="reminders", queueing_lock="clear_practice")
def clear_practice(timestamp: int) -> None:
    """Delete every practice street that has ended."""
    clear_ended(clock.now() - UNTIL_CLEARED)


def clear_ended(before: dt.datetime) -> int:
    """Delete the practice streets that ended before a moment; return how many."""
    with acting_for(NOBODY), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select practice_clear_ended(%s)", [before])
        return int(cursor.fetchone()[0])
