"""A domain without boxes is no page."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from tests.factories import DAY, make_episode
from tests.factories.assessment import national_form


def test_a_domain_that_an_assessment_has_no_boxes_for_is_not_known(
    alice: Practitioner, client_of: Callable[[Practitioner], Client]
) -> None:
    episode = make_episode(by=alice)
    Assessment.record(by=alice, episode=episode, form=national_form(alice), started_on=DAY, assessor=alice)

    answer = client_of(alice).get(reverse("episodes:assessment_domain", args=[episode.id, "child"]))

    assert answer.status_code == 404
