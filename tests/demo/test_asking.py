"""The demonstration shows a service that was asked by the case and has not answered."""

import datetime as dt

import pytest

from opencaf.agencies.operations.beginning import asking_as
from opencaf.core.context import acting_for
from opencaf.demo.plans import plan_authority
from opencaf.episodes.queries.besides import besides
from opencaf.episodes.request_told import told_with
from tests.demo.test_loading import DAY, account, load

pytestmark = pytest.mark.django_db


def test_a_request_waits_for_the_service_with_the_memorable_address(today: dt.date) -> None:
    load(plan_authority("A", seed=2011, day=DAY, children=40, episodes=20))
    worker = account("service", "A")

    with acting_for(asking_as(worker)):
        waiting = [one for one in besides(worker).requests if one.service == "Talks about worry"]
        told = told_with(waiting[0].id)

    assert not waiting[0].is_answered
    assert told is not None
    assert told["elements"]
