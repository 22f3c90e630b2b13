"""How often Python looks for what is no longer used.

CPython counts references; only what points to itself in a circle waits for its collector, which by default
looks through the young objects after every 700 new ones and through all that live after some thousands. A
page or a step of a load makes tens of thousands of objects and few circles, so that looking takes about a
tenth of the program's time and finds next to nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 20_000, 20, 20


def collect_seldom() -> None:
    """Leave what has been loaded by now alone for ever, and look through the rest seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Look for nothing inside the block, which makes millions of objects that all live to its end."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
