"""Services delivered to a family: a ledger apart in the case, with prices where the authority has them."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.costing.models import ServicePrice
from opencaf.costing.operations.services import end_service_price
from opencaf.costing.queries.case_cost import Window, cost_of_case
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.requests import record_delivery, start_service
from tests.factories import make_episode
from tests.factories.costing import make_service_price
from tests.factories.support import make_request

SignIn = Callable[[Practitioner], Client]
THERAPY = "Speech and language therapy"
STARTED, ENDED = dt.date(2026, 1, 10), dt.date(2026, 2, 21)  # 42 days, six weeks


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    """Therapy was delivered for six weeks; a play group was asked and never started."""
    case = make_episode(by=alice, intended_on=dt.date(2026, 1, 5))
    request = make_request(case, by=alice, asked_on=dt.date(2026, 1, 6))
    start_service(request=request, started_on=STARTED, by=alice)
    record_delivery(request=request, delivered="Six sessions.", ended_on=ENDED, by=alice)
    make_request(
        case, by=alice, asked_on=dt.date(2026, 1, 6), service_name="Play group", agency=request.agency
    )
    return case


def page_of(client: Client, case: Episode, name: str = "costing:case", **query: str) -> str:
    return client.get(reverse(name, args=[case.id]), query).content.decode()


def test_a_service_without_a_price_is_shown_and_marked(
    case: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    page = page_of(client_of(alice), case)
    strip = page_of(client_of(alice), case, "episodes:journey").partition('id="costs-title"')[2]
    file = page_of(client_of(alice), case, "costing:case_download")

    assert "never part of it: no price for 1 service." in page
    assert "10 January 2026 to 21 February 2026" in page
    assert "No price recorded" in page
    assert "Play group" not in page
    assert "apart: no price for 1 service." in strip
    assert f'"Service delivered, not in all",{THERAPY},No price recorded' in file


def test_a_priced_service_stands_apart_and_changes_no_cost(
    case: Episode, alice: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    before = cost_of_case(case, Window(), children=1).total
    make_service_price(by=carol)

    found = cost_of_case(case, Window(), children=1)
    page = page_of(client_of(alice), case)

    # 42 days are 6 weeks at £40
    assert found.ledger.total == 240
    assert found.total == before == 22
    assert "£240.00 at 2010/11 prices for 1 service." in page
    assert "6 weeks" in page


@pytest.mark.parametrize(
    ("unit", "first", "last", "amount"),
    [
        ("each", None, None, "40"),
        ("each", dt.date(2026, 1, 11), None, "0"),  # it began before
        ("week", dt.date(2026, 2, 1), None, "114.2857"),  # 20 of its days: 20 ÷ 7 × 40
        ("month", None, None, "56.9585"),  # 22 of January's 31 days and 20 of February's 28
        ("month", dt.date(2026, 1, 1), dt.date(2026, 2, 1), "28.3871"),  # 22 ÷ 31 × 40
    ],
)
def test_the_days_of_a_window_count(
    unit: str,
    first: dt.date | None,
    last: dt.date | None,
    amount: str,
    case: Episode,
    carol: Practitioner,
) -> None:
    make_service_price(by=carol, unit=unit)

    ledger = cost_of_case(case, Window(first, last), children=1).ledger

    assert round(ledger.total or Decimal(0), 4) == Decimal(amount)


def test_a_service_outside_the_window_is_not_shown(case: Episode) -> None:
    later = cost_of_case(case, Window(ENDED, None), children=1).ledger
    earlier = cost_of_case(case, Window(None, STARTED), children=1).ledger

    assert later.services == earlier.services == []


def test_prices_follow_the_year_that_was_chosen(
    case: Episode, alice: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    make_service_price(by=carol)
    play = case.service_requests.get(service_name="Play group")
    start_service(request=play, started_on=STARTED, by=alice)
    make_service_price("PLAY GROUP", by=carol, unit="each", amount="50", price_year="2024/25")
    client = client_of(alice)

    apart, carried = page_of(client, case), page_of(client, case, price_year="2013/14")

    # £240 × 1.06212310
    assert "prices of 2010/11, 2024/25 are not added up for 2 services." in apart
    assert "£254.91 at 2013/14 prices for 1 service; no price for 1 service." in carried
    assert "Its price of 2024/25 cannot be carried to 2013/14" in carried


def test_a_service_that_carries_on_counts_until_today(case: Episode, carol: Practitioner) -> None:
    make_service_price(by=carol)
    case.service_requests.filter(started_on=STARTED).update(ended_on=None)

    [therapy] = cost_of_case(case, Window(), children=1).ledger.services

    assert therapy.units * 7 == (dt.date(2026, 11, 2) - STARTED).days


def test_a_newer_price_replaces_the_earlier_and_is_taken_out_of_use(carol: Practitioner) -> None:
    first, second = make_service_price(by=carol), make_service_price(THERAPY.upper(), by=carol)

    first.refresh_from_db()
    end_service_price(price=second, by=carol)

    assert first.replaced_at is not None
    assert not ServicePrice.objects.filter(replaced_at=None).exists()
    with pytest.raises(ValidationError, match="out of use already"):
        end_service_price(price=second, by=carol)


def test_a_price_is_entered_changed_and_taken_back_on_pages(carol: Practitioner, client_of: SignIn) -> None:
    client, prices = client_of(carol), reverse("costing:service_prices")
    typed = {"service": THERAPY, "amount": "40", "unit": "week", "payer": "other_public", "source": "A list"}

    empty = client.get(prices).content.decode()
    wrong = client.post(
        reverse("costing:service_price_add"), {**typed, "price_year": "2010"}
    ).content.decode()
    client.post(reverse("costing:service_price_add"), {**typed, "price_year": "2024/25"})
    row = ServicePrice.objects.get(replaced_at=None)
    change = client.get(reverse("costing:service_price_change", args=[row.id])).content.decode()
    page = client.get(prices).content.decode()
    client.post(reverse("costing:service_price_end", args=[row.id]), {"sure": "yes"})

    assert "There is no price yet." in empty
    assert "Price year must be a financial year, like 2024/25" in wrong
    assert 'value="40.00"' in change
    assert "£40.00. A week of it, 2024/25 prices. A list. Paid by another public body." in page
    assert not ServicePrice.objects.filter(replaced_at=None).exists()


def test_only_managers_and_analysts_price_services(alice: Practitioner, coordinator: Practitioner) -> None:
    for somebody in (alice, coordinator):
        with pytest.raises(PermissionDenied):
            make_service_price(by=somebody)
