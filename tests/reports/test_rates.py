"""Rates: how many of each 10,000 children who live where and when a figure counts."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from opencaf.agencies.models import Authority, Locality, Practitioner
from opencaf.reports.living import EVERYWHERE, Living
from opencaf.reports.operations import say_children_living
from opencaf.reports.periods import Period, financial_year
from opencaf.reports.tables import Figure
from tests.factories import LocalityFactory, PractitionerFactory
from tests.factories.reports import acting_as, close_as, start_caf

SignIn = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
SPRING = dt.date(2026, 5, 4)


def say(by: Practitioner, year: int, whole: int, **values: Any) -> None:
    with acting_as(by):
        say_children_living(by=by, year=year, whole=whole, **{"source": "Mid-year estimates", **values})


def living(by: Practitioner, place: str, period: Period) -> Fraction | None:
    with acting_as(by):
        return Living(by).children_in(place, period)


def page_of(client: Client, **chosen: str) -> str:
    chosen = {"rows": "reason", "columns": "alone", "measure": "rate", **chosen}
    there = reverse("reports:report", args=["closed"])
    return " ".join(client.get(there, chosen).content.decode().split())


@given(st.integers(0, 10**6), st.integers(1, 10**7))
def test_a_rate_is_the_number_among_ten_thousand_to_one_place(number: int, children: int) -> None:
    rate = Figure(number, among=Fraction(children)).rate

    assert rate is not None
    assert abs(Fraction(rate) - Fraction(10_000 * number, children)) <= Fraction(1, 20)


def test_there_is_no_rate_of_nobody_or_of_a_number_that_is_not_known() -> None:
    assert Figure(3).rate is None
    assert Figure(3, among=Fraction(0)).rate is None
    assert Figure(0, among=Fraction(50)).rate == Decimal(0)


def test_a_year_of_which_nothing_is_said_takes_the_last_one_before(coordinator: Practitioner) -> None:
    say(coordinator, 2024, 20_000)

    assert living(coordinator, EVERYWHERE, financial_year(2023)) is None
    assert living(coordinator, EVERYWHERE, financial_year(2026)) == 20_000


def test_over_two_years_it_is_the_average_of_the_months(coordinator: Practitioner) -> None:
    say(coordinator, 2024, 20_000)
    say(coordinator, 2025, 26_000)

    assert living(coordinator, EVERYWHERE, Period(dt.date(2025, 3, 1), dt.date(2025, 5, 1))) == 24_000
    assert living(coordinator, EVERYWHERE, Period(dt.date(2024, 3, 1), dt.date(2024, 5, 1))) is None


def test_what_is_said_anew_counts_and_what_was_said_stays_on_record(
    coordinator: Practitioner, owner_sees: OwnerSees
) -> None:
    north = LocalityFactory(name="North")
    say(coordinator, 2025, 20_000, places={north: 5_000})
    say(coordinator, 2025, 20_000, places={north: 5_000})
    say(coordinator, 2025, 21_000, places={north: None})

    rows = owner_sees("select number from reports_childrenliving order by recorded_at, id")

    assert [row["number"] for row in rows] == [20_000, 5_000, 21_000, None]
    assert living(coordinator, EVERYWHERE, financial_year(2025)) == 21_000
    assert living(coordinator, str(north.pk), financial_year(2025)) is None


def test_localities_cannot_come_to_more_than_the_whole(coordinator: Practitioner) -> None:
    with pytest.raises(ValidationError, match="more children than the whole authority"):
        say(coordinator, 2025, 5_000, places={LocalityFactory(): 5_001})
    with pytest.raises(ValidationError, match="where the numbers are from"):
        say(coordinator, 2025, 5_000, source="  ")


@pytest.mark.parametrize("role", ["practitioner", "training", "administrator"])
def test_others_enter_no_number(authority: Authority, role: str) -> None:
    with pytest.raises(PermissionDenied, match="entered by coordinators"):
        say(PractitionerFactory(post_worn__role=role), 2025, 5_000)


def closings(by: Practitioner, number: int, **values: Any) -> None:
    for _ in range(number):
        episode = start_caf(SPRING, by=by)
        for name, value in values.items():
            setattr(episode, name, value)
        close_as(episode, "needs_met_universal", on=SPRING, by=by)


def test_a_report_shows_the_rate_of_the_authority_and_of_each_locality(
    today: None, coordinator: Practitioner, client_of: SignIn
) -> None:
    north, south = LocalityFactory(name="North"), LocalityFactory(name="South")
    closings(coordinator, 3, locality=north)
    closings(coordinator, 1, locality=south)
    say(coordinator, 2025, 8_000, places={north: 2_000})

    client = client_of(coordinator)
    whole, by_place = page_of(client), page_of(client, rows="locality")
    filtered = page_of(client, only_locality=str(north.pk))

    assert "5.0 per 10,000 children who live here (4)" in whole
    assert "8,000 in April 2025 to March 2026 (Mid-year estimates)" in whole
    assert "15.0 (3)" in by_place
    assert "– (1)" in by_place
    assert "5.0 (4)" in by_place
    assert "15.0 per 10,000" in filtered


def test_a_file_gives_the_number_the_children_and_the_rate(
    today: None, coordinator: Practitioner, client_of: SignIn
) -> None:
    closings(coordinator, 2)
    say(coordinator, 2025, 6_000)
    chosen = {"rows": "reason", "columns": "alone", "measure": "rate", "as": "csv"}

    given = client_of(coordinator).get(reverse("reports:report_download", args=["closed"]), chosen)
    words = b"".join(given).decode() if given.streaming else given.content.decode()

    assert "2,6000,3.3" in words


def test_without_a_number_the_page_says_that_no_rate_can_be_shown(
    today: None, coordinator: Practitioner, client_of: SignIn
) -> None:
    closings(coordinator, 1)

    page = page_of(client_of(coordinator))

    assert "no rate can be shown" in page
    assert reverse("reports:living") in page


def test_there_is_no_rate_of_boys_or_of_an_age(
    today: None, coordinator: Practitioner, client_of: SignIn
) -> None:
    page = page_of(client_of(coordinator), rows="sex")

    assert "A rate is of all children who live here" in page


def test_who_counts_a_part_of_the_cases_is_shown_no_rate(
    today: None, authority: Authority, client_of: SignIn
) -> None:
    local = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=LocalityFactory())

    page = client_of(local).get(reverse("reports:report", args=["closed"])).content.decode()

    assert "How many" in page
    assert "Rate per 10,000" not in page


def test_an_analyst_reads_rates_of_rounded_numbers(
    today: None, authority: Authority, coordinator: Practitioner, client_of: SignIn
) -> None:
    closings(coordinator, 10)
    say(coordinator, 2025, 10_000)
    analyst = PractitionerFactory(post_worn__role="analyst")

    page = page_of(client_of(analyst), year="2026")

    assert "about 10.0 per 10,000" in page


def test_what_was_started_says_its_rate(today: None, coordinator: Practitioner, client_of: SignIn) -> None:
    start_caf(SPRING, by=coordinator)
    say(coordinator, 2025, 4_000)

    page = client_of(coordinator).get(reverse("reports:started")).content.decode()

    assert "That is 2.5 for each 10,000 children who live here." in page


def test_numbers_are_entered_on_the_page_of_a_year(
    today: None, coordinator: Practitioner, client_of: SignIn
) -> None:
    north: Locality = LocalityFactory(name="North")
    client, there = client_of(coordinator), reverse("reports:living_year", args=[2025])
    answers = {"whole": "12,345", f"in_{north.pk}": "", "source": "Mid-year estimates"}

    refused = client.post(there, {**answers, f"in_{north.pk}": "99,999"})
    saved = client.post(there, answers, follow=True)

    assert "more children than the whole authority" in refused.content.decode()
    assert "99,999" in refused.content.decode()
    assert "12,345" in saved.content.decode()
    assert client.get(reverse("reports:living_year", args=[1999])).status_code == 404
