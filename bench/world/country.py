"""`python -m bench.world.country --authorities 153`, as the owner, after bench.world has filled one.

That authority is spread over ten years, then copied in sets with ids of their own. Only what reports read is
copied, and of marks only those that count as a need or say how it moved.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator

import psycopg
from django.apps import apps
from django.db import models

from bench.world.inserting import Connection

YEARS = 10
COPIED = (
    "agencies.Locality",
    "agencies.Agency",
    "agencies.Practitioner",
    "agencies.Post",
    "people.Person",
    "episodes.Episode",
    "episodes.EpisodeChild",
    "episodes.Standing",
    "episodes.Assessment",
    "episodes.Mark",
    "episodes.Meeting",
    "episodes.Consent",
    "episodes.LeadProfessional",
    "episodes.ServiceRequest",
    "episodes.ServiceDecision",
    "episodes.ThresholdStep",
    "episodes.Closure",
)
ONE_BODY = """
insert into agencies_authority
select (jsonb_populate_record(one, to_jsonb(one) || jsonb_build_object(
    'id', '{body}', 'code', 'NB', 'name', 'Office for early help', 'is_national', true))).*
from agencies_authority one where code = 'ZB';
insert into agencies_agency
select (jsonb_populate_record(null::agencies_agency, to_jsonb(one) || jsonb_build_object(
    'id', '{body}', 'authority_id', '{body}'))).*
from (select * from agencies_agency limit 1) one;
insert into accounts_user
select (jsonb_populate_record(null::accounts_user, to_jsonb(one) || jsonb_build_object(
    'id', '{body}', 'email', 'national@example.org'))).*
from (select * from accounts_user limit 1) one;
insert into agencies_practitioner
select (jsonb_populate_record(null::agencies_practitioner, to_jsonb(one) || jsonb_build_object(
    'id', '{body}', 'authority_id', '{body}', 'user_id', '{body}'))).*
from (select * from agencies_practitioner limit 1) one;
insert into agencies_post
select (jsonb_populate_record(null::agencies_post, to_jsonb(one) || jsonb_build_object(
    'id', '{body}', 'authority_id', '{body}', 'practitioner_id', '{body}', 'agency_id', '{body}',
    'locality_id', null, 'role', 'national_analyst'))).*
from (select * from agencies_post limit 1) one
"""
BODY = "00000000-0000-7000-8000-000000000001"
NOT_READ = "delete from episodes_mark where occasion = 'start' and (value is null or value < 3)"
SPREAD = f"""
create temporary table spread as
select id episode_id,
       case when closed_on is null then 0
            else 365 * (row_number() over (order by id) % {YEARS - 1}) end::int as days
from episodes_episode
"""
COPIES = """
create temporary table copies as select k, md5('authority' || k)::uuid authority_id
from generate_series(1, {more}) k
"""
AUTHORITIES = """
insert into agencies_authority
select (jsonb_populate_record(one, to_jsonb(one) || jsonb_build_object(
    'id', authority_id, 'code', 'B' || k, 'name', 'Benchshire ' || k, 'privacy_officer_id', null))).*
from agencies_authority one, copies where code = 'ZB'
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.world.country")
    parser.add_argument("--authorities", type=int, required=True)
    options = parser.parse_args()
    started = time.monotonic()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        connection.execute("set session_replication_role = replica")
        spread_over_years(connection)
        copy_authority(connection, options.authorities - 1)
        connection.execute(ONE_BODY.format(body=BODY))
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("vacuum analyze")
    sys.stderr.write(f"Copied to {options.authorities} authorities in {time.monotonic() - started:.0f} s\n")


def spread_over_years(connection: Connection) -> None:
    """Move what happened in closed CAFs into the past, each by some years, the children's births with it."""
    connection.execute(NOT_READ)
    connection.execute(SPREAD)
    for model in copied():
        days = [field for field in model._meta.local_concrete_fields if isinstance(field, models.DateField)]
        moved = [str(field.column) for field in days if not isinstance(field, models.DateTimeField)]
        key = {"episodes_episode": "id"}.get(model._meta.db_table, "episode_id")
        if moved and key in {str(field.column) for field in model._meta.local_concrete_fields}:
            move(connection, model._meta.db_table, moved, f"spread.episode_id = one.{key}", "spread")
    of_child = (
        "(select child_id, min(days) days from episodes_episodechild join spread using (episode_id)"
        " group by child_id) spread"
    )
    move(connection, "people_person", ["born_on"], "spread.child_id = one.id", of_child)


def move(connection: Connection, table: str, columns: list[str], match: str, source: str) -> None:
    """Move dates of a table by the days of their episode."""
    earlier = ", ".join(f"{column} = {column} - spread.days" for column in columns)
    connection.execute(f"update {table} one set {earlier} from {source} where {match}")


def copied() -> Iterator[type[models.Model]]:
    """Give the models whose rows are copied."""
    for name in COPIED:
        yield apps.get_model(name)


def copy_authority(connection: Connection, more: int) -> None:
    """Copy the authority's rows for so many others, each table in one set."""
    connection.execute(COPIES.format(more=more))
    connection.execute(AUTHORITIES)
    for model in copied():
        columns = [str(field.column) for field in model._meta.local_concrete_fields]
        values = ", ".join(copy_of(field) for field in model._meta.local_concrete_fields)
        table = model._meta.db_table
        # the first authority alone: what was copied of this table is no source
        connection.execute(
            f"insert into {table} ({', '.join(columns)}) select {values} from {table} one, copies"
        )


def copy_of(field: models.Field[object, object]) -> str:
    """Return a column of a copy: ids are made anew alike wherever they stand; accounts are not copied."""
    column = str(field.column)
    if column == "authority_id":
        return "copies.authority_id"
    if column == "user_id":
        return "null"
    is_key = isinstance(field, models.UUIDField) or field.is_relation
    return f"md5(one.{column}::text || copies.k)::uuid" if is_key else f"one.{column}"


if __name__ == "__main__":
    main()
