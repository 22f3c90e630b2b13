"""The counts of some reports written by hand, for PostgreSQL and DuckDB alike: by the first way to divide.

What they need stands in a few columns, which are taken out as CSV and kept as Parquet for DuckDB.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg

MISTAKES = "('opened_in_error', 'merged_or_duplicate')"
COLUMNS = {
    "agencies_agency": "id, sector",
    "episodes_closure": "episode_id, reason, closed_on, reopened_on",
    "episodes_episode": "id, authority_id, initiating_agency_id",
    "episodes_servicedecision": "id, request_id, decision, decided_on",
    "episodes_servicerequest": "id, episode_id, asked_on, started_on, recalled_on",
    "episodes_standing": "episode_id, authority_id, first_completed_on",
}
COUNTS = {
    "assessed": """
        select agency.sector, count(*) from episodes_standing standing
        join episodes_episode file on file.id = standing.episode_id
        join agencies_agency agency on agency.id = file.initiating_agency_id
        where standing.first_completed_on >= '{first}' and standing.first_completed_on < '{before}'
          and not exists (select 1 from episodes_closure mistake where mistake.episode_id = file.id
                          and mistake.reopened_on is null and mistake.reason in {mistakes})
        group by 1
    """,
    "closed": """
        select closing.reason, count(*) from episodes_closure closing
        where closing.reopened_on is null and closing.reason not in {mistakes}
          and closing.closed_on >= '{first}' and closing.closed_on < '{before}'
        group by 1
    """,
    "requests": """
        with last as (
            select request_id, decision,
                   row_number() over (partition by request_id order by decided_on desc, id desc) as place
            from episodes_servicedecision)
        select case when request.started_on is not null then 'started'
                    else coalesce(last.decision, 'asked') end, count(*)
        from episodes_servicerequest request
        left join last on last.request_id = request.id and last.place = 1
        where request.recalled_on is null
          and request.asked_on >= '{first}' and request.asked_on < '{before}'
        group by 1
    """,
}


def statement(code: str, first: dt.date, before: dt.date) -> str:
    """Return the count of a report over a time."""
    return COUNTS[code].format(first=first, before=before, mistakes=MISTAKES)


@contextmanager
def columnar(owner: psycopg.Connection[Any], folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a DuckDB that reads the needed columns from Parquet files."""
    with duckdb.connect() as store:
        for table, columns in COLUMNS.items():
            written = folder / f"{table}.csv"
            with written.open("wb") as file:
                taken = f"copy {table} ({columns}) to stdout (format csv, header)"
                with owner.cursor().copy(taken) as rows:
                    for piece in rows:
                        file.write(piece)
            parquet = str(folder / f"{table}.parquet")
            store.read_csv(str(written)).write_parquet(parquet)
            store.read_parquet(parquet).create_view(table)
        yield store
