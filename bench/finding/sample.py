"""What was loaded, as far as whoever asks must know it; read without Django."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.finding.people import Child


@dataclass
class Loaded:
    """Some of the children who are there, some who are not, and what loading took."""

    there: list[Child] = field(default_factory=list)
    left_out: list[Child] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    rows: int = 0


def child_id(number: int) -> str:
    """Return the id of a child's record."""
    return f"01930000-0000-7000-8000-{number:012x}"


def parent_id(number: int) -> str:
    """Return the id of a parent's record."""
    return f"01930000-0000-7000-8001-{number:012x}"
