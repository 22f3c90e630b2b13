"""What a CAF of six months costs by unit costs, with as many reviews as somebody asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from opencaf.costing.unit_cost_tables import UnitCostInput

MONTHS = 6
ONCE = ("intention", "assessment", "initial_tac", "close")


def of_six_months(amounts: dict[str, Decimal], reviews: int = 1) -> Decimal | None:
    """Return what a CAF of six months with some reviews costs; None where a process is not known."""
    if any(name not in amounts for name in (*ONCE, "ongoing_support", "subsequent_tac")):
        return None
    each = sum((amounts[name] for name in ONCE), Decimal(0))
    return each + reviews * amounts["subsequent_tac"] + MONTHS * amounts["ongoing_support"]


def six_months_in_scenarios(processes: list[dict[str, Any]], given: UnitCostInput) -> dict[str, Any]:
    """Return six months as they are, with one review, and in each scenario; nothing where a process lacks."""
    authorities = {one["authority"] for one in processes}
    if not given.scenarios or len(authorities) != 1:
        return {}
    now = of_six_months({one["process"]: one["amount"] for one in processes if "amount" in one})
    found = [
        {
            "name": scenario.name,
            "reviews": scenario.reviews,
            "amount": of_six_months(amounts_in(place, processes), scenario.reviews),
        }
        for place, scenario in enumerate(given.scenarios)
    ]
    if now is None or any(one["amount"] is None for one in found):
        return {}
    return {"six_months": {"now": now, "scenarios": found}}


def amounts_in(place: int, processes: list[dict[str, Any]]) -> dict[str, Decimal]:
    """Return each process's cost in a scenario, where none is hidden."""
    return {one["process"]: one["scenarios"][place]["amount"] for one in processes if "scenarios" in one}
