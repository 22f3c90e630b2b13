"""The benchmark of costing runs small, agrees with itself, and says so when a target is missed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.costing import missed

CLONE = Path(__file__).resolve().parents[2]
MET = {
    "seconds": 8.0,
    "megabytes": 600,
    "largest_time_per_event_to_smallest": 1.1,
    "times_of_bare_sql": 0.3,
    "same_money": True,
}


def test_nothing_is_missed_where_every_figure_meets_its_target() -> None:
    assert missed(MET) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seconds", 61),
        ("megabytes", 2049),
        ("largest_time_per_event_to_smallest", 1.6),
        ("times_of_bare_sql", 1.2),
        ("same_money", False),
    ],
)
def test_a_missed_target_is_named(name: str, value: Any) -> None:
    assert len(missed({**MET, name: value})) == 1


def test_the_small_run_gives_the_same_money_three_ways() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bench.costing", "--small", "--json"],
        cwd=CLONE,
        capture_output=True,
        text=True,
        check=False,
    )

    result = json.loads(ended.stdout)
    assert result["name"] == "costing"
    assert result["figures"]["same_money"] is True
    assert ended.returncode == (0 if result["met"] else 1)
