"""Assessments that the tests of its pages open."""

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import (
    Assessment,
)
from tests.factories.assessment import (
    make_draft,
    three_children,
)


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


@pytest.fixture
def of_three(alice: Practitioner) -> Assessment:
    return make_draft(by=alice, children=three_children())
