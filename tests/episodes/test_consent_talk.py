"""When agreement is to be talked about again."""

import datetime as dt
import uuid
from typing import Any

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.consent_talk import Said, birthday, next_talk
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.queries.overview import overview_of
from opencaf.episodes.queries.work import work_of
from opencaf.people.models import Person
from tests.factories import ChildFactory, make_episode
from tests.factories.consent import make_consent

MOTHER, FATHER = uuid.uuid4(), uuid.uuid4()
ANSWERED, AGAIN = dt.date(2026, 4, 1), dt.date(2026, 10, 1)


def said(**values: Any) -> Said:
    return Said(
        **{"kind": "share", "given_by_id": MOTHER, "answered_on": ANSWERED, "review_by": AGAIN} | values
    )


@pytest.mark.parametrize(
    ("today", "is_due"),
    [(dt.date(2026, 9, 16), False), (dt.date(2026, 9, 17), True), (dt.date(2026, 11, 2), True)],
)
def test_the_family_is_asked_again_from_two_weeks_before(today: dt.date, is_due: bool) -> None:
    talk = next_talk([said()], [], today=today)

    assert bool(talk) == is_due


@pytest.mark.parametrize(
    "answers",
    [
        [said(stands=False)],
        [said(), said(answered_on=AGAIN, review_by=None)],
        [said(review_by=None)],
        [],
    ],
)
def test_nothing_is_due_once_it_was_taken_back_or_asked_again(answers: list[Said]) -> None:
    assert next_talk(answers, [], today=AGAIN) is None


def test_an_answer_of_somebody_else_does_not_stand_for_it() -> None:
    answers = [said(), said(given_by_id=FATHER, answered_on=AGAIN, review_by=None)]

    assert next_talk(answers, [], today=AGAIN) is not None


@pytest.mark.parametrize("age", [13, 16])
def test_a_birthday_since_the_first_answer_asks_for_a_talk(age: int) -> None:
    born_on = dt.date(2026 - age, 9, 1)

    talk = next_talk([said(review_by=None)], [("Ellis", born_on)], today=dt.date(2026, 11, 2))

    assert talk is not None
    assert talk.why == f"Ellis turns {age} on 1 September 2026 and can be asked directly."


def test_a_birthday_before_the_first_answer_or_before_the_last_asks_for_none() -> None:
    births = [("Ellis", dt.date(2013, 3, 1)), ("Maisie", dt.date(2010, 9, 1))]
    answers = [said(review_by=None), said(answered_on=dt.date(2026, 9, 2), review_by=None)]

    assert next_talk(answers, births, today=dt.date(2026, 11, 2)) is None


def test_who_was_born_on_29_february_is_thirteen_on_1_march() -> None:
    assert birthday(dt.date(2012, 2, 29), 13) == dt.date(2025, 3, 1)


@pytest.fixture
def turned_13() -> Person:
    return ChildFactory(given_names="Ellis", born_on=dt.date(2013, 10, 20))


def test_it_stands_on_my_work_of_who_leads_and_on_the_case_home(
    alice: Practitioner, bob: Practitioner, turned_13: Person, today: dt.date
) -> None:
    episode = make_episode(by=alice, children=[turned_13])
    make_consent(episode, by=alice)
    agree_lead_professional(episode=episode, practitioner=bob, started_on=dt.date(2025, 10, 1), by=alice)

    (row,) = work_of(bob).talks

    assert "Ellis turns 13 on 20 October 2026" in row.why
    assert row.is_late
    assert work_of(alice).talks == []
    home = overview_of(episode, [turned_13], alice.authority)
    assert "Ellis turns 13 on 20 October 2026 and can be asked directly" in home.ahead
