"""The pages of a review."""

from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, FamilyView, Mark, Review
from opencaf.episodes.operations.reviews import ReviewMark
from tests.factories import ChildFactory, make_episode
from tests.factories.meetings import NEXT_ON, child_of, make_meeting, make_parent, make_review
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice, children=[ChildFactory(given_names="Maisie"), ChildFactory()])


def test_a_review_marks_again_and_shows_what_moved(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    maisie, mother = child_of(episode), make_parent(episode, by=alice)
    first = make_meeting(episode, by=alice)
    make_review(first, by=alice, marks=[ReviewMark(maisie, "general_health", "3")])
    second = make_meeting(episode, by=alice, held_on=NEXT_ON, next_on=None, closing_proposed=True)
    base = f"/episodes/{episode.id}/meetings/{second.id}"
    answers = {
        f"mark_{maisie.id}_general_health": "1",
        f"mark_{maisie.id}_identity": "dont_know",
        f"view_{maisie.id}": "“I've got a badge.”",
        "what_changed": "A name for Maisie's reading.",
        "parents_view": "“I opened a letter in the street.”",
        "parents_view_who": str(mother.id),
        "own_1_who": str(mother.id),
        "own_1_child": "all",
        "own_1_element": "housing_employment_finance",
        "own_1_mark": "4",
    }

    page = client_of(alice).post(f"{base}/review/", answers, follow=True).content.decode()

    review = Review.objects.get(meeting=second)
    assert Mark.objects.filter(review=review, rater="team").count() == 2
    assert Mark.objects.filter(review=review, rater="parent", rated_by_person=mother).count() == 2
    assert FamilyView.objects.filter(review=review).count() == 2
    assert "Since November 2025 concern fell in 1 area" in page
    assert "Less concern" in page
    assert "A name for Maisie&#x27;s reading." in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"parents_view": ""}, "Enter what changed, or mark what you looked at"),
        ({"what_changed": "Much", "own_1_mark": "3"}, "Select who marks"),
        ({"what_changed": "Much", "parents_view_who": "nobody"}, "Select who says so from the list"),
    ],
)
def test_a_review_that_says_half_is_refused_at_its_field(
    alice: Practitioner, episode: Episode, client_of: SignIn, answers: dict[str, str], sentence: str
) -> None:
    meeting = make_meeting(episode, by=alice)

    response = client_of(alice).post(f"/episodes/{episode.id}/meetings/{meeting.id}/review/", answers)

    assert response.content.decode().count(sentence) == 2
    assert not Review.objects.exists()


def test_a_review_is_written_once_and_shown_afterwards(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    meeting = make_meeting(episode, by=alice)
    base = f"/episodes/{episode.id}/meetings/{meeting.id}"
    client = client_of(alice)

    before = client.get(f"{base}/reviewed/").status_code
    make_review(meeting, by=alice)

    assert before == 404
    assert client.get(f"{base}/review/").status_code == 302


def test_the_pages_of_a_review_stay_within_their_queries(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    first, second = make_meeting(episode, by=alice), make_meeting(episode, by=alice)
    mark = ReviewMark(child_of(episode), "identity", "2")
    make_review(first, by=alice, marks=[mark])
    base, client = f"/episodes/{episode.id}/meetings", client_of(alice)

    for place in (f"{second.id}/review/", f"{first.id}/reviewed/"):
        with at_most(12):
            assert client.get(f"{base}/{place}").status_code == 200
    with at_most(20):
        client.post(f"{base}/{second.id}/review/", {"what_changed": "Much"})
