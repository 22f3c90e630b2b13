"""Nobody who works with a family reads what it says: not by queries, not by the database itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.team import join_team
from opencaf.voices.models import Answer, Asked, Coding, Interview, OpenedTie, Reply
from opencaf.voices.operations.listening import keep_interview, mark_themes, name_theme, open_tie
from opencaf.voices.queries.words import answer_with, themes_of
from tests.factories import PractitionerFactory
from tests.factories.voices import WORDS, heard
from tests.voices.world import cases_of

ActingAs = Callable[[Practitioner], Any]
OwnerSees = Callable[..., list[dict[str, Any]]]
KEPT = (Answer, Asked, Coding, Interview, OpenedTie, Reply)


@pytest.fixture
def cases(alice: Practitioner, bob: Practitioner, today: dt.date) -> list[Episode]:
    made = cases_of(alice, 6)
    for case in made:
        join_team(episode=case, who=bob, joined_on=today, by=alice)
    return made


@pytest.fixture
def answer(cases: list[Episode], coordinator: Practitioner, acting_as: ActingAs) -> Answer:
    """What a child of the first case said; marked with a theme, and beside the notes of a talk."""
    with acting_as(coordinator):
        heard(cases, by=coordinator)
        found = Answer.objects.get(words=f"{WORDS} 0")
        mark_themes(answer=found, themes=[name_theme(name="Play", by=coordinator)], by=coordinator)
        keep_interview(
            held_on=dt.date(2026, 9, 1),
            kind="child",
            held_by="Cosima",
            notes="Wants to be asked.",
            may_be_quoted=True,
            by=coordinator,
        )
        return found


def seen_by(somebody: Practitioner, acting_as: ActingAs) -> dict[str, int]:
    with acting_as(somebody):
        return {model.__name__: model.objects.count() for model in KEPT if model.objects.exists()}


def test_the_database_shows_answers_to_nobody_who_works_with_families(
    answer: Answer,
    alice: Practitioner,
    bob: Practitioner,
    carol: Practitioner,
    dave: Practitioner,
    erin: Practitioner,
    auditor: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
) -> None:
    others = (alice, bob, carol, dave, erin, auditor)
    seen = {somebody.given_name: seen_by(somebody, acting_as) for somebody in others}

    assert [name for name, held in seen.items() if held] == []
    assert seen_by(coordinator, acting_as)["Answer"] == 48
    assert seen_by(coordinator, acting_as)["Coding"] == 1


def test_an_analyst_hears_and_sees_nobody_who_is_asked(
    answer: Answer, authority: Any, acting_as: ActingAs
) -> None:
    analyst = PractitionerFactory(post_worn__role="analyst")

    seen = seen_by(analyst, acting_as)

    assert (seen["Reply"], seen.get("Asked", 0)) == (6, 0)


def test_a_coordinator_who_joins_the_team_reads_it_no_more(
    answer: Answer,
    cases: list[Episode],
    alice: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
    today: dt.date,
) -> None:
    join_team(episode=cases[0], who=coordinator, joined_on=today, by=alice)

    with acting_as(coordinator):
        assert answer_with(coordinator, answer.id) is None
        assert not Coding.objects.exists()
        assert [theme.number for theme in themes_of(coordinator)] == [0]
        assert Asked.objects.filter(episode=cases[0]).count() == 0


def test_whoever_fears_for_a_child_is_led_to_the_case_and_says_why(
    answer: Answer,
    cases: list[Episode],
    coordinator: Practitioner,
    acting_as: ActingAs,
    owner_sees: OwnerSees,
) -> None:
    with acting_as(coordinator):
        found = open_tie(answer=answer, why="Speaks of bruises.", by=coordinator)

    assert found == cases[0].id
    (event,) = owner_sees("select * from audit_event where action = 'voice_tie_opened'")
    assert str(event["episode_id"]) == str(cases[0].id)
    assert "bruises" not in str(event)


def test_the_tie_is_opened_by_nobody_else(
    answer: Answer,
    cases: list[Episode],
    alice: Practitioner,
    carol: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
    today: dt.date,
) -> None:
    analyst = PractitionerFactory(post_worn__role="analyst")
    for somebody in (alice, carol, analyst):
        with acting_as(somebody), pytest.raises(PermissionDenied):
            open_tie(answer=answer, why="Curious.", by=somebody)


def test_a_tie_is_not_opened_without_a_reason(
    answer: Answer, coordinator: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(coordinator), connection.cursor() as cursor:
        cursor.execute("select voices_open_tie(%s)", [answer.reply_id])
        assert cursor.fetchone() == (None,)
