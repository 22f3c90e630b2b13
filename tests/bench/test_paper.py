"""The benchmark of copies on paper runs, and fails where a copy takes too long."""

import json
import subprocess
import sys
from pathlib import Path

from bench.paper import result_of

CLONE = Path(__file__).resolve().parents[2]


CASES = ["case-1-yusuf", "case-2-caitlin", "case-3-brennan", "case-4-ivy"]


def test_a_small_run_typesets_every_kind_of_copy() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.paper", "--small", "--json"],
        cwd=CLONE,
        capture_output=True,
        check=False,
    )

    result = json.loads(run.stdout)
    meetings = [f"{name}, for the meeting" for name in CASES]
    assert set(result["figures"]) == {*CASES, *meetings, "blank form", "twelve pictures and a tree"}
    assert all(one["bytes"] > 10_000 for one in result["figures"].values())
    assert run.returncode == (0 if result["met"] else 1)


def test_a_copy_that_takes_too_long_is_a_missed_target() -> None:
    slow = {"case": {"p50_ms": 151.0, "times_an_empty_sheet": 3.0, "bytes": 1}}

    assert result_of(slow)["missed"] == ["case"]
    assert not result_of(slow)["met"]
