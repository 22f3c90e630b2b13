"""The filters of reports: codes only, in the address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.dates import financial_year_begun
from opencaf.reports.periods import Period, financial_year, month_of, months_after
from opencaf.reports.permissions import can_see_cases_behind
from opencaf.reports.started import BREAKDOWNS, Breakdown
from opencaf.web.shared.forms import OperationForm, RadiosField, SelectField

MOST_MONTHS = 24
MONTHS_BACK = 120
YEARS_BACK = 10


class StartedFilter(OperationForm):
    """What both kinds of filter ask: how to divide the count."""

    mark_optional = False
    field_order = ["by"]

    by = RadiosField(
        label="Divide by",
        choices=[(one.code, one.title) for one in BREAKDOWNS.values()],
    )

    @property
    def breakdown(self) -> Breakdown:
        """The way to divide that was chosen."""
        return BREAKDOWNS[self.cleaned_data["by"]]

    @property
    def codes(self) -> dict[str, str]:
        """The choice as it stands in an address."""
        return {name: str(self.cleaned_data[name]) for name in self.fields}


class PeriodFilter(OperationForm):
    """From one month to another."""

    mark_optional = False

    from_month = SelectField(label="From", missing="Select the first month")
    to_month = SelectField(label="To", missing="Select the last month")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_month = month_of(clock.today())
        months = [months_after(this_month, -number) for number in range(MONTHS_BACK)]
        choices = [(as_code(month), f"{month:%B %Y}") for month in months]
        for name in {"from_month", "to_month"} & set(self.fields):
            self.choose_among(name, choices)

    @property
    def most_months(self) -> int:
        """How many months a table can show."""
        return MOST_MONTHS

    def clean_to_month(self) -> str:
        """Refuse a last month before the first, and more months than a table can show."""
        first, last = self.cleaned_data.get("from_month"), str(self.cleaned_data["to_month"])
        months = len(Period(from_code(first), from_code(last)).months) if first else 1
        if months < 1:
            raise ValidationError("To must be the same month as From, or a later one")
        if months > self.most_months:
            raise ValidationError(f"Select {self.most_months} months or fewer")
        return last

    @property
    def period(self) -> Period:
        """The months that were chosen."""
        return Period(from_code(self.cleaned_data["from_month"]), from_code(self.cleaned_data["to_month"]))

    @staticmethod
    def last_twelve() -> dict[str, str]:
        """This month and the eleven before, as they stand in an address."""
        this_month = month_of(clock.today())
        return {"from_month": as_code(months_after(this_month, -11)), "to_month": as_code(this_month)}


class MonthsFilter(PeriodFilter, StartedFilter):
    """The months that somebody chooses who sees the cases behind a figure."""

    @classmethod
    def starting(cls) -> dict[str, str]:
        """The choice before anything is chosen: this month and the eleven before."""
        return {"by": "sector", **cls.last_twelve()}


class YearFilter(StartedFilter):
    """One whole financial year: for those from whom small numbers are hidden."""

    year = SelectField(label="Year", missing="Select the year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("year", last_years())

    @property
    def period(self) -> Period:
        """The months of the year, up to this one."""
        return year_so_far(int(self.cleaned_data["year"]))

    @classmethod
    def starting(cls) -> dict[str, str]:
        """The choice before anything is chosen: this year."""
        return {"by": "sector", "year": str(this_year())}


def filter_for(practitioner: Practitioner, chosen: QueryDict) -> MonthsFilter | YearFilter:
    """Return the filter that somebody may use, with what was chosen."""
    kind = MonthsFilter if can_see_cases_behind(practitioner) else YearFilter
    return kind({**kind.starting(), **{name: chosen[name] for name in chosen}})


def last_years() -> list[tuple[str, str]]:
    """Return the financial years that can be chosen, the latest first."""
    years = range(this_year(), this_year() - YEARS_BACK, -1)
    return [(str(year), str(financial_year(year))) for year in years]


def year_so_far(begun: int) -> Period:
    """Return the months of a financial year, up to this one."""
    year = financial_year(begun)
    return Period(year.first, min(year.last, month_of(clock.today())))


def this_year() -> int:
    """Return the calendar year in which this financial year began."""
    return financial_year_begun(clock.today())


def as_code(month: dt.date) -> str:
    """Return a month as it stands in an address: 2026-01."""
    return f"{month:%Y-%m}"


def from_code(code: object) -> dt.date:
    """Return the month of a code that a filter has checked."""
    return dt.date.fromisoformat(f"{code}-01")
