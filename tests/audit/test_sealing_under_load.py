"""Twelve writers that hold their transactions open, and a sealer between them: no row is lost."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from opencaf.core.ids import new_id
from opencaf.core.roles import WEB, WORKER
from tests.databases import Databases

WRITERS = 12
ROUNDS = 20
MOST_ROUNDS = 5000
SEALS = 10  # at least so many while they write; transactions of other tests may hold them up
INSERT = """
    insert into audit_event (id, at, action, subject_kind, reason, detail, request_id)
    values (%s, now(), 'read', 'episode', '', '{}', '')
"""
IN_A_SEAL = """
    select count(*), count(distinct event.id) from audit_event event
    join audit_seal seal on event.xid >= seal.from_xid and event.xid < seal.to_xid
"""
LEAVES = "select coalesce(sum(events), 0)::int, count(*)::int from audit_seal"


def write(url: str, writer: int, enough: threading.Event) -> int:
    """Write rows in transactions that stay open while others begin and end; return how many."""
    choice = random.Random(writer)
    written = 0
    with psycopg.connect(url) as connection:
        for done in range(MOST_ROUNDS):
            if done >= ROUNDS and enough.is_set():
                break
            for _ in range(choice.randint(1, 6)):
                connection.execute(INSERT, [new_id()])
                connection.execute("select pg_sleep(%s)", [choice.random() / 100])
                written += 1
            connection.commit()
    return written


def seal_until(ended: threading.Event, enough: threading.Event, url: str) -> None:
    """Seal as the worker does, without a pause."""
    with psycopg.connect(url, autocommit=True) as worker:
        made = 0
        while not ended.is_set():
            made += worker.execute("select audit_seal_events()").fetchone() != (None,)
            if made >= SEALS:
                enough.set()


def seal_the_rest(url: str) -> None:
    """Seal until nothing is left; another test's transaction may hold the last rows up for a moment."""
    with psycopg.connect(url, autocommit=True) as worker:
        while worker.execute("select unsealed from audit_state()").fetchone() != (0,):
            worker.execute("select audit_seal_events()")


def test_twelve_writers_lose_no_row_and_leave_none_unsealed(
    databases: Databases, fresh_database: str, as_superuser: psycopg.Connection[Any]
) -> None:
    web, worker = databases.url(WEB, fresh_database), databases.url(WORKER, fresh_database)
    ended, enough = threading.Event(), threading.Event()

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        sealer = threads.submit(seal_until, ended, enough, worker)
        written = sum(threads.map(write, [web] * WRITERS, range(WRITERS), [enough] * WRITERS))
        ended.set()
        sealer.result()
    seal_the_rest(worker)

    sealed, seals = as_superuser.execute(LEAVES).fetchone() or (0, 0)
    assert sealed == written
    assert as_superuser.execute(IN_A_SEAL).fetchone() == (written, written)
    assert seals >= SEALS
    assert out_of_order(as_superuser) > 0
    with psycopg.connect(worker) as checking:
        assert checking.execute("select fault from audit_check_seals(1, %s)", [seals]).fetchone() == (None,)


def out_of_order(superuser: psycopg.Connection[Any]) -> int:
    """Rows that were made before a row of an earlier seal: sealing by id would have lost them."""
    query = """
        select count(*) from audit_event event join audit_seal own
            on event.xid >= own.from_xid and event.xid < own.to_xid
        where exists (
            select from audit_event other join audit_seal seal
                on other.xid >= seal.from_xid and other.xid < seal.to_xid
            where seal.n < own.n and other.id > event.id)
    """
    row = superuser.execute(query).fetchone()
    return int(row[0]) if row else 0
