"""A case in which time is noted."""

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from tests.factories import make_episode


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)
