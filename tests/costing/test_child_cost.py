"""A child's cost: siblings, lead professionals, payers, services, days that are not known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.costing.asking import DEFLATOR, ask, dated, near, sheet, warnings

CLOSED = dated(("intention", "2011-01-10"), ("initial_tac", "2011-02-25"), ("close", "2011-07-25"))
ENDED_EARLY = dated(("intention", "2011-01-10"), ("assessment", "2011-02-04"), ("close", "2011-02-20"))


def siblings(process: str, *children: tuple[str, str]) -> list[dict[str, Any]]:
    """Children whose records opened on these days, and who shared a meeting."""
    shared = {"shared": True, "sibling_group": "S1"}
    return [
        event
        for child, opened in children
        for event in [
            *dated(("intention", opened), ("assessment", "2011-02-01"), child=child),
            *(dated(("initial_tac", "2011-03-01"), child=child) if process == "subsequent_tac" else []),
            *dated((process, "2011-03-01"), child=child, **shared),
        ]
    ]


def of_process(answer: dict[str, Any], process: str) -> dict[str, Decimal]:
    """What each child's share of a process is."""
    return {
        child["child"]: Decimal(line["amount"])
        for child in answer["children"]
        for line in child["by_process"]
        if line["process"] == process
    }


FAMILY = [("ann", "2011-01-12"), ("bob", "2011-01-03"), ("cas", "2011-01-20")]


@pytest.mark.parametrize(
    ("process", "oldest", "others"),
    # 223 / 3 = 74.33 and a penny left; 197 / 3 = 65.66 and two pence left. Bob's record is the oldest
    [("initial_tac", "74.34", "74.33"), ("subsequent_tac", "65.68", "65.66")],
)
def test_a_shared_meeting_is_split_with_the_rest_to_the_oldest_record(
    process: str, oldest: str, others: str
) -> None:
    answer = ask("cost_child", {"events": siblings(process, *FAMILY), "extract_on": "2011-03-01"})

    shares = of_process(answer, process)
    assert shares == {"bob": Decimal(oldest), "ann": Decimal(others), "cas": Decimal(others)}


def test_pence_may_go_to_each_in_turn() -> None:
    given = {"events": siblings("subsequent_tac", *FAMILY), "extract_on": "2011-03-01"}

    answer = ask("cost_child", {**given, "sibling_remainder": "largest_remainder"})

    assert sorted(of_process(answer, "subsequent_tac").values()) == [
        Decimal(x) for x in ("65.66", "65.67", "65.67")
    ]


def test_a_brother_or_sister_who_is_not_entered_still_counts() -> None:
    events = dated(("initial_tac", "2011-03-01"), shared_between=4, sibling_group="S1")

    answer = ask("cost_child", {"events": events, "extract_on": "2011-03-01"})

    assert of_process(answer, "initial_tac") == {"child": Decimal("55.75")}


def test_shares_of_uprated_meetings_add_up_to_the_last_digit() -> None:
    given = {
        "events": siblings("initial_tac", *FAMILY),
        "extract_on": "2011-03-01",
        "index": DEFLATOR,
        "price_base": "2013/14",
    }

    shares = of_process(ask("cost_child", given), "initial_tac")

    # 223 × 1.0621231…
    assert near(str(sum(shares.values())), "236.85345", Decimal("1e-5"))
    assert all(share == share.quantize(Decimal("0.01")) for child, share in shares.items() if child != "bob")


def test_a_path_that_ended_early_costs_what_occurred() -> None:
    answer = ask("cost_child", {"events": ENDED_EARLY})

    # 22 + 204 + 84, no support
    assert answer["total"] == "310"
    assert answer["children"][0]["months_of_support"] == "0"
    assert warnings(answer) == []


def test_an_open_case_ends_with_the_data() -> None:
    child = ask("cost_child", {"events": CLOSED[:2], "extract_on": "2011-03-11"})["children"][0]

    # 4/28 + 10/31
    assert near(child["months_of_support"], "0.465438", Decimal("1e-6"))


def test_an_open_case_ends_with_the_window_if_that_is_earlier() -> None:
    given = {"events": CLOSED[:2], "extract_on": "2012-03-11", "window_to": "2011-04-01"}

    # 4/28 + 1
    assert near(ask("cost_child", given)["children"][0]["months_of_support"], "1.142857", Decimal("1e-6"))


def test_the_29th_of_february_is_a_day_of_support() -> None:
    leap = dated(("initial_tac", "2012-02-01"), ("close", "2012-03-01"))
    short = dated(("initial_tac", "2012-02-01"), ("close", "2012-02-29"))

    assert ask("cost_child", {"events": leap})["children"][0]["months_of_support"] == "1"
    assert near(
        ask("cost_child", {"events": short})["children"][0]["months_of_support"],
        str(Decimal(28) / 29),
        Decimal("1e-7"),
    )


def test_a_case_across_years_is_told_by_financial_year() -> None:
    answer = ask("cost_child", {"events": dated(("initial_tac", "2011-03-01"), ("close", "2012-05-01"))})

    # March 165 + 223; April to March 12 × 165; April 165; closing on 1 May 84
    assert answer["by_financial_year"] == {"2010/11": "388", "2011/12": "1980", "2012/13": "249"}


def test_step_up_ends_support_unless_the_lead_professional_stays() -> None:
    stepped = dated(("step_up", "2011-04-01"), ("step_down", "2011-06-01"))
    staying = [{**stepped[0], "lead_professional_stays": True}, stepped[1]]

    paused = ask("cost_child", {"events": CLOSED + stepped})["children"][0]
    stayed = ask("cost_child", {"events": CLOSED + staying})["children"][0]

    # two whole months less
    assert near(
        str(Decimal(stayed["months_of_support"]) - Decimal(paused["months_of_support"])), "2", Decimal("1e-7")
    )


def test_a_sheet_may_tell_roles_apart() -> None:
    ours = sheet(
        {"process": "ongoing_support", "amount": 100, "unit": "month"},
        {"process": "ongoing_support", "amount": 310, "unit": "month", "role": "Nurse"},
        {"process": "initial_tac", "amount": 0, "unit": "each"},
        {"process": "close", "amount": 0, "unit": "each"},
    )
    spells = [
        {"role": "Teacher", "agency": "School", "starts_on": "2011-03-01", "ends_on": "2011-05-01"},
        {"role": "Nurse", "agency": "Trust", "starts_on": "2011-05-01", "ends_on": "2011-05-11"},
    ]
    events = dated(("initial_tac", "2011-03-01"), ("close", "2011-05-11"))

    child = ask("cost_child", {"events": events, "lead_spells": spells, "sheet": ours})["children"][0]

    # two months at 100; 10/31 of 310
    assert {role: Decimal(x) for role, x in child["by_role"].items()} == {
        "Nurse": 100,
        "Teacher": 200,
        "not stated": 0,
    }
    assert Decimal(child["by_agency"]["Trust"]) == 100


@pytest.mark.parametrize(("unit", "amount"), [("week", "70"), ("day", "10")])
def test_support_may_be_priced_by_the_week_or_day(unit: str, amount: str) -> None:
    ours = sheet(
        {"process": "ongoing_support", "amount": amount, "unit": unit},
        {"process": "initial_tac", "amount": 0, "unit": "each"},
        {"process": "close", "amount": 0, "unit": "each"},
    )
    events = dated(("initial_tac", "2011-03-20"), ("close", "2011-04-10"))

    # 21 days
    assert Decimal(ask("cost_child", {"events": events, "sheet": ours})["total"]) == 210


def test_the_line_of_the_day_holds() -> None:
    ours = sheet(
        {"process": "intention", "amount": 10, "unit": "each", "valid_to": "2011-02-01"},
        {"process": "intention", "amount": 20, "unit": "each", "valid_from": "2011-02-01"},
    )

    early = ask("cost_child", {"events": dated(("intention", "2011-01-31")), "sheet": ours})
    late = ask("cost_child", {"events": dated(("intention", "2011-02-01")), "sheet": ours})

    assert (early["total"], late["total"]) == ("10", "20")
