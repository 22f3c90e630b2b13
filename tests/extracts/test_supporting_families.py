"""The ten headings, worked by hand."""

import csv
import datetime as dt
import io
import zipfile

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import NEED_TAGS
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Episode, Outcome, OutcomeTie
from opencaf.extracts.headings import AREAS, HEADINGS, NEEDS
from tests.factories import ChildFactory
from tests.factories.extracts import file_of
from tests.reports.world import World

JUNE, AUGUST = dt.date(2026, 6, 1), dt.date(2026, 8, 1)


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def headings(by: Practitioner) -> dict[tuple[str, int], dict[str, str]]:
    """Each row by case and heading."""
    with zipfile.ZipFile(io.BytesIO(file_of("supporting-families", by, "zip"))) as archive:
        text = archive.read("Headings.csv").decode()
    return {
        (row["Case reference"], int(row["Heading number"])): row for row in csv.DictReader(io.StringIO(text))
    }


def outcome(world: World, case: Episode, status: str, *ties: tuple[str, str]) -> None:
    made = Outcome.record(by=world.by, episode=case, wording="Better", agreed_on=JUNE, status=status)
    for kind, code in ties:
        OutcomeTie.record(by=world.by, outcome=made, kind=kind, code=code)


def test_every_need_and_every_area_has_its_headings_and_a_reason() -> None:
    assert set(NEEDS) == set(NEED_TAGS)
    assert set(AREAS) == {one.code for one in ELEMENTS}
    assert all(one.why and set(one.headings) <= set(HEADINGS) for one in (*NEEDS.values(), *AREAS.values()))
    assert all(len(one.headings) <= 1 for one in NEEDS.values())


def test_an_authority_without_cases_has_no_rows(coordinator: Practitioner) -> None:
    assert headings(coordinator) == {}


def test_a_case_says_of_each_heading_what_was_found_and_what_became_of_it(
    world: World, coordinator: Practitioner
) -> None:
    child, other = ChildFactory(), ChildFactory()
    case = world.case(JUNE, children=[child, other])
    marks = [
        (child, "progress_achievement_learning", 4, "practitioner"),  # heading 1 alone
        (child, "general_health", 1, "practitioner"),  # heading 3: marked, no need
        (child, "housing_employment_finance", 5, "team"),  # headings 9 and 10
        (child, "guidance_boundaries_stimulation", 5, "parent"),  # a parent’s own mark is not used
    ]
    world.assess(case, JUNE, marks=marks)
    world.review(case, AUGUST, [(child, "progress_achievement_learning", 2)])
    outcome(world, case, "met", ("need_tag", "domestic_abuse"))
    outcome(world, case, "open", ("need_tag", "domestic_abuse"))
    outcome(world, case, "dropped", ("need_tag", "young_carer"))
    outcome(world, case, "met", ("need_tag", "substance_use"), ("element", "housing_employment_finance"))
    outcome(world, case, "met", ("need_tag", "exploitation"))
    outcome(world, case, "not_met", ("need_tag", "going_missing"))

    rows = headings(coordinator)

    found = {number: rows[case.reference, number] for number in HEADINGS}
    told = {number: (row["Need found"], row["Outcomes"], row["Met"]) for number, row in found.items()}
    assert told == {
        1: ("Yes", "0", "No outcome; concern fell below 3"),
        2: ("Not known", "0", ""),
        3: ("No", "0", ""),
        4: ("Yes", "1", "Met"),
        5: ("Yes", "0", "No outcome"),  # the outcome is no longer wanted
        6: ("Yes", "2", "Partly met"),
        7: ("Not known", "0", ""),
        8: ("Yes", "2", "Being worked on"),
        9: ("May be", "0", "No outcome"),
        10: ("May be", "0", "No outcome"),
    }
    assert found[1]["Found by"] == "Progress and achievement in learning"
    assert {row["Children"] for row in found.values()} == {"2"}
    assert len(rows) == 10
