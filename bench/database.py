"""A database of a benchmark's own, on a server of this clone that nothing else uses."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bench import BEGUN_BY
from opencaf.config.postgres import DEMO, SUPERUSER, Server, server
from opencaf.core.roles import OWNER, WEB, grant_connection, prepare_cluster

CLONE = Path(__file__).resolve().parents[1]
COLLECTED = DEMO / "bench-static"
SECRET = "a-key-of-the-benchmarks-only-that-guards-invented-words"  # noqa: S105
EMPTY = "bench_empty"
MAKES_THE_EMPTY_ONE = 7_300_031_946_112_225_538

# Commits do not wait for the disk: its waits would stand in the whole page and in its bare SQL alike
# and make the ratio of the two look better than it is.
QUICK_COMMITS = "alter database {} set synchronous_commit = off"
COPY = "create database {name} template {empty} owner {owner}"
MAY_LOAD_UNCHECKED = "grant set on parameter session_replication_role to {}"


@contextmanager
def running_server(name: str = "bench") -> Iterator[Server]:
    """Start the benchmarks' server; stop it afterwards, if it was not running before."""
    ours = server(name)
    started = ours.start()
    try:
        yield ours
    finally:
        if started:
            ours.stop()


def environment_of(ours: Server, database: str) -> dict[str, str]:
    """Return what a program needs to serve this database as a demonstration does."""
    return {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DATABASE_", "OPENCAF_"))
        },
        "DJANGO_SETTINGS_MODULE": "opencaf.config.settings",
        "OPENCAF_DEMONSTRATION": "1",
        "OPENCAF_STATIC_ROOT": str(COLLECTED),
        "SECRET_KEY": SECRET,
        "DATABASE_URL": ours.url(WEB, database),
        BEGUN_BY: "1",
    }


def owner_environment_of(ours: Server, database: str) -> dict[str, str]:
    """Return what a program needs to migrate and fill this database."""
    owned = {"OPENCAF_AS_OWNER": "1", "DATABASE_OWNER_URL": ours.url(OWNER, database)}
    return {**environment_of(ours, database), **owned}


def make_database(ours: Server, database: str) -> None:
    """Make an empty database with its tables: a copy of one that is kept while no migration changes."""
    keep_empty(ours)
    drop_database(ours, database)
    with psycopg.connect(ours.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        names = {"name": sql.Identifier(database), "empty": sql.Identifier(EMPTY)}
        connection.execute(sql.SQL(COPY).format(**names, owner=sql.Identifier(OWNER)))
        connection.execute(sql.SQL(QUICK_COMMITS).format(sql.Identifier(database)))
        grant_connection(connection, database)


def keep_empty(ours: Server) -> None:
    """Make the database that others are copies of, unless it is there; one benchmark waits for another."""
    with psycopg.connect(ours.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [MAKES_THE_EMPTY_ONE])
        if is_filled(ours, EMPTY, fingerprint()):
            return
        drop_database(ours, EMPTY)
        prepare_cluster(ours.url(SUPERUSER, "postgres"), database=EMPTY)
        connection.execute(sql.SQL(MAY_LOAD_UNCHECKED).format(sql.Identifier(OWNER)))
        migrate = [str(CLONE / "manage.py"), "migrate", "--verbosity=0", "--skip-checks"]
        run(migrate, owner_environment_of(ours, EMPTY))
        mark_filled(ours, EMPTY, fingerprint())


@contextmanager
def filled(ours: Server, name: str, word: str, fill: Callable[[], None], *, keep: bool) -> Iterator[None]:
    """Let a filled database be there: made unless one was kept, dropped afterwards unless it is to be kept.

    word: what it is made of (fingerprint).
    """
    if not (keep and is_filled(ours, name, word)):
        make_database(ours, name)
        fill()
        mark_filled(ours, name, word)
    try:
        yield
    finally:
        if not keep:
            drop_database(ours, name)


def drop_database(ours: Server, database: str) -> None:
    """Drop a database with whoever uses it still."""
    with psycopg.connect(ours.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database))
        )


def run(
    arguments: list[str], environment: dict[str, str], **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run a Python program of this clone to its end."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=CLONE, env=environment, check=True, text=True, **options
    )


def fingerprint(*more: object) -> str:
    """Return a word for everything a filled database is made of: migrations, the world's code, its size."""
    digest = hashlib.sha256(repr(more).encode())
    made_by = [*CLONE.glob("opencaf/*/migrations/*.py"), *CLONE.glob("bench/world/*.py")]
    for file in sorted(made_by):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def mark_filled(ours: Server, database: str, word: str) -> None:
    """Write on the database what it was made of."""
    with psycopg.connect(ours.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        statement = sql.SQL("comment on database {} is {}").format(
            sql.Identifier(database), sql.Literal(word)
        )
        connection.execute(statement)


def is_filled(ours: Server, database: str, word: str) -> bool:
    """Whether the database is there and made of the same things."""
    query = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
    with psycopg.connect(ours.url(SUPERUSER, "postgres")) as connection:
        return connection.execute(query, [database]).fetchone() == (word,)
