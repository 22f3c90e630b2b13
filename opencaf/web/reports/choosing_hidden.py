"""How readers who see no case divide a report: whole financial years, and not so fine as to find somebody."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from opencaf.agencies.models import Practitioner
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.facts import Axis, Report, told_for
from opencaf.reports.periods import Period
from opencaf.reports.permissions import can_see_cases_behind
from opencaf.reports.tables import Columns, Measure
from opencaf.web.reports.choosing import ReportFilter
from opencaf.web.reports.forms import last_years, this_year, year_so_far
from opencaf.web.shared.forms import SelectField


class HiddenFilter(ReportFilter):
    """The same choices with one financial year, two ways to divide at most, and no middle value."""

    year = SelectField(
        label="Year", missing="Select the year", hint="Financial years as columns: this one and four before"
    )

    field_order = ["rows", "columns", "measure", "year"]
    over_time = (Columns.MONTH, Columns.YEAR)

    def __init__(self, report: Report, practitioner: Practitioner, chosen: Any) -> None:
        super().__init__(report, practitioner, chosen)
        if "year" in self.fields:
            self.choose_among("year", last_years())

    @classmethod
    def starting_for(cls, report: Report) -> dict[str, str]:
        """Only totals at first, since most months of a small group are hidden."""
        starting = super().starting_for(report)
        return {**starting, "columns": report.first_columns or str(Columns.ALONE)}

    @classmethod
    def starting_time(cls) -> dict[str, str]:
        """This financial year."""
        return {"year": str(this_year())}

    @classmethod
    def axes_of(cls, report: Report) -> tuple[Axis, ...]:
        """All but those whose categories are people."""
        return tuple(axis for axis in report.axes if not axis.names_people)

    @classmethod
    def measures_of(cls, report: Report) -> list[tuple[str, str]]:
        """Numbers and shares: a middle value is somebody's."""
        return [one for one in super().measures_of(report) if one[0] != Measure.MIDDLE]

    @property
    def period(self) -> Period:
        """The months of the year, up to this one."""
        return year_so_far(int(self.cleaned_data["year"]))

    def clean(self) -> dict[str, Any]:
        """Refuse more than two ways to divide: rows, and either columns or one filter."""
        answers: dict[str, Any] = super().clean() or {}
        used = [name for name in self.only_names if answers.get(name)]
        if used and self.cleaned_data.get("columns") not in (None, Columns.ALONE):
            self.add_error(used[0], ValidationError("Choose columns or a filter, not both"))
        elif len(used) > 1:
            self.add_error(used[1], ValidationError("Choose one filter only, and set the others to All"))
        return answers

    def years(self) -> list[dict[str, str]]:
        """None: the year is chosen already."""
        return []


def filter_of(practitioner: Practitioner, code: str, chosen: QueryDict) -> ReportFilter | None:
    """Return the choices of a report in the words of the authority; None where there is no such report."""
    report = REPORTS.get(code)
    if report is None:
        return None
    kind = ReportFilter if can_see_cases_behind(practitioner) else HiddenFilter
    return kind(told_for(report, practitioner.authority), practitioner, chosen)
