"""Reports as somebody reads them who sees no case: hidden, rounded, and without a way to a case."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.reports.catalogue import REPORTS
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory
from tests.reports.world import World

SignIn = Callable[[Practitioner], Client]
REASONS = ("needs_met_universal",) * 13 + ("consent_withdrawn",) * 2
CHOSEN = {"rows": "reason", "columns": "alone", "year": "2026"}


def address(name: str = "report", code: str = "closed") -> str:
    return reverse(f"reports:{name}", args=[code])


@pytest.fixture
def analyst(coordinator: Practitioner) -> Practitioner:
    return PractitionerFactory(post_worn__role="analyst")


@pytest.fixture
def fifteen_closed(coordinator: Practitioner) -> list[str]:
    """13 closed as met, 2 for consent withdrawn; returns their references."""
    world, child, references = World(coordinator), ChildFactory(), []
    for day, reason in enumerate(REASONS, start=1):
        case = world.case(dt.date(2026, 8, 1), children=[child])
        world.close(case, dt.date(2026, 9, day), reason)
        references.append(case.reference)
    return references


def figures_on(page: str) -> list[str]:
    return re.findall(r'app-chart__cell">([^<]*)<', page)


def test_the_page_shows_rounded_numbers_and_c(
    fifteen_closed: list[str], analyst: Practitioner, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = client_of(analyst)

    with django_assert_max_num_queries(12):
        page = client.get(address(), CHOSEN).content.decode()

    assert set(figures_on(page)) <= {"c", "5", "10", "15"}
    assert "about 15." in page  # 15 is a multiple and stays
    assert "c: fewer than 5, or it would give away another number." in page
    assert "Numbers below" not in page
    assert "Each number opens its cases" not in page


def test_no_small_number_is_in_the_page_at_all(
    fifteen_closed: list[str], analyst: Practitioner, client_of: SignIn
) -> None:
    page = client_of(analyst).get(address(), CHOSEN).content.decode()

    chart = page.split("<figure")[1].split("</figure>")[0]
    assert not re.findall(r">\s*(?:2|13)\s*<", chart)
    assert reverse("reports:report_cases", args=["closed"]) not in page
    assert "save" not in chart
    assert not [reference for reference in fifteen_closed if reference in page]


def test_years_stand_side_by_side_as_each_is_read_by_itself(
    fifteen_closed: list[str], coordinator: Practitioner, analyst: Practitioner, client_of: SignIn
) -> None:
    world, child = World(coordinator), ChildFactory()
    for day in range(1, 12):
        world.close(
            world.case(dt.date(2025, 5, 1), children=[child]), dt.date(2025, 6, day), "no_further_action"
        )
    client = client_of(analyst)

    page = client.get(address(), {**CHOSEN, "columns": "year"}).content.decode()
    alone = [client.get(address(), {**CHOSEN, "year": year}).content.decode() for year in ("2025", "2026")]
    file = client.get(address("report_download"), {**CHOSEN, "columns": "year", "as": "csv"})

    heads = re.findall(r'app-chart__head app-chart__head--figure" scope="col">([^<]+)<', page)
    assert heads == [f"{year} to {year + 1}" for year in range(2022, 2027)]
    assert figures_on(page)[-2:] == [figures_on(one)[-1] for one in alone]
    assert set(figures_on(page)[-5:-2]) == {"c"}
    assert "about 15." in page
    lines = file.content.decode("utf-8-sig").count("to 20")
    assert lines == 5 * len(REPORTS["closed"].axes[0].everywhere)


@pytest.mark.parametrize("way", ["csv", "xlsx"])
def test_the_file_has_what_the_page_has(
    fifteen_closed: list[str], analyst: Practitioner, client_of: SignIn, way: str
) -> None:
    answer = client_of(analyst).get(address("report_download"), {**CHOSEN, "as": way})

    if way == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        numbers = {row["CAFs closed"] for row in rows if row["CAFs closed"]}
        assert numbers <= {"c", "5", "10", "15"}
        return
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        written = " ".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))
    cells = re.findall(r"<c ([^>]*)><v>(\d+)</v>", written)
    assert {number for settings, number in cells if 't="s"' not in settings} <= {"5", "10", "15"}


@pytest.mark.parametrize("code", REPORTS)
def test_every_report_opens_and_says_when_there_is_too_little(
    analyst: Practitioner, client_of: SignIn, code: str
) -> None:
    answer = client_of(analyst).get(address(code=code))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is too little here to show." in page
    assert "not shown." in page
    assert "Middle value" not in page
    assert 'value="leader"' not in page


def test_a_share_is_hidden_where_few_are_on_one_side(
    coordinator: Practitioner, analyst: Practitioner, client_of: SignIn
) -> None:
    world, child = World(coordinator), ChildFactory()
    for day in range(1, 29):
        case = world.case(dt.date(2026, 5, day), children=[child])
        world.assess(case, dt.date(2026, 5, day) + dt.timedelta(days=10))

    page = client_of(analyst).get(address(code="assessed"), {"measure": "share"}).content.decode()

    assert "There is too little here to show." in page  # all were in time: nobody is on the other side
    assert "100%" not in page


def test_a_share_is_of_rounded_numbers(
    coordinator: Practitioner, analyst: Practitioner, client_of: SignIn
) -> None:
    world, child = World(coordinator), ChildFactory()
    for number in range(40):
        begun = dt.date(2026, 5, 1) + dt.timedelta(days=number)
        world.assess(world.case(begun, children=[child]), begun + dt.timedelta(days=10 + 40 * (number % 2)))

    page = client_of(analyst).get(address(code="assessed"), {"measure": "share"}).content.decode()

    assert "50% completed within 42 days (20 of 40)." in page


def test_an_agency_with_few_is_not_named(
    coordinator: Practitioner, analyst: Practitioner, client_of: SignIn
) -> None:
    few, many = AgencyFactory(name="Elm School"), AgencyFactory(name="Oak School")
    world, child = World(coordinator), ChildFactory()
    for day in range(1, 16):
        case = world.case(dt.date(2026, 8, 1), children=[child], agency=many)
        world.close(case, dt.date(2026, 9, day), "needs_met_universal")
    world.close(world.case(dt.date(2026, 8, 1), agency=few), dt.date(2026, 9, 1), "needs_met_universal")

    client = client_of(analyst)
    chosen = {"rows": "agency", "columns": "alone"}
    page = client.get(address(), chosen).content.decode()
    file = client.get(address("report_download"), chosen).content.decode()

    assert "Oak School" in page
    assert "c" not in figures_on(page)  # who is hidden has no row; one alone may stand as five
    assert ("Elm School" in file) == ("Elm School" in page)
    assert ",All,c\r" not in file


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"columns": "month", "only_outcome": "most"}, "Choose columns or a filter, not both"),
        ({"only_outcome": "most", "only_national": "step_up"}, "Choose one filter only"),
        ({"year": "1999"}, "Select year from the list"),
        ({"columns": "week"}, "Select columns from the list"),
    ],
)
def test_what_would_cut_too_fine_is_said_at_its_field(
    analyst: Practitioner, client_of: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    page = client_of(analyst).get(address(), {**CHOSEN, **wrong}).content.decode()

    assert page.count(sentence) == 2
    assert "There is a problem" in page


def test_months_of_their_own_are_not_heeded(
    fifteen_closed: list[str], analyst: Practitioner, client_of: SignIn
) -> None:
    client = client_of(analyst)

    page = client.get(address(), {**CHOSEN, "from_month": "2026-09", "to_month": "2026-09"}).content.decode()

    assert "from April 2026 to November 2026" in page


def test_the_authority_says_what_is_small(
    fifteen_closed: list[str], analyst: Practitioner, client_of: SignIn
) -> None:
    type(analyst.authority).objects.update(small_numbers_below=20)

    page = client_of(analyst).get(address(), CHOSEN).content.decode()

    assert set(figures_on(page)) <= {"c", "20"}
    assert "fewer than 20" in page or "too little here" in page
