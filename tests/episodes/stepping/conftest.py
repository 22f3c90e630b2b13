"""A family whose CAF goes to social care."""

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, ThresholdStep
from opencaf.episodes.operations.team import join_team
from tests.factories import PractitionerFactory, make_episode
from tests.factories.stepping import (
    SENT_ON,
    make_step_up,
    social_care,
)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def waiting(alice: Practitioner, episode: Episode) -> ThresholdStep:
    return make_step_up(episode, by=alice)


@pytest.fixture
def social_worker(alice: Practitioner, episode: Episode) -> Practitioner:
    """Works in social care, and is in the team."""
    worker = PractitionerFactory(given_name="Imelda", post_worn__agency=social_care())
    join_team(episode=episode, who=worker, joined_on=SENT_ON, by=alice)
    return worker
