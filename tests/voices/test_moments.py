"""Whom the night's job asks: those whose moment has come, once, and nobody who declined or grieves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from opencaf.voices.codes import Kind, Moment
from opencaf.voices.jobs import ask_voices_of
from opencaf.voices.models import Asked
from opencaf.voices.operations.asking import ask_at_moments, note_decline
from opencaf.voices.operations.questionnaires import choose_moments
from tests.factories import ChildFactory
from tests.factories.voices import make_asked, make_questionnaire
from tests.reports.world import World

ActingAs = Callable[[Practitioner], Any]
DAY = dt.timedelta(days=1)
EVERY = {(kind.value, moment.value) for kind in Kind for moment in Moment}


@pytest.fixture
def world(alice: Practitioner) -> World:
    return World(alice)


@pytest.fixture
def chosen(coordinator: Practitioner, today: dt.date) -> Practitioner:
    for kind in Kind:
        make_questionnaire(kind, by=coordinator)
    choose_moments(chosen=EVERY, from_on=today - 400 * DAY, by=coordinator)
    return coordinator


def asked_at_night(by: Practitioner) -> set[tuple[str, str]]:
    with acting_for(Asking(authority_id=by.authority_id)):
        ask_at_moments(by.authority_id)
    return set(Asked.objects.values_list("kind", "moment"))


def closed(world: World, on: dt.date, child: Person | None = None) -> Episode:
    case = world.case(on - 30 * DAY, children=[child or ChildFactory(born_on=dt.date(2016, 5, 6))])
    world.close(case, on, "needs_met_universal")
    return case


def test_people_are_asked_at_the_moments_that_are_chosen(
    chosen: Practitioner, world: World, today: dt.date, alice: Practitioner
) -> None:
    case = world.case(today - 60 * DAY, children=[ChildFactory(born_on=dt.date(2016, 5, 6))])
    world.lead(case, alice, today - 20 * DAY)
    world.meet(case, today - 10 * DAY)

    assert asked_at_night(chosen) == {
        ("child", "first_meeting"),
        ("parent", "first_meeting"),
        ("practitioner", "first_meeting"),
    }
    assert Asked.objects.get(kind="practitioner").practitioner == alice


def test_a_second_meeting_is_the_review_and_a_third_asks_nobody(
    chosen: Practitioner, world: World, today: dt.date
) -> None:
    case = world.case(today - 90 * DAY, children=[ChildFactory(born_on=dt.date(2016, 5, 6))])
    for days in (60, 12, 2):
        world.meet(case, today - days * DAY)

    assert {moment for _, moment in asked_at_night(chosen)} == {"review"}


def test_closing_asks_on_the_day_and_three_months_after(
    chosen: Practitioner, world: World, today: dt.date
) -> None:
    closed(world, today - DAY)
    closed(world, dt.date(2026, 8, 1))

    assert {moment for _, moment in asked_at_night(chosen)} == {"closing", "three_months_after"}


def test_nobody_is_asked_twice_nor_long_after(chosen: Practitioner, world: World, today: dt.date) -> None:
    closed(world, today - 29 * DAY)
    assert asked_at_night(chosen) == set()

    closed(world, today)
    asked_at_night(chosen)
    before = Asked.objects.count()
    asked_at_night(chosen)
    assert Asked.objects.count() == before


def test_babies_are_not_asked_and_no_family_that_grieves(
    chosen: Practitioner, world: World, today: dt.date
) -> None:
    closed(world, today, ChildFactory(born_on=today - 400 * DAY))
    assert ("child", "closing") not in asked_at_night(chosen)

    Asked.objects.all().delete()
    Episode.objects.all().update(state="intended", closed_on=None)
    closed(world, today, ChildFactory(born_on=dt.date(2016, 5, 6), died_on=today))
    assert asked_at_night(chosen) == set()


def test_who_declined_is_not_asked_at_another_moment(
    chosen: Practitioner, world: World, today: dt.date, acting_as: ActingAs
) -> None:
    case = closed(world, today)
    with acting_as(chosen):
        note_decline(asked=make_asked(case, Kind.PARENT, Moment.REVIEW, by=chosen), by=chosen)

    assert ("parent", "closing") not in asked_at_night(chosen)
    assert ("child", "closing") in asked_at_night(chosen)


def test_a_moment_that_is_no_longer_chosen_asks_nobody(
    chosen: Practitioner, world: World, today: dt.date
) -> None:
    closed(world, today)
    choose_moments(chosen=set(), from_on=today, by=chosen)

    assert asked_at_night(chosen) == set()


def test_the_job_asks_for_each_authority(chosen: Practitioner, world: World, today: dt.date) -> None:
    closed(world, today)

    ask_voices_of(str(chosen.authority_id))

    assert Asked.objects.exists()
