"""Logs that say where something failed and never with what: values of records stand in exceptions' words."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Writes an exception as its kind and the places it passed, without its message."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        """Return the chain of exceptions, the first cause first."""
        lines: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None:
            lines = [*places_of(error), f"{kind_of(error)}", *lines]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def places_of(error: BaseException) -> list[str]:
    """Return the places that an exception passed, without the values that were there."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def kind_of(error: BaseException) -> str:
    """Return the kind of an exception; of PostgreSQL's, its code and the name of the constraint too."""
    told: Any = getattr(error, "diag", None)
    names = [getattr(told, name, None) for name in ("sqlstate", "table_name", "constraint_name")]
    more = " ".join(name for name in names if name)
    return f"{type(error).__module__}.{type(error).__qualname__}{f' ({more})' if more else ''}"
