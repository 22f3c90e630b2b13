"""Case 1: a three-year-old who says little, and a damp flat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.cases.whole import enter_and_compare

pytestmark = pytest.mark.journey

# Pages whose looks depend on texts of real length; test_every_page.py looks at every other one.
LONG = frozenset(
    {
        "home:my_work",
        "children:show",
        "children:add_relative",
        "episodes:overview",
        "episodes:checklist_show",
        "episodes:add_consent",
        "episodes:sharing",
        "episodes:assessment_conclusions",
        "episodes:assessment_domain",
        "episodes:assessment_services",
        "episodes:assessment_show",
        "episodes:meeting",
        "episodes:meeting_hold",
        "episodes:review",
        "episodes:review_show",
        "episodes:plan",
        "episodes:action",
        "episodes:services",
        "episodes:request",
        "episodes:close",
        "episodes:closed",
        "episodes:journey",
    }
)


def test_yusuf_from_intention_to_closing(hands: Callable[..., Hands]) -> None:
    enter_and_compare("case-1-yusuf", hands, looks_at=LONG)
