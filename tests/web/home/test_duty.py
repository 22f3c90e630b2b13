"""My work of the social care duty team."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from tests.factories import make_episode
from tests.factories.stepping import WHAT_HAPPENED, make_step_up
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(duty: Practitioner, alice: Practitioner) -> Episode:
    episode = make_episode(by=alice)
    make_step_up(episode, by=alice)
    return episode


def test_a_case_that_was_sent_is_opened_answered_and_gone(
    duty: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client, home = client_of(duty), reverse("home:my_work")
    child = episode.episode_children.get().child
    ground = reverse("children:ground", args=[child.id])

    with at_most(14):
        before = client.get(home).content.decode()
    client.post(ground, {"ground": "contact", "words": "The school sent us this case this morning."})
    opened = client.get(home).content.decode()
    path = client.get(reverse("episodes:steps", args=[episode.id])).content.decode()
    step = episode.threshold_steps.get()
    answer = reverse("episodes:step_answer", args=[episode.id, step.id])
    day = {"answered_on_day": "2", "answered_on_month": "11", "answered_on_year": "2026"}
    answered = client.post(answer, {"answer": "declined", "reason": "Below the threshold."} | day)

    assert "A case was sent to your team" in before
    assert f'href="{ground}"' in before
    assert child.initials in before
    assert WHAT_HAPPENED not in before
    assert "Open to you on a ground" in opened
    assert f'href="{answer}"' in path
    assert "Take this step back" not in path
    assert answered.status_code == 302
    assert "A case was sent to your team" not in client.get(home).content.decode()


def test_nobody_of_the_team_who_is_not_on_duty_has_these_groups(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    page = client_of(alice).get(reverse("home:my_work")).content.decode()

    assert "sent to your team" not in page
