"""Seals over the trail: rows that no open transaction can join any more are hashed, seal upon seal.

Who owns the database can still write all seals anew; only the anchor, a file that is kept elsewhere,
shows that. The rules stand in the database functions of the migration `seal_the_trail` (docs/adr/0012).
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

OVERDUE_AFTER = dt.timedelta(minutes=15)
A_BATCH = 200


@dataclass(frozen=True)
class Seal:
    """One seal, as a line of the anchor keeps it."""

    n: int
    epoch: int
    to_xid: str
    events: int
    sealed_at: dt.datetime
    hash: str

    def line(self) -> str:
        """Return the seal as one line of words."""
        moment = self.sealed_at.astimezone(dt.UTC).isoformat()
        return f"{self.n} {self.epoch} {self.to_xid} {self.events} {moment} {self.hash}"

    @classmethod
    def from_line(cls, line: str) -> Seal:
        """Read a line of the anchor."""
        n, epoch, to_xid, events, moment, digest = line.split()
        return cls(int(n), int(epoch), to_xid, int(events), dt.datetime.fromisoformat(moment), digest)


@dataclass(frozen=True)
class Fault:
    """The first thing that is not as it was sealed."""

    kind: str
    seal: int | None
    event_id: uuid.UUID | None = None
    how_many: int = 1

    def __str__(self) -> str:
        rows = "1 row" if self.how_many == 1 else f"{self.how_many} rows"
        return WORDS[self.kind].format(seal=self.seal, event=self.event_id, rows=rows)


WORDS = {
    "altered": "Seal {seal}: {rows} altered; the first is event {event}.",
    "missing": "Seal {seal}: {rows} missing; the first is event {event}.",
    "added": "Seal {seal}: {rows} added after it was sealed; the first is event {event}.",
    "stray": "Event {event} was added to a time that is sealed and over.",
    "seal_altered": "Seal {seal} itself was altered.",
    "seal_missing": "Seal {seal} is missing.",
    "not_the_anchored": "Seal {seal} is not the one that was anchored: the seals were written anew.",
    "anchored_but_gone": "Seal {seal} was anchored and is not in the database.",
}


@dataclass(frozen=True)
class TrailState:
    """How far the trail is sealed."""

    seals: int
    sealed_at: dt.datetime | None
    sealed: int
    unsealed: int
    oldest_unsealed_at: dt.datetime | None

    def unsealed_for(self) -> dt.timedelta:
        """Return how long the oldest unsealed row has waited, by the real clock."""
        if self.oldest_unsealed_at is None:
            return dt.timedelta()
        return dt.datetime.now(dt.UTC) - self.oldest_unsealed_at

    @property
    def is_overdue(self) -> bool:
        """Whether sealing has stopped, or a transaction has been open too long."""
        return self.unsealed_for() > OVERDUE_AFTER


@dataclass(frozen=True)
class Check:
    """What the last look over all seals has found."""

    at: dt.datetime
    is_whole: bool
    detail: dict[str, Any]


def seal_trail() -> int:
    """Seal whatever can be sealed now; return how many seals were made. Asked as the worker, committing."""
    made = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute("select audit_seal_events()")
            if cursor.fetchone()[0] is None:
                return made
        made += 1


def append_to_anchor(anchor: Path) -> int:
    """Append the seals that the anchor lacks; return how many. One that failed once is made up for."""
    last = max((seal.n for seal in anchored(anchor)), default=0)
    missing = list(seals_from(last + 1))
    anchor.parent.mkdir(parents=True, exist_ok=True)
    with anchor.open("a") as file:
        file.writelines(f"{seal.line()}\n" for seal in missing)
    return len(missing)


def anchored(anchor: Path) -> list[Seal]:
    """Return the seals that the anchor holds."""
    if not anchor.exists():
        return []
    return [Seal.from_line(line) for line in anchor.read_text().splitlines() if line.strip()]


def seals_from(first: int) -> Iterator[Seal]:
    """Yield the seals of the database from a number on."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("select * from audit_seals_from(%s, %s)", [first, A_BATCH])
            rows = [Seal(*row) for row in cursor.fetchall()]
        if not rows:
            return
        yield from rows
        first = rows[-1].n + 1


def find_fault(anchor: Path | None = None) -> Fault | None:
    """Return the first altered, missing or added row or seal; None where everything is as it was sealed."""
    return first_bad_row() or (first_not_anchored(anchor) if anchor else None)


def first_bad_row() -> Fault | None:
    """Return the first fault that the seals show by themselves."""
    last = state().seals
    for first in range(1, last + 1, A_BATCH):
        with connection.cursor() as cursor:
            cursor.execute("select * from audit_check_seals(%s, %s)", [first, first + A_BATCH - 1])
            seal, kind, event_id, how_many = cursor.fetchone()
        if kind:
            return Fault(kind, seal, event_id, how_many)
    with connection.cursor() as cursor:
        cursor.execute("select audit_find_stray()")
        stray = cursor.fetchone()[0]
    return Fault("stray", None, stray) if stray else None


def first_not_anchored(anchor: Path) -> Fault | None:
    """Return the first seal that is not what the anchor says."""
    kept = {seal.n: seal for seal in anchored(anchor)}
    standing = {seal.n: seal.hash for seal in seals_from(1)}
    for n in sorted(kept):
        if n not in standing:
            return Fault("anchored_but_gone", n)
        if standing[n] != kept[n].hash:
            return Fault("not_the_anchored", n)
    return None


def state() -> TrailState:
    """Return how far the trail is sealed."""
    with connection.cursor() as cursor:
        cursor.execute("select * from audit_state()")
        return TrailState(*cursor.fetchone())


def last_check() -> Check | None:
    """Return what the last nightly look over all seals has found; None before the first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from audit_last_check()")
        at, found, detail = cursor.fetchone()
    if at is None:
        return None
    return Check(at, found == "whole", detail if isinstance(detail, dict) else json.loads(detail))
