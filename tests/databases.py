"""Where tests keep their data: a template made once by the owner, a copy for every process.

`python -m tests.databases stop` stops the cluster unless other tests still use it.

The template is named after everything that makes it, so an unchanged one serves the next run. A
test that commits takes a copy of its own (`fresh_database`): nothing is ever flushed, since the
trail refuses to be emptied. Tests are signed in to the database as the web role is in service.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from opencaf.config.postgres import SUPERUSER, server
from opencaf.core.roles import (
    OWNER,
    WEB,
    WORKER,
    grant_connection,
    passwords_from_environment,
    prepare_cluster,
    url_beside,
)

CLONE = Path(__file__).resolve().parents[1]
TEMPLATE = "opencaf_template_"
COPY = "opencaf_test_"
BUILDING = "opencaf_building"

# Lets a test see, inside its own transaction, what the web role may not read.
OWNER_SEES = """
    CREATE SCHEMA test_support;
    CREATE FUNCTION test_support.owner_sees(query text) RETURNS SETOF jsonb
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN RETURN QUERY EXECUTE format('SELECT to_jsonb(found) FROM (%s) found', query); END $$;
    GRANT USAGE ON SCHEMA test_support TO opencaf_web;
    GRANT EXECUTE ON FUNCTION test_support.owner_sees TO opencaf_web;
"""


@dataclass
class Databases:
    """The databases of one test process; its open connection says that they are in use."""

    superuser_url: str
    keeper: psycopg.Connection[Any]
    template: str
    copies: int = 0

    def url(self, role: str, database: str) -> str:
        password = passwords_from_environment().get(role)
        return url_beside(self.superuser_url, role=role, database=database, password=password)

    def environment(self, database: str) -> dict[str, str]:
        """What a program started by a test needs to work on this database."""
        return {
            "OPENCAF_TESTING": "1",
            "DATABASE_URL": self.url(WEB, database),
            "DATABASE_OWNER_URL": self.url(OWNER, database),
            "DATABASE_WORKER_URL": self.url(WORKER, database),
        }

    def settings(self, database: str) -> dict[str, str]:
        """The same for Django's DATABASES."""
        parts = conninfo_to_dict(self.url(WEB, database))
        return {
            "NAME": database,
            "USER": WEB,
            "PASSWORD": str(parts.get("password") or ""),
            "HOST": str(parts.get("host") or ""),
            "PORT": str(parts.get("port") or ""),
        }

    @contextmanager
    def copy(self) -> Iterator[str]:
        """A database as the migrations leave it, gone afterwards with all that was written."""
        self.copies += 1
        name = f"{COPY}{os.getpid()}_{self.keeper.info.backend_pid}_{self.copies}"
        _lock(self.keeper, name)
        _run(
            self.keeper,
            "CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy",
            name,
            self.template,
            OWNER,
        )
        try:
            grant_connection(self.keeper, name)
            yield name
        finally:
            drop(self.keeper, name)
            _unlock(self.keeper, name)


@contextmanager
def open_databases() -> Iterator[Databases]:
    """Start the cluster if it stands, and make the template if it is not there."""
    superuser_url = _cluster()
    template = TEMPLATE + fingerprint()
    with psycopg.connect(superuser_url, autocommit=True) as keeper:
        _lock(keeper, template, shared=True)
        databases = Databases(superuser_url, keeper, template)
        _lock(keeper, BUILDING)
        try:
            if not _finished(keeper, template):
                _build(databases)
            _drop_leftovers(databases)
        finally:
            _unlock(keeper, BUILDING)
        yield databases


def _cluster() -> str:
    given = os.environ.get("DATABASE_SUPERUSER_URL") or os.environ.get("DATABASE_URL")
    if given:
        return given
    ours = server("test")
    ours.start()
    return ours.url(SUPERUSER, "postgres")


def fingerprint() -> str:
    """Of every file that decides what the migrations make."""
    migrations = sorted(CLONE.glob("opencaf/**/migrations/*.py"))
    others = {
        CLONE / "opencaf/core/roles.py",
        CLONE / "opencaf/config/settings.py",
        CLONE / "requirements/base.txt",
        Path(__file__),
    }
    for migration in migrations:
        others |= set(_imported_by(migration))
    digest = hashlib.sha256()
    for file in [*migrations, *sorted(others)]:
        digest.update(str(file.relative_to(CLONE)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _imported_by(migration: Path) -> Iterator[Path]:
    names = re.findall(r"^(?:from|import) (opencaf[\w.]*)", migration.read_text(), re.MULTILINE)
    for name in names:
        place = CLONE / name.replace(".", "/")
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.exists():
                yield file


def _build(databases: Databases) -> None:
    keeper = databases.keeper
    drop(keeper, BUILDING)
    drop(keeper, databases.template)
    prepare_cluster(databases.superuser_url, database=BUILDING, passwords=passwords_from_environment())
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"],
        cwd=CLONE,
        env={**os.environ, **databases.environment(BUILDING), "OPENCAF_AS_OWNER": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"The migrations of the test template failed:\n{done.stderr}")
    with psycopg.connect(databases.url(OWNER, BUILDING)) as owner:
        owner.execute(OWNER_SEES)
    _run(keeper, "ALTER DATABASE {} RENAME TO {}", BUILDING, databases.template)
    _run(keeper, "ALTER DATABASE {} ALLOW_CONNECTIONS false", databases.template)


def _finished(keeper: psycopg.Connection[Any], template: str) -> bool:
    row = keeper.execute("SELECT NOT datallowconn FROM pg_database WHERE datname = %s", [template]).fetchone()
    return row == (True,)


def _drop_leftovers(databases: Databases) -> None:
    """Templates of earlier migrations and copies of killed runs: those that nobody has locked."""
    keeper = databases.keeper
    rows = keeper.execute(
        "SELECT datname FROM pg_database WHERE datname ^@ %s OR datname ^@ %s", [TEMPLATE, COPY]
    ).fetchall()
    for (name,) in rows:
        if name != databases.template and _try_lock(keeper, name):
            drop(keeper, name)
            _unlock(keeper, name)


def drop(keeper: psycopg.Connection[Any], name: str) -> None:
    _run(keeper, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(keeper: psycopg.Connection[Any], statement: str, *names: str) -> None:
    keeper.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _lock(keeper: psycopg.Connection[Any], name: str, *, shared: bool = False) -> None:
    function = "pg_advisory_lock_shared" if shared else "pg_advisory_lock"
    keeper.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])


def _try_lock(keeper: psycopg.Connection[Any], name: str) -> bool:
    row = keeper.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name]).fetchone()
    return row == (True,)


def _unlock(keeper: psycopg.Connection[Any], name: str) -> None:
    keeper.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def rows_as_owner(connection: Any, query: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """The rows of a query as the table's owner, also those that this transaction has written."""
    with connection.cursor() as cursor:
        composed = connection.ops.compose_sql(query, parameters)
        cursor.execute("SELECT test_support.owner_sees(%s)", [composed])
        return [json.loads(row) for (row,) in cursor.fetchall()]


def stop() -> None:
    ours = server("test")
    if not ours.running():
        return
    with psycopg.connect(ours.url(SUPERUSER, "postgres")) as connection:
        row = connection.execute(
            """SELECT count(*) FROM pg_stat_activity
               WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""
        ).fetchone()
    if row == (0,):
        ours.stop()


if __name__ == "__main__":
    if sys.argv[1:] != ["stop"]:
        sys.exit("The only command is: python -m tests.databases stop")
    stop()
