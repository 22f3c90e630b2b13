"""Text files with one record a line: CSV with commas, semicolons, tabs or bars, in any usual letters."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError

from opencaf.registers.reading import refusals
from opencaf.registers.reading.rows import Row, Sheet

SEPARATORS = ",;\t|"
LINES_LOOKED_AT = 50
LONGEST_CELL = 1_000_000
WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
UTF_8_MARK = b"\xef\xbb\xbf"


class DelimitedSheet(Sheet):
    """The records of a text file; their numbers are those of records, not of lines."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.stem)
        self.path = path
        self.separator = separator_of(path)

    def rows(self) -> Iterator[Row]:
        """Give the records that are not blank."""
        csv.field_size_limit(LONGEST_CELL)
        try:
            for number, cells in enumerate(
                csv.reader(lines_of(self.path), delimiter=self.separator), start=1
            ):
                row = Row(number, [cell or None for cell in cells])
                if not row.is_blank:
                    yield row
        except csv.Error:
            raise ValidationError(refusals.OTHER_KIND) from None


def lines_of(path: Path) -> Iterator[str]:
    """Give the lines, each read as UTF-8, or as Western European where it is not: files are often mixed."""
    with path.open("rb") as file:
        start = file.read(3)
        wide = next((name for mark, name in WIDE if start.startswith(mark)), "")
        if wide:
            yield from wide_lines(path, wide)
            return
        file.seek(3 if start == UTF_8_MARK else 0)
        for number, line in enumerate(file, start=1):
            yield decoded(line, number)


def wide_lines(path: Path, encoding: str) -> Iterator[str]:
    """Give the lines of a file with two bytes a letter."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            file.read(1)
            yield from file
    except UnicodeDecodeError:
        raise ValidationError(refusals.MIXED_LETTERS.format(line=1)) from None


def decoded(line: bytes, number: int) -> str:
    """Return a line in letters."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        raise ValidationError(refusals.MIXED_LETTERS.format(line=number)) from None


def separator_of(path: Path) -> str:
    """Return what parts the cells: the sign that makes most records of one width."""
    lines = [line for line in islice(lines_of(path), LINES_LOOKED_AT) if line.strip()]
    if not lines:
        raise ValidationError(refusals.EMPTY)

    def worth(separator: str) -> int:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator))
        return max((width - 1) * count for width, count in widths.items())

    return max(SEPARATORS, key=worth)
