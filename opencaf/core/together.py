"""What an operation does happens together or not at all, also when one operation calls another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
Result = TypeVar("Result")
_inside: ContextVar[bool] = ContextVar("inside_an_operation", default=False)


@contextmanager
def together() -> Iterator[None]:
    """Do what is inside in one transaction, or one savepoint of a transaction that is open already.

    Inside another such block there is no savepoint of its own: whoever begins it undoes all of it, so an
    operation must not carry on after another one that it called was refused.
    """
    with transaction.atomic(savepoint=not _inside.get()):
        token = _inside.set(True)
        try:
            yield
        finally:
            _inside.reset(token)


def all_or_nothing(operation: Callable[P, Result]) -> Callable[P, Result]:
    """Mark an operation: what it does happens together."""

    @wraps(operation)
    def run(*args: P.args, **kwargs: P.kwargs) -> Result:
        with together():
            return operation(*args, **kwargs)

    return run
