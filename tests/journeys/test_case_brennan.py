"""Case 3: three children, one family CAF, after social care."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.cases.reading import open_case
from tests.journeys.cases.timeline import go_through

pytestmark = pytest.mark.journey


def test_the_brennans_from_intention_to_closing(hands: Callable[..., Hands]) -> None:
    go_through(open_case("case-3-brennan"), hands())
