"""Trained, started, led: counted like by hand, hidden for who sees no cases; and who wants help."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Agency, Post, Practitioner
from opencaf.core.hiding import Group
from opencaf.episodes.models import HelpRequest, TeamMember
from opencaf.episodes.operations.shielding import shield_record
from opencaf.reports.counted import rule_of
from opencaf.reports.followed import By, Followed, followed, trained_for
from opencaf.reports.to_help import to_help
from opencaf.training.models import Course, TrainingAttendance
from tests.factories import AgencyFactory, ChildFactory, LocalityFactory, PractitionerFactory
from tests.factories.training import make_course
from tests.reports.drawn import QUICKLY
from tests.reports.world import World

ActingAs = Callable[..., Any]
TODAY = dt.date(2026, 11, 2)
FIRST = dt.date(2024, 1, 8)
DAYS = st.integers(0, 1000).map(lambda number: FIRST + dt.timedelta(days=number))


@pytest.fixture
def course(coordinator: Practitioner) -> Course:
    return make_course(by=coordinator)


@pytest.fixture
def briefing(coordinator: Practitioner) -> Course:
    return make_course("Briefing", "briefing", by=coordinator)


def trained(who: Practitioner, course: Course, on: dt.date, *, by: Practitioner) -> None:
    earlier = TrainingAttendance.objects.filter(practitioner=who, course=course)
    TrainingAttendance.record(
        by=by, practitioner=who, course=course, agency=who.agency, attended_on=on, is_first=not earlier
    )


def started(world: World, who: Practitioner, on: dt.date, **values: Any) -> Any:
    case = world.case(on, agency=who.agency, **values)
    type(case).objects.filter(pk=case.pk).update(initiator=who)
    return case


PERSON = st.fixed_dictionaries(
    {
        "agency": st.integers(0, 1),
        "trained": st.lists(st.tuples(DAYS, st.booleans()), max_size=2, unique_by=lambda one: one[0]),
        "noted": st.none() | DAYS,
        "started": st.lists(st.tuples(DAYS, st.booleans()), max_size=2),
        "led": st.lists(DAYS, max_size=2),
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICKLY)
@given(st.lists(PERSON, max_size=4), DAYS)
def test_it_counts_as_a_slow_loop_over_what_was_drawn(
    world: World,
    coordinator: Practitioner,
    course: Course,
    briefing: Course,
    drawn: list[Any],
    up_to: dt.date,
) -> None:
    with transaction.atomic():
        agencies = [AgencyFactory(name="Ash School"), AgencyFactory(name="Birch School")]
        for one in drawn:
            write(world, one, agencies[one["agency"]], course, briefing)
        found = followed(coordinator, up_to=up_to)
        transaction.set_rollback(True)

    lines = {line.label: (line.trained, line.started, line.led, line.since) for line in found.lines}
    assert lines == by_hand(drawn, up_to)
    assert found.total.trained == sum(line.trained for line in found.lines)


def write(world: World, one: dict[str, Any], agency: Agency, course: Course, briefing: Course) -> None:
    who = PractitionerFactory(post_worn__agency=agency, trained_on=one["noted"])
    for day, is_long in one["trained"]:
        trained(who, course if is_long else briefing, day, by=world.by)
    for day, is_mistake in one["started"]:
        case = started(world, who, day)
        if is_mistake:
            world.close(case, day, "opened_in_error")
    for day in one["led"]:
        world.lead(world.case(FIRST), who, day)


def by_hand(drawn: list[dict[str, Any]], up_to: dt.date) -> dict[str, tuple[Any, ...]]:
    """The lines in plain Python."""
    groups: dict[str, list[tuple[dt.date, bool, bool]]] = {}
    for one in drawn:
        days = [day for day, is_long in one["trained"] if is_long]
        if not one["trained"] and one["noted"]:
            days = [one["noted"]]
        if not days or min(days) > up_to:
            continue
        first = min(days)
        began = any(first <= day <= up_to and not mistake for day, mistake in one["started"])
        led = any(first <= day <= up_to for day in one["led"])
        name = ("Ash School", "Birch School")[one["agency"]]
        groups.setdefault(name, []).append((first, began, led))
    return {
        name: (
            len(rows),
            sum(row[1] for row in rows),
            sum(row[2] for row in rows),
            min(row[0] for row in rows),
        )
        for name, rows in groups.items()
    }


def test_months_are_the_middle_of_those_who_started(
    world: World, coordinator: Practitioner, course: Course, school: Agency
) -> None:
    for days in (61, 122, None):
        who = PractitionerFactory(post_worn__agency=school)
        trained(who, course, FIRST, by=coordinator)
        if days:
            started(world, who, FIRST + dt.timedelta(days=days))

    line = followed(coordinator, up_to=TODAY).lines[0]

    assert (line.trained, line.started, line.months) == (3, 2, 3.0)  # 91.5 days of 30.4375 each


def test_people_trained_in_one_year_can_be_followed_alone(
    coordinator: Practitioner, course: Course, school: Agency
) -> None:
    for day in (dt.date(2025, 3, 31), dt.date(2025, 4, 1)):
        trained(PractitionerFactory(post_worn__agency=school), course, day, by=coordinator)

    assert [followed(coordinator, up_to=TODAY, year=year).total.trained for year in (2024, 2025, 2026)] == [
        1,
        1,
        0,
    ]


def test_accounts_of_today_stand_beside_each_person_once(
    coordinator: Practitioner, course: Course, school: Agency
) -> None:
    who = PractitionerFactory(post_worn__agency=school)
    Post.objects.create(authority_id=who.authority_id, practitioner=who, agency=school)
    who.user.last_login = dt.datetime(2026, 10, 31, 23, 30, tzinfo=dt.UTC)  # in winter London keeps UTC
    who.user.save()
    PractitionerFactory(post_worn__agency=school, user=None)
    trained(who, course, FIRST, by=coordinator)

    found = followed(coordinator, up_to=TODAY)

    assert (found.lines[0].accounts, found.lines[0].seen_on) == (1, dt.date(2026, 10, 31))
    assert found.total.accounts == 2  # the coordinator has one, too


@pytest.fixture
def seven_trained(world: World, coordinator: Practitioner, course: Course, school: Agency) -> Agency:
    """Of seven people six started and two led."""
    for number in range(7):
        who = PractitionerFactory(post_worn__agency=school)
        trained(who, course, FIRST, by=coordinator)
        if number < 6:
            started(world, who, dt.date(2025, 1, 6))
        if number < 2:
            world.lead(world.case(FIRST), who, dt.date(2025, 1, 6))
    return school


@pytest.mark.parametrize("role", ["training", "analyst"])
def test_who_sees_no_case_reads_rounded_numbers_and_no_months(
    role: str, seven_trained: Agency, acting_as: ActingAs
) -> None:
    reader = PractitionerFactory(post_worn__role=role)

    with acting_as(reader):
        found = followed(reader, up_to=TODAY)

    line = found.lines[0]
    assert found.hides_small
    assert (line.trained, line.months, line.since) == (7, None, None)
    assert line.started in (5, 10)
    assert line.led in (None, 5)


def test_a_coordinator_of_a_locality_reads_rounded_numbers(
    seven_trained: Agency, acting_as: ActingAs
) -> None:
    place = LocalityFactory()
    bound = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=place)

    with acting_as(bound):
        assert followed(bound, up_to=TODAY).hides_small


def test_a_group_is_rounded_alike_by_agency_and_by_sector(seven_trained: Agency, acting_as: ActingAs) -> None:
    reader = PractitionerFactory(post_worn__role="analyst")

    def by(way: str) -> Followed:
        return followed(reader, up_to=TODAY, by=way)

    with acting_as(reader):
        agency, sector, locality = by(By.AGENCY), by(By.SECTOR), by(By.LOCALITY)

    assert {one.total.started for one in (agency, sector, locality)} == {agency.lines[0].started}
    assert rule_of(reader.authority).shown(Group(0)) is None


def test_the_database_tells_only_the_ends_of_financial_years(
    seven_trained: Agency, acting_as: ActingAs
) -> None:
    with (
        acting_as(PractitionerFactory(post_worn__role="analyst")),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="end of a financial year"),
        transaction.atomic(),
    ):
        cursor.execute("select * from reports_trained_counted('2025-01-07')")


ASKED = (
    "select * from reports_trained_counted('2027-03-31')",
    "select * from reports_agencies_followed('2026-11-02', '2025-11-02')",
    "select * from reports_first_leads_listed()",
)


@pytest.mark.parametrize("sql", ASKED)
@pytest.mark.parametrize("role", ["practitioner", "administrator", "auditor", "duty", "contributor"])
def test_others_are_told_nothing(sql: str, role: str, seven_trained: Agency, acting_as: ActingAs) -> None:
    with acting_as(PractitionerFactory(post_worn__role=role)), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.fetchall() == []


@pytest.mark.parametrize("sql", ASKED)
def test_the_training_team_is_told(sql: str, seven_trained: Agency, acting_as: ActingAs) -> None:
    with acting_as(PractitionerFactory(post_worn__role="training")), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.fetchall()


def test_names_say_who_was_trained_and_nothing_of_what_they_did(
    seven_trained: Agency, acting_as: ActingAs
) -> None:
    reader = PractitionerFactory(post_worn__role="training")

    with acting_as(reader):
        people = trained_for(seven_trained, TODAY)

    assert [(one.trained_on, one.works_here) for one in people] == [(FIRST, True)] * 7


def test_the_lists_name_agencies_that_never_started_and_those_that_start_untrained(
    world: World, coordinator: Practitioner, course: Course, acting_as: ActingAs
) -> None:
    ash, birch, cedar, elm = (
        AgencyFactory(name=f"{name} School") for name in ("Ash", "Birch", "Cedar", "Elm")
    )
    trained(PractitionerFactory(post_worn__agency=ash), course, FIRST, by=coordinator)
    does_both = PractitionerFactory(post_worn__agency=birch)
    trained(does_both, course, FIRST, by=coordinator)
    started(world, does_both, dt.date(2026, 9, 1))
    started(world, PractitionerFactory(post_worn__agency=cedar), dt.date(2026, 9, 1))
    started(world, PractitionerFactory(post_worn__agency=elm), dt.date(2025, 9, 1))  # more than a year ago
    reader = PractitionerFactory(post_worn__role="training")

    with acting_as(reader):
        found = to_help(reader)

    assert [(one.agency, one.trained, one.since) for one in found.never_started] == [(ash, 1, FIRST)]
    assert [(one.agency, one.trained) for one in found.untrained] == [(cedar, 0)]


def test_who_leads_for_the_first_time_alone_is_named_until_a_coordinator_helps(
    world: World, coordinator: Practitioner, alice: Practitioner, bob: Practitioner, acting_as: ActingAs
) -> None:
    reader = PractitionerFactory(post_worn__role="training")

    def named() -> list[tuple[Practitioner, dt.date]]:
        with acting_as(reader):
            return [(one.who, one.since) for one in to_help(reader).leads]

    for_first_time = world.case(FIRST)
    world.lead(for_first_time, alice, dt.date(2026, 9, 21))
    world.lead(world.case(FIRST), bob, dt.date(2025, 1, 6), ended_on=dt.date(2025, 2, 3))
    world.lead(world.case(FIRST), bob, dt.date(2026, 9, 21))
    assert named() == [(alice, dt.date(2026, 9, 1))]  # the month, and nobody who led before

    asked = HelpRequest.record(
        by=alice, episode=for_first_time, asked_by=alice, asked_on=TODAY, question="What first?"
    )
    assert len(named()) == 1
    asked.answer, asked.answered_by, asked.answered_on = "Meet them.", coordinator, TODAY
    asked.save()
    assert named() == []

    asked.delete()
    assert len(named()) == 1
    TeamMember.record(by=alice, episode=for_first_time, practitioner=coordinator, joined_on=TODAY)
    assert named() == []


def test_a_shielded_case_is_told_to_nobody(
    world: World, coordinator: Practitioner, alice: Practitioner, acting_as: ActingAs
) -> None:
    child = ChildFactory()
    world.lead(world.case(dt.date(2026, 9, 1), children=[child]), alice, dt.date(2026, 9, 21))
    with acting_as(coordinator):
        shield_record(child=child, why="staff", words="Hers.", readers=[], by=coordinator)
    reader = PractitionerFactory(post_worn__role="training")

    with acting_as(reader):
        found = to_help(reader)

    assert (found.leads, found.untrained) == ([], [])
