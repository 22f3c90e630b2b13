"""The figures of a report as its page and its file show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from opencaf.agencies.models import Authority
from opencaf.reports.started import StartedTable
from opencaf.web.reports.forms import as_code
from opencaf.web.shared.charts import Cell, Chart, Line, Row, line_chart

HIDDEN = "c"


def sentence(table: StartedTable, authority: Authority) -> str:
    """Return the report in one sentence."""
    short, period = authority.short_name, table.period
    if table.cafs is None or table.children is None:
        return f"In {period} too few were started to show how many."
    if table.cafs == 0:
        return f"In {period} no {short} was started."
    caf = f"1 {short} was" if table.cafs == 1 else f"{table.cafs:,} {short}s were"
    child = "1 child" if table.children == 1 else f"{table.children:,} children"
    return f"In {period} {caf} started, for {child}."


def chart_of(table: StartedTable, authority: Authority, codes: dict[str, str]) -> Chart:
    """Return the numbers over the months as a picture, with the whole table below it."""
    months = table.period.months
    counted = "Children" if table.breakdown.counts_children else f"{authority.short_name}s"
    title = f"{counted} started a month, by {table.breakdown.title.lower()}"
    drawn = line_chart(
        title,
        [f"{month:%b %Y}" for month in months],
        [Line(counted, tuple(table.month_totals))],
        head="Month",
    )
    heads = (table.breakdown.title, *(f"{month:%b %Y}" for month in months), "All")
    return replace(drawn, heads=heads, rows=tuple(rows_of(table, codes)))


def rows_of(table: StartedTable, codes: dict[str, str]) -> Iterator[Row]:
    """Return the lines of the table, each number with the address of its cases where it may be opened."""
    months: list[dt.date | None] = [*table.period.months, None]
    lines = [(line.code, line.label, [*line.numbers, line.total]) for line in table.lines]
    lines.append(("", "All", [*table.month_totals, table.total]))
    for code, label, numbers in lines:
        cells = [
            Cell(figure(number), cases_address(number, codes, code, month, can_open=not table.hides_small))
            for number, month in zip(numbers, months, strict=True)
        ]
        yield Row(label, tuple(cells))


def cases_address(
    number: int | None, codes: dict[str, str], category: str, month: dt.date | None, *, can_open: bool
) -> str:
    """Return the address of the cases behind a number; none for a nought or a hidden one."""
    if not number or not can_open:
        return ""
    chosen = {**codes, "category": category, "month": as_code(month) if month else ""}
    return f"{reverse('reports:started_cases')}?{urlencode({k: v for k, v in chosen.items() if v})}"


def lines_of_file(table: StartedTable, authority: Authority) -> Iterator[tuple[object, ...]]:
    """Return the lines of the downloaded table: one for each month and category."""
    counted = "Children" if table.breakdown.counts_children else f"{authority.short_name}s"
    yield ("Month", "Code", table.breakdown.title, f"{counted} started")
    for line in table.lines:
        for month, number in zip(table.period.months, line.numbers, strict=True):
            yield (as_code(month), line.code, line.label, HIDDEN if number is None else number)


def figure(number: int | None) -> str:
    """Return a number as a table shows it."""
    return HIDDEN if number is None else f"{number:,}"
