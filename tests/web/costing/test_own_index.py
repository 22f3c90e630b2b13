"""An authority's own price index, with edition and source: entered, used, replaced, taken back."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.costing.findings import Findings
from opencaf.costing.models import PriceIndex
from opencaf.costing.operations.indices import end_index, set_index
from opencaf.costing.operations.rates import choose_costing
from opencaf.costing.operations.sheets import copy_published_sheet, price_lines
from opencaf.costing.price_base import PriceBase
from opencaf.costing.queries.basis import basis_of, price_years_of
from opencaf.episodes.models import Episode
from tests.costing.test_own_cases import dated_case
from tests.factories import AuthorityFactory, acting_in
from tests.factories.costing import make_rate, survey_of_all_processes, take_in

SignIn = Callable[[Practitioner], Client]
# 1.1 × 1.2 × 1.5: round figures that nobody published
RATES = "2011/12 10\n2012/13 20%\n2013/14, 50, forecast"


def make_index(by: Practitioner, **values: Any) -> PriceIndex:
    told: dict[str, Any] = {
        "name": "Our deflator",
        "vintage": "March 2030",
        "source": "Invented",
        "unit": "per_cent",
        "rates": RATES,
        **values,
    }
    return set_index(**told, by=by)


@pytest.fixture
def dated(alice: Practitioner, coordinator: Practitioner) -> Episode:
    return dated_case(alice, coordinator)


def test_an_own_index_carries_a_case(
    dated: Episode, alice: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    make_index(carol)

    page = client_of(alice).get(reverse("costing:case", args=[dated.id]), {"price_year": "2012/13"})

    # PV3: £1,738.31336406 × 1.1 × 1.2 = 2,294.5736
    assert "£2,294.57 so far, at 2012/13 prices." in page.content.decode()
    assert (
        "Carried to 2012/13 prices by the Our deflator, March 2030, Invented: from 2010/11 × 1.3200."
        in page.content.decode()
    )


def test_a_forecast_is_pointed_out(carol: Practitioner, client_of: SignIn) -> None:
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=3), by=carol)
    make_index(carol)

    page = client_of(carol).get(reverse("costing:unit_costs"), {"price_year": "2013/14"}).content.decode()

    # £330 × 1.98
    assert "six months with one review cost £653." in page
    assert "<strong>W03</strong> The rate of Our deflator for 2013/14 is a forecast" in page


def test_years_after_the_index_that_ships_are_reached(
    dated: Episode, alice: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    sheet = copy_published_sheet(name="Ours", by=carol)
    price_lines(sheet=sheet, price_year="2024/25", source="A test", amounts={}, by=carol)
    choose_costing(region="out_of_london", sheet=sheet, by=carol)
    make_index(carol, rates="2024/25 4\n2025/26 25")

    page = client_of(alice).get(reverse("costing:case", args=[dated.id]), {"price_year": "2025/26"})

    assert price_years_of(carol.authority_id) == ["2023/24", "2024/25", "2025/26"]
    assert "£2,172.89 so far, at 2025/26 prices." in page.content.decode()  # 1,738.3134 × 1.25
    assert '<option value="2010/11"' not in page.content.decode()


def test_an_index_is_entered_and_shown_with_edition_and_source(
    carol: Practitioner, client_of: SignIn
) -> None:
    client = client_of(carol)
    answers = {"name": "GDP deflator", "vintage": "March 2030", "source": "A table", "unit": "proportion"}

    before = client.get(reverse("costing:prices")).content.decode()
    form = client.get(reverse("costing:index_change")).content.decode()
    page = client.post(
        reverse("costing:index_change"),
        {**answers, "rates": "2029/30 0.031\n2030/31 0.02 forecast"},
        follow=True,
    ).content.decode()

    assert "It ships with the program" in before
    assert "2012/13 1.5" in form
    assert "GDP deflator: from 2028/29 to 2030/31." in page
    assert "Edition: March 2030. A table." in page
    assert "3.1%" in page
    assert "Forecast" in page


def test_a_newer_index_replaces_the_earlier_and_is_taken_back(carol: Practitioner) -> None:
    first, second = make_index(carol), make_index(carol, vintage="June 2030")

    first.refresh_from_db()
    assert first.replaced_at is not None
    assert basis_of(carol.authority_id).index.vintage == "June 2030, Invented"
    end_index(by=carol)
    second.refresh_from_db()
    assert second.replaced_at is not None
    assert basis_of(carol.authority_id).index.vintage == "as used by Unit Cost Database v1.2"
    with pytest.raises(ValidationError, match="in use already"):
        end_index(by=carol)


@pytest.mark.parametrize(
    ("rates", "sentence"),
    [
        (
            "2011/12 2\n2013/14 2",
            "E05: Add the rate for 2012/13: the years from 2011/12 to 2013/14 must follow",
        ),
        ("2011/12 two", "Line 1: enter a year and its rate, such as 2024/25 3.9"),
        ("2011/13 2", "Line 1: 2011/13 is no financial year"),
        ("2011/12 2\n2011/12 3", "Line 2: 2011/12 has a rate already"),
        ("2011/12 0.0229\n2012/13 0.015", "E06: Every rate of Our deflator is below 0.1%"),
        ("2011/12 -100", "E06: Prices cannot fall by -100"),
        ("2011/12 101.2", "E06: 101.2 for 2011/12 would be a rise of 101.2% in one year"),
        (
            "2011/12 0.0229\n2012/13 1.5",
            "E06: 0.0229 for 2011/12 looks like a proportion among per cents: enter 2.29",
        ),
        (" \n", "Enter a year and its rate, one year a line"),
    ],
)
def test_an_index_that_carries_nothing_is_refused(rates: str, sentence: str, carol: Practitioner) -> None:
    with pytest.raises(ValidationError) as refused:
        make_index(carol, rates=rates)

    assert sentence in str(refused.value.message_dict["rates"])


def test_a_per_cent_where_a_proportion_is_said_is_refused(carol: Practitioner) -> None:
    with pytest.raises(ValidationError, match=r"E06: 2\.29 for 2011/12 is a per cent"):
        make_index(carol, unit="proportion", rates="2011/12 2.29")


def test_an_unusual_index_is_taken_once_it_was_looked_at(carol: Practitioner) -> None:
    make_index(carol, rates="2011/12 0.05\n2012/13 60", unit_checked=True)

    assert price_years_of(carol.authority_id) == ["2010/11", "2011/12", "2012/13"]
    prices = PriceBase("2012/13", basis_of(carol.authority_id).index, Findings())
    assert prices.factor_from("2010/11") == Decimal("1.6008")  # 1.0005 × 1.6


def test_what_was_typed_stands_beside_its_fault(carol: Practitioner, client_of: SignIn) -> None:
    page = client_of(carol).post(
        reverse("costing:index_change"),
        {"name": "Ours", "vintage": "1", "source": "A", "unit": "per_cent", "rates": "2024/25 2\n2026/27 3"},
    )

    assert "E05: Add the rate for 2025/26" in page.content.decode()
    assert "2026/27 3" in page.content.decode()


def test_only_managers_and_analysts_change_the_index(alice: Practitioner, coordinator: Practitioner) -> None:
    for somebody in (alice, coordinator):
        with pytest.raises(PermissionDenied):
            make_index(somebody)


def test_an_index_goes_back_by_a_page(carol: Practitioner, client_of: SignIn) -> None:
    make_index(carol)

    page = client_of(carol).post(reverse("costing:index_end"), follow=True).content.decode()

    assert "It ships with the program" in page


def test_another_authority_sees_nothing_of_it(carol: Practitioner) -> None:
    make_index(carol)

    other = new_id()
    with acting_in(other):
        AuthorityFactory()

        assert basis_of(other).own_index is None
        assert basis_of(carol.authority_id).own_index is None
        assert not PriceIndex.objects.exists()
