"""Annex A, read again by the independent reader; rows worked by hand. Today is Monday 2 November 2026."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.operations.shielding import shield_record
from opencaf.extracts.keys import key_of
from tests.extracts.reader import Row, read_list_1, read_list_2
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory
from tests.factories.extracts import LAST, file_of
from tests.reports.world import World

FIRST = dt.date(2026, 5, 2)  # six months before
Acting = Callable[[Practitioner], Any]


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def list_2(by: Practitioner, last: dt.date = LAST) -> list[Row]:
    first = last.replace(month=last.month - 6) if last.month > 6 else FIRST
    return read_list_2(file_of("annex-a-list-2", by, "csv", last=last), first, last)


def assess(
    case: Episode, begun: dt.date, completed: dt.date | None, *, world: World, version: int = 1, **values: Any
) -> Assessment:
    """A version begun on a day, and complete on another or not yet."""
    values = {"assessor": world.by, "form": world.form, "version": version} | values
    made = Assessment.record(by=world.by, episode=case, started_on=begun, **values)
    if completed:
        made.state, made.completed_on = "completed", completed
        made.save()
    return made


def told(rows: list[Row]) -> list[tuple[str, str]]:
    """Start and completion of each row, in the order of days."""
    return sorted((row["Assessment start date"], row["Assessment completion date"]) for row in rows)


def test_an_authority_without_cases_gives_the_headings_alone(coordinator: Practitioner) -> None:
    assert list_2(coordinator) == []
    assert read_list_1(file_of("annex-a-list-1", coordinator, "csv"), FIRST, LAST) == []


def test_one_case_is_one_row_in_eight_columns(world: World, coordinator: Practitioner) -> None:
    child = ChildFactory(sex="M", ethnicity="BCRB", born_on=day(11, 3, 2015))
    world.assess(world.case(day(6, 1), children=[child]), day(6, 9))

    (row,) = list_2(coordinator)

    # Born on 3 November 2015: eleven tomorrow, ten on the last day of the window.
    assert row == {
        "Child Unique ID": key_of(child.pk),
        "Gender": "a) Male",
        "Ethnicity": "n) BCRB",
        "Date of Birth": "03/11/2015",
        "Age of Child (Years)": "10",
        "Assessment start date": "09/06/2026",
        "Assessment completion date": "09/06/2026",
        "Organisation completing assessment": coordinator.agency.name,
    }


def test_a_family_case_is_a_row_for_each_child(world: World, coordinator: Practitioner) -> None:
    children = [ChildFactory(), ChildFactory(), ChildFactory(born_on=None, expected_on=day(12, 1))]
    case = world.case(day(6, 1), children=children)
    world.assess(case, day(6, 9))
    late = case.episode_children.get(child=children[1])
    late.joined_on = day(6, 10)  # came after the first version was complete
    late.save()

    rows = {row["Child Unique ID"]: row for row in list_2(coordinator)}

    assert set(rows) == {key_of(one.pk) for one in children}
    assert told([rows[key_of(children[1].pk)]]) == [("", "")]
    unborn = rows[key_of(children[2].pk)]
    assert (unborn["Date of Birth"], unborn["Age of Child (Years)"]) == ("", "")


def test_who_is_in_the_window(world: World, coordinator: Practitioner) -> None:
    before, first, after = FIRST - dt.timedelta(days=1), FIRST, LAST + dt.timedelta(days=1)
    # In: completed on the first day; begun inside and not complete; open since long, with its last version.
    completed = world.case(before)
    assess(completed, before, first, world=world)
    world.close(completed, first, "needs_met_universal")
    assess(world.case(first), day(10, 1), None, world=world)
    old = world.case(day(1, 5, 2025))
    world.assess(old, day(1, 6, 2025))
    world.assess(old, day(3, 3, 2026), version=2)
    # In without dates: open, and nobody has begun.
    world.case(day(10, 20))
    # Out: assessed before and closed within; a mistake; joined to another; all over before; not yet begun.
    done = world.case(day(1, 5, 2025))
    world.assess(done, day(1, 6, 2025))
    world.close(done, day(6, 1), "needs_met_universal")
    for reason in ("opened_in_error", "merged_or_duplicate"):
        wrong = world.case(day(6, 1))
        world.assess(wrong, day(6, 2))
        world.close(wrong, day(6, 3), reason)
    over = world.case(day(1, 5, 2025))
    world.assess(over, day(1, 6, 2025))
    world.close(over, before, "needs_met_universal")
    world.case(after)

    rows = told(list_2(coordinator))

    assert rows == [("", ""), ("01/05/2026", "02/05/2026"), ("01/10/2026", ""), ("03/03/2026", "03/03/2026")]


def test_what_came_after_the_window_is_not_in_it(world: World, coordinator: Practitioner) -> None:
    last = day(9, 30)
    assess(world.case(day(6, 1)), day(9, 1), day(10, 5), world=world)
    case = world.case(day(6, 1))
    world.assess(case, day(6, 2))
    world.assess(case, day(10, 1), version=2)
    world.close(case, day(10, 2), "needs_met_universal")

    rows = told(list_2(coordinator, last))

    assert rows == [("01/09/2026", ""), ("02/06/2026", "02/06/2026")]


def test_two_assessments_begun_on_two_days_are_two_rows(world: World, coordinator: Practitioner) -> None:
    case = world.case(day(6, 1))
    world.assess(case, day(6, 2))
    world.assess(case, day(9, 2), version=2)

    assert told(list_2(coordinator)) == [("02/06/2026", "02/06/2026"), ("02/09/2026", "02/09/2026")]


def test_the_organisation_is_where_the_assessor_worked_then(
    world: World, coordinator: Practitioner, alice: Practitioner
) -> None:
    moved = AgencyFactory(name="Elm Nursery")
    then = alice.post
    then.ended_on = day(7, 1)
    then.save()
    alice.posts.create(authority=alice.authority, agency=moved, started_on=day(7, 2))
    for begun in (day(6, 9), day(8, 9)):
        assess(world.case(day(6, 1)), begun, begun, world=world, assessor=alice)

    rows = {row["Assessment start date"]: row for row in list_2(coordinator)}

    named = {start: row["Organisation completing assessment"] for start, row in rows.items()}
    assert named == {"09/06/2026": "Willow Primary School", "09/08/2026": "Elm Nursery"}


def test_a_birth_known_by_its_month_is_the_15th_and_by_its_year_empty(
    world: World, coordinator: Practitioner
) -> None:
    month = ChildFactory(born_on=day(4, 15, 2012), born_accuracy="UAA")
    year = ChildFactory(born_on=day(6, 15, 2012), born_accuracy="UUA")
    world.assess(world.case(day(6, 1), children=[month, year]), day(6, 9))

    rows = {row["Child Unique ID"]: row for row in list_2(coordinator)}

    assert rows[key_of(month.pk)]["Date of Birth"] == "15/04/2012"
    assert rows[key_of(month.pk)]["Age of Child (Years)"] == "14"
    assert (rows[key_of(year.pk)]["Date of Birth"], rows[key_of(year.pk)]["Age of Child (Years)"]) == ("", "")


def test_a_shielded_child_is_absent_for_who_may_not_see(
    world: World, coordinator: Practitioner, carol: Practitioner, acting_as: Acting
) -> None:
    child = ChildFactory()
    world.assess(world.case(day(6, 1), children=[child]), day(6, 9))
    world.assess(world.case(day(6, 1)), day(6, 10))
    with acting_as(carol):
        shield_record(child=child, why="refuge", words="Hiding.", readers=[], by=carol)

    assert key_of(child.pk) in {row["Child Unique ID"] for row in list_2(carol)}
    assert told(list_2(coordinator)) == [("10/06/2026", "10/06/2026")]


def test_contacts_are_steps_up_by_whoever_sent_them(world: World, coordinator: Practitioner) -> None:
    care = AgencyFactory(kind="childrens_social_care", sector="childrens_services")
    nurse = PractitionerFactory(post_worn__agency=AgencyFactory(kind="school_nursing", sector="health"))
    children = [ChildFactory(), ChildFactory()]
    step = world.step_up(world.case(day(6, 1), children=children), day(7, 1), agency=care)
    step.sent_by = nurse
    step.save()
    back = {"taken_back_on": day(7, 2), "taken_back_by": coordinator, "taken_back_why": "Wrong case."}
    world.step_up(world.case(day(6, 1)), day(7, 1), agency=care, **back)
    world.step_up(world.case(day(1, 1)), FIRST - dt.timedelta(days=1), agency=care)
    world.step_down(world.case(day(6, 1)), day(7, 1), agency=care)

    rows = read_list_1(file_of("annex-a-list-1", coordinator, "csv"), FIRST, LAST)

    contacts = {(row["Child Unique ID"], row["Date of Contact"], row["Contact Source"]) for row in rows}
    assert contacts == {(key_of(one.pk), "01/07/2026", "i) 3C") for one in children}


DAYS = st.dates(day(1, 1, 2025), LAST)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cases=st.lists(
        st.tuples(
            DAYS,
            DAYS,
            st.none() | DAYS,
            st.none() | DAYS,
            st.sampled_from(["needs_met_universal", "opened_in_error"]),
        ),
        max_size=4,
    )
)
def test_random_cases_against_the_rule_one_by_one(
    world: World, coordinator: Practitioner, cases: list[Any]
) -> None:
    # What earlier examples wrote is still there, so that each looks at what it added.
    known = {(row["Child Unique ID"], row["Assessment start date"]) for row in list_2(coordinator)}
    expected = set()
    for a, b, c, d, reason in cases:
        days = sorted(one for one in (a, b, c, d) if one)
        intended, begun = days[0], days[1]
        completed = days[2] if len(days) > 2 else None
        closed = days[3] if len(days) > 3 else None
        child = ChildFactory()
        case = world.case(intended, children=[child])
        assess(case, begun, completed, world=world)
        if closed:
            world.close(case, closed, reason)
        is_wrong = closed is not None and reason == "opened_in_error"
        is_inside = begun >= FIRST or (completed is not None and completed >= FIRST)
        if not is_wrong and (is_inside or closed is None):
            expected.add((key_of(child.pk), f"{begun:%d/%m/%Y}"))

    found = {(row["Child Unique ID"], row["Assessment start date"]) for row in list_2(coordinator)}

    assert found - known == expected
