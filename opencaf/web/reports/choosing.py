"""How a report of facts is divided: rows, columns, measure, time and filters, as codes in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.reports.axes import OF_A_CHILD
from opencaf.reports.facts import Axis, Report
from opencaf.reports.living import sees_rates
from opencaf.reports.periods import Period, financial_year, month_of
from opencaf.reports.tables import Choice, Columns, Measure, measured_words
from opencaf.web.reports.forms import MONTHS_BACK, MOST_MONTHS, PeriodFilter, as_code, this_year
from opencaf.web.shared.forms import GovukBoundField, RadiosField, SelectField

ONLY = "only_"
NO_RATE_OF_SOME = (
    "A rate is of all children who live here. Choose something else than the child’s age, sex or ethnicity, "
    "or show how many"
)


class ReportFilter(PeriodFilter):
    """The choices of one report; those of its filters are named after their way to divide."""

    rows = SelectField(label="Rows", missing="Select the rows")
    columns = SelectField(label="Columns", missing="Select the columns")
    measure = RadiosField(label="Show", missing="Select what to show")

    field_order = ["rows", "columns", "measure", "from_month", "to_month"]
    over_time: tuple[Columns, ...] = (Columns.MONTH, Columns.YEAR)

    def __init__(self, report: Report, practitioner: Practitioner, chosen: Any) -> None:
        starting = self.starting_for(report)
        super().__init__({**starting, **{name: chosen[name] for name in chosen}})
        self.report = report
        for name in set(self.fields) - set(starting):
            del self.fields[name]
        axes = self.axes_of(report)
        ways = [(axis.code, axis.title) for axis in axes]
        across = [Columns.ALONE] if report.is_of_today else [*self.over_time, Columns.ALONE]
        self.choose_among("rows", ways)
        self.choose_among("columns", [*((one.value, one.label) for one in across), *ways])
        if "measure" in self.fields:
            rates = [] if sees_rates(practitioner) else [Measure.RATE]
            self.choose_among("measure", [one for one in self.measures_of(report) if one[0] not in rates])
        for axis in axes:
            if axis.is_short:
                categories = [(one.code, one.words) for one in axis.categories(practitioner)]
                name = f"{ONLY}{axis.code}"
                self.fields[name] = SelectField(label=axis.title, required=False, blank="All")
                self.choose_among(name, categories)

    @classmethod
    def starting_for(cls, report: Report) -> dict[str, str]:
        """Return the choices before anything is chosen; none for what a report does not ask."""
        default = Columns.ALONE if report.is_of_today else Columns.MONTH
        measure = {"measure": str(Measure.COUNT)} if len(cls.measures_of(report)) > 1 else {}
        columns = report.first_columns or str(default)
        time = {} if report.is_of_today else cls.starting_time()
        return {"rows": report.axes[0].code, "columns": columns, **measure, **time}

    @classmethod
    def starting_time(cls) -> dict[str, str]:
        """Return the time before any is chosen."""
        return cls.last_twelve()

    @classmethod
    def axes_of(cls, report: Report) -> tuple[Axis, ...]:
        """Return the ways to divide a report that are offered."""
        return report.axes

    @classmethod
    def measures_of(cls, report: Report) -> list[tuple[str, str]]:
        """Return what can be shown of a report."""
        found = [(str(Measure.COUNT), "How many")]
        if report.share:
            found.append((str(Measure.SHARE), f"Share {report.share}"))
        if report.value:
            found.append((str(Measure.MIDDLE), f"{measured_words(report)}: middle and quartiles"))
        if report.has_rate:
            found.append((str(Measure.RATE), Measure.RATE.label))
        return found

    @property
    def most_months(self) -> int:
        """Years may be many; months stand side by side."""
        return MOST_MONTHS if self.cleaned_data.get("columns") == Columns.MONTH else MONTHS_BACK

    def clean_columns(self) -> str:
        """Refuse the rows once more as columns."""
        columns = str(self.cleaned_data["columns"])
        if columns == self.cleaned_data.get("rows"):
            raise ValidationError("Columns must be different from Rows")
        return columns

    def clean(self) -> dict[str, Any]:
        """Refuse a rate of boys, of ages or of origins: how many of them live here is not known."""
        answers: dict[str, Any] = super().clean() or {}
        of_some = [axis.code for axis in self.report.axes if axis.code in OF_A_CHILD]
        if answers.get("measure") == Measure.RATE:
            used = [name for name in ("rows", "columns") if answers.get(name) in of_some]
            used += [name for name in map(ONLY.__add__, of_some) if answers.get(name)]
            if used:
                self.add_error(used[0], ValidationError(NO_RATE_OF_SOME))
        return answers

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        answers = self.cleaned_data
        month = month_of(clock.today())
        return Choice(
            period=Period(month, month) if self.report.is_of_today else self.period,
            rows=answers["rows"],
            columns=answers["columns"],
            measure=answers.get("measure", Measure.COUNT),
            only={name.removeprefix(ONLY): answers[name] for name in self.only_names if answers[name]},
        )

    @property
    def unfinished(self) -> str:
        """The month that is not over yet, where it is among those chosen."""
        this_month = month_of(clock.today())
        is_in = not self.report.is_of_today and self.period.last >= this_month
        return f"{this_month:%B %Y}" if is_in else ""

    @property
    def codes(self) -> dict[str, str]:
        """The choices as they stand in an address; nothing for a filter that lets all through."""
        return {name: str(self.cleaned_data[name]) for name in self.fields if self.cleaned_data[name]}

    @property
    def only_names(self) -> list[str]:
        """The names of the filters."""
        return [name for name in self.fields if name.startswith(ONLY)]

    @property
    def only_words(self) -> list[str]:
        """The filters that are set, in words."""
        return [
            f"{self.fields[name].label}: {dict(self.fields[name].choices)[self.cleaned_data[name]]}"  # type: ignore[attr-defined]
            for name in self.only_names
            if self.cleaned_data[name]
        ]

    def main_groups(self) -> list[GovukBoundField]:
        """The fields that every look at the report needs."""
        return [bound for bound in self.field_groups() if not bound.name.startswith(ONLY)]

    def only_groups(self) -> list[GovukBoundField]:
        """The filters, which are folded away until one is used."""
        return [bound for bound in self.field_groups() if bound.name.startswith(ONLY)]

    def filters_in_use(self) -> bool:
        """Whether a filter is set, or was set to something that is not in its list."""
        return any(self.data.get(name) for name in self.only_names)

    def years(self) -> list[dict[str, str]]:
        """The financial years that are nearest at hand, each with its address; the other choices stay."""
        if self.report.is_of_today:
            return []
        found = []
        for year in (this_year(), this_year() - 1):
            whole = financial_year(year)
            last = min(whole.last, month_of(clock.today()))
            codes = {**self.codes, "from_month": as_code(whole.first), "to_month": as_code(last)}
            found.append({"text": f"{year} to {year + 1}", "href": f"?{urlencode(codes)}"})
        return found

    def address(self, name: str = "report", **more: str) -> str:
        """Return the address of one of the report's pages with these choices, and more."""
        where = reverse(f"reports:{name}", args=[self.report.code])
        return f"{where}?{urlencode({**self.codes, **more})}"
