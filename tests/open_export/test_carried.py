"""Every table is carried or left out for a reason; nothing carried points at what is left out."""

import psycopg
import pytest
from django.db import connection

from opencaf.open_export.carried import (
    ACCOUNTS,
    AUTHORITIES,
    COLUMNS_LEFT_OUT,
    LEFT_OUT,
    OF_THE_INSTALLATION,
    SEALED,
    Table,
    carried_tables,
)
from opencaf.open_export.described import description
from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "open-export-tables.md"
TABLES = """
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm')
"""
KEYS = """
    select distinct conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'
"""
BYTES = """
    select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'bytea'::regtype
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def raw() -> psycopg.Connection[tuple[object, ...]]:
    connection.ensure_connection()
    found: psycopg.Connection[tuple[object, ...]] = connection.connection
    return found


@pytest.fixture
def tables(raw: psycopg.Connection[tuple[object, ...]]) -> list[Table]:
    return carried_tables(raw)


def unexplained(held: set[str], carried: set[str]) -> set[str]:
    """Tables of the database that are neither carried nor left out for a reason."""
    return held - carried - set(LEFT_OUT) - set(OF_THE_INSTALLATION)


def test_every_table_is_carried_or_left_out_for_a_reason(
    raw: psycopg.Connection[tuple[object, ...]], tables: list[Table]
) -> None:
    held = {str(name) for (name,) in raw.execute(TABLES)}

    assert unexplained(held, {table.name for table in tables}) == set()
    assert set(LEFT_OUT) | set(OF_THE_INSTALLATION) <= held


def test_a_new_table_of_no_authority_would_be_missed() -> None:
    assert unexplained({"costing_country", ACCOUNTS}, {ACCOUNTS}) == {"costing_country"}


def test_nothing_carried_points_at_what_is_left_out(
    raw: psycopg.Connection[tuple[object, ...]], tables: list[Table]
) -> None:
    carried = {table.name for table in tables}

    outside = {(here, there) for here, there in raw.execute(KEYS) if here in carried and there not in carried}

    assert outside == set()


def test_whatever_is_kept_as_bytes_is_opened(
    raw: psycopg.Connection[tuple[object, ...]], tables: list[Table]
) -> None:
    carried = {table.name for table in tables}

    kept = {(table, column) for table, column in raw.execute(BYTES) if table in carried}

    assert kept == {(table, sealed.bytes_in) for table, sealed in SEALED.items()}


def test_no_password_is_carried(tables: list[Table]) -> None:
    by_name = {table.name: {column.name for column in table.columns} for table in tables}

    assert "password" not in by_name[ACCOUNTS]
    assert {"id", "code", "name"} <= by_name[AUTHORITIES]
    assert not any(column in by_name[table] for table, column in COLUMNS_LEFT_OUT)


def test_the_page_says_what_is_carried(tables: list[Table]) -> None:
    told = "Run: manage.py print_open_export > docs/open-export-tables.md"

    assert PAGE.read_text() == description(tables) + "\n", told
