"""A case that Alice leads with Bob in its team, and somebody who coordinates and works with neither."""

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from tests.factories import make_episode


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)
