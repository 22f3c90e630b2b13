"""The part of bench.reports that asks as the web role: each report in each way, and its references."""

from __future__ import annotations

import gc
import json
import os
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import duckdb
import psycopg
from django.urls import reverse

from bench.addresses import Page
from bench.asking import Person, Site
from bench.cast import find_cast
from bench.report_sql import COUNTS, columnar, statement
from bench.timing import BareConnection, milliseconds, see
from bench.worklists import COUNTS as OPEN_CASES
from bench.worklists import p95
from opencaf.core import clock
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.facts import Report
from opencaf.reports.periods import Period, month_of, months_after

TEN_YEARS = 119
WARM = 2
NUMBER = re.compile(r'govuk-body-l">[^<]*: ([\d,]+)\.')
Figures = dict[str, Any]


class Look(NamedTuple):
    """A report as it is asked for; by_hand: the code of its count by hand, where there is one."""

    title: str
    address: str
    by_hand: str = ""


def ask(rounds: str, directory: str) -> None:
    """Ask for every report in turn, and write what it took."""
    manager = find_cast(Site()).others["manager"]
    bare = BareConnection()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        with columnar(owner, Path(directory)) as store:
            looks = {look.title: figures_of(look, manager, bare, int(rounds)) for look in looks_at_all()}
            for look in looks_at_all():
                if look.by_hand:
                    looks[look.title] |= by_hand(look.by_hand, owner, store, int(rounds))
        numbers = owner.execute(OPEN_CASES).fetchone()
    (Path(directory) / "figures.json").write_text(json.dumps({"counts": numbers, "looks": looks}))


def ten_years() -> Period:
    """Return the last ten years, this month included."""
    this_month = month_of(clock.today())
    return Period(months_after(this_month, -TEN_YEARS), this_month)


def looks_at_all() -> Iterator[Look]:
    """Yield every way in which each report is asked for."""
    for report in REPORTS.values():
        yield from looks_at(report)


def looks_at(report: Report) -> Iterator[Look]:
    """Yield a report as it opens, over ten years, and by age."""
    address = reverse("reports:report", args=[report.code])
    yield Look(f"{report.code}, as it opens", address)
    first = f"{ten_years().first:%Y-%m}"
    long = {} if report.is_of_today else {"from_month": first, "columns": "year"}
    if long:
        yield Look(
            f"{report.code}, ten years",
            f"{address}?{urlencode(long)}",
            report.code if report.code in COUNTS else "",
        )
    if "age" in {axis.code for axis in report.axes}:
        yield Look(f"{report.code}, by age", f"{address}?{urlencode({**long, 'rows': 'age'})}")


def figures_of(look: Look, who: Person, bare: BareConnection, rounds: int) -> Figures:
    """Ask for a report and for its bare SQL in turn; return what they took, and the number that it says."""
    page = Page("reports:report", who, look.address)
    statements = see(page).statements
    gc.collect()
    whole, alone = [], []
    for number in range(WARM + rounds):
        taken, sent = milliseconds(page.ask), milliseconds(lambda: bare.replay(statements))
        if number >= WARM:
            whole.append(taken)
            alone.append(sent)
    said = NUMBER.search(who.get(look.address).text)
    return {
        "says": int(said[1].replace(",", "")) if said else None,
        "p50_ms": round(statistics.median(whole), 1),
        "p95_ms": round(p95(whole), 1),
        "bare_p50_ms": round(statistics.median(alone), 1),
        "ratio": round(statistics.median(whole) / statistics.median(alone), 2),
        "times": rounds,
    }


def by_hand(
    code: str, owner: psycopg.Connection[Any], store: duckdb.DuckDBPyConnection, rounds: int
) -> Figures:
    """Return how long the count by hand of ten years takes in both, and the sums."""
    counts = statement(code, ten_years().first, ten_years().ends_before)
    found: Figures = {}
    counted: dict[str, Callable[[], list[tuple[Any, ...]]]] = {
        "sql": lambda: owner.execute(counts).fetchall(),
        "duckdb": lambda: store.execute(counts).fetchall(),
    }
    for name, count in counted.items():
        times = [milliseconds(count) for _ in range(WARM + rounds)]
        found |= {
            f"{name}_ms": round(statistics.median(times[WARM:]), 1),
            f"{name}_says": sum(number for _code, number in count()),
        }
    return found


if __name__ == "__main__":
    ask(*sys.argv[1:])
