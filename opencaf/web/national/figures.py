"""A national report as its page and its file show it: the sentence, the picture, the table, its age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.national.queries import Counted
from opencaf.national.tables import Asked, NationalLine, NationalTable, Show
from opencaf.reports.axes import OF_A_CHILD
from opencaf.reports.facts import Report
from opencaf.reports.tables import Figure, Measure
from opencaf.web.shared.charts import Bar, Cell, Chart, Line, Row, bar_chart, line_chart
from opencaf.web.shared.downloads import Download

HIDDEN = "c"
A_NIGHT = dt.timedelta(hours=36)  # the last night's count, also where it took long


@dataclass(frozen=True)
class Age:
    """How old the figures are: in one sentence, and the authorities that were not counted last night."""

    sentence: str
    behind: list[str]


def age_of(counted: Sequence[Counted]) -> Age:
    """Return how old the figures are, authority by authority where they are older than a night."""
    since = clock.now() - A_NIGHT
    fresh = [one.at for one in counted if one.at and one.at >= since]
    behind = [
        f"{one.name}: {f'not since {moment(one.at)}' if one.at else 'never yet'}"
        for one in counted
        if one.at is None or one.at < since
    ]
    if not counted:
        return Age("There is no authority yet.", [])
    if not fresh:
        return Age("No authority was counted last night.", behind)
    those = "Every authority was" if not behind else f"{len(fresh)} of {len(counted)} authorities were"
    return Age(f"{those} counted last night, the last of them on {moment(max(fresh))}.", behind)


def moment(at: dt.datetime) -> str:
    """Return a day and time in words."""
    local = timezone.localtime(at)
    return f"{in_words(local.date())} at {local:%H:%M}"


def sentence(report: Report, asked: Asked, table: NationalTable) -> str:
    """Return what the table says of the country, in one sentence."""
    whole = table.lines[-1] if asked.show == Show.YEARS else table.whole
    begun = whole.begun or asked.begun
    when = f", {begun} to {begun + 1}"
    of = f"in the {whole.authorities} of {table.authorities} authorities that are shown"
    if asked.measure == Measure.SHARE:
        return f"Share {report.share}{when}: {figure_words(whole.total, asked)}, {of}."
    return f"{counted_words(report, asked)}{when}: about {whole.total.number:,}, {of}."


def counted_words(report: Report, asked: Asked) -> str:
    """Return what is counted, at the start of a sentence; children where they divide."""
    words = report.children if asked.axis.code in OF_A_CHILD and report.children else report.counts
    return words[0].upper() + words[1:]


def chart_of(report: Report, asked: Asked, table: NationalTable) -> Chart:
    """Return the picture of the country with the whole table below it."""
    what = f"Share {report.share}" if asked.measure == Measure.SHARE else counted_words(report, asked)
    title = f"{what}, by {asked.axis.title.lower()}"
    if asked.show == Show.YEARS:
        values = tuple(height(line.total, asked) for line in table.lines)
        labels = [line.label[:4] for line in table.lines]
        drawn = line_chart(title, labels, [Line("All that are shown", values)], head="Year begun")
    else:
        pairs = zip(table.columns, table.whole.figures, strict=True)
        bars = [
            Bar(column.words, height(figure, asked), shown=figure_words(figure, asked))
            for column, figure in pairs
        ]
        drawn = bar_chart(title, bars, heads=(asked.axis.title, "All"))
    return replace(drawn, heads=heads_of(asked, table), rows=tuple(rows_of(asked, table)))


def heads_of(asked: Asked, table: NationalTable) -> tuple[str, ...]:
    """Return the heads of the table: the last says how old a line is, or how many authorities are in it."""
    first, last = (
        ("Authority", "Counted") if asked.show == Show.AUTHORITIES else ("Year", "Authorities shown")
    )
    return (first, *(column.words for column in table.columns), "All", last)


def rows_of(asked: Asked, table: NationalTable) -> Iterator[Row]:
    """Give each line, and all of them together where they are authorities."""
    whole = [table.whole] if asked.show == Show.AUTHORITIES else []
    for line in [*whole, *table.lines]:
        figures = [Cell(figure_words(figure, asked)) for figure in [*line.figures, line.total]]
        yield Row(line.label, (*figures, Cell(last_of(line))))


def last_of(line: NationalLine) -> str:
    """Return when an authority was counted, or how many authorities a sum is of."""
    if line.counted and line.counted.at:
        return in_words(timezone.localtime(line.counted.at).date())
    return f"{line.authorities:,}"


def height(figure: Figure, asked: Asked) -> float | None:
    """Return what a figure comes to in a picture; None where it is hidden."""
    if figure.hidden:
        return None
    return figure.per_cent if asked.measure == Measure.SHARE else figure.number


def figure_words(figure: Figure, asked: Asked) -> str:
    """Return a figure as the table shows it: a share with of how many."""
    if figure.hidden:
        return HIDDEN
    if asked.measure == Measure.SHARE:
        return f"{figure.per_cent}% of {figure.number:,}"
    return f"{figure.number:,}"


def rounded_words(counted: Sequence[Counted]) -> str:
    """Return to which multiples figures are rounded: each authority chooses its own."""
    numbers = sorted({one.below for one in counted if one.below})
    if not numbers:
        return ""
    return f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}, as each authority chose"


def file_of(report: Report, asked: Asked, table: NationalTable, counted: Sequence[Counted]) -> Download:
    """Return the table to be taken away: a line for each authority or year and category."""
    heads = number_heads(report, asked)
    rows = [
        (line.label, *code, *numbers(figure, asked), last_of(line))
        for line in table.lines
        for code, figure in zip(
            [*((column.code, column.words) for column in table.columns), ("", "All")],
            [*line.figures, line.total],
            strict=True,
        )
    ]
    first, *_, last = heads_of(asked, table)
    depends: dict[str, object] = {"Report": report.title, "Columns": asked.axis.title}
    if asked.show == Show.AUTHORITIES:
        depends["Year"] = f"{asked.begun} to {asked.begun + 1}"
    age = age_of(counted)
    depends |= {"Age": " ".join([age.sentence, *(f"{line}." for line in age.behind)]), "Hidden": HIDDEN}
    depends["Rounded"] = f"to multiples of {rounded_words(counted)}: numbers may not add up"
    name = f"national-{report.code}-by-{asked.axis.code}"
    return Download(name, (first, "Column code", asked.axis.title, *heads, last), rows, depends)


def number_heads(report: Report, asked: Asked) -> Sequence[str]:
    """Return the heads of the numbers of a file."""
    if asked.measure == Measure.SHARE:
        return (f"Of how many {report.counts}", report.share[0].upper() + report.share[1:])
    return (counted_words(report, asked),)


def numbers(figure: Figure, asked: Asked) -> Sequence[object]:
    """Return the numbers of a figure in a file."""
    of_each = 2 if asked.measure == Measure.SHARE else 1
    return [HIDDEN] * of_each if figure.hidden else [figure.number, figure.holding][:of_each]
