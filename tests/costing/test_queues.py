"""The simulation and Erlang's formula agree."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencaf.costing.queues import erlang_c, simulate
from tests.costing.asking import ask, refusal

GRID = [(servers, load) for servers in (1, 2, 3, 5, 8) for load in (0.3, 0.5, 0.7, 0.8)]


@pytest.mark.parametrize(("servers", "load"), GRID)
def test_simulated_waits_lie_within_three_standard_errors(servers: int, load: float) -> None:
    arrivals = Decimal(str(load)) * servers

    theory = erlang_c(arrivals, Decimal(1), servers)
    seen = simulate(float(arrivals), 1.0, servers, seed=11, runs=16, customers=1_500)

    assert seen.agrees_with(theory.mean_wait), (seen, theory)


def test_the_agreement_can_fail() -> None:
    seen = simulate(2.0, 1.0, 3, seed=11, runs=16, customers=1_500)

    assert not seen.agrees_with(erlang_c(Decimal("2.5"), Decimal(1), 3).mean_wait)


@pytest.mark.parametrize("load", ["0.1", "0.5", "0.9"])
def test_one_server_waits_as_the_simplest_queue(load: str) -> None:
    used = Decimal(load)

    waiting = erlang_c(used, Decimal(1), 1)

    # M/M/1: P = ρ, Wq = ρ / (μ - λ)
    assert abs(waiting.probability - used) < Decimal("1e-20")
    assert abs(waiting.mean_wait - used / (1 - used)) < Decimal("1e-20")


@settings(max_examples=50, deadline=None)
@given(servers=st.integers(1, 40), load=st.decimals(min_value="0.01", max_value="0.99", places=2))
def test_probabilities_are_probabilities(servers: int, load: Decimal) -> None:
    waiting = erlang_c(load * servers, Decimal(1), servers)

    assert 0 < waiting.probability <= 1
    assert waiting.mean_wait > 0


def test_a_queue_that_grows_has_no_waiting_time() -> None:
    answer = ask("capacity", {"queue": {"arrivals": 3, "served": 1, "servers": 3}})

    assert answer["waiting"]["mean_wait"] is None
    assert answer["waiting"]["state"] == "backlog grows"


def test_demand_that_rises_by_a_fifth_makes_people_wait_longer() -> None:
    queue = {"queue": {"arrivals": 2, "served": 1, "servers": 3}}

    before, after = ask("capacity", queue), ask("capacity", {**queue, "demand_change": 0.2})

    # a = 2.4: (2.4³/6 · 3/0.6) / (1 + 2.4 + 2.88 + 11.52) = 11.52/17.8
    assert Decimal(after["waiting"]["probability_of_waiting"]) == Decimal("0.64719101")
    assert Decimal(after["waiting"]["mean_wait"]) > Decimal(before["waiting"]["mean_wait"])
    assert after["waiting"]["simulated"]["within_3_standard_errors"]


def test_hours_needed_are_set_against_hours_there_are() -> None:
    answer = ask(
        "capacity",
        {
            "volumes": [
                {"month": "2025-04", "process": "assessment", "volume": 10},
                {"month": "2025-04", "process": "ongoing_support", "volume": 40},
            ],
            "hours": [
                {"process": "assessment", "role": "Teacher", "hours": 6},
                {"process": "ongoing_support", "role": "Teacher", "hours": 2},
            ],
            "supply": [
                {"role": "Teacher", "fte": 8, "hours_a_year": 1260, "share_of_time": 0.15, "scenario": "low"},
                {
                    "role": "Teacher",
                    "fte": 8,
                    "hours_a_year": 1260,
                    "share_of_time": 0.25,
                    "scenario": "high",
                },
            ],
        },
    )

    # 10 × 6 + 40 × 2 = 140; 8 × 105 × 0.15 = 126; 8 × 105 × 0.25 = 210
    low, high = answer["months"]
    assert (low["demand_hours"], low["supply_hours"], low["state"]) == ("140", "126.00", "backlog grows")
    assert (high["supply_hours"], high["utilisation"], high["state"]) == ("210.00", "0.66666667", "room left")


def test_littles_law_tells_figures_that_cannot_belong_together() -> None:
    sound = {"open_cases": 100, "started_a_month": 20, "months_open": 5}

    assert ask("capacity", {"in_progress": sound})["littles_law"]["agrees"] is True
    assert ask("capacity", {"in_progress": {**sound, "months_open": 9}})["littles_law"]["agrees"] is False


def test_cumulative_arrivals_are_taken_apart() -> None:
    answer = ask("capacity", {"flow": {"cumulative_arrivals": [36, 76, 120], "throughput": 34}})

    assert answer["backlog"]["by_month"] == ["2", "8", "18"]


def test_nothing_entered_is_refused() -> None:
    assert "E00" in refusal("capacity", {})
