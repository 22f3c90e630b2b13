"""Pages of years, comparing, capacity and the electronic record."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.costing.operations.comparing import show_to_others
from tests.costing.test_own_cases import dated_case
from tests.factories import PractitionerFactory, acting_in
from tests.factories.costing import make_rate, survey_of, survey_of_all_processes, take_in
from tests.web.costing.asking import page_of

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]


def test_years_count_whole_years_and_hide_few(
    carol: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    dated_case(alice, coordinator)

    page = page_of(client_of(carol), "years")

    assert "In April 2026 to March 2027, too few CAFs were open to show what they cost." in page
    assert "£362" not in page


def test_years_show_groups_months_and_a_file(
    carol: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    for _ in range(5):
        dated_case(alice, coordinator)
    client = client_of(carol)

    page = page_of(client, "years", year="2026", by="sector")
    file = client.get(reverse("costing:years_download"), {"year": "2026", "by": "sector"})

    # five times April to July of the dated child: 362 + 165 + 362 + 211.7419
    assert "5 CAFs cost £5,504: £1,101 each on average within the year." in page
    assert "Group,Schools and learning,5,5503.71,1100.74" in file.content.decode("utf-8-sig")
    assert "Month,2026-04,,1810.00," in file.content.decode("utf-8-sig")


def test_an_empty_year_says_so(carol: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(carol), "years", year="2020")

    assert "In April 2020 to March 2021, no CAF cost anything." in page
    assert "Nothing was open in this year. Choose another." in page


def test_a_wrong_choice_is_said_at_its_field(carol: Practitioner, client_of: SignIn) -> None:
    client = client_of(carol)

    page = page_of(client, "years", year="1066")

    assert page.count("Select year from the list") == 2
    assert client.get(reverse("costing:years_download"), {"year": "1066"}).status_code == 404


def test_cases_that_cannot_be_costed_are_named_to_who_may_open_them(
    carol: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    case = dated_case(alice, coordinator)
    # an assessment after the first meeting: E08
    case.assessments.update(completed_on=dt.date(2026, 3, 4))
    analyst = PractitionerFactory(post_worn__role="analyst")

    ours = page_of(client_of(carol), "years")
    theirs = page_of(client_of(analyst), "years")

    assert f"{case.reference}</a>: E08:" in ours
    assert "Not costed: 1" in theirs
    assert case.reference not in theirs


def test_analysts_see_figures_and_no_case(with_times: Practitioner, client_of: SignIn) -> None:
    client = client_of(PractitionerFactory(post_worn__role="analyst"))

    for name in (
        "index",
        "unit_costs",
        "years",
        "compare",
        "capacity",
        "electronic_record",
        "method",
        "rates",
    ):
        page_of(client, name)


def test_authorities_are_compared_when_they_show_their_costs(
    with_times: Practitioner, other_authority: Authority, client_of: SignIn
) -> None:
    with acting_in(other_authority.id):
        manager = PractitionerFactory(given_name="Mona", post_worn__role="manager")
        make_rate(by=manager, hourly="40")
        take_in(survey_of_all_processes(people=3), by=manager)
        show_to_others(by=manager)
    client = client_of(with_times)

    before = page_of(client, "compare")
    client.post(reverse("costing:compare_show"))
    after = page_of(client, "compare")
    client.post(reverse("costing:compare_stop"))

    assert other_authority.name in before
    assert "£440" in before  # six months at £40
    assert "The other authorities here do not see your unit costs." in before
    assert "The other authorities here see your unit costs." in after
    assert "£330" in after
    assert "£330" not in page_of(client, "compare")


def test_nothing_to_show_is_said(carol: Practitioner, client_of: SignIn) -> None:
    response = client_of(carol).post(reverse("costing:compare_show"), follow=True)

    assert "There is no unit cost of three respondents or more to show yet" in response.content.decode()
    assert "No authority shows its unit costs yet." in response.content.decode()


def test_a_coordinator_cannot_show_them(coordinator: Practitioner, client_of: SignIn) -> None:
    assert client_of(coordinator).post(reverse("costing:compare_show")).status_code == 403


def test_capacity_sets_hours_needed_against_hours_there(
    with_times: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    for _ in range(6):
        dated_case(alice, coordinator)
    asked = {"rise": "20", "workers": "2", "months_each": "3", "hours_a_year": "1200"}

    page = page_of(client_of(with_times), "capacity", **asked, posts_0="1", share_0="10")

    # six of each in twelve months: intention, assessment, first meeting and closing 0.5 a month, reviews 1,
    # support 6 × 4.917051 / 12 = 2.4585; an hour each; a fifth more: 6.5502 hours,
    # of 1 × 1,200 / 12 × 10% = 10
    assert "6.55" in page
    assert "66%" in page
    # 0.5 × 1.2 arrivals a month, each taken up for 3 months, by 2 people: 90% used; W07
    assert "They are used to 90%." in page
    assert "agree within 3 standard errors" in page
    assert "<strong>W07</strong>" in page


def test_capacity_without_times_says_what_is_missing(carol: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(carol), "capacity")

    assert "There are no hours to set against it yet" in page
    assert "Nothing happened in the last twelve months" in page


def test_the_case_for_an_electronic_record(carol: Practitioner, client_of: SignIn) -> None:
    # entering the form as data: 40 minutes at £30 an hour, £20 a CAF
    make_rate("Clerk", by=carol, hourly="30")
    take_in(survey_of(*[f"c{n},Clerk,schools,A207,40" for n in range(3)]), by=carol)
    asked = {
        "once": "10000",
        "records": "0",
        "minutes_each": "0",
        "heads": "0",
        "hours_each": "0",
        "rate": "0",
        "before": "0",
        "after": "1000",
        "cafs": "300",
        "years": "5",
        "bias": "0",
        "cashable": "25",
    }

    page = page_of(client_of(carol), "electronic_record", **asked)

    # annuity of £10,000 at 3.5% over 5 years is 2,214.81; (2,214.81 + 1,000) / 20 → 161 CAFs
    assert "each CAF saves £20.00, of which £5.00 is money." in page
    assert "161 CAFs a year" in page
    assert "2.0 years" in page  # 10,000 / (300 × 20 - 1,000)
    assert "−£" in page  # money alone does not pay


def test_an_electronic_record_removes_nothing_that_nobody_timed(
    with_times: Practitioner, client_of: SignIn
) -> None:
    page = page_of(client_of(with_times), "electronic_record")

    assert "There are no times yet of what an electronic record removes" in page


def test_the_method_names_its_sources_and_codes(carol: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(carol), "method")

    assert "Beecham" in page
    assert all(f">E{n:02d}<" in page for n in range(1, 21))
    assert all(f">W{n:02d}<" in page for n in range(1, 9))


@pytest.mark.parametrize("name", ["index", "unit_costs", "years", "capacity", "times"])
def test_practitioners_and_administrators_are_refused_with_the_reason(
    alice: Practitioner, erin: Practitioner, client_of: SignIn, name: str
) -> None:
    answers = [client_of(somebody).get(reverse(f"costing:{name}")) for somebody in (alice, erin)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "managers and analysts" in answers[0].content.decode()


def test_unit_costs_and_years_are_taken_away_in_three_formats(
    with_times: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    for _ in range(5):
        dated_case(alice, coordinator)
    client = client_of(with_times)
    year = {"year": "2026", "by": "sector"}

    costs = client.get(reverse("costing:unit_costs_download"), {"as": "json"}).json()
    of_year = client.get(reverse("costing:years_download"), {**year, "as": "json"}).json()
    books = [
        client.get(reverse(f"costing:{name}"), {**year, "as": "xlsx"})
        for name in ("unit_costs_download", "years_download")
    ]
    pages = page_of(client, "unit_costs") + page_of(client, "years", **year)

    assert costs["rows"][0]["Cost"] == "30.000000"
    assert costs["parameters"]["Seed"] == 1
    # five times 1,100.741935… of the dated child
    assert {"What": "Month", "Which": "2026-04", "CAFs": "", "Cost": "1810", "Mean": ""} in of_year["rows"]
    assert of_year["rows"][0]["Cost"] == "5503.70967742"
    assert {len(one["input_sha256"]) for one in (costs, of_year)} == {64}
    assert all(book["Content-Disposition"].endswith('.xlsx"') for book in books)
    assert pages.count("?as=xlsx") == 2
