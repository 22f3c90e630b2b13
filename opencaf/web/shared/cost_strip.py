"""The strip of costs under a child's journey: what the case has cost so far, each pound opening its tree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.costing.decimals import PENNY, half_up
from opencaf.costing.permissions import can_see_case_cost
from opencaf.costing.queries.case_cost import CaseCost, PartCost, Window, cost_of_case
from opencaf.episodes.models import Episode
from opencaf.web.shared.case import children_of
from opencaf.web.shared.money import pence
from opencaf.web.shared.services_delivered import summary_of

PUBLISHED_STANDS_IN = (
    "No own minutes and rates stand behind these figures: the published unit costs stand in for them."
)


@dataclass(frozen=True)
class StripLine:
    """One process: how much of it, what it came to, and where that is taken apart."""

    words: str
    units: str
    amount: str
    href: str


@dataclass(frozen=True)
class CostStrip:
    """What a case has cost so far, or what stands against saying so."""

    total: str
    price_year: str
    lines: list[StripLine]
    shares: list[str]
    missing: list[str]
    errors: list[str]
    sheet: str
    services: str = ""


def strip_of(episode: Episode, practitioner: Practitioner) -> CostStrip | None:
    """Return the strip of a case; None for whom costs are not open."""
    if not can_see_case_cost(practitioner, episode):
        return None
    found = cost_of_case(episode, Window(), children=len(children_of(episode)))
    return CostStrip(
        total=pence(found.total),
        price_year=found.price_year,
        lines=[strip_line(part, episode) for part in found.processes],
        shares=[pence(share) for share in found.shares] if len(found.shares) > 1 else [],
        missing=missing_of(found),
        errors=[one.sentence for one in found.errors],
        sheet=f"{found.sheet}, {found.region}",
        services=summary_of(found.ledger),
    )


def strip_line(part: PartCost, episode: Episode) -> StripLine:
    """Return a process's line."""
    href = reverse("costing:case_process", args=[episode.id, part.code])
    return StripLine(part.words, units_in_words(part), pence(part.amount), href)


def units_in_words(part: PartCost) -> str:
    """Return how much of a process there was: a number, or months of support."""
    units = number(part.units or Decimal(0))
    if part.code != "ongoing_support":
        return units
    return "1 month" if units == "1" else f"{units} months"


def number(units: Decimal) -> str:
    """Return a number without the noughts after its point."""
    return f"{half_up(units, PENNY).normalize():f}"


def missing_of(found: CaseCost) -> list[str]:
    """Return what the figures lack: own minutes and rates, dates, a lead professional."""
    return [*([PUBLISHED_STANDS_IN] if found.is_published else []), *found.assumed]
