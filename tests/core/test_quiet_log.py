"""Exceptions are logged by kind and place; the words they carry stay out."""

import logging
import sys

import pytest
from django.db import IntegrityError, connection, transaction

from opencaf.core.quiet_log import QuietFormatter

CANARY = "Canary Child"


def refused_record() -> logging.LogRecord:
    """What a view logs when PostgreSQL refuses a value that stands in an unique index twice."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for _ in range(2):
                cursor.execute("insert into cache_entries values (%s, 'x', now())", [CANARY])
    except IntegrityError:
        return logging.LogRecord("django.request", logging.ERROR, "", 1, "Failed: /x/", None, sys.exc_info())
    raise AssertionError("nothing was refused")


@pytest.mark.django_db
def test_a_refused_value_is_not_logged() -> None:
    said = QuietFormatter("%(message)s").format(refused_record())

    assert CANARY not in said
    assert "django.db.utils.IntegrityError" in said
    assert "psycopg.errors.UniqueViolation (23505 cache_entries cache_entries_pkey)" in said
    assert "test_quiet_log.py" in said


@pytest.mark.django_db
def test_another_formatter_would_have_logged_it() -> None:
    assert CANARY in logging.Formatter("%(message)s").format(refused_record())
