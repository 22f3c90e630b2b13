"""My work."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from tests.factories import ChildFactory, make_episode
from tests.factories.assessment import make_draft
from tests.factories.meetings import (
    make_action,
    make_lead,
    make_meeting,
    make_outcome,
    make_planned_meeting,
)
from tests.factories.support import make_request
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
TODAY = dt.date(2026, 11, 2)


def shown_to(practitioner: Practitioner, client_of: SignIn) -> str:
    answer = client_of(practitioner).get(reverse("home:my_work"))
    assert answer.status_code == 200
    return answer.content.decode()


def supported(by: Practitioner, **child: str) -> Episode:
    """An episode that somebody leads, after a first meeting."""
    draft = make_draft(by=by, children=[ChildFactory(**child)])
    draft.completed_on, draft.state = dt.date(2025, 10, 15), "completed"
    draft.save()
    episode = draft.episode
    episode.state = "planning"
    episode.save()
    return episode


def test_an_empty_page_says_what_it_will_hold_and_offers_to_find_a_child(
    alice: Practitioner, client_of: SignIn
) -> None:
    page = shown_to(alice, client_of)

    assert "Good morning, Alice. Nothing needs you today." in page
    assert "will stand here" in page
    assert f'href="{reverse("children:find")}"' in page


@pytest.mark.parametrize(("hour", "part"), [(11, "morning"), (12, "afternoon"), (19, "evening")])
def test_the_greeting_follows_the_clock_in_london(
    alice: Practitioner, client_of: SignIn, hour: int, part: str
) -> None:
    with clock.everywhere_at(dt.datetime(2026, 11, 2, hour, tzinfo=dt.UTC)):
        page = shown_to(alice, client_of)

    assert f"Good {part}, Alice." in page


def test_an_intention_without_assessment_and_a_draft_are_drafts_one_left(
    alice: Practitioner, client_of: SignIn
) -> None:
    intended = make_episode(by=alice, children=[ChildFactory(given_names="Ida", family_name="Nye")])
    draft = make_draft(by=alice, children=[ChildFactory(given_names="Kai", family_name="Moss")])

    page = shown_to(alice, client_of)

    assert "2 things need you." in page
    assert "Assessment to start" in page
    assert "Was due 5 November 2025" in page
    assert "Begun on 30 September 2025" in page
    for episode in (intended, draft.episode):
        assert reverse("episodes:assessment", args=[episode.id]) in page


def test_children_stand_by_initials_and_their_names_are_never_in_the_title(
    alice: Practitioner, client_of: SignIn
) -> None:
    make_episode(by=alice, children=[ChildFactory(given_names="Ida", family_name="Nye")])

    page = shown_to(alice, client_of)

    assert '<span class="app-initials__short" aria-hidden="true">IN</span>' in page
    assert '<span class="app-initials__full">Ida Nye</span>' in page
    assert "<title>My work – OpenCAF</title>" in page


def test_the_plan_fills_meetings_actions_reviews_and_answers(alice: Practitioner, client_of: SignIn) -> None:
    episode = supported(alice, given_names="Kai", family_name="Moss")
    make_meeting(episode, by=alice)
    make_lead(episode, alice, by=alice)
    outcome = make_outcome(episode, by=alice)
    make_action(outcome, by=alice, what="Ring the clinic", due_on=dt.date(2026, 11, 20))
    make_action(outcome, by=alice, what="Buy a red book", due_on=dt.date(2026, 10, 20))
    asked = make_request(episode, by=alice)
    asked.sent_on = dt.date(2025, 10, 20)
    asked.save()
    client = client_of(alice)

    with at_most(13):
        page = client.get(reverse("home:my_work")).content.decode()

    assert page.index("Buy a red book") < page.index("Ring the clinic")
    assert "Was due 20 October 2026" in page
    assert "By 20 November 2026" in page
    assert "Review to plan" in page
    assert "Was due 14 January 2026" in page
    assert "Speech and language therapy (Therapy service)" in page
    assert "3 things need you." in page
    assert page.count("Cases you lead") == 1


def test_a_planned_meeting_stands_in_place_of_the_review_that_was_due(
    alice: Practitioner, client_of: SignIn
) -> None:
    episode = supported(alice)
    make_meeting(episode, by=alice)
    make_lead(episode, alice, by=alice)
    make_planned_meeting(episode, by=alice, planned_for=TODAY + dt.timedelta(days=14))

    page = shown_to(alice, client_of)

    assert "Meetings this fortnight" in page
    assert "16 November 2026" in page
    assert "Review to plan" not in page


def test_a_meeting_after_the_fortnight_is_not_shown_yet(alice: Practitioner, client_of: SignIn) -> None:
    episode = supported(alice)
    make_planned_meeting(episode, by=alice, planned_for=TODAY + dt.timedelta(days=15))

    assert "Meetings this fortnight" not in shown_to(alice, client_of)


def test_a_meeting_that_has_passed_asks_whether_it_was_held(alice: Practitioner, client_of: SignIn) -> None:
    episode = supported(alice)
    make_planned_meeting(episode, by=alice, planned_for=TODAY - dt.timedelta(days=1))

    assert "It has passed: say whether it was held" in shown_to(alice, client_of)


def test_nothing_of_other_peoples_cases_is_shown(
    alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    make_episode(by=alice, children=[ChildFactory(given_names="Ida", family_name="Nye")])

    page = shown_to(dave, client_of)

    assert "Nye" not in page
    assert "Nothing needs you today." in page


def test_a_managers_page_holds_their_own_work_not_every_case(
    alice: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    make_episode(by=alice, children=[ChildFactory(given_names="Ida", family_name="Nye")])

    page = shown_to(carol, client_of)

    assert "Nye" not in page
    assert reverse("home:board") in page


def test_an_administrator_is_told_why_there_are_no_cases(erin: Practitioner, client_of: SignIn) -> None:
    page = shown_to(erin, client_of)

    assert "Your role sees no case records." in page
    assert "Cases you lead" not in page
    assert "Find a child" not in page


def test_the_look_is_on_the_trail(
    alice: Practitioner, client_of: SignIn, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    shown_to(alice, client_of)

    looks = owner_sees("select practitioner_id from audit_event where subject_kind = 'work'")
    assert looks == [{"practitioner_id": str(alice.id)}]


def test_somebody_who_is_not_signed_in_is_asked_to(db: None) -> None:
    answer = Client().get(reverse("home:my_work"))

    assert answer["Location"] == "/account/login/?next=/home/"
