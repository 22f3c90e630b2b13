"""The part of bench.reports --national that asks as the web role: the night, the pages, their references."""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.db import transaction
from django.urls import reverse

from bench.asking import Person, Site
from bench.report_looks import WARM, Look, by_hand, figures_of, looks_at_all
from bench.report_sql import COUNTS, columnar
from bench.timing import BareConnection, milliseconds
from bench.worklists import COUNTS as OPEN_CASES
from bench.worklists import p95
from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.core.dates import financial_year_begun
from opencaf.national.catalogue import NATIONAL
from opencaf.national.jobs import tell_country_of
from opencaf.reports.counted import groups_of
from opencaf.reports.periods import financial_year

Figures = dict[str, Any]
ROLES = """
select post.role, person.user_id from agencies_practitioner person
join agencies_post post on post.practitioner_id = person.id
where person.user_id is not null and post.role in ('manager', 'analyst', 'national_analyst')
"""
AUTHORITIES = "select id from agencies_authority where not is_national order by name"
EPISODES = "select count(*), count(distinct authority_id) from episodes_episode"


def ask(rounds: str, directory: str) -> None:
    """Count for the night, ask for every report in turn, and write what it took."""
    site, times = Site(), int(rounds)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        people = {role: Person(site, role, user_id) for role, user_id in owner.execute(ROLES).fetchall()}
        night = count_the_night([str(row[0]) for row in owner.execute(AUTHORITIES).fetchall()])
        owner.execute("vacuum analyze national_summary")
        bare = BareConnection()
        reader = people["national_analyst"]
        country = {look.title: figures_of(look, reader, bare, times) for look in national()}
        one = {look.title: figures_of(look, people["manager"], bare, times) for look in looks_at_all()}
        analyst = practitioner_of_user(people["analyst"].user_id)
        assert analyst
        counted = {code: counting(analyst, code, times) for code in NATIONAL}
        with columnar(owner, Path(directory)) as store:
            everything = {code: by_hand(code, owner, store, times) for code in COUNTS}
        found: Figures = {
            "counts": owner.execute(OPEN_CASES).fetchone(),
            "world": owner.execute(EPISODES).fetchone(),
            "summaries": owner.execute("select count(*) from national_summary").fetchone(),
        }
    found |= {"night": night, "country": country, "one": one, "counted": counted, "everything": everything}
    (Path(directory) / "figures.json").write_text(json.dumps(found))


def count_the_night(authorities: list[str]) -> Figures:
    """Count every authority as the job of the night does, one after the other."""
    taken = [milliseconds(lambda one=one: tell_country_of(one)) / 1000 for one in authorities]  # type: ignore[misc]
    return {"seconds": round(sum(taken), 1), "an_authority_s": round(statistics.median(taken), 2)}


def national() -> Iterator[Look]:
    """Give each national report with its authorities in the last whole year, and the country by years."""
    last = financial_year_begun(clock.today()) - 1
    for code, report in NATIONAL.items():
        address = reverse("national:report", args=[code])
        year = {} if report.is_of_today else {"year": last}
        yield Look(f"{code}, each authority", f"{address}?{urlencode(year)}")
        yield Look(f"{code}, year by year", f"{address}?{urlencode({'show': 'years'})}")


def counting(analyst: Practitioner, code: str, rounds: int) -> Figures:
    """Return how long the database counts what an analyst asks: of last year, by two ways to divide."""
    report, year = NATIONAL[code], financial_year(financial_year_begun(clock.today()) - 1)
    ways = [axis.code for axis in report.axes[:2]]
    with transaction.atomic(), acting_for(asking_as(analyst)):
        times = [milliseconds(lambda: groups_of(code, year, ways)) for _ in range(WARM + rounds)][WARM:]
    return {"p50_ms": round(statistics.median(times), 1), "p95_ms": round(p95(times), 1)}


if __name__ == "__main__":
    ask(*sys.argv[1:])
