"""The benchmark of the trail writes the columns that the program writes, and compares like with like."""

import re

from bench.trail import INSERT, ratio
from opencaf.audit import trail


def columns_of(statement: str) -> list[str]:
    found = re.search(r"\(([^)]*)\)", statement)
    assert found
    return [name.strip() for name in found[1].split(",")]


def test_the_benchmark_inserts_what_the_program_inserts() -> None:
    assert columns_of(INSERT) == columns_of(trail.INSERT)


def test_the_ratio_is_that_of_each_round() -> None:
    speeds = {"audit_event_alone": [90.0, 40.0, 95.0], "bare_event_alone": [100.0, 50.0, 100.0]}

    assert ratio(speeds, "alone") == 0.9
