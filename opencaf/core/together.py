"""What an operation does happens together or not at all, also when one operation calls another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
Result = TypeVar("Result")
Value = TypeVar("Value")
Gathered = dict[Callable[[list[Any]], None], list[Any]]
_gathered: ContextVar[Gathered | None] = ContextVar("gathered_by_an_operation", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Do what is inside in one transaction, or one savepoint of a transaction that is open already.

    Inside another such block there is no savepoint of its own: whoever begins it undoes all of it, so an
    operation must not carry on after another one that it called was refused.
    """
    if _gathered.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    with transaction.atomic():
        gathered: Gathered = {}
        token = _gathered.set(gathered)
        try:
            yield
        finally:
            _gathered.reset(token)
        for write, values in gathered.items():
            write(values)


def at_the_end(write: Callable[[list[Value]], None], value: Value) -> None:
    """Let a value be written with all others like it when the operation ends well; outside one, at once."""
    gathered = _gathered.get()
    if gathered is None:
        write([value])
    else:
        gathered.setdefault(write, []).append(value)


def all_or_nothing(operation: Callable[P, Result]) -> Callable[P, Result]:
    """Mark an operation: what it does happens together."""

    @wraps(operation)
    def run(*args: P.args, **kwargs: P.kwargs) -> Result:
        with together():
            return operation(*args, **kwargs)

    return run
