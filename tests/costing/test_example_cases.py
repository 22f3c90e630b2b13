"""Two invented families, costed from their dates by the command."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.costing.asking import ask, near

CASES = Path(__file__).resolve().parents[1] / "data" / "cases"


def told(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads((CASES / name).read_text())
    return case


def events_of(case: dict[str, Any]) -> list[dict[str, str]]:
    """The dated events of a case: its later meetings, the closing one among them, are subsequent."""
    held = sorted(meeting["on"] for meeting in case["meetings"] if meeting["on"])
    steps = [
        ("intention", case["intention"]["on"]),
        ("assessment", case["assessment"]["completed_on"]),
        ("initial_tac", held[0]),
        *(("subsequent_tac", day) for day in held[1:]),
        ("close", case["closure"]["on"]),
    ]
    return [{"process": process, "on": on} for process, on in steps]


@pytest.mark.parametrize("name", ["case-1-yusuf.json", "case-2-caitlin.json"])
@pytest.mark.parametrize("region", ["out_of_london", "london"])
def test_a_family_costs_what_was_worked_out(name: str, region: str) -> None:
    case = told(name)
    spells = [
        {"starts_on": spell["from"], "ends_on": spell["to"], "role": spell["practitioner"]}
        for spell in case["lead_professionals"]
    ]

    child = ask("cost_child", {"events": events_of(case), "lead_spells": spells, "region": region})[
        "children"
    ][0]

    expected = case["expected"]["cost"]
    assert near(child["total"], expected[f"{region}_gbp"], Decimal("5e-5"))
    assert near(child["months_of_support"], expected["months"], Decimal("1e-6"))


def test_support_stops_while_social_care_leads() -> None:
    case = told("case-4-ivy.json")
    spells = [
        {"starts_on": spell["from"], "ends_on": spell["to"], "role": spell["practitioner"]}
        for spell in case["lead_professionals"]
    ]
    pauses = [{"process": "step_up", "on": "2025-12-19"}, {"process": "step_down", "on": "2026-04-22"}]

    child = ask("cost_child", {"events": events_of(case) + pauses, "lead_spells": spells})["children"][0]

    # 12/30 + 18/31 (19 November to 18 December), then 9/30 + 4 + 15/30 (22 April to 15 September)
    months = Decimal(12) / 30 + Decimal(18) / 31 + Decimal(9) / 30 + 4 + Decimal(15) / 30
    assert near(child["months_of_support"], str(months), Decimal("1e-6"))
