"""How long it takes to cost every child by month: `python -m bench.costing`.

A million cases with ten million dated events are costed in sets, in one process, beside two references of
the same run: each child by itself with the engine (on a sample), and the same sum in bare SQL on a
PostgreSQL of the benchmarks' own. All three must give the same money.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg

from bench.costing_sql import load, sum_in_sql
from bench.costing_world import EVENT_NAMES, World, as_date, day_number, make_world
from bench.database import drop_database, running_server
from opencaf.config.postgres import SUPERUSER
from opencaf.costing.charges import shown
from opencaf.costing.child_cost import cost_children
from opencaf.costing.findings import Findings
from opencaf.costing.journeys import CostInput, Event
from opencaf.costing.many_children import costs_by_month, in_pounds

PRICES = [Decimal(22), Decimal(204), Decimal(223), Decimal(197), Decimal(84)]
MONTHLY = Decimal(165)
WINDOW = (date(2010, 4, 1), date(2016, 4, 1))
DATABASE = "bench_costing"
SEED = 2011
TARGETS = {
    "seconds": 60,
    "megabytes": 2048,
    "largest_time_per_event_to_smallest": 1.5,
    "times_of_bare_sql": 1.0,
    "same_money": True,
}
Figures = dict[str, Any]


def main() -> int:
    """Measure, print, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a small world, to see that it works")
    parser.add_argument("--json", action="store_true", help="print one object")
    options = parser.parse_args()
    figures = measure(cases=20_000 if options.small else 1_000_000, sample=200 if options.small else 2_000)
    wrong = missed(figures)
    result = {
        "name": "costing",
        "small": options.small,
        "figures": figures,
        "targets": TARGETS,
        "met": not wrong,
        "missed": wrong,
    }
    print(json.dumps(result, indent=2) if options.json else sentences(figures, wrong))
    return 1 if wrong else 0


def measure(*, cases: int, sample: int) -> Figures:
    """Return all figures."""
    by_size = [measure_sets(make_world(cases // part, seed=SEED)) for part in (4, 2)]
    world = make_world(cases, seed=SEED)
    whole = measure_sets(world)
    by_size.append(whole)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    per_event = [size["processor_seconds"] / size["events"] for size in by_size]
    single = measure_single(sample)
    sql = measure_sql(world)
    return {
        "cases": cases,
        "events": whole["events"],
        "rows": whole["rows"],
        "total_pounds": str(shown(in_pounds(whole["steps"]))),
        "seconds": round(whole["seconds"], 2),
        "megabytes": round(megabytes),
        "sizes": [
            {name: round(size[name], 3) for name in ("events", "seconds", "processor_seconds")}
            for size in by_size
        ],
        "largest_time_per_event_to_smallest": round(max(per_event) / min(per_event), 2),
        "one_by_one_sample": sample,
        "one_by_one_seconds_of_sample": round(single["seconds"], 2),
        "one_by_one_seconds_of_all": round(single["seconds"] * cases / sample),
        "times_quicker_than_one_by_one": round(single["seconds"] * cases / sample / whole["seconds"]),
        "bare_sql_seconds": round(sql["seconds"], 2),
        "times_of_bare_sql": round(whole["seconds"] / sql["seconds"], 3),
        "same_money": bool(
            single["same"] and sql["steps"] == whole["steps"] and sql["rows"] == whole["rows"]
        ),
    }


def measure_sets(world: World) -> Figures:
    """Return the better of two runs in sets, with the sum as a whole number.

    Whether time grows as events do is judged by the processor's time, in which other programs count less.
    """
    seconds, (rows, steps) = best_of_two(lambda: sum_in_sets(world))
    processor, _ = best_of_two(lambda: sum_in_sets(world), clock=time.process_time)
    return {
        "events": len(world.columns.event_case),
        "rows": rows,
        "steps": steps,
        "seconds": seconds,
        "processor_seconds": processor,
    }


def sum_in_sets(world: World) -> tuple[int, int]:
    """Return how many cases × months cost something, and what they cost together."""
    rows = steps = 0
    days = (day_number(WINDOW[0]), day_number(WINDOW[1]))
    for part in costs_by_month(world.columns, PRICES, MONTHLY, days):
        rows += len(part.steps)
        # a chunk's sum fits in 64 bits only by halves: high and low parts are added up apart
        steps += (int((part.steps >> 32).sum()) << 32) + int((part.steps & 0xFFFFFFFF).sum())
    return rows, steps


def measure_single(sample: int) -> Figures:
    """Return the time of the engine, child by child, and whether it gives the same pennies."""
    world = make_world(sample, seed=SEED + 1)
    columns = world.columns
    events: dict[int, list[Event]] = {case: [] for case in range(sample)}
    for case, process, day in zip(columns.event_case, columns.event_process, columns.event_day, strict=True):
        events[int(case)].append(Event(child=str(case), process=EVENT_NAMES[process], on=as_date(day)))
    seconds, found = best_of_two(lambda: cost_one_by_one(events, world))
    days = (day_number(WINDOW[0]), day_number(WINDOW[1]))
    in_sets = {
        (str(case), month_name(int(month))): shown(in_pounds(steps))
        for part in costs_by_month(columns, PRICES, MONTHLY, days)
        for case, month, steps in zip(part.case, part.month, part.steps, strict=True)
    }
    return {"seconds": seconds, "same": in_sets == {key: shown(amount) for key, amount in found.items()}}


def cost_one_by_one(events: dict[int, list[Event]], world: World) -> dict[tuple[str, str], Decimal]:
    """Return each child's cost by month, in a loop over children."""
    found: dict[tuple[str, str], Decimal] = {}
    for of_case in events.values():
        given = CostInput(
            events=of_case, window_from=WINDOW[0], window_to=WINDOW[1], extract_on=world.taken_on
        )
        for charge in cost_children(given, Findings()).charges:
            key = charge.child, charge.month
            found[key] = found.get(key, Decimal(0)) + charge.amount
    return found


def measure_sql(world: World) -> Figures:
    """Return the time of the same sum in bare SQL; loading the rows is not counted."""
    with running_server("bench_costing") as ours:
        drop_database(ours, DATABASE)
        with psycopg.connect(ours.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(f"create database {DATABASE}")
        try:
            with psycopg.connect(ours.url(SUPERUSER, DATABASE), autocommit=True) as connection:
                load(connection, world)
                seconds, (rows, steps) = best_of_two(lambda: sum_in_sql(connection, PRICES, MONTHLY, WINDOW))
        finally:
            drop_database(ours, DATABASE)
    return {"seconds": seconds, "rows": rows, "steps": steps}


def best_of_two(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    """Return the shorter time of two runs, and what the work gave."""
    times = []
    for _ in range(2):
        begun = clock()
        given = work()
        times.append(clock() - begun)
    return min(times), given


def missed(figures: Figures) -> list[str]:
    """Return a sentence for every target that is missed."""
    wrong = [
        f"{name.replace('_', ' ')}: {figures[name]}, target at most {limit}"
        for name, limit in TARGETS.items()
        if name != "same_money" and figures[name] > limit
    ]
    return wrong if figures["same_money"] else [*wrong, "the three ways do not give the same money"]


def sentences(figures: Figures, wrong: list[str]) -> str:
    """Return the figures for people."""
    pounds, sample = Decimal(figures["total_pounds"]), figures["one_by_one_sample"]
    lines = [
        f"{figures['cases']:,} cases with {figures['events']:,} events cost £{pounds:,} in "
        f" {figures['rows']:,} months of cases.",
        f"In sets: {figures['seconds']} s and {figures['megabytes']} MB; per event at most "
        f"{figures['largest_time_per_event_to_smallest']} times as long as at another size.",
        f"Bare SQL: {figures['bare_sql_seconds']} s ({figures['times_of_bare_sql']} of it in sets).",
        f"One by one: {figures['one_by_one_seconds_of_all']:,} s, from {sample:,} children.",
        *(f"Missed: {sentence}" for sentence in wrong),
    ]
    return "\n".join(lines)


def month_name(month: int) -> str:
    """Return a month counted from January 1970 as the engine writes it."""
    return f"{1970 + month // 12}-{month % 12 + 1:02d}"


if __name__ == "__main__":
    sys.exit(main())
