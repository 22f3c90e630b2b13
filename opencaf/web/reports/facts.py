"""A report of facts as its page and its file show it: the sentence, the picture, the table, the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils import timezone

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.reports.axes import OF_A_CHILD
from opencaf.reports.facts import Category, Report
from opencaf.reports.models import MonthFigure
from opencaf.reports.tables import Choice, Columns, Figure, Measure, Table, measured_words
from opencaf.web.reports.choosing import ReportFilter
from opencaf.web.reports.forms import as_code
from opencaf.web.shared.charts import Bar, Cell, Chart, Line, Row, bar_chart, line_chart
from opencaf.web.shared.downloads import Download

NOTHING = "–"
HIDDEN = "c"
OVER_TIME = (Columns.MONTH, Columns.YEAR)


def counts_words(report: Report, choice: Choice) -> str:
    """Return what is counted, which is children where cases are divided by them."""
    return report.children if report.children and choice.wanted & OF_A_CHILD else report.counts


def first_up(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def sentence(form: ReportFilter, table: Table) -> str:
    """Return the report in one sentence."""
    choice, report = form.choice, form.report
    counted, total = first_up(counts_words(report, choice)), table.total
    when = "today" if report.is_of_today else f"in {choice.period}"
    if choice.period.first != choice.period.last:
        when = f"from {choice.period}"
    if total.hidden:
        return f"{counted}, {when}: not shown."
    if choice.measure == Measure.SHARE:
        share = f"{total.per_cent}% {report.share}" if total.number else "there is nobody to take a share of"
        return f"{counted}, {when}: {share} ({total.holding:,} of {total.number:,})."
    if choice.measure == Measure.MIDDLE:
        if total.quartiles is None:
            return f"{counted}, {when}: of none are the {report.value_unit} known."
        lower, middle, upper = (in_unit(value, report) for value in total.quartiles)
        of = f"the middle half between {lower} and {upper} (of {total.number:,})"
        return f"{counted}, {when}: {report.value_unit} {report.value}, {middle} in the middle, {of}."
    about = "about " if table.hides_small and total.number else ""
    if choice.measure == Measure.RATE and total.rate is not None:
        rate = f"{about}{total.rate:,} per 10,000 children who live here"
        return f"{counted}, {when}: {rate} ({total.number:,})."
    return f"{counted}, {when}: {about}{total.number:,}."


def chart_of(form: ReportFilter, table: Table) -> Chart:
    """Return the picture with the whole table below it, each figure with the address of its cases."""
    choice, report = form.choice, form.report
    by = table.rows.title
    title = f"{measure_words(report, choice)}, by {by[:1].lower()}{by[1:]}"
    heads = [column.words for column in table.columns]
    if choice.columns in OVER_TIME and (choice.columns == Columns.YEAR or not table.hides_small):
        values = tuple(height(figure, choice, report) for figure in table.totals)
        label = {Measure.SHARE: "Per cent", Measure.MIDDLE: first_up(report.value_unit)}.get(
            Measure(choice.measure), "All"
        )
        drawn = line_chart(title, heads, [Line(label, values)], head=Columns(choice.columns).label)
    else:
        bars = [
            bar_of(line.category, line.total, choice, report) for line in table.lines if line.says_something
        ]
        drawn = bar_chart(title, bars, heads=(table.rows.title, "All"))
    across = [table.rows.title, *heads, *(["All"] if adds_up(choice, table) else [])]
    return replace(drawn, heads=tuple(across), rows=tuple(rows_of(form, table)))


def adds_up(choice: Choice, table: Table) -> bool:
    """Whether the columns come to something together that is shown beside them."""
    return choice.columns != Columns.ALONE and table.has_all


def bar_of(category: Category, figure: Figure, choice: Choice, report: Report) -> Bar:
    """Return the bar of a row."""
    return Bar(category.words, height(figure, choice, report), shown=shown(figure, choice, report))


def measure_words(report: Report, choice: Choice) -> str:
    """Return what a table shows, at the start of a heading."""
    if choice.measure == Measure.SHARE:
        return f"Share {report.share}"
    if choice.measure == Measure.MIDDLE:
        return measured_words(report)
    counted = first_up(counts_words(report, choice))
    return f"{counted} per 10,000 children" if choice.measure == Measure.RATE else counted


def height(figure: Figure, choice: Choice, report: Report) -> float | None:
    """Return what a figure comes to in a picture; None where there is nothing to show."""
    if figure.hidden:
        return None
    if choice.measure == Measure.SHARE:
        return figure.per_cent
    if choice.measure == Measure.MIDDLE:
        return round(figure.quartiles[1] / report.value_days, 1) if figure.quartiles else None
    if choice.measure == Measure.RATE:
        return None if figure.rate is None else float(figure.rate)
    return figure.number


def shown(figure: Figure, choice: Choice, report: Report) -> str:
    """Return a figure as a table shows it: a share and a middle value with of how many."""
    if figure.hidden:
        return HIDDEN
    if choice.measure == Measure.SHARE:
        return f"{figure.per_cent}% of {figure.number:,}" if figure.number else NOTHING
    if choice.measure == Measure.MIDDLE:
        if figure.quartiles is None:
            return NOTHING
        lower, middle, upper = (in_unit(value, report) for value in figure.quartiles)
        return f"{middle} ({lower} to {upper}) of {figure.number:,}"
    if choice.measure == Measure.RATE:
        return f"{NOTHING if figure.rate is None else f'{figure.rate:,}'} ({figure.number:,})"
    return f"{figure.number:,}"


def in_unit(value: float, report: Report) -> str:
    """Return a value in the unit in which it is shown."""
    return f"{round(value / report.value_days, 1):,g}".replace("-", "−")


def rows_of(form: ReportFilter, table: Table) -> Iterator[Row]:
    """Return the lines of the table that have a number, and their sum."""
    choice, report = form.choice, form.report
    columns = ["" if choice.columns == Columns.ALONE else column.code for column in table.columns]
    lines = [
        (line.category.code, line.category.words, line.everything)
        for line in table.lines
        if line.says_something
    ]
    lines.append(("", "All", [*table.totals, table.total]))
    if adds_up(choice, table):
        columns.append("")
    for code, label, figures in lines:
        cells = [
            Cell(
                shown(figure, choice, report),
                form.address("report_cases", row=code, column=column)
                if figure.number and not table.hides_small
                else "",
            )
            for figure, column in zip(figures, columns, strict=False)
        ]
        yield Row(label, tuple(cells))


def noughts_of(table: Table) -> list[str]:
    """Return the rows that are left out because nothing is in them, or shown of them, in words."""
    return [line.category.words for line in table.lines if not line.says_something]


def file_of(form: ReportFilter, table: Table) -> Download:
    """Return the table to be taken away: a line for each row and column, with of how many each figure is."""
    choice, report = form.choice, form.report
    rows = [
        (line.category.code, line.category.words, column.code, column.words, *numbers(figure, choice, report))
        for line in table.lines
        for column, figure in zip(table.columns, line.figures, strict=True)
    ]
    across = (
        Columns(choice.columns).label
        if choice.columns in Columns.values
        else report.axis(choice.columns).title
    )
    heads = ("Row code", table.rows.title, "Column code", across, *number_heads(report, choice))
    depends: dict[str, object] = {"Report": report.title, "Shown": measure_words(report, choice)}
    if not report.is_of_today:
        depends |= {"From": as_code(choice.period.first), "To": as_code(choice.period.last)}
    depends |= {"Only": "; ".join(form.only_words)} if form.only_words else {}
    if table.hides_small:
        depends |= {"Hidden": HIDDEN, "Rounded": "up or down, so that numbers may not add up"}
    return Download(f"{report.code}-by-{choice.rows}", heads, rows, {**depends, "As of": as_of()})


def changes_in_words(months: Sequence[MonthFigure]) -> list[str]:
    """Return what months came to when they were first counted, and last, where that differs."""
    if not months:
        return []
    changed = [change_in_words(one) for one in months if one.more]
    return changed or ["No month that is shown has changed since it was first counted."]


def change_in_words(one: MonthFigure) -> str:
    """Return how a month has changed, in a sentence."""
    then = f"{one.first_number:,} when counted on {in_words(one.first_on)}"
    by = f"{abs(one.more):,} {'more' if one.more > 0 else 'fewer'}"
    return f"{one.month:%B %Y} was {then}, and {one.number:,} on {in_words(one.counted_on)}: {by}."


def number_heads(report: Report, choice: Choice) -> Sequence[str]:
    """Return the heads of the numbers of a file."""
    if choice.measure == Measure.SHARE:
        return (f"Of how many {counts_words(report, choice)}", first_up(report.share))
    if choice.measure == Measure.MIDDLE:
        of = f"{report.value_unit} {report.value}"
        return ("How many", f"Lower quartile, {of}", f"Middle, {of}", f"Upper quartile, {of}")
    counted = first_up(counts_words(report, choice))
    return (counted, "Children who live here", "Per 10,000") if choice.measure == Measure.RATE else (counted,)


def numbers(figure: Figure, choice: Choice, report: Report) -> Sequence[object]:
    """Return the numbers of a figure in a file."""
    if figure.hidden:
        return [HIDDEN] * len(number_heads(report, choice))
    if choice.measure == Measure.SHARE:
        return (figure.number, figure.holding)
    if choice.measure == Measure.MIDDLE and figure.quartiles:
        return (figure.number, *(in_unit(value, report) for value in figure.quartiles))
    if choice.measure == Measure.MIDDLE:
        return (0, "", "", "")
    if choice.measure == Measure.RATE:
        among = "" if figure.among is None else round(figure.among)
        return (figure.number, among, "" if figure.rate is None else figure.rate)
    return (figure.number,)


def as_of() -> str:
    """Return the moment at which figures stand as they do."""
    now = timezone.localtime(clock.now())
    return f"{in_words(now.date())}, {now:%H:%M}"
