"""Asking, every night, whoever is to be asked at a moment that has come."""

from __future__ import annotations

import uuid

from django.db import transaction
from procrastinate.contrib.django import app

from opencaf.agencies.queries import authority_ids
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.voices.operations.asking import ask_at_moments


@app.periodic(cron="40 3 * * *")
@app.task(name="ask_voices", queue="reminders", queueing_lock="ask_voices")
def ask_voices(timestamp: int) -> None:
    """Begin the night's asking, authority by authority."""
    for authority_id in authority_ids():
        ask_voices_of.defer(authority_id=str(authority_id))


@app.task(name="ask_voices_of", queue="reminders")
def ask_voices_of(authority_id: str) -> None:
    """Ask those of an authority whose moment has come."""
    asked = uuid.UUID(authority_id)
    with clock.standing_still(), acting_for(Asking(authority_id=asked)), transaction.atomic():
        ask_at_moments(asked)
