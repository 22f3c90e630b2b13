"""The journey's statement, which names forty tables, is planned once and kept."""

import pytest
from django.db import connection

from opencaf.agencies.models import Practitioner
from opencaf.episodes.queries.journey import events_of
from tests.factories import make_episode

PLANS = """
    select generic_plans, custom_plans from pg_prepared_statements
    where statement like '%episodes_recordcheck t%'
"""


@pytest.mark.django_db
def test_its_plan_is_kept_from_the_sixth_time_on(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    for _ in range(16):
        events_of([episode.id])

    with connection.cursor() as cursor:
        cursor.execute(PLANS)
        ((generic, custom),) = cursor.fetchall()
    assert custom <= 5
    assert generic >= 5
