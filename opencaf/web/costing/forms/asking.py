"""Filters and what-ifs: figures and codes only, since they stand in the address."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from opencaf.core import clock
from opencaf.core.dates import financial_year_begun
from opencaf.costing.queries.groups import WAYS
from opencaf.web.shared.forms import (
    DateField,
    MoneyField,
    NumberField,
    OperationForm,
    RadiosField,
    SelectField,
    WholeNumberField,
)

YEARS_BACK = 8
# What an index may reach; a page offers those that the index in use does.
PRICE_YEARS = [f"{year}/{(year + 1) % 100:02d}" for year in range(1990, 2061)]


class PercentField(NumberField):
    """A per cent, such as 24."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"suffix": "%", "max_value": Decimal(300), **kwargs})


class PricesForm(OperationForm):
    """At the prices of which year figures are shown."""

    mark_optional = False
    price_year = SelectField(
        label="At prices of",
        name="a price year",
        choices=[(year, year) for year in PRICE_YEARS],
        required=False,
        blank="As they are",
    )

    @property
    def chosen(self) -> str:
        """The year that was chosen; empty where none was, or a mistake was made."""
        return str(self.cleaned_data.get("price_year") or "") if self.is_bound and self.is_valid() else ""

    def offer(self, years: list[str]) -> None:
        """Offer the years that the index in use reaches."""
        self.choose_among("price_year", [(year, year) for year in years])

    @property
    def query(self) -> str:
        """The choice as it stands in an address."""
        return urlencode({"price_year": self.chosen}) if self.chosen else ""


class SixMonthsForm(PricesForm):
    """With how many reviews six months are shown, and at which prices."""

    reviews = WholeNumberField(
        label="Reviews in six months",
        name="the number of reviews",
        min_value=0,
        max_value=12,
        width=2,
        required=False,
    )

    @property
    def chosen_reviews(self) -> int:
        """The number of reviews that was chosen; one where none was, or a mistake was made."""
        found = self.cleaned_data.get("reviews") if self.is_bound and self.is_valid() else None
        return 1 if found is None else int(found)


class WindowForm(PricesForm):
    """Which days of a case count, and at which prices."""

    mark_optional = False
    starts_on = DateField(label="From", name="the first day", required=False)
    ends_on = DateField(
        label="Until, this day not counted", name="the day until which it counts", required=False
    )

    def clean_ends_on(self) -> dt.date | None:
        """Refuse a window without a day."""
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data["ends_on"]
        if first and last and last <= first:
            raise ValidationError("The day until which it counts must be after the first day")
        found: dt.date | None = last
        return found


class YearForm(PricesForm):
    """Which financial year, which groups, and at which prices."""

    field_order = ("year", "by", "price_year")
    year = SelectField(label="Year", missing="Select the year")
    by = RadiosField(label="Groups by", choices=list(WAYS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = this_year()
        choices = [(str(year), year_words(year)) for year in range(newest, newest - YEARS_BACK, -1)]
        self.choose_among("year", choices)

    @property
    def codes(self) -> dict[str, str]:
        """The choice as it stands in an address."""
        return {name: str(self.cleaned_data[name]) for name in self.fields if self.cleaned_data[name]}

    @classmethod
    def starting(cls) -> dict[str, str]:
        """The choice before anything is chosen."""
        return {"year": str(this_year()), "by": "sector"}


def this_year() -> int:
    """Return the calendar year in which this financial year began."""
    return financial_year_begun(clock.today())


def year_words(year: int) -> str:
    """Return a financial year in words."""
    return f"April {year} to March {year + 1}"


class CapacityForm(OperationForm):
    """Demand that changes, and who is there; a line of posts for each role that CAFs need."""

    mark_optional = False
    rise = PercentField(
        label="Demand changes by", hint="20 is a fifth more", min_value=Decimal(-100), initial="0"
    )
    workers = NumberField(
        label="People who take on a new CAF",
        hint="Whole people who could each be lead professional",
        min_value=Decimal(1),
        max_value=Decimal(500),
        decimal_places=0,
    )
    months_each = NumberField(
        label="Months that one of them is taken up by a CAF",
        min_value=Decimal("0.01"),
        max_value=Decimal(120),
    )

    hours_a_year = NumberField(
        label="Hours that a full-time post works in a year",
        hint="Less leave, sickness and study",
        min_value=Decimal(1),
        max_value=Decimal(2_200),
    )

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles
        for place, role in enumerate(roles):
            self.fields[f"posts_{place}"] = NumberField(
                label=f"{role}: full-time posts", max_value=Decimal(10_000), required=False
            )
            self.fields[f"share_{place}"] = PercentField(
                label=f"{role}: share of their time for CAFs", max_value=Decimal(100), required=False
            )

    def supply(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Posts and share of time of each role that was filled in."""
        found = {}
        for place, role in enumerate(self.roles):
            posts, share = self.cleaned_data[f"posts_{place}"], self.cleaned_data[f"share_{place}"]
            if posts is not None and share is not None:
                found[role] = (posts, share / 100)
        return found


class RecordCaseForm(OperationForm):
    """What an electronic record costs once and each year, and over how many years it is judged."""

    mark_optional = False
    once = MoneyField(label="Paid once: system and setting up", name="what is paid once")
    records = NumberField(
        label="Records to move by hand", decimal_places=0, max_value=Decimal(1_000_000), initial="0"
    )
    minutes_each = NumberField(label="Minutes for each record", max_value=Decimal(1_440), initial="0")
    heads = NumberField(label="People to train", decimal_places=0, max_value=Decimal(100_000), initial="0")
    hours_each = NumberField(label="Hours of training each", max_value=Decimal(200), initial="0")
    rate = MoneyField(label="An hour of those who move records and are trained costs", name="the hourly cost")
    before = MoneyField(label="A year without it costs", name="what a year without it costs")
    after = MoneyField(label="A year with it costs", name="what a year with it costs")
    cafs = NumberField(
        label="CAFs a year", decimal_places=0, min_value=Decimal(1), max_value=Decimal(1_000_000)
    )
    years = NumberField(
        label="Years over which it is judged",
        decimal_places=0,
        min_value=Decimal(1),
        max_value=Decimal(60),
        initial="5",
    )
    bias = PercentField(
        label="What is paid once may turn out higher by",
        hint="Optimism bias: yours to set",
        initial="0",
    )
    cashable = PercentField(
        label="Share of the time saved for which posts go",
        hint="Only that is money saved",
        max_value=Decimal(100),
        initial="0",
    )
