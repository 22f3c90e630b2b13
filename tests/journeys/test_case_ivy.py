"""Case 4: an unborn baby who becomes Ivy, with a rest while social care helps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from opencaf.episodes.elements import Domain
from tests.journeys.cases.hands import Hands
from tests.journeys.cases.whole import enter_and_compare

pytestmark = pytest.mark.journey

# Pages that no other case needs.
ONLY_HERE = frozenset(
    {
        "children:record_birth",
        "children:move_home",
        "children:change_relationship",
        "children:add_household",
        "episodes:steps",
        "episodes:step_up",
        "episodes:step_answer",
        "episodes:step_feedback",
        "episodes:step_down",
        "episodes:step_meeting",
        "episodes:step_number",
        "episodes:suspend",
        "episodes:resume",
        "episodes:meeting_plan",
        "episodes:meeting_cancel",
        "episodes:assessment_domain",
    }
)


def test_ivy_from_intention_to_closing(hands: Callable[..., Hands]) -> None:
    enter_and_compare("case-4-ivy", hands, looks_at=ONLY_HERE, types_domain=Domain.PARENTS_CARERS)
