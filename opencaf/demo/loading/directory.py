"""Writing the directory of services of an authority of the demonstration."""

from __future__ import annotations

from opencaf.agencies.models import Agency
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.demo.days import moment
from opencaf.demo.loading.world import World
from opencaf.demo.services import OFFERS, Offer
from opencaf.directory.operations.keeping import add_service, keep_waiting


def open_directory(world: World) -> None:
    """Write a dozen services; the early help team gives what no agency here is of the kind to give."""
    with clock.at(moment(world.plan.begun_on, 0)), acting_for(asking_as(world.administrator)):
        for offer in OFFERS:
            write_offer(offer, giver_of(offer, world), world)


def giver_of(offer: Offer, world: World) -> Agency:
    """Return who gives a service."""
    of_kind = (agency for agency in world.agencies.values() if agency.kind == offer.kind)
    return next(of_kind, world.agencies[world.plan.shape.team_agency])


def write_offer(offer: Offer, agency: Agency, world: World) -> None:
    """Write one service with its waiting time."""
    details = {
        "age_from": offer.ages[0],
        "age_to": offer.ages[1],
        "needs": list(offer.needs),
        "eligibility": offer.who,
        "cost": offer.cost,
        "times": offer.times,
        "phone": agency.phone,
        "locations": [{"name": agency.name, "address": "", "postcode": ""}],
        "checked_on": clock.today(),
    }
    service = add_service(
        agency=agency, name=offer.name, description=offer.what, details=details, by=world.administrator
    )
    keep_waiting(
        service=service,
        weeks=offer.weeks,
        places_free=offer.places,
        as_of=clock.today(),
        by=world.administrator,
    )
