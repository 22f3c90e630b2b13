"""The benchmark of the reports runs, and fails where a report is slow or says another number than SQL."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.national_results import result_of_country
from bench.report_sql import COUNTS
from bench.reports import P95_MS, result_of
from opencaf.national.catalogue import NATIONAL

CLONE = Path(__file__).resolve().parents[2]


def found(**figures: Any) -> dict[str, Any]:
    """What a run found of one report."""
    whole = {"says": 7, "p95_ms": 20.0, "sql_says": 7, "duckdb_says": 7, **figures}
    return {"counts": [40_000, 3_000], "looks": {"closed, ten years": whole}}


def test_a_small_run_asks_for_every_report_and_finds_the_numbers_of_the_sql() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.reports", "--small", "--json"],
        cwd=CLONE,
        capture_output=True,
        check=False,
    )

    found = json.loads(run.stdout)
    figures = found["figures"]
    assert {title.partition(",")[0] for title in figures} >= {"assessed", "closed", "needs", "requests"}
    for code in COUNTS:
        one = figures[f"{code}, ten years"]
        assert one["says"] == one["sql_says"] == one["duckdb_says"] > 0
    country = found["national"]
    assert country["world"]["authorities"] == 3
    assert country["world"]["summaries"] > 0
    assert {"started, each authority", "closed, year by year"} <= set(country["figures"]["country"])
    assert set(country["figures"]["counted"]) == set(NATIONAL)
    assert run.returncode == (0 if found["met"] else 1)


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        ({}, []),
        ({"p95_ms": P95_MS + 1}, [f"closed, ten years takes {P95_MS + 1} ms"]),
        ({"sql_says": 8}, ["closed, ten years says 7"]),
        ({"duckdb_says": 6}, ["closed, ten years says 7"]),
        ({"says": None}, ["closed, ten years says None"]),
    ],
)
def test_a_slow_report_and_a_wrong_number_are_missed_targets(
    figures: dict[str, Any], missed: list[str]
) -> None:
    result = result_of(found(**figures))

    assert (result["missed"], result["met"]) == (missed, not missed)


def country(**figures: Any) -> dict[str, Any]:
    """What a run found of a country."""
    one = {"p95_ms": 20.0}
    by_hand = {"sql_says": 7, "duckdb_says": 7}
    parts = {"country": {"closed": one}, "one": {"closed": one}, "counted": {"closed": one}}
    return {
        "world": [60, 3],
        "summaries": [9],
        "night": {},
        "everything": {"closed": by_hand},
        **parts,
        **figures,
    }


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        ({}, []),
        ({"country": {"closed": {"p95_ms": 4_999.0}}}, []),
        ({"country": {"closed": {"p95_ms": 5_001.0}}}, ["country: closed takes 5001.0 ms"]),
        ({"one": {"closed": {"p95_ms": 1_001.0}}}, ["one: closed takes 1001.0 ms"]),
        ({"everything": {"closed": {"sql_says": 7, "duckdb_says": 6}}}, ["everything: closed says 7 and 6"]),
    ],
)
def test_a_slow_country_and_a_wrong_number_are_missed_targets(
    figures: dict[str, Any], missed: list[str]
) -> None:
    result = result_of_country(country(**figures))

    assert result["missed"] == missed
    assert result["met"] == (not missed)
