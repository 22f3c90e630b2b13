"""The one page of every report of facts: its figures, its file, and the cases behind each figure."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.episodes.models import Episode
from opencaf.reports.catalogue import REPORTS
from tests.factories import ChildFactory, LocalityFactory, PractitionerFactory
from tests.reports.world import World

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
SEPTEMBER, OCTOBER = dt.date(2026, 9, 1), dt.date(2026, 10, 5)
CHOSEN = {"rows": "reason", "columns": "month", "from_month": "2026-09", "to_month": "2026-10"}


def address(name: str, code: str = "closed") -> str:
    return reverse(f"reports:{name}", args=[code])


@pytest.fixture
def closings(coordinator: Practitioner) -> list[Episode]:
    """Two closed in September and three in October: met, met; met, withdrew, withdrew."""
    world, found = World(coordinator), []
    met, withdrew = "needs_met_universal", "consent_withdrawn"
    days = [(SEPTEMBER, met), (SEPTEMBER, met), (OCTOBER, met), (OCTOBER, withdrew), (OCTOBER, withdrew)]
    for day, reason in days:
        case = world.case(dt.date(2026, 8, 1), children=[ChildFactory(), ChildFactory()])
        world.close(case, day, reason)
        found.append(case)
    return found


@pytest.mark.parametrize("code", REPORTS)
def test_a_report_without_a_case_says_so(coordinator: Practitioner, client_of: SignIn, code: str) -> None:
    answer = client_of(coordinator).get(address("report", code))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing was counted." in page
    assert "What these figures cannot say" in page
    assert "{" not in page.split("<main")[1].split("</main>")[0]


def test_the_page_says_what_is_counted_and_how_much_is_known(
    closings: list[Episode],
    coordinator: Practitioner,
    client_of: SignIn,
    django_assert_max_num_queries: Any,
) -> None:
    client = client_of(coordinator)

    with django_assert_max_num_queries(12):
        page = client.get(address("report"), CHOSEN).content.decode()

    assert "CAFs closed, from September 2026 to October 2026: 5." in page
    assert "As the records stood on 2 November 2026, 10:30." in page
    assert "The day is known exactly: known for 5 of 5 (100%)" in page
    assert "Nothing in: Needs met enough for one agency to carry on alone;" in page
    assert "Not counted: CAFs opened by mistake or joined to another." in page


def test_every_number_of_a_page_opens_a_list_as_long_as_it_says_and_stands_in_the_file(
    closings: list[Episode], coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)

    page = client.get(address("report"), CHOSEN).content.decode()
    file = client.get(address("report_download"), CHOSEN).content.decode("utf-8-sig")

    links = re.findall(r'href="([^"]*/cases/[^"]*)">(\d+)<', page)
    lists = [(client.get(unescape(href)).content.decode(), number) for href, number in links]
    rows = [row for row in csv.DictReader(io.StringIO(file)) if row["CAFs closed"] in list("12345")]
    # By hand: met 2, 1, all 3; withdrew 0, 2, all 2; all 2, 3, 5. A nought has no list.
    assert sorted(number for _href, number in links) == sorted("21322235")
    assert all(f"The cases behind {number}" in listed for listed, number in lists)
    assert all(listed.count('app-work__row"') == int(number) for listed, number in lists)
    assert [(row["Row code"], row["Column code"], row["CAFs closed"]) for row in rows] == [
        ("needs_met_universal", "2026-09", "2"),
        ("needs_met_universal", "2026-10", "1"),
        ("consent_withdrawn", "2026-10", "2"),
    ]


def test_each_look_is_on_the_trail_with_codes_only(
    closings: list[Episode], coordinator: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    client = client_of(coordinator)

    client.get(address("report"), CHOSEN)
    client.get(address("report_cases"), {**CHOSEN, "row": "consent_withdrawn", "column": "2026-10"})
    client.get(address("report_download"), CHOSEN)

    looks = owner_sees("select action, reason, detail from audit_event where subject_kind = 'report'")
    assert [(look["action"], look["reason"]) for look in looks] == [
        ("read", "closed"),
        ("listed", "closed"),
        ("downloaded", "closed"),
    ]
    assert set(looks[1]["detail"]["episodes"]) == {str(case.id) for case in closings[3:]}
    assert looks[1]["detail"]["chosen"]["row"] == "consent_withdrawn"


@pytest.mark.parametrize("measure", ["count", "share", "middle"])
@pytest.mark.parametrize("columns", ["month", "year", "alone", "locality", "age"])
def test_each_way_to_show_a_report_has_its_page(
    coordinator: Practitioner, client_of: SignIn, measure: str, columns: str
) -> None:
    world = World(coordinator)
    for days in (10, 20, 50):
        world.assess(world.case(SEPTEMBER), SEPTEMBER + dt.timedelta(days=days))
    chosen = {"rows": "sector", "columns": columns, "measure": measure}

    page = client_of(coordinator).get(address("report", "assessed"), chosen).content.decode()

    sentences = {
        "count": ": 3.",
        "share": "67% completed within 42 days (2 of 3).",
        "middle": "20 in the middle, the middle half between 15 and 35 (of 3).",
    }
    assert sentences[measure] in page


def test_filters_and_children_change_what_is_counted(
    closings: list[Episode], coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)

    some = client.get(
        address("report"), {**CHOSEN, "only_outcome": "most", "only_reason": "consent_withdrawn"}
    )
    children = client.get(address("report"), {**CHOSEN, "rows": "sex"})

    assert "to October 2026: 2." in some.content.decode()
    assert "Only: Reason: The family withdrew its consent" in some.content.decode()
    assert "Children in CAFs closed, from September 2026 to October 2026: 10." in children.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rows": "religion"}, "Select rows from the list"),
        ({"columns": "reason"}, "Columns must be different from Rows"),
        ({"measure": "sum"}, "Select show from the list"),
        ({"from_month": "2020-01"}, "Select 24 months or fewer"),
        ({"from_month": "2026-10", "to_month": "2026-09"}, "To must be the same month as From"),
        ({"only_outcome": "splendid"}, "Select how far goals were met from the list"),
    ],
)
def test_a_wrong_choice_is_said_at_its_field_and_opens_no_list(
    coordinator: Practitioner, client_of: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    client = client_of(coordinator)

    page = client.get(address("report"), {**CHOSEN, **wrong}).content.decode()
    others = [client.get(address(name), {**CHOSEN, **wrong}) for name in ("report_cases", "report_download")]

    assert page.count(sentence) == 2
    assert [answer.status_code for answer in others] == [404, 404]


@pytest.mark.parametrize("wrong", [{"row": "splendid"}, {"column": "2031-01"}, {"column": "x"}])
def test_codes_that_name_no_figure_are_not_found(
    closings: list[Episode], coordinator: Practitioner, client_of: SignIn, wrong: dict[str, str]
) -> None:
    assert client_of(coordinator).get(address("report_cases"), {**CHOSEN, **wrong}).status_code == 404


def test_there_is_no_other_report(coordinator: Practitioner, client_of: SignIn) -> None:
    names = ("report", "report_cases", "report_download", "save_view")

    answers = [client_of(coordinator).get(address(name, "happiness")) for name in names]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_coordinator_of_a_locality_sees_its_own_cases(
    closings: list[Episode], coordinator: Practitioner, client_of: SignIn, authority: Authority
) -> None:
    north, south = LocalityFactory(), LocalityFactory()
    near = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=north)
    world = World(coordinator)
    here = world.case(SEPTEMBER, locality=north)
    there = world.case(SEPTEMBER, locality=south)
    client = client_of(near)

    listed = client.get(address("report_cases", "open"), {"rows": "locality"}).content.decode()

    assert "The cases behind 1" in listed
    assert here.reference in listed
    assert there.reference not in listed


@pytest.mark.parametrize("role", ["analyst", "training", "practitioner", "administrator"])
@pytest.mark.parametrize("name", ["report_cases", "save_view"])
def test_who_sees_no_case_opens_none_behind_a_figure(
    closings: list[Episode], client_of: SignIn, role: str, name: str
) -> None:
    answer = client_of(PractitionerFactory(post_worn__role=role)).get(address(name))

    assert answer.status_code == 403
    assert "Only coordinators and managers can open the cases" in answer.content.decode()


@pytest.mark.parametrize("role", ["practitioner", "administrator"])
@pytest.mark.parametrize("name", ["report", "report_download"])
def test_who_reads_no_reports_is_refused_with_the_reason(
    closings: list[Episode], client_of: SignIn, role: str, name: str
) -> None:
    answer = client_of(PractitionerFactory(post_worn__role=role)).get(address(name))

    assert answer.status_code == 403
    assert "Reports are for coordinators" in answer.content.decode()


def test_no_word_that_somebody_typed_begins_a_formula_in_the_file(
    coordinator: Practitioner, client_of: SignIn
) -> None:
    locality = LocalityFactory(name="=1+1")
    World(coordinator).case(SEPTEMBER, locality=locality)

    file = client_of(coordinator).get(address("report_download", "open"), {"rows": "locality"})

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert "'=1+1" in rows[1]


def test_the_file_of_a_share_by_age_says_that_it_counts_children(
    coordinator: Practitioner, client_of: SignIn
) -> None:
    world = World(coordinator)
    world.assess(world.case(SEPTEMBER), SEPTEMBER + dt.timedelta(days=10))

    file = client_of(coordinator).get(
        address("report_download", "assessed"), {"rows": "age", "columns": "year", "measure": "share"}
    )

    heads = next(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert "Of how many children in CAFs with a first completed assessment" in heads
