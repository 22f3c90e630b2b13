"""Reads that one request asks again give what they gave, until something is written.

A page asks whether somebody may do a thing, and the operation that it calls asks the same again. Under
`asked_once` the second answer is the first one: within one request, on one connection, as long as no
statement changed anything. Rows are copied, so nobody changes what another part of the request holds.
A lock (`select … for update`) does not ask again: what a permission rests on may be some milliseconds
old, what an operation is about to change is read for itself.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Row = TypeVar("Row")

# The beginnings of statements after which every permission is what it was before.
CHANGES_NOTHING = (
    "select",
    "(select",
    "savepoint",
    "release",
    "with written as ( insert into audit_event",
    "insert into audit_event",
    "insert into core_submission",
)
LONGEST = max(map(len, CHANGES_NOTHING))
_kept: ContextVar[dict[Any, tuple[Any, ...]] | None] = ContextVar("kept_answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep the answers of reads under `asked_once` inside the block."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def asked_once(read: Callable[P, list[Row]]) -> Callable[P, list[Row]]:
    """Let a read that takes only positional arguments be asked once in a request."""

    @functools.wraps(read)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        kept = _kept.get()
        if kept is None or kwargs:
            return read(*args, **kwargs)
        key = (read, args)
        if key not in kept:
            kept[key] = tuple(read(*args, **kwargs))
        return [copy.copy(row) for row in kept[key]]

    return ask


def forget_after(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Run a statement (as a wrapper of a Django connection), and forget every answer that it may change."""
    kept = _kept.get()
    if kept and not changes_nothing(sql):
        kept.clear()
    return execute(sql, params, many, context)


def changes_nothing(sql: Any) -> bool:
    """Whether a statement leaves every permission as it was."""
    beginning = " ".join(str(sql)[: 2 * LONGEST].split()).lower()
    return beginning.startswith(CHANGES_NOTHING)
