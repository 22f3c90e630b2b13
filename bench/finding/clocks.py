"""Two clocks: the one on the wall, and the processor's for this thread and the backend that answers it.

What other programs on the machine do stands in the first and not in the second. On a machine at rest both
say nearly the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Moment:
    """Seconds on the wall and of the processor."""

    wall: float
    processor: float

    def since(self, earlier: Moment) -> Moment:
        """Return what has passed."""
        return Moment(self.wall - earlier.wall, self.processor - earlier.processor)

    def plus(self, other: Moment) -> Moment:
        """Return both together."""
        return Moment(self.wall + other.wall, self.processor + other.processor)


NOTHING = Moment(0.0, 0.0)


class Clock:
    """Reads both clocks. backend: the process of PostgreSQL on this machine that answers."""

    def __init__(self, backend: int) -> None:
        self.file = Path(f"/proc/{backend}/schedstat")

    def now(self) -> Moment:
        """Return this moment."""
        answered = int(self.file.read_text().split()[0]) / 1e9
        return Moment(time.perf_counter(), time.thread_time() + answered)
