"""`python -m bench.room`: what calls cost that stand at the end of a piece of Python's stack.

--small   fewer times
--json    one object on stdout: name, figures, targets, met

Ends with 1 where the target is missed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from opencaf.core.room import with_room

CALLS, DEPTHS = 2_000, 250
TARGET = 2.0  # the slowest depth beside the median of all, with room


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.room", description=__doc__)
    for name in ("small", "json"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    result = measure(times=5 if options.small else 20)
    figures = result["figures"]
    line = "slowest depth beside the median: {without_room} without room, {with_room} with room"
    sys.stdout.write(json.dumps(result) if options.json else line.format(**figures))
    sys.stdout.write("\n")
    return 0 if result["met"] else 1


def measure(times: int) -> dict[str, Any]:
    """Return how much slower the slowest depth is, without room and with it."""
    figures = {
        "without_room": slowest(seconds_at, times),
        "with_room": slowest(with_room(seconds_at), times),
        "times": times,
    }
    return {
        "name": "room",
        "figures": figures,
        "targets": {"with_room": TARGET},
        "met": figures["with_room"] <= TARGET,
    }


def slowest(seconds: Callable[[int], float], times: int) -> float:
    """Return the slowest depth beside the median of all; of some times at each depth the best counts."""
    best = [min(seconds(depth) for _ in range(times)) for depth in range(DEPTHS)]
    return round(max(best) / statistics.median(best), 2)


def seconds_at(depth: int) -> float:
    """Return what processor time a loop of calls takes so many calls further down."""
    if depth:
        return seconds_at(depth - 1)
    start = time.process_time()
    for _ in range(CALLS):
        called()
    return time.process_time() - start


def called() -> int:
    """Be called, with a frame larger than those above it, so that at some depth only it does not fit."""
    a = b = c = d = e = f = g = h = i = j = k = m = n = p = q = r = 1
    return a + b + c + d + e + f + g + h + i + j + k + m + n + p + q + r


if __name__ == "__main__":
    sys.exit(main())
