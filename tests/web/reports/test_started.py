"""The page of the CAFs started, its file, and the cases behind its figures."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.core.table_files import safe_cell
from tests.factories import PractitionerFactory
from tests.factories.reports import initiator_of, start_caf

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
CHOSEN = {"by": "sex", "from_month": "2026-09", "to_month": "2026-10"}


@pytest.fixture
def three_started(carol: Practitioner) -> Practitioner:
    """Two CAFs for girls in September, one for a girl and a boy in October."""
    school = initiator_of("schools")
    start_caf(dt.date(2026, 9, 10), by=school, children=[{"sex": "F"}])
    start_caf(dt.date(2026, 9, 11), by=school, children=[{"sex": "F"}])
    start_caf(dt.date(2026, 10, 1), by=school, children=[{"sex": "F"}, {"sex": "M"}])
    return carol


def test_the_page_says_the_sentence_and_shows_the_figures(
    three_started: Practitioner, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = client_of(three_started)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("reports:started"), CHOSEN)

    page = answer.content.decode()
    assert "From September 2026 to October 2026, 3 CAFs were started, for 4 children." in page
    assert "Children in CAFs started a month, by sex of the child" in page
    assert "category=F&amp;month=2026-09" in page


def test_the_page_opens_on_the_last_twelve_months(three_started: Practitioner, client_of: SignIn) -> None:
    page = client_of(three_started).get(reverse("reports:started")).content.decode()

    assert "December 2025 to November 2026" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"from_month": "2026-10", "to_month": "2026-09"}, "To must be the same month as From"),
        ({"from_month": "2020-01"}, "Select 24 months or fewer"),
        ({"by": "religion"}, "Select divide by from the list"),
        ({"from_month": "yesterday"}, "from the list"),
    ],
)
def test_a_wrong_choice_is_said_at_its_field(
    three_started: Practitioner, client_of: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    answer = client_of(three_started).get(reverse("reports:started"), {**CHOSEN, **wrong})

    page = answer.content.decode()
    assert page.count(sentence) == 2
    assert "There is a problem" in page


def test_list_and_file_agree_with_the_figure(
    three_started: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    client = client_of(three_started)

    cases = client.get(reverse("reports:started_cases"), {**CHOSEN, "category": "F", "month": "2026-09"})
    file = client.get(reverse("reports:started_download"), CHOSEN)

    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    number = next(row for row in rows if row["Month"] == "2026-09" and row["Code"] == "F")
    assert number["Children in CAFs started"] == "2"
    assert "The cases behind 2" in cases.content.decode()
    assert cases.content.decode().count('app-work__row"') == 2
    looks = owner_sees("select action, detail from audit_event where subject_kind = 'report'")
    assert [look["action"] for look in looks] == ["listed", "downloaded"]
    assert len(looks[0]["detail"]["episodes"]) == 2
    assert "etag" not in {name.lower() for name in file.headers}


def test_the_list_of_cases_keeps_its_ceiling(
    three_started: Practitioner, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = client_of(three_started)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("reports:started_cases"), {**CHOSEN, "by": "sector"})

    assert "The cases behind 3" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"category": "Z"}, {"month": "2026-01"}, {"month": "x"}, {"by": "x"}])
def test_codes_that_name_no_figure_are_not_found(
    three_started: Practitioner, client_of: SignIn, wrong: dict[str, str]
) -> None:
    answer = client_of(three_started).get(reverse("reports:started_cases"), {**CHOSEN, **wrong})

    assert answer.status_code == 404


def test_an_analyst_sees_years_without_small_numbers_and_opens_no_case(
    three_started: Practitioner, client_of: SignIn
) -> None:
    client = client_of(PractitionerFactory(post_worn__role="analyst"))

    page = client.get(reverse("reports:started"), {"by": "sex", "year": "2026"}).content.decode()
    file = client.get(reverse("reports:started_download"), {"by": "sex", "year": "2026"}).content.decode()
    cases = client.get(reverse("reports:started_cases"), {"by": "sex", "year": "2026"})

    assert "started is not shown: there are too few." in page or "about 5 CAFs were started" in page
    assert reverse("reports:started_cases") not in page
    rows = csv.DictReader(io.StringIO(file[1:]))
    assert {row["Children in CAFs started"] for row in rows} <= {"c", "5", None}
    assert cases.status_code == 403
    assert "Only coordinators and managers can open" in cases.content.decode()


def test_an_analyst_cannot_choose_months_of_their_own(three_started: Practitioner, client_of: SignIn) -> None:
    client = client_of(PractitionerFactory(post_worn__role="analyst"))

    page = client.get(reverse("reports:started"), CHOSEN).content.decode()

    assert "April 2026 to November 2026" in page


@pytest.mark.parametrize("name", ["index", "started", "started_download", "started_cases"])
def test_practitioners_and_administrators_are_refused_with_the_reason(
    client_of: SignIn, alice: Practitioner, erin: Practitioner, name: str
) -> None:
    answers = [client_of(somebody).get(reverse(f"reports:{name}")) for somebody in (alice, erin)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Reports are for coordinators" in answers[0].content.decode()


def test_the_index_leads_to_the_report(carol: Practitioner, client_of: SignIn) -> None:
    page = client_of(carol).get(reverse("reports:index")).content.decode()

    assert f'href="{reverse("reports:started")}"' in page


@given(st.text())
def test_no_cell_of_a_file_begins_like_a_formula(text: str) -> None:
    cell = safe_cell(text)

    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\0" not in cell
    assert cell.endswith(text.replace("\0", ""))


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@sum", "\t=1", "\r=1", " =1", "\0=1"])
def test_what_a_spreadsheet_would_work_out_is_quoted(text: str) -> None:
    assert safe_cell(text).startswith("'")
