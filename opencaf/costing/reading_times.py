"""Reading a table of times line by line: what each line says, and what is wrong with it in sentences.

A line with a fault never spoils the others. The heads are those of `unit_costs --schema`; `sector` may
stand for `agency`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from opencaf.costing.findings import Findings, RefusedError
from opencaf.costing.tables import read
from opencaf.costing.times import TimeRecord, check_records

KNOWN_HEADS = tuple(TimeRecord.model_fields)
NEEDED_HEADS = ("respondent", "role", "activity")
OTHER_NAMES = {
    "sector": "agency",
    "cases": "n_cases",
    "date": "on",
    "day": "on",
    "likely": "most_likely",
    "what": "activity",
}


class TableError(ValueError):
    """A table that cannot be read at all."""


@dataclass(frozen=True)
class ReadLine:
    """One line: its number in the file, its cells as they were, the record or what is wrong."""

    number: int
    cells: list[str]
    record: TimeRecord | None = None
    problems: list[str] = field(default_factory=list)


def heads_of(text: str) -> list[str]:
    """Return the heads of a table in our words; raises TableError where they cannot be used."""
    first = next(rows_of(text), None)
    if first is None:
        raise TableError("Enter the table, its first line the heads of its columns")
    heads = [head_of(cell) for cell in first[1]]
    missing = [name for name in NEEDED_HEADS if name not in heads]
    if missing:
        raise TableError(f"The first line must name the columns. These are missing: {', '.join(missing)}")
    if "minutes" not in heads and "most_likely" not in heads:
        raise TableError("Add a column minutes, or the three columns low, most_likely and high")
    unknown = [name for name in heads if name not in KNOWN_HEADS]
    if unknown:
        named = ", ".join(name or "a column without a head" for name in unknown)
        raise TableError(f"Take out or rename: {named}. Columns may be {', '.join(KNOWN_HEADS)}")
    if len(set(heads)) < len(heads):
        raise TableError("Name each column once")
    return heads


def head_of(cell: str) -> str:
    """Return a head in our words."""
    word = cell.strip().lower().replace(" ", "_").replace("-", "_")
    return OTHER_NAMES.get(word, word)


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that are not blank, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter_of(text))
    before = 0
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
    except csv.Error as fault:
        raise TableError(f"Line {before + 1} cannot be read: {fault}") from None


def delimiter_of(text: str) -> str:
    """Return what stands between cells: a tab where rows were copied from a spreadsheet, else a comma."""
    first = text.split("\n", 1)[0]
    return max((",", "\t", ";"), key=first.count)


def read_lines(text: str, mode: str, own_activities: dict[str, str]) -> list[ReadLine]:
    """Return each line below the heads, read and checked; own activities are codes with their process."""
    heads = heads_of(text)
    rows = list(rows_of(text))[1:]
    return [read_line(number, cells, heads, mode, own_activities) for number, cells in rows]


def read_line(
    number: int, cells: list[str], heads: list[str], mode: str, own_activities: dict[str, str]
) -> ReadLine:
    """Return one line, read and checked."""
    if len(cells) > len(heads):
        problem = f"It has {len(cells)} cells, but there are {len(heads)} heads: a comma may stand in words."
        return ReadLine(number, cells, problems=[problem])
    entered = {head: cell for head, cell in zip(heads, cells, strict=False) if cell}
    activity = entered.get("activity", "").upper()
    entered |= {"activity": activity} if activity else {}
    if activity in own_activities:
        entered.setdefault("process", own_activities[activity])
    entered.setdefault("mode", mode)
    findings = Findings()
    try:
        record = read(TimeRecord, entered)
        check_records([record], findings)
        findings.refuse()
    except RefusedError as refused:
        return ReadLine(number, cells, problems=[sentence_of(one) for one in refused.findings])
    return ReadLine(number, cells, record)


def sentence_of(finding: object) -> str:
    """Return a fault for somebody who sees the line: the column, where it is known, and the sentence."""
    where = str(getattr(finding, "where", "")).split(".")[-1]
    sentence = str(getattr(finding, "sentence", "")).replace("; --schema says what it means", "")
    column = where if where in KNOWN_HEADS else ""
    return f"{column}: {sentence}" if column else sentence
