"""Case 1: a three-year-old who says little, and a damp flat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.cases.whole import enter_and_compare

pytestmark = pytest.mark.journey


def test_yusuf_from_intention_to_closing(hands: Callable[..., Hands]) -> None:
    enter_and_compare("case-1-yusuf", hands, looks_at=None)
