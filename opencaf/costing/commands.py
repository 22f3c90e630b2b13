"""What the costing commands share: reading JSON or CSV, printing a schema, writing JSON all at once.

They open no connection to the database. Whatever is refused is said in full on the error output; then
nothing is written and the command ends with 1.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from django.core.management.base import BaseCommand, CommandError

from opencaf.costing.decimals import Rounding, half_up
from opencaf.costing.findings import MEANINGS, Finding, Findings, RefusedError
from opencaf.costing.tables import Table, read

EIGHT_PLACES = Decimal("1e-8")
Computation = Callable[[Any, Findings], dict[str, Any]]


class CostingCommand(BaseCommand):
    """Reads a table, computes, writes JSON."""

    requires_system_checks = ()
    table: ClassVar[type[Table]]
    rows_of_csv: ClassVar[str]  # the list that the rows of a CSV file fill

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", nargs="?", help="a JSON or CSV file, or - for standard input")
        parser.add_argument("--csv", action="append", default=[], metavar="LIST=FILE", help="rows of a list")
        parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="one figure")
        parser.add_argument("--rounding", choices=[mode.value for mode in Rounding])
        parser.add_argument("--output", metavar="FILE", help="write there instead of standard output")
        parser.add_argument("--schema", action="store_true", help="print the input's JSON schema and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(json.dumps(schema_of(self.table), indent=2, ensure_ascii=False))
            return
        try:
            entered = self.entered(options)
            result = answer(self.compute, read(self.table, entered), entered)
        except RefusedError as refused:
            raise CommandError(str(refused)) from None
        self.write(encoded(result), options["output"])

    def compute(self, given: Any, findings: Findings) -> dict[str, Any]:
        """Return the result."""
        raise NotImplementedError

    def entered(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what was entered in the file, in further CSV files and on the command line."""
        entered = read_input(
            options["input"], self.rows_of_csv, has_more=bool(options["csv"] or options["set"])
        )
        for pair in options["csv"]:
            name, file = split_pair(pair, "--csv")
            entered[name] = rows_from(text_of(file))
        for pair in options["set"]:
            name, value = split_pair(pair, "--set")
            entered[name] = value
        if options["rounding"]:
            entered["rounding"] = options["rounding"]
        return entered

    def write(self, text: str, output: str | None) -> None:
        """Write the result whole or not at all."""
        if output is None:
            self.stdout.write(text)
            return
        target = Path(output)
        try:
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            Path(temporary).replace(target)
        except OSError as problem:
            refuse("output", f"{output} cannot be written: {problem.strerror}.")


def answer(compute: Computation, table: Table, entered: dict[str, Any]) -> dict[str, Any]:
    """Return what a computation gives, with its warnings and a mark of its input."""
    findings = Findings()
    result = compute(table, findings)
    findings.refuse()
    warnings = [vars(warning) for warning in findings.warnings]
    return {**result, "warnings": warnings, "input_sha256": hash_of(entered)}


def schema_of(table: type[Table]) -> dict[str, Any]:
    """Return a table's schema with meanings and units, and what errors and warnings mean."""
    return {**table.model_json_schema(), "errors_and_warnings": MEANINGS}


def read_input(source: str | None, rows_of_csv: str, *, has_more: bool) -> dict[str, Any]:
    """Return what a file holds; rows of CSV become the list that the command expects."""
    if source is None:
        if has_more:
            return {}
        refuse("", "Name a JSON or CSV file, or - to read standard input; --schema prints what it holds.")
    text = text_of(source)
    if text.lstrip()[:1] in {"{", "["} or source.endswith(".json"):
        loaded = load_json(text)
        return loaded if isinstance(loaded, dict) else {rows_of_csv: loaded}
    return {rows_of_csv: rows_from(text)}


def text_of(source: str) -> str:
    """Return a file's text, or standard input's."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not text in UTF-8"
        refuse("", f"{source} cannot be read: {reason}.")
    if not text.strip():
        refuse("", f"{source} is empty; --schema prints what it should hold.")
    return text


def load_json(text: str) -> Any:
    """Return JSON with its numbers as decimals, exactly as written."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=no_number)
    except json.JSONDecodeError as problem:
        refuse(f"line {problem.lineno}, column {problem.colno}", f"This is not JSON: {problem.msg}.")


def no_number(word: str) -> NoReturn:
    refuse("", f"{word} is not a number that can be costed: enter a figure.")


def rows_from(text: str) -> list[dict[str, Any]]:
    """Return the rows of CSV; a cell that is left blank is not entered."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    rows = []
    try:
        for row in reader:
            if None in row or None in row.values():
                refuse(f"line {reader.line_num}", "Give this line as many cells as there are headings.")
            rows.append({name.strip(): cell for name, cell in row.items() if cell.strip()})
    except csv.Error as problem:
        refuse(f"line {reader.line_num}", f"This is not CSV: {problem}.")
    return rows


def split_pair(pair: str, option: str) -> tuple[str, str]:
    """Return a name and what it is set to."""
    name, separator, value = pair.partition("=")
    if not separator:
        refuse(option, f"Write it as NAME=VALUE, not {pair}.")
    return name, value


def refuse(where: str, sentence: str) -> NoReturn:
    raise RefusedError([Finding("E00", where, sentence)])


def hash_of(entered: dict[str, Any]) -> str:
    """Return a word that is the same for the same input."""
    return hashlib.sha256(json.dumps(entered, sort_keys=True, default=str).encode()).hexdigest()


def encoded(result: dict[str, Any]) -> str:
    """Return a result as JSON; amounts are texts, so that no reader makes binary fractions of them."""
    return json.dumps(plain(result), indent=2, ensure_ascii=False)


def plain(value: Any) -> Any:
    """Return a value as JSON knows it, decimals with 8 places at most."""
    if isinstance(value, Decimal):
        has_more_places = value != value.to_integral_value() and value.normalize().as_tuple().exponent < -8  # type: ignore[operator]
        return format(half_up(value, EIGHT_PLACES) if has_more_places else value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
