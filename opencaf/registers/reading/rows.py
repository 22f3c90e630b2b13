"""What a register holds, whichever program wrote it: sheets of numbered rows of cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple


class MonthCell(NamedTuple):
    """A date of which the sheet shows month and year alone."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


Cell = str | float | bool | dt.date | MonthCell | None


@dataclass
class Row:
    """One row of a sheet as it stands there; cells in the order of the columns, none at the end left out."""

    number: int
    cells: list[Cell]
    comments: dict[int, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the row."""
        return not any(filled(cell) for cell in self.cells) and not self.comments


class Sheet:
    """A sheet whose rows can be gone through as often as need be."""

    def __init__(self, name: str, *, hidden: bool = False) -> None:
        self.name, self.is_hidden = name, hidden

    def rows(self) -> Iterator[Row]:
        """Give the rows that are not blank."""
        raise NotImplementedError


def filled(cell: Cell) -> bool:
    """Whether something stands in a cell."""
    return cell is not None and not (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0"))


def text_of(cell: Cell) -> str:
    """Return a cell as one reads it: days as YYYY-MM-DD, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        cell = cell.date() if cell.time() == dt.time() else cell
        return cell.isoformat(sep=" ") if isinstance(cell, dt.datetime) else cell.isoformat()
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def tidied(cell: Cell) -> str:
    """Return the text of a cell with one space between words; line breaks stay."""
    return "" if cell is None else tidied_text(cell if isinstance(cell, str) else text_of(cell))


@lru_cache(maxsize=20_000)
def tidied_text(text: str) -> str:
    """Return a text with one space between words; line breaks stay."""
    lines = text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
