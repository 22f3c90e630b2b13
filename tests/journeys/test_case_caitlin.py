"""Case 2: a thirteen-year-old who cares for her father and decides for herself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.cases.whole import enter_and_compare

pytestmark = pytest.mark.journey


def test_caitlin_from_intention_to_closing(hands: Callable[..., Hands]) -> None:
    enter_and_compare("case-2-caitlin", hands, looks_at=frozenset())
