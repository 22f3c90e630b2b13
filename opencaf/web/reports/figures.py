"""The figures of a report as its page and its file show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from opencaf.agencies.models import Authority
from opencaf.reports.periods import Period
from opencaf.reports.started import StartedTable
from opencaf.reports.tables import Figure
from opencaf.web.reports.forms import as_code
from opencaf.web.shared.charts import Bar, Cell, Chart, Line, Row, bar_chart, line_chart
from opencaf.web.shared.downloads import Download

HIDDEN = "c"


def sentence(table: StartedTable, authority: Authority) -> str:
    """Return the report in one sentence."""
    short = authority.short_name
    period = when(table.period)
    if table.cafs is None or table.children is None:
        return f"{period}, how many {short}s were started is not shown: there are too few."
    if table.cafs == 0:
        return f"{period}, no {short} was started."
    about = "about " if table.hides_small else ""
    caf = f"1 {short} was" if table.cafs == 1 else f"{about}{table.cafs:,} {short}s were"
    child = "1 child" if table.children == 1 else f"{table.children:,} children"
    return f"{period}, {caf} started, for {about}{child}."


def rate_words(figure: Figure) -> str:
    """Return a rate in a sentence; nothing where it is not known."""
    return "" if figure.rate is None else f"That is {figure.rate:,} for each 10,000 children who live here."


def when(period: Period) -> str:
    """Return a period at the start of a sentence."""
    return f"In {period}" if period.first == period.last else f"From {period}"


def chart_of(table: StartedTable, authority: Authority, codes: dict[str, str]) -> Chart:
    """Return the picture with the whole table below it."""
    counted = counted_words(table, authority)
    title = f"{counted} started a month, by {table.breakdown.title.lower()}"
    months = [f"{month:%b %Y}" for month in table.period.months]
    drawn = by_category(table, title) if table.hides_small else over_time(table, title, counted, months)
    heads = (table.breakdown.title, *months, "All")
    return replace(drawn, heads=heads, rows=tuple(rows_of(table, codes)))


def over_time(table: StartedTable, title: str, counted: str, months: list[str]) -> Chart:
    """Return a line over the months."""
    return line_chart(title, months, [Line(counted, tuple(table.month_totals))], head="Month")


def by_category(table: StartedTable, title: str) -> Chart:
    """Return a bar for each category, since most months of those who see no small number are hidden."""
    bars = [Bar(line.label, line.total, shown=figure(line.total)) for line in table.lines if line.total != 0]
    return bar_chart(title, bars, heads=(table.breakdown.title, "All"))


def counted_words(table: StartedTable, authority: Authority) -> str:
    """Return what is counted, at the start of a heading."""
    cafs = f"{authority.short_name}s"
    return f"Children in {cafs}" if table.breakdown.counts_children else cafs


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


def file_of(table: StartedTable, authority: Authority) -> Download:
    """Return the table to be taken away: a row for each month and category."""
    rows = [
        (as_code(month), line.code, line.label, HIDDEN if number is None else number)
        for line in table.lines
        for month, number in zip(table.period.months, line.numbers, strict=True)
    ]
    months = [as_code(month) for month in table.period.months]
    return Download(
        f"started-by-{table.breakdown.code}",
        ("Month", "Code", table.breakdown.title, f"{counted_words(table, authority)} started"),
        rows,
        {"From": months[0], "To": months[-1], "Divided by": table.breakdown.title},
    )


def figure(number: int | None) -> str:
    """Return a number as a table shows it."""
    return HIDDEN if number is None else f"{number:,}"
