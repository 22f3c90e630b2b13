"""Figures at the prices of another year: carried by the index that ships, or said why not."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.costing.findings import Findings
from opencaf.costing.indices import carried_to
from opencaf.costing.operations.rates import choose_costing
from opencaf.costing.operations.sheets import copy_published_sheet, price_lines
from opencaf.costing.price_base import PriceBase
from tests.costing.test_own_cases import dated_case
from tests.factories.costing import make_rate, survey_of_all_processes, take_in

SignIn = Callable[[Practitioner], Client]


def page_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"costing:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("printed", "carried"),
    [(1515, "1609.1165"), (22, "23.3667"), (204, "216.6731"), (223, "236.8535"), (84, "89.2183")],
)
def test_the_index_that_ships_gives_the_published_figures(printed: int, carried: str) -> None:
    asked = carried_to("2013/14", ["2010/11"], Findings()).asked

    prices = PriceBase(asked["price_base"], asked["index"], Findings())

    # PV1
    assert round(printed * prices.factor_from("2010/11"), 4) == Decimal(carried)


def test_unit_costs_are_carried_with_the_edition_named(carol: Practitioner, client_of: SignIn) -> None:
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=3), by=carol)
    client = client_of(carol)

    page = page_of(client, "unit_costs", price_year="2013/14")
    file = client.get(reverse("costing:unit_costs_download"), {"price_year": "2013/14", "as": "json"}).json()

    # £330 × 1.06212310 = 350.50
    assert "six months with one review cost £351." in page
    assert (
        "Carried to 2013/14 prices by the GDP deflator, as used by Unit Cost Database v1.2: "
        "from 2010/11 × 1.0621." in page
    )
    assert "?as=xlsx&amp;price_year=2013%2F14" in page
    assert file["rows"][0]["Cost"] == "31.86369302"  # 30 × 1.0229 × 1.015 × 1.023
    assert file["parameters"]["Price year"] == "2013/14"


def test_rates_of_several_years_are_carried_to_one(carol: Practitioner, client_of: SignIn) -> None:
    make_rate(by=carol, hourly="30")
    make_rate("Midwife", by=carol, hourly="40", price_year="2012/13")
    take_in(survey_of_all_processes(people=3), by=carol)
    client = client_of(carol)

    apart, carried = (
        page_of(client, "unit_costs"),
        page_of(client, "unit_costs", price_year="2012/13"),
    )

    assert "Rates of 2010/11, 2012/13 cannot be added up" in apart
    assert "cannot be added up" not in carried
    assert "from 2010/11 × 1.0382." in carried  # 1.0229 × 1.015


def test_a_case_is_carried(alice: Practitioner, coordinator: Practitioner, client_of: SignIn) -> None:
    case = dated_case(alice, coordinator)

    page = page_of(client_of(alice), "case", case.id, price_year="2013/14")

    # PV3: £1,738.3134 × 1.06212310
    assert "£1,846.30 so far, at 2013/14 prices." in page
    assert "from 2010/11 × 1.0621." in page


def test_what_the_index_does_not_reach_is_said_with_the_way_back(
    carol: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    case = dated_case(alice, coordinator)
    sheet = copy_published_sheet(name="Ours", by=carol)
    price_lines(sheet=sheet, price_year="2024/25", source="A test", amounts={}, by=carol)
    choose_costing(region="out_of_london", sheet=sheet, by=carol)

    page = page_of(client_of(alice), "case", case.id, price_year="2013/14")

    assert (
        "<strong>E05</strong> The GDP deflator (as used by Unit Cost Database v1.2) reaches from 2010/11 to "
        "2013/14: figures at prices of 2024/25 cannot be carried to 2013/14." in page
    )
    assert "Show it at the sheet’s own prices" in page


def test_a_year_of_no_list_is_said_at_its_field(carol: Practitioner, client_of: SignIn) -> None:
    take_in(survey_of_all_processes(people=3), by=carol)

    page = page_of(client_of(carol), "unit_costs", price_year="1066")

    assert page.count("Select a price year from the list") == 2


def test_old_prices_are_pointed_out_in_words(
    alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    case = dated_case(alice, coordinator)

    page = page_of(client_of(alice), "case", case.id)

    assert "<strong>W05</strong>" in page
    assert "is of 2010/11, more than 3 years before" in page


def test_six_months_are_shown_with_more_or_fewer_reviews(carol: Practitioner, client_of: SignIn) -> None:
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=3), by=carol)
    client = client_of(carol)

    none, three, wrong = (page_of(client, "unit_costs", reviews=number) for number in ("0", "3", "many"))

    # 30 × 4 + 6 × 30, and 30 for each review
    assert "six months with no review cost £300." in none
    assert "six months with 3 reviews cost £390." in three
    assert "Six months with 3 reviews" in three
    assert "six months with one review cost £330." in wrong
    assert "There is a problem" in wrong
