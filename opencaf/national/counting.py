"""What an authority tells the country: the figures that its own analysts may read, worked out by night."""

from __future__ import annotations

from collections.abc import Iterator

from opencaf.agencies.models import Authority
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import financial_year_begun
from opencaf.core.hiding import Rule, hide
from opencaf.national.catalogue import NATIONAL
from opencaf.national.models import Counting, Summary
from opencaf.reports.counted import NOBODY, groups_of, rule_of
from opencaf.reports.facts import Axis, Report
from opencaf.reports.hidden_tables import figures_of, measured
from opencaf.reports.periods import financial_year
from opencaf.reports.tables import HIDDEN_FIGURE, Figure, Measure

YEARS = 10
TOTAL = ""
OF_TODAY = [report.code for report in NATIONAL.values() if report.is_of_today]


def count_authority(authority: Authority) -> None:
    """Count every figure anew and keep it in place of the last night's.

    What stands on a day cannot be counted for a year that is over: its last night stays. Not an operation:
    the program does it of its own accord, in the transaction of its job.
    """
    this_year = financial_year_begun(clock.today())
    told = Summary.objects.filter(authority=authority)
    told.exclude(report__in=OF_TODAY, begun__lt=this_year).delete()
    made = Summary.objects.bulk_create(summaries_of(authority, this_year))
    Counting.objects.update_or_create(
        authority=authority, defaults={"counted_at": clock.now(), "below": authority.small_numbers_below}
    )
    trail.record("told_country", subject_kind="authority", subject_id=authority.id, rows=len(made))


def summaries_of(authority: Authority, this_year: int) -> Iterator[Summary]:
    """Give every figure of the last ten financial years that is not hidden."""
    rule = rule_of(authority)
    for report in NATIONAL.values():
        first = this_year if report.is_of_today else this_year - YEARS + 1
        for begun in range(first, this_year + 1):
            for axis in report.axes:
                for code, number, share in figures_by(report, axis, begun, rule):
                    yield Summary(
                        authority=authority,
                        report=report.code,
                        axis=axis.code,
                        begun=begun,
                        code=code,
                        number=number.number or None,
                        said=share.number or None,
                        holding=share.holding if share.number else None,
                    )


def figures_by(report: Report, axis: Axis, begun: int, rule: Rule) -> Iterator[tuple[str, Figure, Figure]]:
    """Give each category and the total of a year with its number and its share, as far as not hidden."""
    groups = groups_of(report.code, financial_year(begun), [axis.code])
    listed = [category.code for category in axis.everywhere]
    codes = [*listed, *sorted({code for (code,) in groups} - set(listed))]
    grid = [[groups.get((code,), NOBODY)] for code in codes]
    if not groups:
        return
    measures = [Measure.COUNT, *([Measure.SHARE] if report.share else [])]
    shown: dict[str, list[Figure]] = {}
    for measure in measures:
        hidden = hide([[measured(group, measure) for group in row] for row in grid], rule)
        shown[measure] = [alike(row) for row in figures_of(grid, hidden, rule, measure)]
    shares = shown.get(Measure.SHARE) or [HIDDEN_FIGURE] * (len(codes) + 1)
    for code, number, share in zip([*codes, TOTAL], shown[Measure.COUNT], shares, strict=True):
        if number.number or share.number:
            yield code, number, share


def alike(row: list[Figure]) -> Figure:
    """Return the one figure of a row, which is its total, too; hidden where either is."""
    cell, total = row
    return HIDDEN_FIGURE if cell.hidden else total
