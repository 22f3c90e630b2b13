"""The list behind a figure of facts: those same facts, a line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from opencaf.agencies.models import Practitioner
from opencaf.core.dates import in_words
from opencaf.reports.behind import Behind, cases_of
from opencaf.reports.facts import Category, Fact
from opencaf.reports.tables import Columns, Measure, cell_of, column_of, columns_of, facts_of
from opencaf.web.reports.choosing import ReportFilter
from opencaf.web.reports.facts import in_unit
from opencaf.web.shared.who import Who, who_of

STRANGE = "No longer in the list"


@dataclass(frozen=True)
class Line:
    """One fact: whose, where it is counted, and when; nothing for what stands today."""

    who: Who
    reference: str
    why: str
    when: str


class Listed:
    """The facts behind one figure of a report: of a row and a column, each empty for all of them."""

    def __init__(self, form: ReportFilter, practitioner: Practitioner, *, row: str, column: str) -> None:
        self.form, self.practitioner = form, practitioner
        self.row, self.column = row, column

    @cached_property
    def facts(self) -> list[Fact]:
        """The facts, the earliest first."""
        choice = self.form.choice
        return cell_of(facts_of(self.form.report, self.practitioner, choice), choice, self.row, self.column)

    @cached_property
    def rows(self) -> dict[str, str]:
        """The words of the rows by code."""
        return by_code(self.form.report.axis(self.form.choice.rows).categories(self.practitioner))

    @cached_property
    def columns(self) -> dict[str, str]:
        """The words of the columns by code."""
        choice, report = self.form.choice, self.form.report
        if choice.columns in Columns.values:
            return by_code(columns_of(report, self.practitioner, choice, ()))
        return by_code(report.axis(choice.columns).categories(self.practitioner))

    def names_a_figure(self) -> bool:
        """Whether row and column are in the table; a code that left its list is while a fact has it."""
        is_row = not self.row or self.row in self.rows
        is_column = not self.column or self.column in self.columns
        return (is_row and is_column) or bool(self.facts)

    @property
    def title(self) -> str:
        """Which figure it is, in words."""
        choice, report = self.form.choice, self.form.report
        words = [f"{report.axis(choice.rows).title}: {self.words_of(self.rows, self.row)}"]
        if self.column:
            words.append(self.words_of(self.columns, self.column))
        elif not report.is_of_today:
            words.append(str(choice.period))
        if choice.measure == Measure.SHARE:
            words.append("those of whom it can be said")
        if choice.measure == Measure.MIDDLE:
            words.append(f"those whose {report.value_unit} are known")
        return "; ".join([*words, *self.form.only_words])

    def words_of(self, words: dict[str, str], code: str) -> str:
        """Return the words of a code; all where there is none."""
        return words.get(code, STRANGE) if code else "all"

    def lines(self, facts: Iterable[Fact]) -> list[Line]:
        """Return the lines of some of the facts."""
        return [self.line_of(behind) for behind in cases_of(self.practitioner, facts)]

    def line_of(self, behind: Behind) -> Line:
        """Return the line of a fact with its case."""
        return Line(
            who=who_of(behind.episode, behind.children),
            reference=behind.episode.reference,
            why=" · ".join(self.why(behind.fact)),
            when="" if self.form.report.is_of_today else in_words(behind.fact.on),
        )

    def why(self, fact: Fact) -> list[str]:
        """Return where a fact is counted, and what is known of it."""
        choice, report = self.form.choice, self.form.report
        words = [self.words_of(self.rows, fact.codes[choice.rows])]
        if choice.columns not in Columns.values:
            words.append(self.words_of(self.columns, column_of(fact, choice.columns)))
        if choice.measure == Measure.SHARE:
            words.append(f"{'yes' if fact.holds else 'no'}: {report.share}")
        if choice.measure == Measure.MIDDLE and fact.value is not None:
            words.append(f"{in_unit(fact.value, report)} {report.value_unit}")
        return words


def by_code(categories: Iterable[Category]) -> dict[str, str]:
    """Return the words of categories by their codes."""
    return {one.code: one.words for one in categories}
