"""Every database function that looks past the second wall is named, and keeps to its schema."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from opencaf.access.past_the_wall import FUNCTIONS

DEFINERS = """
    select proname, coalesce(array_to_string(proconfig, ','), '') from pg_proc
    where prosecdef and pronamespace = 'public'::regnamespace and proname not like 'procrastinate%'
"""


def definers() -> dict[str, str]:
    """The functions that run with their owner's eyes, with their settings."""
    with connection.cursor() as cursor:
        cursor.execute(DEFINERS)
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_every_function_that_looks_past_the_wall_is_named() -> None:
    assert set(definers()) == set(FUNCTIONS)


@pytest.mark.django_db
def test_none_of_them_can_be_led_to_another_schema() -> None:
    loose = [name for name, settings in definers().items() if "search_path=public, pg_temp" not in settings]

    assert loose == []


def test_a_function_that_is_not_named_is_seen(as_owner: psycopg.Connection[Any]) -> None:
    as_owner.execute(
        "create function careless() returns bigint language sql security definer as "
        "'select count(*) from episodes_episode'"
    )

    assert "careless" in definers()
    assert "careless" not in FUNCTIONS
