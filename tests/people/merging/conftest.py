"""Two records of one child."""

import pytest

from opencaf.agencies.models import Practitioner
from tests.people.merging.two_records import TwoRecords, two_records


@pytest.fixture
def two(alice: Practitioner, bob: Practitioner) -> TwoRecords:
    return two_records(alice=alice, bob=bob)
