"""Letting the other authorities of this database see what processes cost here, and no longer."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.decimals import PENNY, half_up
from opencaf.costing.models import ComparedCost
from opencaf.costing.permissions import can_compare
from opencaf.costing.queries.unit_costs import OwnUnitCosts, UnitCost, own_unit_costs


@all_or_nothing
def show_to_others(*, by: Practitioner) -> int:
    """Show the unit costs of today to the other authorities, in place of those shown before."""
    require(can_compare(by))
    found = own_unit_costs(by.authority_id)
    shown = [one for one in found.processes if one.amount is not None and one.respondents]
    if not shown:
        raise ValidationError("There is no unit cost of three respondents or more to show yet")
    ComparedCost.objects.filter(authority_id=by.authority_id).delete()
    ComparedCost.objects.bulk_create(as_compared(one, found, by) for one in shown)
    trail.record("unit_costs_shown", subject_kind="costing", processes=len(shown))
    return len(shown)


def as_compared(one: UnitCost, found: OwnUnitCosts, by: Practitioner) -> ComparedCost:
    """Return a unit cost as other authorities see it."""
    return ComparedCost(
        authority_id=by.authority_id,
        authority_name=by.authority.name,
        delivery_model=by.authority.delivery_model,
        data_entry=by.authority.data_entry,
        recording_system=by.authority.recording_system,
        region=found.region,
        process=one.process,
        unit="month" if one.unit == "a month" else "each",
        amount=half_up(one.amount or Decimal(0), PENNY),
        low=None if one.low is None else half_up(one.low, PENNY),
        high=None if one.high is None else half_up(one.high, PENNY),
        respondents=one.respondents or 0,
        price_year=found.price_year,
    )


@all_or_nothing
def stop_showing(*, by: Practitioner) -> None:
    """Take back what the other authorities see."""
    require(can_compare(by))
    ComparedCost.objects.filter(authority_id=by.authority_id).delete()
    trail.record("unit_costs_taken_back", subject_kind="costing")
