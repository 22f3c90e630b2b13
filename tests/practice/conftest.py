"""A learner with a street."""

from collections.abc import Callable
from typing import Any

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.agencies.queries import practitioner_of_user
from opencaf.practice.models import Street
from opencaf.practice.operations.streets import begin_street

ActingAs = Callable[[Practitioner], Any]


@pytest.fixture
def street(alice: Practitioner, acting_as: ActingAs) -> Street:
    """Alice's practice street."""
    with acting_as(alice):
        return begin_street(by=alice)


@pytest.fixture
def learner(street: Street, alice: Practitioner) -> Practitioner:
    """Alice as she works in her street."""
    found = practitioner_of_user(alice.user_id, street.post_id)
    assert found is not None
    return found
