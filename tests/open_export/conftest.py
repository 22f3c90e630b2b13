"""Two authorities of the demonstration, and everything of one of them in a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from pytest_django import DjangoDbBlocker

from opencaf.core import clock
from opencaf.core.roles import OWNER
from opencaf.demo.loading import load_authority
from opencaf.demo.plans import plan_authority
from opencaf.open_export.writing import write_export
from tests.conftest import serving
from tests.databases import Databases
from tests.fixtures import TODAY

CODE = "D"


@dataclass(frozen=True)
class Made:
    """An export, the database it was made from, and what it says of itself."""

    path: Path
    database: str
    manifest: dict[str, Any]


@contextmanager
def owner_of(databases: Databases, name: str) -> Iterator[psycopg.Connection[Any]]:
    """Connect to a database as the owner of its tables."""
    with psycopg.connect(databases.url(OWNER, name)) as connection:
        yield connection


def count_of(databases: Databases, name: str, table: str, where: str = "true", **values: str) -> int:
    """Count rows of a table as their owner sees them."""
    counting = sql.SQL("select count(*) from {} where {}").format(sql.Identifier(table), sql.SQL(where))
    with owner_of(databases, name) as owner:
        [(count,)] = owner.execute(counting, values).fetchall()
    return int(count)


@pytest.fixture(scope="module")
def made(
    databases: Databases,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Made]:
    """The export of authority D; nothing writes into its database afterwards."""
    path = tmp_path_factory.mktemp("export") / "d.zip"
    with databases.copy() as name, django_db_blocker.unblock(), serving(databases, name):
        with clock.at(TODAY):
            for code in ("A", CODE):
                plan = plan_authority(code, seed=2011, day=TODAY.date(), children=8, episodes=5)
                load_authority(plan, hashed_password="!", say=lambda line: None)
        with owner_of(databases, name) as owner:
            manifest = write_export(owner, CODE, path)
        yield Made(path, name, manifest)


@pytest.fixture
def elsewhere(
    databases: Databases, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The database of an installation that knows no authority; Django asks it."""
    with databases.copy() as name, django_db_blocker.unblock(), serving(databases, name):
        yield name


@pytest.fixture(scope="module")
def untouched(databases: Databases) -> Iterator[str]:
    """Such a database for what is refused: nothing is ever written there."""
    with databases.copy() as name:
        yield name
