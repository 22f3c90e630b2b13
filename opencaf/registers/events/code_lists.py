"""The code list of a register: what each code meant, and from when to when."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from opencaf.registers.interpreting.dates import Span, read_day
from opencaf.registers.reading.opening import open_register
from opencaf.registers.reading.rows import tidied
from opencaf.registers.wording import simple, words

YEARS = Span(1900, 2100)
HEADINGS = {
    "set": r"\bset\b|^code (type|group)$|^field$|^list$|^table$|^domain$",
    "code": r"^code$|^cd$|^value$",
    "meaning": r"mean|descr|label|^text$|^name$",
    "first": r"from|start|valid ?from",
    "last": r"\bto\b|until|end",
    "remark": r"remark|note|comment",
}


@dataclass(frozen=True)
class Meaning:
    """What a code meant for a time."""

    text: str
    first: dt.date
    last: dt.date
    remark: str = ""


@dataclass
class CodeLists:
    """The codes of a register by the field that they stand in."""

    sets: dict[str, dict[str, list[Meaning]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def meaning(self, name: str, code: str, on: dt.date | None) -> Meaning | None:
        """Return what a code meant on a day; None where it is not listed, or two meanings fit."""
        listed = self.listed(name, code)
        if len(listed) == 1 or on is None:
            return listed[0] if len(listed) == 1 else None
        fitting = [one for one in listed if one.first <= on <= one.last]
        return fitting[0] if len(fitting) == 1 else None

    def listed(self, name: str, code: str) -> list[Meaning]:
        """Return all that a code meant; one that lost its leading noughts is found all the same."""
        codes = self.sets.get(name, {})
        code = code.strip().upper()
        if code in codes:
            return codes[code]
        if re.fullmatch(r"\d+(\.0)?", code):
            bare = code.split(".")[0].lstrip("0") or "0"
            same = [known for known in codes if known.isdigit() and (known.lstrip("0") or "0") == bare]
            return codes[same[0]] if len(same) == 1 else []
        return []


def read_code_lists(path: Path) -> CodeLists | None:
    """Return the code lists of a file, or nothing where it is not one."""
    for sheet in open_register(path):
        rows = sheet.rows()
        first = next(rows, None)
        if first is None:
            continue
        columns = columns_of([simple(tidied(cell)) for cell in first.cells])
        if not {"set", "code", "meaning"} <= columns.keys():
            continue
        lists = CodeLists()
        for row in rows:
            texts = {
                name: tidied(row.cells[column]) if column < len(row.cells) else ""
                for name, column in columns.items()
            }
            name = field_of_set(texts["set"])
            first_on = read_day(texts.get("first"), YEARS).day or dt.date.min
            last_on = read_day(texts.get("last"), YEARS).day or dt.date.max
            meaning = Meaning(texts["meaning"], first_on, last_on, texts.get("remark", ""))
            lists.sets[name][texts["code"].upper()].append(meaning)
        return lists
    return None


def columns_of(headings: list[str]) -> dict[str, int]:
    """Return the columns of a code list."""
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        for name, pattern in HEADINGS.items():
            if name not in found and re.search(pattern, heading):
                found[name] = column
                break
    return found


def field_of_set(text: str) -> str:
    """Return the field whose codes a set holds."""
    low = simple(text)
    return next((name for name, pattern in words("events")["sets"].items() if re.search(pattern, low)), low)


def lists_beside(path: Path) -> CodeLists:
    """Return the code lists that lie beside a register, or none."""
    for other in sorted(path.parent.glob("*.csv")):
        if other != path and "code" in other.stem.lower() and (lists := read_code_lists(other)):
            return lists
    return CodeLists()
