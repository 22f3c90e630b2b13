"""Services delivered to a family, from its requests, priced where the authority says what they cost.

In: every request whose service has started, for the days within a window. Out: requests that never
started. The ledger stands apart and is never part of what a CAF costs.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.costing.calendar_months import Proration, Span, units_by_month
from opencaf.costing.decimals import as_decimal, times, total
from opencaf.costing.findings import Findings, RefusedError
from opencaf.costing.models import ServicePrice
from opencaf.costing.price_base import PriceBase
from opencaf.costing.uprating import Index

# Rows beside those of case events: the name and its price as one text, first and last day, the request.
DELIVERED = """
select 'service', r.episode_id,
       json_build_object('service', r.service_name, 'unit', p.unit, 'amount', p.amount,
                         'price_year', p.price_year, 'payer', p.payer)::text,
       r.started_on, r.ended_on, '', r.id, null::uuid, 1
from episodes_servicerequest r
left join costing_serviceprice p on p.authority_id = r.authority_id and p.replaced_at is null
    and lower(p.service) = lower(r.service_name)
where r.episode_id = any(%(episodes)s) and r.started_on is not null
"""
NO_PRICE = "No price recorded"


@dataclass(frozen=True)
class Delivered:
    """One service with its days; priced, or why it is not."""

    service: str
    started_on: dt.date
    ended_on: dt.date | None
    request_id: uuid.UUID
    units: Fraction
    unit: str = ""
    price: Decimal | None = None
    price_year: str = ""
    payer: str = ""
    amount: Decimal | None = None
    unpriced: str = ""


@dataclass(frozen=True)
class Ledger:
    """The services of a CAF within a window; total: of those that have a price, at one price year."""

    services: list[Delivered] = field(default_factory=list)

    @property
    def price_years(self) -> list[str]:
        """The years at whose prices the services are."""
        return sorted({one.price_year for one in self.services if one.amount is not None})

    @property
    def total(self) -> Decimal | None:
        """What the priced services cost; None where none is priced, or prices of several years do not add up."""
        if len(self.price_years) != 1:
            return None
        return total(one.amount for one in self.services if one.amount is not None)

    @property
    def without_price(self) -> int:
        """How many services have no price."""
        return sum(1 for one in self.services if one.amount is None)


def ledger_of(
    rows: Sequence[tuple[Any, ...]],
    window: tuple[dt.date | None, dt.date | None],
    *,
    today: dt.date,
    price_base: str = "",
    index: Index | None = None,
) -> Ledger:
    """Return the ledger that some rows tell, for the days of a window."""
    first, last = window[0] or dt.date.min, window[1] or dt.date.max
    found = []
    for _, _, text, started_on, ended_on, _, request_id, *_ in sorted(rows, key=lambda row: (row[3], row[6])):
        open_until = min(ended_on or today, last)
        counted = Span(max(started_on, first), max(open_until, started_on))
        is_within = first <= started_on < last or counted.days
        if started_on <= today and is_within:
            said = json.loads(text, parse_float=Decimal, parse_int=Decimal)
            prices = PriceBase(price_base or None, index, Findings())
            found.append(delivered(said, (started_on, ended_on, request_id), counted, first, prices))
    return Ledger(found)


def delivered(
    said: dict[str, Any],
    when: tuple[dt.date, dt.date | None, uuid.UUID],
    counted: Span,
    first: dt.date,
    prices: PriceBase,
) -> Delivered:
    """Return one service with what it cost, or why that is not known."""
    started_on, ended_on, request_id = when
    head = (said["service"], started_on, ended_on, request_id)
    if said["amount"] is None:
        return Delivered(*head, Fraction(0), unpriced=NO_PRICE)
    units = units_of(said["unit"], counted, starts_within=started_on >= first)
    price, year, unpriced = Decimal(said["amount"]), said["price_year"], ""
    try:
        price, year = price * prices.factor_from(year), prices.base or year
    except RefusedError:
        unpriced = f"Its price of {year} cannot be carried to {prices.base}"
    amount = None if unpriced else times(price, units)
    return Delivered(*head, units, said["unit"], price, year, said["payer"], amount, unpriced)


def units_of(unit: str, counted: Span, *, starts_within: bool) -> Fraction:
    """Return how much of a service falls into some days: itself where it starts there, its weeks or months."""
    if unit == ServicePrice.Unit.EACH:
        return Fraction(int(starts_within))
    return sum(units_by_month(counted, unit, Proration.CALENDAR_MONTH).values(), Fraction(0))


def units_in_words(one: Delivered) -> str:
    """Return how much of a service there was."""
    number = f"{as_decimal(one.units):.2f}".rstrip("0").rstrip(".")
    return (
        number if one.unit == ServicePrice.Unit.EACH else f"{number} {one.unit}{'' if number == '1' else 's'}"
    )


@composed_once
def service_prices_of(authority_id: uuid.UUID) -> QuerySet[ServicePrice]:
    """The prices of services that hold now."""
    return ServicePrice.objects.filter(authority_id=authority_id, replaced_at=None)


def service_price_with(authority_id: uuid.UUID, price_id: uuid.UUID) -> ServicePrice | None:
    """Return a price that holds now."""
    return next((price for price in service_prices_of(authority_id) if price.id == price_id), None)
