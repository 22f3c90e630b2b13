"""Entering what services cost that are delivered to families, and taking a price out of use."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.costing.models import ServicePrice
from opencaf.costing.permissions import can_set_costs


@all_or_nothing
def price_service(
    *, service: str, unit: str, amount: Decimal, price_year: str, source: str, payer: str, by: Practitioner
) -> ServicePrice:
    """Enter what a service costs; an earlier price of it is kept as replaced."""
    require(can_set_costs(by))
    earlier = ServicePrice.objects.select_for_update().filter(
        authority_id=by.authority_id, service__iexact=service, replaced_at=None
    )
    earlier.update(replaced_at=clock.now())
    made = ServicePrice.record(
        by=by,
        service=service,
        unit=unit,
        amount=amount,
        price_year=price_year,
        source=source,
        payer=payer,
    )
    trail.record("service_priced", subject_kind="costing", subject_id=made.id)
    return made


@all_or_nothing
def end_service_price(*, price: ServicePrice, by: Practitioner) -> None:
    """Take a service's price out of use; it stays on record."""
    require(can_set_costs(by))
    if price.replaced_at is not None:
        raise ValidationError("This price is out of use already")
    price.replaced_at = clock.now()
    price.save(update_fields=["replaced_at"])
    trail.record("service_price_ended", subject_kind="costing", subject_id=price.id)
