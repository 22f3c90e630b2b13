"""Case 3: three children, one family CAF, after social care."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.cases.whole import enter_and_compare

pytestmark = pytest.mark.journey

# Pages that look otherwise when there are several children.
MANY_CHILDREN = frozenset(
    {
        "children:relate",
        "children:show",
        "episodes:start",
        "episodes:overview",
        "episodes:assessment_domain",
        "episodes:review",
        "episodes:close",
        "episodes:closed",
    }
)


def test_the_brennans_from_intention_to_closing(hands: Callable[..., Hands]) -> None:
    enter_and_compare("case-3-brennan", hands, looks_at=MANY_CHILDREN)
