"""The strip of costs under a child's journey, and the tree that each of its pounds opens."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import Basis, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.costing.operations.rates import choose_costing
from opencaf.costing.operations.sheets import make_sheet_from_times
from opencaf.costing.permissions import can_see_case_cost
from opencaf.episodes.models import Episode
from tests.costing.test_own_cases import dated_case
from tests.factories import make_episode
from tests.factories.costing import make_rate, survey_of_all_processes, take_in
from tests.web.counting import statements_of_page

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def dated(alice: Practitioner, coordinator: Practitioner) -> Episode:
    return dated_case(alice, coordinator)


@pytest.fixture
def reader(dated: Episode, alice: Practitioner, dave: Practitioner) -> Practitioner:
    """Dave was given the case to read, and does not work with the family."""
    children = [row.child_id for row in dated.episode_children.all()]
    grant_access(
        to=dave,
        child_ids=children,
        episode_id=dated.id,
        level=Level.FULL,
        basis=Basis.ASKED,
        ends_at=dt.datetime(2026, 12, 31, tzinfo=dt.UTC),
        by=alice,
    )
    return dave


def journey_of(case: Episode) -> str:
    return reverse("episodes:journey", args=[case.id])


def tree_of(case: Episode, process: str) -> str:
    return reverse("costing:case_process", args=[case.id, process])


def use_own_times(carol: Practitioner) -> None:
    make_rate("Teacher", by=carol, hourly="40")
    take_in(survey_of_all_processes(people=3), by=carol)
    sheet = make_sheet_from_times(name="Ours", by=carol)
    choose_costing(region="out_of_london", sheet=sheet, by=carol)


def test_the_journey_ends_with_what_it_cost_by_process(
    dated: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    page = client_of(alice).get(journey_of(dated)).content.decode()
    strip = page.partition('id="costs-title"')[2]

    # PV3: 22 + 204 + 223 + 2 × 197 + 4.917051 × 165 + 84 = 1,738.31
    for amount in ("£22.00", "£204.00", "£223.00", "£394.00", "£811.31", "£84.00", "£1,738.31"):
        assert amount in strip
    assert "4.92 months" in strip
    assert "the published unit costs stand in for them" in strip
    for process in ("intention", "assessment", "initial_tac", "subsequent_tac", "ongoing_support", "close"):
        assert f'href="{tree_of(dated, process)}"' in strip


def test_each_pound_of_the_strip_opens_its_tree(
    dated: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)

    support = client.get(tree_of(dated, "ongoing_support")).content.decode()
    reviews = client.get(tree_of(dated, "subsequent_tac")).content.decode()

    # February 4 of 28 days, July 24 of 31
    for figure in ("£811.31, at 2010/11 prices.", "February 2026", "0.14", "£23.57", "£127.74"):
        assert figure in support
    assert "£165.00 a month at 2010/11 prices." in support
    assert reviews.count("£197.00") == 5  # each of two, what it came to, and the price
    last = dated.meetings.order_by("held_on").last()
    assert last is not None
    assert reverse("episodes:meeting", args=[dated.id, last.id]) in reviews


def test_a_price_of_own_times_leads_to_minutes_and_rates_for_who_may_see_costs(
    dated: Episode, alice: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    use_own_times(carol)
    minutes = reverse("costing:unit_cost", args=["assessment"])

    seen_by_lead = client_of(alice).get(tree_of(dated, "assessment")).content.decode()
    seen_by_manager = client_of(carol).get(tree_of(dated, "assessment")).content.decode()
    strip = client_of(alice).get(journey_of(dated)).content.decode()

    assert minutes in seen_by_manager
    assert minutes not in seen_by_lead
    assert "Who pays: The local authority 100%." in seen_by_lead
    assert "the published unit costs stand in" not in strip


def test_what_a_window_leaves_out_is_said(dated: Episode, alice: Practitioner, client_of: SignIn) -> None:
    window = {"ends_on_day": "1", "ends_on_month": "5", "ends_on_year": "2026"}

    page = client_of(alice).get(tree_of(dated, "subsequent_tac"), window).content.decode()
    empty = client_of(alice).get(tree_of(dated, "close"), window).content.decode()

    assert "£197.00, at 2010/11 prices." in page
    assert "10 June 2026" in page
    assert "(not counted)" in page
    assert "Nothing of this was counted in these days." in empty


def test_who_only_reads_the_case_sees_no_costs(
    dated: Episode, reader: Practitioner, client_of: SignIn
) -> None:
    client = client_of(reader)

    journey = client.get(journey_of(dated))
    refused = [
        client.get(reverse(f"costing:{name}", args=[dated.id])).status_code
        for name in ("case", "case_download")
    ]

    assert journey.status_code == 200
    assert "£" not in journey.content.decode()
    assert reverse("costing:case", args=[dated.id]) not in journey.content.decode()
    assert refused == [403, 403]
    assert client.get(tree_of(dated, "close")).status_code == 403
    assert "see what this" in can_see_case_cost(reader, dated).reason


def test_dates_that_cannot_be_costed_are_said_in_the_strip(
    dated: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    dated.meetings.update(held_on=dt.date(2026, 8, 20))

    page = client_of(alice).get(journey_of(dated)).content.decode()

    assert "This cannot be said yet." in page
    assert "£" not in page.partition('id="costs-title"')[2]


def test_a_case_that_has_begun_costs_its_intention(alice: Practitioner, client_of: SignIn) -> None:
    page = client_of(alice).get(journey_of(make_episode(by=alice))).content.decode()

    assert "£22.00" in page.partition('id="costs-title"')[2]


def test_a_process_that_there_is_not_is_not_found(
    dated: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    assert client_of(alice).get(tree_of(dated, "tea")).status_code == 404


@pytest.mark.parametrize("who", ["alice", "coordinator"])
def test_strip_and_tree_keep_their_ceiling(who: str, dated: Episode, client_of: SignIn, request: Any) -> None:
    client = client_of(request.getfixturevalue(who))
    use_own_times(request.getfixturevalue("carol"))

    assert len(statements_of_page(client, journey_of(dated))) <= 12
    assert len(statements_of_page(client, tree_of(dated, "assessment"))) <= 12
