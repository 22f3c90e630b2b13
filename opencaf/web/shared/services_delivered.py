"""Services delivered to a family as pages show them: a ledger apart, clear where there is no price."""

from __future__ import annotations

from dataclasses import dataclass

from opencaf.core.dates import in_words
from opencaf.costing.queries.services import Delivered, Ledger, units_in_words
from opencaf.web.shared.money import pence


@dataclass(frozen=True)
class ServiceRow:
    """One service: when, how much of it, and what it cost or why nobody knows."""

    service: str
    when: str
    units: str
    cost: str


@dataclass(frozen=True)
class ServicesShown:
    """The ledger in words."""

    rows: list[ServiceRow]
    summary: str


def services_shown(ledger: Ledger) -> ServicesShown:
    """Return a ledger in words."""
    return ServicesShown([row_of(one) for one in ledger.services], summary_of(ledger))


def row_of(one: Delivered) -> ServiceRow:
    """Return a service in words."""
    until = f"to {in_words(one.ended_on)}" if one.ended_on else "and carries on"
    if one.amount is None:
        return ServiceRow(one.service, f"{in_words(one.started_on)} {until}", "–", one.unpriced)
    cost = f"{pence(one.amount)} at {one.price_year} prices"
    return ServiceRow(one.service, f"{in_words(one.started_on)} {until}", units_in_words(one), cost)


def summary_of(ledger: Ledger) -> str:
    """Return what services cost together, and how many have no price; nothing where there are none."""
    if not ledger.services:
        return ""
    priced, without = len(ledger.services) - ledger.without_price, ledger.without_price
    parts = []
    if ledger.total is not None:
        parts.append(f"{pence(ledger.total)} at {ledger.price_years[0]} prices for {counted(priced)}")
    elif priced:
        parts.append(f"prices of {', '.join(ledger.price_years)} are not added up for {counted(priced)}")
    if without:
        parts.append(f"no price for {counted(without)}")
    return "; ".join(parts)


def counted(number: int) -> str:
    """Return a number of services in words."""
    return "1 service" if number == 1 else f"{number} services"
