"""Reads that one request asks again give what they gave, until something is written.

A page asks whether somebody may do a thing, and the operation that it calls asks the same again. Under
`asked_once` the second answer is the first one: within one request, on one connection, as long as no
statement changed a table on which the answer rests: those of the read itself and those that the row
policies on them read. Rows are copied, so nobody changes what another part of the request holds.
A lock (`select … for update`) does not ask again: what a permission rests on may be some milliseconds
old, what an operation is about to change is read for itself.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Row = TypeVar("Row")

# The beginnings of statements that change no row on which an answer could rest.
CHANGES_NOTHING = (
    "select",
    "(select",
    "savepoint",
    "release",
    "with written as ( insert into audit_event",
)
LONGEST = max(map(len, CHANGES_NOTHING))
WRITES_TO = re.compile(r'\s*(?:insert into|update|delete from) "?(\w+)', re.IGNORECASE)


@dataclass(frozen=True)
class Kept:
    """An answer, and the tables on which it rests."""

    rows: tuple[Any, ...]
    rests_on: frozenset[str]


_kept: ContextVar[dict[Any, Kept] | None] = ContextVar("kept_answers", default=None)
# Every read under `asked_once` with the tables on which it rests, for the guard that looks into its plan.
READS: list[tuple[Callable[..., Any], frozenset[str]]] = []


@contextmanager
def remembering() -> Iterator[None]:
    """Keep the answers of reads under `asked_once` inside the block."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def asked_once(*rests_on: str) -> Callable[[Callable[P, list[Row]]], Callable[P, list[Row]]]:
    """Let a read that takes only positional arguments be asked once in a request.

    rests_on: the tables whose rows decide the answer.
    """
    tables = frozenset(rests_on)

    def keep(read: Callable[P, list[Row]]) -> Callable[P, list[Row]]:
        READS.append((read, tables))

        @functools.wraps(read)
        def ask(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
            kept = _kept.get()
            if kept is None or kwargs:
                return read(*args, **kwargs)
            key = (read, args)
            if key not in kept:
                kept[key] = Kept(tuple(read(*args, **kwargs)), tables)
            return [copy.copy(row) for row in kept[key].rows]

        return ask

    return keep


def held(key: Hashable, rests_on: frozenset[str], make: Callable[[], Row]) -> Row:
    """Return what this request holds under a key; what it does not hold is made, and held.

    rests_on: the tables whose rows decide it. Nobody may change it, since it is not copied.
    """
    kept = _kept.get()
    if kept is None:
        return make()
    if key not in kept:
        kept[key] = Kept((make(),), rests_on)
    found: Row = kept[key].rows[0]
    return found


def forget_after(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Run a statement (as a wrapper of a Django connection), and forget every answer that it may change."""
    kept = _kept.get()
    if kept:
        forget(kept, str(sql))
    return execute(sql, params, many, context)


def forget(kept: dict[Any, Kept], sql: str) -> None:
    """Forget the answers that rest on the table to which a statement writes; all, where that is not plain."""
    written = WRITES_TO.match(sql)
    if written:
        for key in [key for key, answer in kept.items() if written[1] in answer.rests_on]:
            del kept[key]
    elif not changes_nothing(sql):
        kept.clear()


def changes_nothing(sql: str) -> bool:
    """Whether a statement leaves every answer as it was."""
    beginning = " ".join(sql[: 2 * LONGEST].split()).lower()
    return beginning.startswith(CHANGES_NOTHING)
