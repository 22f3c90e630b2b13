"""Whose view is written down, brothers and sisters, and who uses it, against figures worked by hand."""

import datetime as dt

import pytest

from opencaf.agencies.models import Authority, Practitioner
from opencaf.people.models import Person
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory
from tests.reports import family
from tests.reports.test_questions import SEPTEMBER, days, divided, numbers, totals
from tests.reports.world import World


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


@pytest.fixture
def mother(authority: Authority) -> Person:
    return ChildFactory(born_on=dt.date(1990, 5, 5))


def test_whose_view_is_written_down(world: World, coordinator: Practitioner, mother: Person) -> None:
    # By hand, at the assessment: a child's mark with a mother's goal, a child's goal, a mother's mark, words
    # beside a box, nothing. At one review the mother wrote before it.
    said = [{"child_mark", "parent_goal"}, {"child_goal"}, {"parent_mark"}, {"words"}, set[str]()]
    for voices in said:
        child = ChildFactory()
        case = world.case(SEPTEMBER, children=[child])
        world.assess(
            case,
            SEPTEMBER,
            write=lambda version, child=child, voices=voices: family.hear(
                coordinator, version, child=child, parent=mother, voices=voices
            ),
        )
    family.write_before(coordinator, world.review(case, SEPTEMBER + days(40), []), mother)

    by_voice = numbers(divided("voices", coordinator, "voice", "occasion"))
    share = divided("voices", coordinator, "voice", measure="share").total

    assert by_voice == {
        "both": [1, 0, 1],
        "child": [1, 0, 1],
        "parents": [1, 1, 2],
        "family": [1, 0, 1],
        "none": [1, 0, 1],
    }
    assert (share.holding, share.number) == (5, 6)


def test_brothers_and_sisters(world: World, coordinator: Practitioner, mother: Person) -> None:
    # A child with a story and a baby without one; at home also a brother of twelve, the mother, somebody
    # whose birth nobody knows, and a sister who has moved out. A second family has one child.
    child, baby, brother, moved = ChildFactory(), ChildFactory(), ChildFactory(), ChildFactory()
    case = world.case(SEPTEMBER, children=[child, baby])
    world.assess(case, SEPTEMBER, write=lambda version: family.tell(coordinator, version, child))
    family.live_together(coordinator, [child, brother, mother, ChildFactory(born_on=None), moved])
    moved.homes.update(to_on=SEPTEMBER)
    alone = world.case(SEPTEMBER)
    world.assess(alone, SEPTEMBER)

    table = divided("siblings", coordinator, "seen")
    share = divided("siblings", coordinator, "seen", measure="share").total

    assert totals(table) == {"told": 1, "listed": 1, "outside": 1}
    assert (share.holding, share.number) == (1, 3)


def test_somebody_is_a_child_until_the_day_they_are_eighteen(world: World, coordinator: Practitioner) -> None:
    child = ChildFactory()
    grown, nearly = (ChildFactory(born_on=dt.date(2008, 9, day)) for day in (1, 2))
    world.assess(world.case(SEPTEMBER, children=[child]), SEPTEMBER)
    family.live_together(coordinator, [child, grown, nearly])

    assert totals(divided("siblings", coordinator, "seen")) == {"listed": 1, "outside": 1}


def test_which_agencies_do_what(world: World, coordinator: Practitioner, authority: Authority) -> None:
    # The school starts twice, one of those by mistake; its nurse leads, and contributes once.
    school, health = AgencyFactory(sector="schools"), AgencyFactory(sector="health")
    nurse = PractitionerFactory(post_worn__agency=health)
    case = world.case(SEPTEMBER, agency=school)
    world.lead(case, nurse, SEPTEMBER)
    world.assess(
        case,
        SEPTEMBER,
        write=lambda version: family.contribute(coordinator, version, nurse, SEPTEMBER + days(2)),
    )
    mistake = world.case(SEPTEMBER, agency=school)
    world.close(mistake, SEPTEMBER, "opened_in_error")

    table = numbers(divided("used", coordinator, "agency", "did"))
    people = totals(divided("used", coordinator, "who"))

    assert table == {str(school.pk): [1, 0, 0, 1], str(health.pk): [0, 1, 1, 2]}
    assert people == {str(coordinator.pk): 1, str(nurse.pk): 2}
