"""Pages of the published numbers, unit costs and what-if."""

import csv
import io
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from tests.factories.costing import make_rate, survey_of_all_processes, take_in
from tests.web.costing.asking import page_of

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]


def test_the_first_page_shows_the_six_published_numbers(carol: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(carol), "index")

    # PV2: out of London, one review, six months
    assert "Six months with one review cost £1,720." in page
    assert "2010/11 prices, out of London" in page
    assert all(f"£{amount}<" in page for amount in (22, 204, 223, 197, 165, 84))


def test_without_times_the_page_says_how_they_come(carol: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(carol), "unit_costs")

    assert "No times have been collected yet" in page
    assert "<table" not in page


def test_unit_costs_and_their_matrix_are_shown(with_times: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(with_times), "unit_costs")

    # £30 for each of six processes: 30 × 4 + 30 + 6 × 30
    assert "six months with one review cost £330." in page
    assert "Lowest and highest: indicative" in page
    assert "18 answers of 3 respondents" in page


def test_pages_of_unit_costs_keep_their_ceiling(
    with_times: Practitioner, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = client_of(with_times)

    for name, args in (("index", ()), ("unit_costs", ()), ("unit_cost", ("assessment",)), ("compare", ())):
        with django_assert_max_num_queries(12):
            page_of(client, name, *args)


def test_a_cost_opens_the_lines_behind_it(with_times: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(with_times), "unit_cost", "assessment")

    assert "£30 each, from £30 to £30" in page
    assert "A205 Write the form" in page
    assert "60.00" in page
    assert "3 respondents, 3 × survey" in page
    assert "Rate: 2010/11 prices; A test; quality amber." in page
    assert "What moves this cost most" in page


def test_a_process_of_no_catalogue_is_not_known(with_times: Practitioner, client_of: SignIn) -> None:
    response = client_of(with_times).get(reverse("costing:unit_cost", args=["tea"]))

    assert response.status_code == 404


def test_what_if_changes_minutes_and_rates(with_times: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(with_times), "what_if", "assessment", minutes="-20", rates="10")

    # 30 × 0.8 × 1.1
    assert "Now £30; so it would be £26." in page


def test_what_if_lets_another_role_do_the_work(with_times: Practitioner, client_of: SignIn) -> None:
    make_rate("Mentor", by=with_times, hourly="18")
    client = client_of(with_times)

    # roles with a rate in order: Mentor, Teacher; half of the hour at £18, half at £30
    led = page_of(client, "what_if", "assessment", minutes="0", rates="0", share_0="50", share_1="50")
    met = page_of(client, "what_if", "initial_tac", minutes="50", rates="0", share_0="100")

    assert "Now £30; so it would be £24." in led
    assert "Share of the work that is done by: Mentor" in led
    # an hour and a half at £18
    assert "Now £30; so it would be £27." in met


def test_shares_that_are_not_a_whole_are_said_at_their_field(
    with_times: Practitioner, client_of: SignIn
) -> None:
    page = page_of(client_of(with_times), "what_if", "assessment", minutes="0", rates="0", share_0="90")

    assert page.count("The shares of the work must add up to 100%. They add up to 90%") == 2
    assert "so it would be" not in page


def test_what_if_of_six_months_takes_reviews(with_times: Practitioner, client_of: SignIn) -> None:
    address, answers = reverse("costing:what_if_six_months"), {"minutes": "0", "rates": "10", "reviews": "3"}

    asked = client_of(with_times).get(address).content.decode()
    page = client_of(with_times).get(address, answers).content.decode()

    assert "so it would be" not in asked
    # 4 once, 6 months, a review at £30: 11 × 30; with 3 reviews and a tenth more 13 × 33
    assert (
        "Now £330 for six months with one review; so it would be £429 for six months with 3 reviews." in page
    )


def test_what_if_says_what_is_wrong_at_its_field(with_times: Practitioner, client_of: SignIn) -> None:
    page = page_of(client_of(with_times), "what_if", "assessment", minutes="half", rates="0")

    assert page.count("Minutes change by must be a number, like 24 or 37.5") == 2


def test_an_error_is_a_sentence_with_its_next_step(carol: Practitioner, client_of: SignIn) -> None:
    make_rate("Teacher", by=carol)
    take_in(survey_of_all_processes(people=3, role="Midwife"), by=carol)

    page = page_of(client_of(carol), "unit_costs")

    assert "<strong>E13</strong> There is no rate for Midwife in Schools and learning" in page
    assert "Look at the rates" in page


def test_few_respondents_are_hidden_in_page_and_file(carol: Practitioner, client_of: SignIn) -> None:
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=2), by=carol)
    client = client_of(carol)

    pages = page_of(client, "unit_costs") + page_of(client, "unit_cost", "assessment")
    file = client.get(reverse("costing:unit_costs_download")).content.decode("utf-8-sig")

    assert "£30" not in pages
    assert "intention,Teacher,Schools and learning,c,c,c,Hidden,c" in file
    assert "30.00" not in file


def test_the_file_holds_the_matrix_with_its_parameters(
    with_times: Practitioner, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    file = client_of(with_times).get(reverse("costing:unit_costs_download"))

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[1][:4] == ["intention", "Teacher", "Schools and learning", "30.00"]
    assert ["Price year", "2010/11"] in rows
    assert any(row and row[0] == "Mark of the data (SHA-256)" and len(row[1]) == 64 for row in rows)
    taken = owner_sees(
        "select action from audit_event where subject_kind = 'costing' and reason = 'unit_costs'"
    )
    assert [one["action"] for one in taken] == ["downloaded"]
