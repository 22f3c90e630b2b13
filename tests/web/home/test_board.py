"""The coordinator's board."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import acting_for, asking
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.board import counts_for, found_by, questions
from tests.factories import LocalityFactory, PractitionerFactory, make_episode
from tests.factories.reports import initiator_of
from tests.factories.support import make_assessment, make_lead, make_meeting, make_request
from tests.factories.transfer import make_transfer

SignIn = Callable[[Practitioner], Client]
CODES = [
    "new",
    "no-lead",
    "first-meeting",
    "waiting",
    "offer",
    "social-care",
    "overdue",
    "help",
    "moving",
    "drifting",
]


def episode_in(state: str, *, by: Practitioner, on: dt.date = dt.date(2026, 10, 1)) -> Episode:
    """An episode recorded in October, put into a state."""
    with clock.everywhere_at(clock.noon(on)):
        episode = make_episode(by=by, intended_on=on)
    Episode.objects.filter(pk=episode.pk).update(state=state)
    return Episode.objects.get(pk=episode.pk)


def found(practitioner: Practitioner) -> dict[str, int]:
    """The questions that find anything."""
    return {code: count for code, count in counts_for(practitioner).items() if count}


def test_an_intention_recorded_this_week_is_new(alice: Practitioner, carol: Practitioner) -> None:
    make_episode(by=alice, intended_on=dt.date(2026, 10, 30))

    assert found(carol) == {"new": 1}


def test_an_assessed_case_waits_for_its_first_meeting_and_a_lead(
    alice: Practitioner, carol: Practitioner
) -> None:
    episode = episode_in("planning", by=alice)
    make_assessment(episode, by=alice)

    assert found(carol) == {"no-lead": 1, "first-meeting": 1}


def test_a_case_that_was_met_and_is_led_asks_nothing(alice: Practitioner, carol: Practitioner) -> None:
    episode = episode_in("supporting", by=alice)
    make_meeting(episode, by=alice, held_on=dt.date(2026, 10, 20), next_on=dt.date(2026, 12, 1))
    make_lead(episode, of=alice, started_on=dt.date(2026, 10, 20))

    assert found(carol) == {}


def test_a_review_is_overdue_once_the_agreed_date_has_passed(
    alice: Practitioner, carol: Practitioner
) -> None:
    episode = episode_in("supporting", by=alice)
    make_meeting(episode, by=alice, held_on=dt.date(2026, 10, 5), next_on=dt.date(2026, 11, 1))
    make_lead(episode, of=alice, started_on=dt.date(2026, 10, 5))

    assert found(carol) == {"overdue": 1}


@pytest.mark.parametrize(("led_for", "expected"), [(84, {}), (85, {"overdue": 1})])
def test_without_a_meeting_the_authoritys_interval_counts_from_the_first_lead(
    alice: Practitioner, carol: Practitioner, led_for: int, expected: dict[str, int]
) -> None:
    episode = episode_in("supporting", by=alice)
    make_lead(episode, of=alice, started_on=clock.today() - dt.timedelta(days=led_for))

    assert found(carol) == expected


def test_a_request_waits_from_its_sending_to_its_decision(alice: Practitioner, carol: Practitioner) -> None:
    episode = episode_in("intended", by=alice)
    asked = make_request(episode, by=alice, asked_on=dt.date(2026, 10, 2))
    before = found(carol)
    asked.sent_on = dt.date(2026, 10, 3)
    asked.save()
    sent = found(carol)
    asked.decisions.create(
        authority_id=alice.authority_id, decision="accepted", decided_on=dt.date(2026, 10, 9)
    )

    assert (before, sent, found(carol)) == ({}, {"waiting": 1}, {})


@pytest.mark.parametrize(
    ("state", "open_for", "expected"),
    [
        ("intended", 42, {}),
        ("intended", 43, {"drifting": 1}),
        ("suspended", 400, {}),
        ("closed", 400, {}),
    ],
)
def test_drifting_follows_the_authoritys_timings(
    alice: Practitioner, carol: Practitioner, state: str, open_for: int, expected: dict[str, int]
) -> None:
    episode = episode_in("intended", by=alice, on=clock.today() - dt.timedelta(days=open_for))
    closed_on = clock.today() if state == "closed" else None
    Episode.objects.filter(pk=episode.pk).update(state=state, closed_on=closed_on)

    assert found(carol) == expected


def test_a_coordinator_of_a_locality_sees_its_cases(carol: Practitioner) -> None:
    north, south = LocalityFactory(), LocalityFactory()
    for locality in (north, south, south):
        make_episode(by=initiator_of("schools", locality=locality), intended_on=dt.date(2026, 11, 1))
    coordinator = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=north)

    assert (found(coordinator), found(carol)) == ({"new": 1}, {"new": 3})


def test_another_authority_is_not_counted(alice: Practitioner, carol: Practitioner) -> None:
    make_episode(by=alice, intended_on=dt.date(2026, 11, 1))
    assert found(carol) == {"new": 1}

    with acting_for(type(asking())(authority_id=new_id())):
        assert found(carol) == {}


def test_the_board_counts_and_each_count_opens_its_list(
    alice: Practitioner, coordinator: Practitioner, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    make_episode(by=alice, intended_on=dt.date(2026, 11, 1))
    client = client_of(coordinator)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("home:board")).content.decode()

    for code in CODES:
        assert reverse("home:board_list", args=[code]) in page
    assert page.count('<span class="app-board__count">1</span>') == 1
    assert page.count('<span class="app-board__count">0</span>') == 9
    assert f'href="{reverse("children:find")}"' in page


@pytest.mark.parametrize("code", CODES)
def test_each_list_opens_and_keeps_its_ceiling(
    alice: Practitioner,
    coordinator: Practitioner,
    client_of: SignIn,
    code: str,
    django_assert_max_num_queries: Any,
) -> None:
    episode = episode_in("planning", by=alice)
    make_assessment(episode, by=alice)
    client = client_of(coordinator)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("home:board_list", args=[code]))

    assert answer.status_code == 200
    listed = episode.reference in answer.content.decode()
    assert listed == (code in {"no-lead", "first-meeting"})


def test_a_list_says_how_many_it_holds_and_is_paged(
    alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    for _ in range(26):
        make_episode(by=alice, intended_on=dt.date(2026, 11, 1))
    client = client_of(coordinator)

    first = client.get(reverse("home:board_list", args=["new"])).content.decode()
    second = client.get(reverse("home:board_list", args=["new"]), {"page": "2"}).content.decode()

    assert "New this week: 26" in first
    assert first.count('app-work__row"') == 25
    assert second.count('app-work__row"') == 1
    assert "?page=2" in first


def test_lists_and_counts_agree(alice: Practitioner, carol: Practitioner) -> None:
    make_assessment(episode_in("planning", by=alice), by=alice)
    make_episode(by=alice, intended_on=dt.date(2026, 11, 1))

    counts = counts_for(carol)

    assert counts == {code: found_by(carol, code).count() for code in CODES}
    assert [question.code for question in questions(carol.authority)] == CODES


def test_an_unknown_question_is_not_found(coordinator: Practitioner, client_of: SignIn) -> None:
    assert client_of(coordinator).get("/home/board/everything/").status_code == 404


@pytest.mark.parametrize("name", ["alice", "erin"])
def test_practitioners_and_administrators_are_refused_with_the_reason(
    name: str, request: pytest.FixtureRequest, client_of: SignIn
) -> None:
    client = client_of(request.getfixturevalue(name))

    answers = [client.get("/home/board/"), client.get("/home/board/new/")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "The board is for coordinators and managers" in answers[0].content.decode()


def test_a_move_that_waits_stands_on_the_board_and_on_my_work(
    coordinator: Practitioner, client_of: SignIn
) -> None:
    case = make_episode(by=coordinator, intended_on=dt.date(2026, 10, 1))
    make_transfer(case, by=coordinator, left_out=[])

    page = client_of(coordinator).get(reverse("home:my_work")).content.decode()

    assert counts_for(coordinator)["moving"] == 1
    assert "Move to Westshire" in page
    assert "Prepared, not sent yet" in page
