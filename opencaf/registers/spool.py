"""Readings kept on disk between the reading of a register and its joining: a register may be large."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from types import TracebackType

from opencaf.registers.interpreting.readings import Reading


class Spool:
    """Readings in the order in which they were put there; gone when the block ends."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the block
        self.places = array("Q")
        self.end = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    @property
    def count(self) -> int:
        """How many readings are kept."""
        return len(self.places)

    def put(self, reading: Reading) -> int:
        """Keep a reading, and return its number."""
        line = json.dumps(vars(reading), ensure_ascii=False).encode() + b"\n"
        self.file.seek(self.end)
        self.file.write(line)
        self.places.append(self.end)
        self.end += len(line)
        return len(self.places) - 1

    def readings(self) -> Iterator[Reading]:
        """Give the readings back."""
        self.file.seek(0)
        for line in self.file:
            yield Reading(**json.loads(line))

    def reading(self, number: int) -> Reading:
        """Give one reading back."""
        self.file.seek(self.places[number])
        return Reading(**json.loads(self.file.readline()))

    def put_all(self, readings: Iterable[Reading]) -> None:
        """Keep many readings."""
        for reading in readings:
            self.put(reading)
