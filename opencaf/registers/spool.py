"""Readings kept on disk between the reading of a register and its joining: a register may be large."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType

from opencaf.registers.interpreting.readings import Reading


class Spool:
    """Readings in the order in which they were put there; gone when the block ends."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(mode="w+", encoding="utf-8")  # noqa: SIM115 -- closed by the block
        self.count = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def put(self, reading: Reading) -> int:
        """Keep a reading, and return its number."""
        self.file.write(json.dumps(vars(reading), ensure_ascii=False) + "\n")
        self.count += 1
        return self.count - 1

    def readings(self) -> Iterator[Reading]:
        """Give the readings back."""
        self.file.seek(0)
        for line in self.file:
            yield Reading(**json.loads(line))

    def put_all(self, readings: Iterable[Reading]) -> None:
        """Keep many readings."""
        for reading in readings:
            self.put(reading)
