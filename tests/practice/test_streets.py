"""A learner's street: made, walked, ended and begun anew."""

from collections.abc import Callable
from typing import Any

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core.context import acting_for
from opencaf.practice.families import FAMILIES
from opencaf.practice.models import Street
from opencaf.practice.operations.streets import begin_street, begin_street_anew, end_street
from opencaf.practice.queries import cases_here, street_of

ActingAs = Callable[[Practitioner], Any]


@pytest.fixture
def street(alice: Practitioner, acting_as: ActingAs) -> Street:
    """Alice's practice street."""
    with acting_as(alice):
        return begin_street(by=alice)


def in_street(street: Street, learner: Practitioner) -> Practitioner:
    """The learner as they work in their street."""
    found = practitioner_of_user(learner.user_id, street.post_id)
    assert found is not None
    return found


def test_a_street_holds_a_family_at_each_stage(street: Street, alice: Practitioner) -> None:
    learner = in_street(street, alice)

    with acting_for(asking_as(learner)):
        states = [str(case.state) for case in cases_here(learner)]

    assert learner.authority.practice_of_id == alice.authority_id
    assert len(states) == len(FAMILIES)
    assert states == ["intended", "assessing", "planning", "supporting", "supporting"]
