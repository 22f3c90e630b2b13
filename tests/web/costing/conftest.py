"""Times from which unit costs come."""

import pytest

from opencaf.agencies.models import Practitioner
from tests.factories.costing import make_rate, survey_of_all_processes, take_in


@pytest.fixture
def with_times(carol: Practitioner) -> Practitioner:
    """Three people said that everything takes 60 minutes, at £30 an hour."""
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=3), by=carol)
    return carol
