"""Timing one page three ways in turn: the whole request, its bare SQL, its rendering from memory."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection

from bench.addresses import Page
from bench.watching import Seen, Statement, watching
from opencaf.audit import ceilings, trail
from opencaf.core.ids import new_id
from opencaf.core.room import with_room

WRITES_TRAIL = (trail.INSERT, ceilings.WRITE_AND_COUNT)
# A worker keeps its connection and asks this first in each request (CONN_HEALTH_CHECKS).
HEALTH_CHECK: Statement = ("SELECT 1", None)


@dataclass(frozen=True)
class Timing:
    """Medians in milliseconds, and how often each was measured."""

    page: float
    bare_sql: float
    rendering: float
    rounds: int

    @property
    def ratio(self) -> float:
        return self.page / (self.bare_sql + self.rendering)


@dataclass(frozen=True)
class Effort:
    """How long to measure a page."""

    seconds: float
    least_rounds: int
    most_rounds: int


class BareConnection:
    """A connection of the web role without Django, on which statements are sent again as they were."""

    def __init__(self) -> None:
        self.connection: psycopg.Connection[Any] = psycopg.connect(**connection.get_connection_params())

    def replay(self, statements: list[Statement]) -> None:
        """Send statements in one transaction and fetch all their rows.

        What a look writes on the trail gets an id of its own each time.
        """
        with self.connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, [new_id(), *params[1:]] if sql in WRITES_TRAIL else params)
                if cursor.description:
                    cursor.fetchall()
        self.connection.commit()


def see(page: Page) -> Seen:
    """Ask for a page until everything that is made once is made, and see the last time."""
    page.ask()
    with watching() as seen:
        page.ask()
    return seen


def time_page(page: Page, seen: Seen, bare: BareConnection, effort: Effort) -> Timing:
    """Measure the three in turn, round after round, so that whatever disturbs one disturbs all."""
    statements = [HEALTH_CHECK, *seen.statements]
    taken: dict[str, list[float]] = {"page": [], "bare_sql": [], "rendering": []}
    gc.collect()
    give_up_at = time.perf_counter() + effort.seconds
    rounds = 0
    while rounds < effort.least_rounds or (rounds < effort.most_rounds and time.perf_counter() < give_up_at):
        taken["page"].append(milliseconds(page.ask))
        taken["bare_sql"].append(milliseconds(with_room(lambda: bare.replay(statements))))
        taken["rendering"].append(milliseconds(with_room(seen.render)))
        rounds += 1
    return Timing(**{name: statistics.median(values) for name, values in taken.items()}, rounds=rounds)


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
