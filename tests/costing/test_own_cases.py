"""What a CAF of the records costs, and the CAFs of a year in groups and by month."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from opencaf.agencies.models import Authority, Practitioner
from opencaf.costing.cost_sheets import PUBLISHED_HIGH
from opencaf.costing.models import ComparedCost
from opencaf.costing.operations.comparing import show_to_others, stop_showing
from opencaf.costing.operations.rates import choose_costing
from opencaf.costing.queries.case_cost import Window, cost_of_case
from opencaf.costing.queries.groups import hidden_months, year_costs
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.closing import close_episode, reopen_episode
from opencaf.episodes.operations.leading import agree_lead_professional
from tests.factories import ChildFactory, LocalityFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.assessment import agree_to_assess, national_form
from tests.factories.costing import make_rate, survey_of_all_processes, take_in
from tests.factories.meetings import make_meeting

# The dated child of the method (PV3), fifteen years later so that the records take it: 2026 has the same
# months as 2011. £1,738.3134 in all; months 22, 450.5714, 165, 362, 165, 362, 211.7419.
DAYS = {
    "intended_on": dt.date(2026, 1, 10),
    "completed_on": dt.date(2026, 2, 4),
    "first": dt.date(2026, 2, 25),
    "second": dt.date(2026, 4, 15),
    "third": dt.date(2026, 6, 10),
    "closed_on": dt.date(2026, 7, 25),
}
MONTHS = ["22.00", "450.57", "165.00", "362.00", "165.00", "362.00", "211.74"]


@pytest.fixture
def dated(alice: Practitioner, coordinator: Practitioner) -> Episode:
    """The dated child's CAF in the records."""
    return dated_case(alice, coordinator)


def dated_case(lead: Practitioner, coordinator: Practitioner, *, children: int = 1) -> Episode:
    """A CAF of the dated child, or of several."""
    case = make_episode(
        by=lead, intended_on=DAYS["intended_on"], children=[ChildFactory() for _ in range(children)]
    )
    agree_to_assess(case, lead, answered_on=DAYS["intended_on"])
    complete_assessment_of(case, by=lead, on=DAYS["completed_on"])
    for name in ("first", "second", "third"):
        make_meeting(case, by=lead, held_on=DAYS[name], next_on=DAYS[name] + dt.timedelta(days=80))
        if name == "first":
            case.refresh_from_db()
            agree_lead_professional(episode=case, practitioner=lead, started_on=DAYS[name], by=lead)
    case.refresh_from_db()
    close(case, coordinator, DAYS["closed_on"])
    return case


def complete_assessment_of(case: Episode, *, by: Practitioner, on: dt.date) -> None:
    """Start and complete the assessment of a CAF."""
    national_form(by)
    start_assessment(episode=case, started_on=case.intended_on, by=by)
    complete_assessment(assessment=case.assessments.get(), completed_on=on, by=by)
    case.refresh_from_db()


def close(case: Episode, by: Practitioner, on: dt.date) -> None:
    close_episode(
        episode=case,
        closed_on=on,
        reason="needs_met_universal",
        outcome_level="all",
        views_missing_why="They had moved.",
        by=by,
    )
    case.refresh_from_db()


def test_the_dated_child_costs_what_the_method_says(dated: Episode) -> None:
    found = cost_of_case(dated, Window(), children=1)

    assert found.errors == []
    assert round(found.total, 4) == Decimal("1738.3134")
    assert [str(round(month.amount, 2)) for month in found.months] == MONTHS
    assert [month.words for month in found.months][:2] == ["January 2026", "February 2026"]
    assert [event.process for event in found.events] == [
        "intention",
        "assessment",
        "initial_tac",
        "subsequent_tac",
        "subsequent_tac",
        "close",
    ]


def test_a_window_counts_what_lies_in_it(dated: Episode) -> None:
    # PV3: from 10 January to 10 July, closing left out: £1,574.4747
    window = Window(dt.date(2026, 1, 10), dt.date(2026, 7, 10))

    found = cost_of_case(dated, window, children=1)

    assert round(found.total, 4) == Decimal("1574.4747")
    assert [event.is_counted for event in found.events] == [True] * 5 + [False]


def test_windows_that_touch_add_up(dated: Episode) -> None:
    cut = dt.date(2026, 5, 20)

    parts = [
        cost_of_case(dated, Window(None, cut), children=1).total,
        cost_of_case(dated, Window(cut, None), children=1).total,
    ]

    assert round(sum(parts), 6) == round(cost_of_case(dated, Window(), children=1).total, 6)


def test_children_of_one_caf_share_it_to_the_penny(alice: Practitioner, coordinator: Practitioner) -> None:
    case = dated_case(alice, coordinator, children=3)

    found = cost_of_case(case, Window(), children=3)

    assert sum(found.shares) == found.total
    assert {round(share, 2) for share in found.shares[1:]} == {Decimal("579.43")}


def test_a_caf_that_was_reopened_goes_on_from_the_next_lead(
    dated: Episode, alice: Practitioner, coordinator: Practitioner
) -> None:
    before = cost_of_case(dated, Window(), children=1).total
    reopen_episode(episode=dated, reopened_on=dt.date(2026, 9, 1), reason="Came back", by=coordinator)
    dated.refresh_from_db()
    agree_lead_professional(episode=dated, practitioner=alice, started_on=dt.date(2026, 9, 1), by=coordinator)
    dated.refresh_from_db()
    close(dated, coordinator, dt.date(2026, 11, 1))

    found = cost_of_case(dated, Window(), children=1)

    # two whole months of support and a second closing
    assert found.errors == []
    assert round(found.total - before, 6) == 2 * 165 + 84


def test_support_without_a_lead_is_counted_and_said(alice: Practitioner) -> None:
    case = make_episode(by=alice, intended_on=dt.date(2026, 9, 1))
    agree_to_assess(case, alice, answered_on=dt.date(2026, 9, 1))
    complete_assessment_of(case, by=alice, on=dt.date(2026, 9, 20))
    make_meeting(case, by=alice, held_on=dt.date(2026, 10, 1), next_on=dt.date(2026, 12, 1))
    case.refresh_from_db()
    agree_lead_professional(episode=case, practitioner=alice, started_on=dt.date(2026, 10, 16), by=alice)

    found = cost_of_case(case, Window(), children=1)

    assert found.errors == []
    assert "No lead professional is recorded from 1 October 2026 to 16 October 2026" in found.assumed[0]
    assert round(found.months_of_support, 4) == round(1 + Decimal(1) / 30, 4)  # until 2 November


def test_london_prices_are_flagged(dated: Episode, carol: Practitioner) -> None:
    choose_costing(region="london", sheet=None, by=carol)

    found = cost_of_case(dated, Window(), children=1)

    assert "W01" in {one.code for one in found.warnings}
    assert found.region == "London"


def test_old_prices_are_flagged(dated: Episode) -> None:
    found = cost_of_case(dated, Window(), children=1)

    assert found.total < PUBLISHED_HIGH
    assert "W05" in {one.code for one in found.warnings}


def test_few_cafs_of_a_year_are_hidden(dated: Episode, carol: Practitioner) -> None:
    found = year_costs(carol, year=2026, by="sector")

    assert found.all.cafs is None
    assert [month.amount for month in found.months if month.month < dt.date(2026, 8, 1)] == [None] * 4


def test_five_cafs_of_a_year_are_shown_and_add_up(
    alice: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    for _ in range(5):
        dated_case(alice, coordinator)

    found = year_costs(carol, year=2026, by="sector")

    # April to July of the dated child: 362 + 165 + 362 + 211.7419
    assert found.all.cafs == 5
    assert found.all.total is not None
    assert round(found.all.total, 2) == Decimal("5503.71")
    assert [group.words for group in found.groups] == ["Schools and learning"]
    assert round(sum(month.amount or 0 for month in found.months), 2) == Decimal("5503.71")


def test_no_way_to_group_shows_how_many_where_another_cannot(
    alice: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    cases = [dated_case(alice, coordinator) for _ in range(5)]
    for case in cases[:4]:
        Episode.objects.filter(pk=case.pk).update(locality=LocalityFactory())

    found = year_costs(carol, year=2026, by="sector")

    # five localities of one each: five in all would tell that each is one
    assert [(group.words, group.cafs) for group in found.groups] == [("Schools and learning", None)]
    assert found.all.cafs is None
    assert found.by_payer == {}


def test_analysts_count_the_whole_authority(
    alice: Practitioner, coordinator: Practitioner, acting_as: Callable[[Practitioner], Any]
) -> None:
    for _ in range(5):
        dated_case(alice, coordinator)
    analyst = PractitionerFactory(post_worn__role="analyst")

    with acting_as(analyst):
        found = year_costs(analyst, year=2026, by="state")

    assert found.all.cafs == 5
    assert found.not_costed == []


def test_hidden_months_cannot_be_worked_out() -> None:
    who = {
        "04": {"a"},
        "05": {"a", "b", "c", "d", "e"},
        "06": {"a", "b", "c", "d", "e", "f", "g"},
        "07": set(),
    }

    hidden = hidden_months(who)

    assert hidden == {"04", "05"}
    assert hidden_months({"05": who["05"], "07": set()}) == set()


def test_unit_costs_are_shown_to_other_authorities_and_taken_back(
    carol: Practitioner, other_authority: Authority
) -> None:
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=3), by=carol)

    shown = show_to_others(by=carol)

    with acting_in(other_authority.id):
        seen = list(ComparedCost.objects.values_list("authority_name", "process", "amount"))
        ComparedCost.objects.update(amount=0)
        ComparedCost.objects.all().delete()
    assert shown == 6
    assert (carol.authority.name, "assessment", Decimal("30.00")) in seen
    assert ComparedCost.objects.filter(amount=30).count() == 6
    stop_showing(by=carol)
    assert not ComparedCost.objects.exists()


def test_another_authority_cannot_write_in_ones_name(carol: Practitioner, other_authority: Authority) -> None:
    make_rate(by=carol, hourly="30")
    take_in(survey_of_all_processes(people=3), by=carol)
    show_to_others(by=carol)

    with acting_in(other_authority.id):
        written = ComparedCost.objects.filter(authority_id=carol.authority_id).update(amount=1)

    assert written == 0
