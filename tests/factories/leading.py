"""The lead offered, and the work done without the title, as the tests need them."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Coordination, Episode, LeadOffer
from opencaf.episodes.operations.coordinating import begin_coordinating
from opencaf.episodes.operations.offering import offer_lead

BEGAN_ON = dt.date(2025, 12, 8)


def make_offer(episode: Episode, practitioner: Practitioner, *, by: Practitioner, **values: Any) -> LeadOffer:
    return offer_lead(episode=episode, practitioner=practitioner, by=by, **values)


def make_coordination(episode: Episode, who: Any, *, by: Practitioner, **values: Any) -> Coordination:
    values = {"started_on": BEGAN_ON, "why": "The family rings them first."} | values
    return begin_coordinating(episode=episode, who=who, by=by, **values)
