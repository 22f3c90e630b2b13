"""Whose money a CAF costs: by process, and of a case; hidden where it would tell of a hidden role."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.costing.operations.rates import choose_costing
from opencaf.costing.operations.sheets import make_sheet_from_times
from opencaf.costing.perspectives import PAYERS_OF, Perspective, counted_for, shares_of
from opencaf.costing.queries.case_cost import Window, cost_of_case
from opencaf.costing.queries.catalogue import catalogue_of
from opencaf.costing.queries.unit_costs import own_unit_costs
from tests.costing.test_own_cases import dated_case
from tests.factories.costing import make_rate, survey_of, survey_of_all_processes, take_in

SignIn = Callable[[Practitioner], Client]
PAID = st.dictionaries(
    st.sampled_from(sorted(PAYERS_OF[Perspective.SOCIETY])),
    st.decimals(min_value=0, max_value=10_000, places=4),
)


@pytest.fixture
def three_payers(carol: Practitioner) -> Practitioner:
    """Three of each role said that everything takes 60 minutes, at £30, £45 and £15 an hour."""
    for role, hourly, payer in (
        ("Teacher", "30", "local_authority"),
        ("Midwife", "45", "other_public"),
        ("Befriender", "15", "voluntary"),
    ):
        make_rate(role, by=carol, hourly=hourly, payer=payer)
    rows = [survey_of_all_processes(role=role) for role in ("Teacher", "Midwife", "Befriender")]
    lines = [
        f"{role[0]}{line}" for role, text in zip("TMB", rows, strict=True) for line in text.splitlines()[1:]
    ]
    take_in(survey_of(*lines), by=carol)
    return carol


def test_each_payer_pays_for_its_roles(three_payers: Practitioner) -> None:
    found = {one.process: one.by_payer for one in own_unit_costs(three_payers.authority_id).processes}

    # one of three leads the assessment: a third of 30, 45 and 15; in a meeting all of them add up
    assert {payer: round(amount, 6) for payer, amount in found["assessment"].items()} == {
        "local_authority": 10,
        "other_public": 15,
        "voluntary": 5,
    }
    assert {payer: round(amount, 6) for payer, amount in found["initial_tac"].items()} == {
        "local_authority": 30,
        "other_public": 45,
        "voluntary": 15,
    }


def test_unit_costs_are_seen_by_whose_money_counts(three_payers: Practitioner, client_of: SignIn) -> None:
    page = client_of(three_payers).get(reverse("costing:unit_costs")).content.decode()
    figures = page.partition("Figures: Who pays")[2].partition("</table>")[0]

    first_meeting = figures.partition(catalogue_of(three_payers.authority_id).processes["initial_tac"])[2]
    for amount in ("£30", "£75", "£90"):
        assert f'<td class="app-chart__cell">{amount}</td>' in first_meeting
    # six months: assessment-like 4 × 10 … with 6 of support and 2 meetings: 9 × 10 + 2 × 30
    assert "£150" in figures.partition("Six months")[2]


def test_who_pays_is_hidden_where_it_would_tell_of_a_hidden_role(
    carol: Practitioner, client_of: SignIn
) -> None:
    make_rate("Teacher", by=carol, hourly="30")
    make_rate("Midwife", by=carol, hourly="45", payer="other_public")
    rows = [f"t{n},Teacher,schools,A205,60" for n in range(4)]
    take_in(survey_of(*rows, *[f"m{n},Midwife,health,A205,60" for n in range(2)]), by=carol)

    [assessment] = own_unit_costs(carol.authority_id).processes
    page = client_of(carol).get(reverse("costing:unit_costs")).content.decode()

    assert assessment.amount is not None
    assert assessment.by_payer == {}
    assert "Who pays is hidden: it would tell what a hidden role costs." in page


def test_a_case_is_paid_as_the_sheet_of_own_times_says(
    three_payers: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    case = dated_case(alice, coordinator)
    sheet = make_sheet_from_times(name="Ours", by=three_payers)
    choose_costing(region="out_of_london", sheet=sheet, by=three_payers)

    found = cost_of_case(case, Window(), children=1)
    page = client_of(alice).get(reverse("costing:case", args=[case.id])).content.decode()
    file = client_of(alice).get(reverse("costing:case_download", args=[case.id])).content.decode()

    # intention, assessment, closing and 4.917051 months at £30; three meetings at £90
    assert round(found.total, 4) == Decimal("507.5115")
    assert round(sum(found.by_payer.values()) - found.total, 20) == 0
    assert round(found.by_payer["local_authority"], 2) == Decimal("169.17")
    assert (
        "The local authority: £169.17. Another public body: £253.76. A voluntary organisation: £84.59."
        in page
    )
    assert "Public bodies and the voluntary sector" in page
    assert "Paid by,The local authority,169.17" in file


def test_the_published_sheet_does_not_know_who_pays(
    alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    case = dated_case(alice, coordinator)

    page = client_of(alice).get(reverse("costing:case", args=[case.id])).content.decode()

    assert "The sheet in use does not say who pays." in page
    assert "The local authority’s own share" not in page


@given(PAID)
def test_shares_add_up_to_one(paid: dict[str, Decimal]) -> None:
    shares = shares_of(paid)

    assert sum(shares.values()) == (1 if any(paid.values()) else 0)
    assert shares_of({**paid, "not stated": Decimal(1)}) == {}


@given(PAID)
def test_each_perspective_counts_all_that_the_one_before_counts(paid: dict[str, Decimal]) -> None:
    counted = [counted_for(paid, perspective) for perspective in Perspective]

    assert counted == sorted(counted)
    assert counted[-1] == sum(paid.values())
