"""The trail as the worker, the auditor and a superuser reach it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction

from opencaf.audit import trail
from opencaf.core.ids import new_id
from opencaf.core.roles import AUDITOR, WORKER
from tests.databases import Databases
from tests.factories import acting_in


@pytest.fixture
def as_superuser(databases: Databases, fresh_database: str) -> Iterator[psycopg.Connection[Any]]:
    """Somebody whom neither policies nor triggers stop."""
    with psycopg.connect(databases.superuser_url, dbname=fresh_database, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        yield connection


@pytest.fixture
def as_worker(databases: Databases, fresh_database: str) -> Callable[..., Any]:
    """Call it with a function that is to run while Django is signed in as the worker."""

    def run(work: Callable[..., Any], *arguments: Any) -> Any:
        return run_as(WORKER, databases.url(WORKER, fresh_database), work, *arguments)

    return run


@pytest.fixture
def as_auditor(databases: Databases, fresh_database: str) -> Callable[..., Any]:
    def run(work: Callable[..., Any], *arguments: Any) -> Any:
        return run_as(AUDITOR, databases.url(AUDITOR, fresh_database), work, *arguments)

    return run


def run_as(role: str, url: str, work: Callable[..., Any], *arguments: Any) -> Any:
    default = connections["default"]
    before = default.settings_dict["USER"]
    default.close()
    default.settings_dict["USER"] = role
    default.settings_dict["PASSWORD"] = psycopg.conninfo.conninfo_to_dict(url).get("password") or ""
    try:
        return work(*arguments)
    finally:
        default.close()
        default.settings_dict["USER"] = before


@pytest.fixture
def write_events(fresh_database: str) -> Callable[[int], list[uuid.UUID]]:
    """Call it with a number: so many looks are written, each in a transaction of its own."""

    def write(count: int) -> list[uuid.UUID]:
        subjects = [new_id() for _ in range(count)]
        for subject in subjects:
            with acting_in(new_id()), transaction.atomic():
                trail.record("read", subject_kind="episode", subject_id=subject, page="episodes:plan")
        return subjects

    return write


@pytest.fixture
def anchor(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "seals.txt"
