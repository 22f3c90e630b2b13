"""Cases of which people are asked."""

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from tests.factories import ChildFactory, make_episode


def cases_of(by: Practitioner, number: int) -> list[Episode]:
    """Cases that somebody began."""
    return [make_episode(by=by, children=[ChildFactory()]) for _ in range(number)]
