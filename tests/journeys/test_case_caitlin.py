"""Case 2: a thirteen-year-old who cares for her father and decides for herself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.cases.hands import Hands
from tests.journeys.cases.reading import open_case
from tests.journeys.cases.timeline import go_through

pytestmark = pytest.mark.journey


def test_caitlin_from_intention_to_closing(hands: Callable[..., Hands]) -> None:
    go_through(open_case("case-2-caitlin"), hands())
