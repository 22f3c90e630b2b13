"""The highest concern between start and end: noted when closing, or marked on the way."""

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Closure, Episode
from opencaf.episodes.operations.reviews import ReviewMark, hold_review
from tests.factories import make_episode
from tests.factories.support import (
    child_of,
    make_action,
    make_assessment,
    make_lead,
    make_meeting,
    make_outcome,
)
from tests.web.episodes.test_closing import ClientOf, address_of, answers, row


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """Being supported, with one outcome tied to two areas, and its marks at the start."""
    episode = make_episode(by=alice)
    make_assessment(episode, by=alice, marks={"general_health": 2, "identity": "dont_know"})
    make_meeting(episode, by=alice)
    make_lead(episode, of=alice)
    make_action(make_outcome(episode, by=alice, elements=("general_health", "identity")), by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    return Episode.objects.get(pk=episode.pk)


def test_a_concern_that_was_higher_in_between_is_noted_and_said(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    child, outcome, client = child_of(episode), episode.outcomes.get(), client_of(alice)
    health, know = row(outcome, child, "general_health"), row(outcome, child, "identity")

    page = client.post(
        address_of(episode),
        answers(
            **{f"{health}_status": "met", f"{health}_end": "0", f"{health}_highest": "5"},
            **{f"{know}_status": "met", f"{know}_end": "1"},
        ),
        follow=True,
    ).content.decode()
    concern_map = client.get(address_of(episode, "concern_map")).content.decode()

    assert page.count("Highest in between") == 1
    assert "Highest in between: 5 Very high concern. At the end: 0 No concern." in page
    assert "5 very high concern in between" in concern_map


def test_a_mark_given_on_the_way_is_the_highest_where_nobody_noted_one(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    child, outcome, client = child_of(episode), episode.outcomes.get(), client_of(alice)
    hold_review(
        meeting=episode.meetings.get(),
        marks=[ReviewMark(child, "general_health", "4")],
        what_changed="A bad winter.",
        by=alice,
    )
    health = row(outcome, child, "general_health")

    page = client.post(
        address_of(episode), answers(**{f"{health}_status": "met", f"{health}_end": "0"}), follow=True
    ).content.decode()

    assert "Highest in between: 4 High concern." in page


def test_a_highest_concern_below_the_start_is_refused(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    health = row(episode.outcomes.get(), child_of(episode), "general_health")

    page = client_of(alice).post(
        address_of(episode),
        answers(**{f"{health}_status": "met", f"{health}_end": "0", f"{health}_highest": "1"}),
    )

    assert "must not be lower than at the start or at the end" in page.content.decode()
    assert not Closure.objects.exists()
