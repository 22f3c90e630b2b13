"""Cases to draw from."""

from __future__ import annotations

import datetime as dt

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from tests.factories.case_audit import assessed_case
from tests.reports.world import World


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    """A world to which cases are added."""
    return World(coordinator)


@pytest.fixture
def cases(world: World) -> list[Episode]:
    """Twelve cases with an assessment."""
    return [assessed_case(world, dt.date(2025, 1, 6 + number), reason="He is late.") for number in range(12)]
