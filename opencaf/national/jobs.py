"""Counting for the country, every night, authority by authority."""

from __future__ import annotations

import uuid

from django.db import transaction
from procrastinate.contrib.django import app

from opencaf.agencies.models import Authority
from opencaf.agencies.queries import authority_ids
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.national.counting import count_authority


@app.periodic(cron="10 2 * * *")
@app.task(name="tell_country", queue="reminders", queueing_lock="tell_country")
def tell_country(timestamp: int) -> None:
    """Begin the night's count."""
    for authority_id in authority_ids():
        tell_country_of.defer(authority_id=str(authority_id))


@app.task(name="tell_country_of", queue="reminders")
def tell_country_of(authority_id: str) -> None:
    """Count an authority; a national body has nothing to count."""
    asked = uuid.UUID(authority_id)
    with clock.standing_still(), acting_for(Asking(authority_id=asked)), transaction.atomic():
        authority = Authority.objects.get(pk=asked)
        if not authority.is_national:
            count_authority(authority)
