"""The page on which decisions of a meeting go into the plan."""

from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, Meeting
from tests.factories import make_episode
from tests.factories.meetings import make_meeting, make_outcome
from tests.web.counting import at_most
from tests.web.episodes.test_meetings import date

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def meeting(episode: Episode, alice: Practitioner) -> Meeting:
    return make_meeting(episode, by=alice, decisions=["Alice rings the surgery", "Morgan keeps a diary"])


def address(meeting: Meeting) -> str:
    return f"/episodes/{meeting.episode_id}/meetings/{meeting.id}/decisions/"


def test_two_decisions_go_into_the_plan_with_their_words(
    alice: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    outcome, client = make_outcome(episode, by=alice), client_of(alice)
    answers: dict[str, str] = {}
    for decision in meeting.decisions.all():
        key = decision.id
        answers |= {f"outcome_{key}": str(outcome.id), f"what_{key}": decision.text}
        answers |= {f"owner_{key}": str(alice.id), **date(f"due_on_{key}", "1", "12", "2025")}
    with at_most(12):
        shown = client.get(address(meeting)).content.decode()

    with at_most(20):
        response = client.post(address(meeting), answers)

    page = client.get(f"/episodes/{episode.id}/meetings/{meeting.id}/").content.decode()
    assert ">Alice rings the surgery</textarea>" in shown
    assert response.status_code == 302
    assert [action.what for action in outcome.actions.all()] == [d.text for d in meeting.decisions.all()]
    assert page.count("does this by 1 December 2025</a>") == 2
    assert "No decision of this meeting waits" in client.get(address(meeting), follow=True).content.decode()


def test_what_is_missing_is_asked_for_at_its_decision(
    alice: Practitioner, episode: Episode, meeting: Meeting, client_of: SignIn
) -> None:
    outcome = make_outcome(episode, by=alice)
    key = meeting.decisions.all()[0].id
    answers = {
        f"outcome_{key}": str(outcome.id),
        f"what_{key}": "Ring them",
        **date(f"due_on_{key}", "1", "12", "2025"),
    }

    shown = client_of(alice).post(address(meeting), answers).content.decode()

    assert shown.count("Select who will do it, or say who in words") == 2
    assert "Ring them" in shown


def test_without_an_outcome_the_page_says_what_comes_first(
    alice: Practitioner, meeting: Meeting, client_of: SignIn
) -> None:
    shown = client_of(alice).get(address(meeting)).content.decode()

    assert "Add what should be different first" in shown
