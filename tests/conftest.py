"""What every test stands on: the database, and a network that ends at this machine."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from opencaf.config.postgres import Server, server_account
from opencaf.core.roles import OWNER
from tests.databases import Databases, open_databases, rows_as_owner

pytest_plugins = ["tests.fixtures"]

# Playwright runs an event loop in the thread of the test, which makes Django suspect async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    config.option.allow_hosts = "127.0.0.1"
    config.option.allow_unix_socket = True
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise misses it


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium, which must not call home."""
    quiet = ["background-networking", "component-update", "sync"]
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": arguments + [f"--disable-{habit}" for habit in quiet],
    }


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """The cluster of the tests, its template, and copies of it."""
    with open_databases() as opened:
        yield opened


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases, django_test_environment: None) -> Iterator[None]:
    """In place of pytest-django's own: this process's copy, that tests leave as they found it."""
    with databases.copy() as name, serving(databases, name):
        yield


@pytest.fixture
def fresh_database(
    databases: Databases, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A copy for one test that commits, such as a browser's; gone afterwards."""
    with databases.copy() as name, django_db_blocker.unblock(), serving(databases, name):
        yield name


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest) -> None:
    """Gives tests that commit a fresh database where pytest-django would flush the shared one."""
    if "fresh_database" in request.fixturenames or _commits(request):
        request.getfixturevalue("fresh_database")
    else:
        request.getfixturevalue("_django_db_helper")


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    asked = bool(marker) and bool(marker.kwargs.get("transaction"))
    return asked or not {"transactional_db", "live_server"}.isdisjoint(request.fixturenames)


@pytest.fixture
def as_owner(databases: Databases, fresh_database: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the tables' owner to this test's own database; sees what is committed."""
    url = databases.url(OWNER, fresh_database)
    with psycopg.connect(url, autocommit=True, options="-c lock_timeout=5s") as owner:
        yield owner


@pytest.fixture
def owner_sees(db: None) -> Callable[..., list[dict[str, Any]]]:
    """Call it with a query and its parameters: the rows that the owner sees in this transaction."""
    return partial(rows_as_owner, connection)


@pytest.fixture(scope="module")
def open_directory() -> Iterator[Path]:
    """A directory that the server's account can enter, unlike pytest's own when root runs it."""
    directory = Path(tempfile.mkdtemp(prefix="opencaf-pg-"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def server_of_its_own(open_directory: Path) -> Iterator[Server]:
    """For tests that kill it, or change what the whole cluster shares."""
    made = Server(name="demo", home=open_directory / "home", account=server_account())
    made.start()
    yield made
    made.stop()


@contextmanager
def serving(databases: Databases, name: str) -> Iterator[None]:
    """Let Django's connections, those of other threads too, lead to this database."""
    default = connections.databases["default"]
    before = {key: default.get(key) for key in databases.settings(name)}
    connections.close_all()
    default.update(databases.settings(name))
    try:
        yield
    finally:
        connections.close_all()
        default.update(before)
