"""What the page from training to practice asks: codes and days, in the address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from opencaf.core import clock
from opencaf.core.dates import financial_year_begun
from opencaf.reports.followed import By
from opencaf.web.shared.forms import DateField, OperationForm, SelectField

YEARS_BACK = 10


def years() -> list[tuple[str, str]]:
    """Return the financial years that can be chosen, this one first."""
    this = financial_year_begun(clock.today())
    return [(str(year), f"{year} to {year + 1}") for year in range(this, this - YEARS_BACK, -1)]


class FollowedFilter(OperationForm):
    """Told apart by what; how far back and forth is for the two kinds of reader to say."""

    mark_optional = False
    by = SelectField(label="By", required=False, blank="Agency", choices=By.choices[1:])
    year = SelectField(label="Financial year", required=False, blank="Any year")

    def __init__(self, chosen: Any) -> None:
        asked = {key: chosen[key] for key in chosen if key.split("_")[0] in self.base_fields}
        super().__init__({key: value for key, value in asked.items() if value != By.AGENCY})
        self.choose_among("year", years())

    @property
    def grouped_by(self) -> str:
        """By what figures are told apart."""
        return self.cleaned_data.get("by") or By.AGENCY.value

    @property
    def chosen_year(self) -> int | None:
        """The financial year that was chosen."""
        return int(self.cleaned_data["year"]) if self.cleaned_data.get("year") else None

    @property
    def day(self) -> dt.date:
        """Up to which day is counted."""
        raise NotImplementedError

    @property
    def cohort(self) -> int | None:
        """In which financial year people were trained; None for all."""
        return None


class ExactFilter(FollowedFilter):
    """For who sees every case: up to any day, and people trained in a financial year or ever."""

    on = DateField(label="Up to and including", name="the day", required=False)
    year = SelectField(label="Trained in", required=False, blank="Any year")

    @property
    def day(self) -> dt.date:
        """The chosen day, else today."""
        return self.cleaned_data.get("on") or clock.today()

    @property
    def cohort(self) -> int | None:
        """The financial year in which people were trained."""
        return self.chosen_year


class RoundedFilter(FollowedFilter):
    """For everybody else: everybody trained up to the end of a financial year."""

    year = SelectField(label="Up to the end of", required=False, blank="This financial year")

    @property
    def day(self) -> dt.date:
        """The last day of the chosen financial year, else of this one."""
        year = self.chosen_year
        return dt.date((financial_year_begun(clock.today()) if year is None else year) + 1, 3, 31)


def filter_for(chosen: Any, *, is_exact: bool) -> FollowedFilter:
    """Return the filter that a reader is asked."""
    return ExactFilter(chosen) if is_exact else RoundedFilter(chosen)
