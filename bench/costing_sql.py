"""The same sum in bare SQL: rows of events and of support, added up by case and month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray

from bench.costing_world import World
from opencaf.costing.many_children import in_steps

TABLES = """
create unlogged table event (case_id int not null, process smallint not null, day date not null);
create unlogged table support (case_id int not null, starts_on date not null, ends_on date not null);
create unlogged table price (process smallint primary key, steps bigint not null);
"""
POSTGRES_EPOCH = 10_957  # 1 January 2000 counted from 1 January 1970
SUM = """
select count(*), sum(steps)
from (
    select case_id, month, sum(steps) as steps
    from (
        select case_id, date_trunc('month', day::timestamp)::date as month, price.steps
        from event join price using (process)
        where day >= %(first)s and day < %(last)s
        union all
        select case_id, month::date,
            (least(ends_on, %(last)s, (month + interval '1 month')::date)
                - greatest(starts_on, %(first)s, month::date))
            * (%(monthly)s::bigint / ((month + interval '1 month')::date - month::date))
        from support,
            generate_series(
                date_trunc('month', greatest(starts_on, %(first)s)::timestamp),
                (least(ends_on, %(last)s) - 1)::timestamp, interval '1 month') as month
        where least(ends_on, %(last)s) > greatest(starts_on, %(first)s)
    ) as charge
    group by case_id, month
) as by_month
"""


def load(connection: psycopg.Connection[Any], world: World) -> None:
    """Make the tables and fill them."""
    columns = world.columns
    connection.execute(TABLES)
    copy(
        connection,
        "event (case_id, process, day)",
        [columns.event_case, columns.event_process.astype(np.int16), columns.event_day - POSTGRES_EPOCH],
    )
    cases = np.arange(len(columns.support_from), dtype=np.int32)
    copy(
        connection,
        "support (case_id, starts_on, ends_on)",
        [cases, columns.support_from - POSTGRES_EPOCH, columns.support_to - POSTGRES_EPOCH],
    )
    connection.execute("analyze event")
    connection.execute("analyze support")


def copy(connection: psycopg.Connection[Any], target: str, columns: Sequence[NDArray[Any]]) -> None:
    """Copy whole columns in PostgreSQL's binary form: a row's width, then each cell's length and value."""
    layout = [("width", ">i2")]
    for number, column in enumerate(columns):
        layout += [(f"length{number}", ">i4"), (f"value{number}", f">i{column.dtype.itemsize}")]
    rows = np.empty(len(columns[0]), dtype=np.dtype(layout))
    rows["width"] = len(columns)
    for number, column in enumerate(columns):
        rows[f"length{number}"], rows[f"value{number}"] = column.dtype.itemsize, column
    header, trailer = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
    with connection.cursor().copy(f"copy {target} from stdin (format binary)") as sent:
        sent.write(header)
        for begin in range(0, len(rows), 500_000):
            sent.write(rows[begin : begin + 500_000].tobytes())
        sent.write(trailer)


def sum_in_sql(
    connection: psycopg.Connection[Any],
    prices: Sequence[Decimal],
    monthly: Decimal,
    window: tuple[date, date],
) -> tuple[int, int]:
    """Return how many cases × months cost something, and what they cost together."""
    connection.execute("truncate price")
    with connection.cursor() as cursor:
        steps = [(number, in_steps(price)) for number, price in enumerate(prices)]
        cursor.executemany("insert into price values (%s, %s)", steps)
    connection.execute("set work_mem = '512MB'")
    values = {"first": window[0], "last": window[1], "monthly": in_steps(monthly)}
    row = connection.execute(SUM, values).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
