"""The benchmark of the lists of work runs, and fails where a list takes too long."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.worklists import P95_MS, lists_on, result_of

CLONE = Path(__file__).resolve().parents[2]
ROLES = ("coordinator", "manager")


def test_a_small_run_asks_for_every_list() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.worklists", "--small", "--json"],
        cwd=CLONE,
        capture_output=True,
        check=False,
    )

    result = json.loads(run.stdout)
    of_roles = {f"{name}, {role}" for name in ("My work", "Board", "Who leads how many") for role in ROLES}
    assert set(result["figures"]) == {"My work, practitioner", "Lists of the board, coordinator", *of_roles}
    assert all(one["times"] >= 3 for one in result["figures"].values())
    assert run.returncode == (0 if result["met"] else 1)


def test_a_list_that_takes_too_long_is_a_missed_target() -> None:
    slow: dict[str, Any] = {"counts": [40_000, 3_000], "lists": {"Board": {"p95_ms": P95_MS + 1}}}

    assert result_of(slow)["missed"] == ["Board"]
    assert not result_of(slow)["met"]


def test_the_lists_of_a_board_are_found_by_its_links() -> None:
    page = '<a href="/home/board/new/">4</a><a href="/home/board/caseload/">Who</a><a href="/home/">Up</a>'

    assert lists_on(page, "/home/board/") == ["/home/board/new/"]
