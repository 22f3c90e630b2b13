"""Room on Python's stack for everything a call may call.

CPython (3.11 and later) keeps the frames of Python functions in pieces of 16 kB. A call that does not fit
takes another piece from the operating system, and its return gives it back at once: a loop that stands
just before the end of a piece does so with every call, which makes it up to twice as slow. Whether it
stands there depends on how deep it was called from. A frame that is larger than any piece gets one of its
own, twice as large as it needs; what is called from it finds the other half free. Measured by
`python -m bench.room`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

# Just over half a megabyte of 8 bytes each, so that the piece is a megabyte; it is touched only where used.
WORDS_RESERVED = 66_000


def with_room(call: Callable[P, Result]) -> Callable[P, Result]:
    """Let a function, and whatever it calls, find the room it needs in one piece."""

    @wraps(call)
    def run(*args: P.args, **kwargs: P.kwargs) -> Result:
        return call(*args, **kwargs)

    function: Any = run
    function.__code__ = function.__code__.replace(co_stacksize=WORDS_RESERVED)
    return run
