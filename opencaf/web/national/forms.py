"""How a national report is divided: codes only, in the address."""

from __future__ import annotations

from typing import Any

from opencaf.core import clock
from opencaf.core.dates import financial_year_begun
from opencaf.national.counting import YEARS
from opencaf.national.tables import Asked, Show
from opencaf.reports.facts import Report
from opencaf.reports.tables import Measure
from opencaf.web.shared.forms import OperationForm, RadiosField, SelectField


class NationalFilter(OperationForm):
    """What stands in the rows and columns, of which year, and what is shown."""

    mark_optional = False

    show = RadiosField(label="Rows", choices=Show.choices)
    by = SelectField(label="Columns", missing="Select the columns")
    measure = RadiosField(label="Show", missing="Select what to show")
    year = SelectField(
        label="Year",
        missing="Select the year",
        hint="Financial years, from April. Not asked where rows are years.",
    )

    def __init__(self, report: Report, chosen: Any) -> None:
        begun = financial_year_begun(clock.today())
        starting = {
            "show": Show.AUTHORITIES,
            "by": report.axes[0].code,
            "measure": Measure.COUNT,
            "year": begun,
        }
        super().__init__({**starting, **{name: chosen[name] for name in chosen}})
        self.report = report
        self.choose_among("by", [(axis.code, axis.title) for axis in report.axes])
        self.choose_among(
            "year", [(year, f"{year} to {year + 1}") for year in range(begun, begun - YEARS, -1)]
        )
        measures = [(Measure.COUNT, "How many"), (Measure.SHARE, f"Share {report.share}")]
        self.choose_among("measure", measures)
        if not report.share:
            del self.fields["measure"]

    @property
    def asked(self) -> Asked:
        """What was chosen."""
        answers = self.cleaned_data
        return Asked(
            show=answers["show"],
            axis=self.report.axis(answers["by"]),
            measure=answers.get("measure", Measure.COUNT),
            begun=int(answers["year"]),
        )

    @property
    def codes(self) -> dict[str, str]:
        """The choices as they stand in an address."""
        return {name: str(self.cleaned_data[name]) for name in self.fields}

    @property
    def unfinished(self) -> str:
        """The year that is not over yet, where it is among those shown."""
        begun = financial_year_begun(clock.today())
        is_in = self.asked.show == Show.YEARS or self.asked.begun == begun
        return f"{begun} to {begun + 1}" if is_in else ""
