"""The demonstration shows seals, shields, emergencies, requests for access and reviews."""

import datetime as dt
from typing import Any

import pytest

from opencaf.access.models import AccessRequest, BrokenGlass, Shield
from opencaf.agencies.access_reviews import agencies_to_review
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core.context import acting_for
from opencaf.demo.plans import plan_authority
from opencaf.people.models import Seal
from tests.demo.test_loading import DAY, account, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(today: dt.date) -> None:
    load(plan_authority("A", seed=2011, day=DAY, children=40, episodes=20))


def test_a_little_of_everything_that_keeps_records_safe_is_there(loaded: None) -> None:
    found: dict[str, Any] = {}
    with acting_for(asking_as(account("manager", "A"))):
        found["sealed"] = Seal.objects.filter(opened_on=None).count()
        found["shielded"] = Shield.objects.filter(lifted_on=None).count()
        found["asked"] = sorted(AccessRequest.objects.values_list("answer", flat=True))
    with acting_for(asking_as(account("auditor", "A"))):
        found["verdicts"] = sorted(BrokenGlass.objects.values_list("verdict", flat=True))
        reviews = agencies_to_review(account("auditor", "A").authority_id)

    assert found["sealed"] >= 2
    assert found["shielded"] == 2
    assert found["asked"] == ["", "", "given"]
    assert found["verdicts"] == ["", "", "right", "talk"]
    assert sum(one.is_late for one in reviews) == 2
    assert sum(one.is_begun for one in reviews) == 1


def test_a_shielded_child_of_it_is_known_to_its_list_alone(loaded: None) -> None:
    with acting_for(asking_as(account("duty", "A"))):
        assert not Shield.objects.exists()
