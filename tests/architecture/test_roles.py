"""Tests see what the web role sees; otherwise row-level security would pass untested."""

import socket
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from opencaf.core.roles import OWNER, WEB
from tests.databases import Databases, fingerprint

PRIVILEGES = """
    SELECT rolname, rolsuper, rolbypassrls, pg_has_role(session_user, 'opencaf_owner', 'member'),
           (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)
    FROM pg_roles WHERE rolname = session_user AND session_user = current_user
"""
UNPRIVILEGED = (WEB, False, False, False, 0)


def privileges(cursor: Any) -> tuple[Any, ...]:
    return tuple(cursor.execute(PRIVILEGES).fetchone())


@pytest.mark.django_db
def test_tests_run_as_the_web_role() -> None:
    with connection.cursor() as cursor:
        assert privileges(cursor.cursor) == UNPRIVILEGED


def test_tests_that_commit_run_as_the_web_role(fresh_database: str) -> None:
    with connection.cursor() as cursor:
        assert privileges(cursor.cursor) == UNPRIVILEGED


def test_this_guard_fails_for_the_owner(as_owner: psycopg.Connection[Any]) -> None:
    assert privileges(as_owner) != UNPRIVILEGED


def test_this_guard_fails_for_a_superuser(databases: Databases) -> None:
    assert privileges(databases.keeper) != UNPRIVILEGED


@pytest.mark.django_db
def test_the_owner_is_asked_inside_the_transaction_of_the_test(
    owner_sees: Callable[..., list[dict[str, Any]]],
) -> None:
    rows = owner_sees("SELECT current_user AS role, %s AS said, 1 AS one", ["it's"])

    assert rows == [{"role": OWNER, "said": "it's", "one": 1}]


COMMIT = "INSERT INTO cache_entries VALUES ('kept', 'x', now())"
COUNT = "SELECT count(*) FROM cache_entries"


def commit_and_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute(COMMIT)
        cursor.execute(COUNT)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("again", [1, 2])
def test_what_a_test_commits_is_gone_afterwards(fresh_database: str, again: int) -> None:
    assert commit_and_count() == 1


@pytest.mark.parametrize("again", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_asks_django_for_commits_gets_a_fresh_database_too(again: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (name,) = cursor.fetchone()

    assert commit_and_count() == 1
    assert name.startswith("opencaf_test_")
    assert not name.endswith("_1")


def test_a_live_server_gets_a_fresh_database(live_server: LiveServer, fresh_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")

        assert cursor.fetchone() == (fresh_database,)


@pytest.mark.django_db
def test_the_database_of_ordinary_tests_stays_as_it_was() -> None:
    assert commit_and_count() == 1


def test_the_owner_reads_what_a_test_has_committed(as_owner: psycopg.Connection[Any]) -> None:
    commit_and_count()

    assert as_owner.execute(COUNT).fetchone() == (1,)


def test_the_template_bears_the_fingerprint_of_the_migrations(databases: Databases) -> None:
    assert databases.template.endswith(fingerprint())


def test_only_this_machine_can_be_reached() -> None:
    refused = pytest.raises(RuntimeError, match=r"192\.0\.2\.1")

    with refused, pytest.warns(UserWarning, match="tried to use"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
