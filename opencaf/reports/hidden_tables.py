"""Tables for who reads reports without seeing a case: groups that the database counts, hidden and rounded."""

from __future__ import annotations

from dataclasses import replace

from opencaf.agencies.models import Practitioner
from opencaf.core.dates import financial_year_begun
from opencaf.core.hiding import Group, Hidden, Rule, hide
from opencaf.reports.counted import NOBODY, Codes, Counted, groups_of, rule_of, sum_of
from opencaf.reports.facts import Axis, Category, Report
from opencaf.reports.living import Living, with_rates
from opencaf.reports.periods import financial_year
from opencaf.reports.permissions import can_see_cases_behind
from opencaf.reports.tables import (
    HIDDEN_FIGURE,
    Choice,
    Columns,
    Coverage,
    Figure,
    Line,
    Measure,
    Table,
    columns_of,
    places_of,
    table_of,
)

YEARS_BESIDE = 5


def table_shown_to(practitioner: Practitioner, report: Report, choice: Choice) -> Table:
    """Return the table that was chosen, as somebody may see it."""
    if choice.columns == Columns.YEAR and not can_see_cases_behind(practitioner):
        return years_beside(practitioner, report, choice)
    kind = table_of if can_see_cases_behind(practitioner) else hidden_table_of
    table = kind(report, practitioner, choice)
    return with_rates(table, choice, Living(practitioner)) if choice.measure == Measure.RATE else table


def years_beside(practitioner: Practitioner, report: Report, choice: Choice) -> Table:
    """Return the table of each year up to the chosen one, side by side, as each can be read by itself.

    They have no sum: rounded and hidden numbers of several years would tell of each other.
    """
    last = financial_year_begun(choice.period.first)
    periods = {year: financial_year(year) for year in range(last - YEARS_BESIDE + 1, last)}
    each = {
        year: table_shown_to(practitioner, report, replace(choice, columns=str(Columns.ALONE), period=period))
        for year, period in {**periods, last: choice.period}.items()
    }
    rows = report.axis(choice.rows)
    by_code = [{line.category.code: line.total for line in table.lines} for table in each.values()]
    return Table(
        rows=rows,
        columns=[Category(str(year), f"{year} to {year + 1}") for year in each],
        lines=[
            Line(place, [figures.get(place.code, HIDDEN_FIGURE) for figures in by_code], HIDDEN_FIGURE)
            for place in places_of(rows, practitioner, {code for figures in by_code for code in figures})
        ],
        totals=[table.total for table in each.values()],
        total=each[last].total,
        coverage=each[last].coverage,
        hides_small=True,
        has_all=False,
    )


def hidden_table_of(report: Report, practitioner: Practitioner, choice: Choice) -> Table:
    """Return the table that was chosen, as it may be shown to somebody who sees no case."""
    rule = rule_of(practitioner.authority)
    across = [] if choice.columns == Columns.ALONE else [choice.columns]
    groups = groups_of(report.code, choice.period, [choice.rows, *across], choice.only)
    if not across:
        groups = {(*codes, str(Columns.ALONE)): group for codes, group in groups.items()}
    rows = report.axis(choice.rows)
    lines = places_of(rows, practitioner, {row for row, _ in groups})
    columns = columns_across(report, practitioner, choice, {column for _, column in groups})
    if not lines or not columns:
        return Table(rows, [], [], [], HIDDEN_FIGURE, [], hides_small=True)
    grid = [[groups.get((line.code, column.code), NOBODY) for column in columns] for line in lines]
    hidden = hide([[measured(group, choice.measure) for group in row] for row in grid], rule)
    figures = figures_of(grid, hidden, rule, choice.measure)
    table = Table(
        rows=rows,
        columns=columns,
        lines=[Line(place, row[:-1], row[-1]) for place, row in zip(lines, figures, strict=False)],
        totals=figures[-1][:-1],
        total=figures[-1][-1],
        coverage=coverage_of(report, practitioner, choice, groups, rule),
        hides_small=True,
    )
    return without_rare(table, None if choice.columns in Columns.values else report.axis(choice.columns))


def measured(group: Counted, measure: str) -> Group:
    """Return those of a group of whom a measure is taken."""
    return group.said if measure == Measure.SHARE else group.all


def columns_across(
    report: Report, practitioner: Practitioner, choice: Choice, used: set[str]
) -> list[Category]:
    """Return the columns in their order."""
    if choice.columns in Columns.values:
        return columns_of(report, practitioner, choice, ())
    return places_of(report.axis(choice.columns), practitioner, used)


def figures_of(grid: list[list[Counted]], hidden: Hidden, rule: Rule, measure: str) -> list[list[Figure]]:
    """Return the figures of a table with its totals at the right and below."""
    if measure != Measure.SHARE:
        return [[counted_figure(number) for number in row] for row in hidden.figures]
    rows = [[*row, sum_of(row)] for row in grid]
    whole = [*rows, [sum_of(column) for column in zip(*rows, strict=True)]]
    return [
        [share_figure(group, number, rule) for group, number in zip(groups, numbers, strict=True)]
        for groups, numbers in zip(whole, hidden.figures, strict=True)
    ]


def counted_figure(number: int | None) -> Figure:
    """Return a number as a figure."""
    return HIDDEN_FIGURE if number is None else Figure(number)


def share_figure(group: Counted, said: int | None, rule: Rule) -> Figure:
    """Return a share of rounded numbers; hidden where those for whom it holds, or does not, are few."""
    if not said:
        return counted_figure(said)
    others = Group(group.said.number - group.holding.number, group.said.keys - group.holding.keys)
    holding = rule.rounded(group.holding)
    if not holding or not rule.rounded(others):
        return HIDDEN_FIGURE
    return Figure(said, holding=min(holding, said))


def coverage_of(
    report: Report, practitioner: Practitioner, choice: Choice, groups: dict[Codes, Counted], rule: Rule
) -> list[Coverage]:
    """Return of how many each way to divide is known, in rounded numbers, where it can be shown."""
    everybody = sum_of(groups.values())
    found = []
    for place, code in enumerate([choice.rows, choice.columns]):
        if code not in Columns.values:
            axis = report.axis(code)
            known = {one.code for one in axis.categories(practitioner) if one.is_known}
            those = sum_of(group for codes, group in groups.items() if codes[place] in known)
            found.append((axis.title, those.all))
    if choice.measure == Measure.SHARE:
        found.append((f"Share {report.share}", everybody.said))
    of = rule.rounded(everybody.all)
    lines = [Coverage(what, min(rule.rounded(known), of), of) for what, known in found]
    return [line for line in lines if line.known]


def without_rare(table: Table, across: Axis | None) -> Table:
    """Return a table without the rows and columns of which nothing is shown, where not all are listed anyhow.

    That an agency is in the table would tell that there is somebody; so it is only where a number is shown.
    """
    lines = [line for line in table.lines if table.rows.lists_empty or line.says_something]
    kept = [
        place
        for place, total in enumerate(table.totals)
        if across is None
        or across.lists_empty
        or any(one.number for one in [total, *(line.figures[place] for line in table.lines)])
    ]
    return Table(
        rows=table.rows,
        columns=[table.columns[place] for place in kept],
        lines=[Line(line.category, [line.figures[place] for place in kept], line.total) for line in lines],
        totals=[table.totals[place] for place in kept],
        total=table.total,
        coverage=table.coverage,
        hides_small=True,
    )
