"""The file for research, read by a reader that knows nothing of how it was made."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections import Counter
from typing import Any

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.extracts import file_of
from tests.reports.world import World

MARCH, MAY, JULY = dt.date(2026, 3, 2), dt.date(2026, 5, 11), dt.date(2026, 7, 20)
OUTSIDE = ("age_group", "sex", "ethnic_group", "first_sector")
AREA = "general_health"
File = dict[str, list[dict[str, str]]]


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def child(number: int, **values: Any) -> Person:
    plain: dict[str, Any] = {"born_on": dt.date(2018, 1, 1 + number), "sex": "F", "ethnicity": "WBRI"}
    return ChildFactory(family_name=f"Marlowe{number}", **plain | values)


def many(world: World, count: int, **values: Any) -> list[tuple[Person, Episode]]:
    found = []
    for number in range(count):
        who = child(number, **values)
        case = world.case(MARCH, children=[who])
        world.assess(case, MAY, marks=[(who, AREA, 4, "practitioner")])
        world.review(case, JULY, [(who, AREA, 1)])
        found.append((who, case))
    return found


def tables(by: Practitioner) -> File:
    with zipfile.ZipFile(io.BytesIO(file_of("research", by, "zip"))) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def test_nobody_is_rarer_than_five(world: World, coordinator: Practitioner) -> None:
    many(world, 6)
    many(world, 3, ethnicity="BAFR")
    many(world, 2, ethnicity="BAFR", sex="M")

    found = tables(coordinator)

    groups = Counter(tuple(row[name] for name in OUTSIDE) for row in found["children"])
    assert min(groups.values()) >= 5
    told = {row["what"]: row["count"] for row in found["anonymity"]}
    assert told["Children in the file"] == str(len(found["children"])) == "11"
    assert told["Values hidden in ethnic_group"] == "5"
    assert told["Values hidden in sex"] == "5"


def test_too_few_children_make_an_empty_file(world: World, coordinator: Practitioner) -> None:
    many(world, 4)

    found = tables(coordinator)

    assert [found[name] for name in ("children", "cases", "marks", "requests")] == [[], [], [], []]
    assert {
        "what": "Children left out, since they would be rare with everything hidden",
        "count": "4",
    } in found["anonymity"]


def test_whoever_is_left_out_is_in_no_table(world: World, coordinator: Practitioner) -> None:
    many(world, 5)
    many(world, 1, sex="M", born_on=dt.date(2011, 5, 5), ethnicity="CHNE")

    found = tables(coordinator)

    assert [len(found[name]) for name in ("children", "cases", "marks")] == [5, 5, 10]


def test_distances_hold_and_days_do_not(world: World, coordinator: Practitioner) -> None:
    many(world, 12)

    cases = tables(coordinator)["cases"]

    begun = [dt.date.fromisoformat(row["began_on"]) for row in cases]
    assessed = [dt.date.fromisoformat(row["assessed_on"]) for row in cases]
    assert {later - earlier for earlier, later in zip(begun, assessed, strict=True)} == {MAY - MARCH}
    assert len(set(begun)) > 6


def test_nothing_that_names_somebody_is_in_it(world: World, coordinator: Practitioner) -> None:
    made = many(world, 5)

    with zipfile.ZipFile(io.BytesIO(file_of("research", coordinator, "zip"))) as archive:
        content = b"".join(
            archive.read(name) for name in archive.namelist() if name.endswith(".csv")
        ).decode()

    for who, case in made:
        words = [who.family_name, who.given_names, str(who.pk), str(case.pk), case.reference, case.why]
        assert [word for word in words if word in content] == []
    assert coordinator.agency.name not in content


def test_two_files_share_no_stand_in(world: World, coordinator: Practitioner) -> None:
    many(world, 5)

    first, second = tables(coordinator), tables(coordinator)

    for name in ("child", "case"):
        assert not {row[name] for row in first["cases"]} & {row[name] for row in second["cases"]}


def test_brothers_and_sisters_cannot_be_told_as_such(world: World, coordinator: Practitioner) -> None:
    many(world, 6)
    case = world.case(MARCH, children=[child(number) for number in range(4)])
    world.assess(case, MAY)

    cases = tables(coordinator)["cases"]

    theirs = [row for row in cases if row["children_in_case"] == "3 or more"]
    assert len({row["case"] for row in theirs}) == len({row["child"] for row in theirs}) == 4
    assert len({row["began_on"] for row in theirs}) > 1


def test_a_rare_reason_is_told_as_another(world: World, coordinator: Practitioner) -> None:
    made = many(world, 7)
    for _, case in made[:5]:
        world.close(case, JULY, "needs_met_universal")
    world.close(made[5][1], JULY, "child_died")

    reasons = Counter(row["reason"] for row in tables(coordinator)["cases"])

    assert reasons == {"needs_met_universal": 5, "other": 1, "": 1}


def test_marks_go_with_their_child(world: World, coordinator: Practitioner) -> None:
    many(world, 5)

    found = tables(coordinator)

    cases = {row["case"]: row for row in found["cases"]}
    told = Counter((row["occasion"], row["concern"], row["element"]) for row in found["marks"])
    assert told == {("start", "4", AREA): 5, ("review", "1", AREA): 5}
    for row in found["marks"]:
        began = dt.date.fromisoformat(cases[row["case"]]["began_on"])
        assert (dt.date.fromisoformat(row["marked_on"]) - began).days in (
            (MAY - MARCH).days,
            (JULY - MARCH).days,
        )


def test_the_manifest_says_what_it_cannot_promise(world: World, coordinator: Practitioner) -> None:
    many(world, 5)

    with zipfile.ZipFile(io.BytesIO(file_of("research", coordinator, "zip"))) as archive:
        said = json.loads(archive.read("manifest.json"))

    assert any("personal data" in limit for limit in said["limits"])
