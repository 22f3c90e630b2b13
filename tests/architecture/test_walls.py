"""The second wall stands around every table that holds an authority's data."""

from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models

from opencaf.core.fields import AuthorityForeignKey
from opencaf.core.second_wall import constraint_name

# Tables that signing in, sessions, jobs and Django itself need before it is known who asks.
WITHOUT_WALL = {
    "account_emailaddress": "sign-in: addresses of accounts",
    "account_emailconfirmation": "sign-in: addresses of accounts",
    "accounts_user": "sign-in: accounts hold an address and a password, nothing of families",
    "accounts_signonidentity": "sign-in: who an account is at its provider",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "auth_permission": "Django's own, unused",
    "cache_entries": "counters of sign-in attempts",
    "django_content_type": "Django's own",
    "django_migrations": "Django's own",
    "django_session": "sign-in: sessions",
    "mfa_authenticator": "sign-in: second factors of accounts, their secrets sealed",
    "procrastinate_events": "jobs carry ids only",
    "procrastinate_jobs": "jobs carry ids only",
    "procrastinate_periodic_defers": "jobs carry ids only",
    "procrastinate_workers": "jobs carry ids only",
    "usersessions_usersession": "sign-in: which sessions an account has open",
}


def rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def tables_without_wall() -> set[str]:
    """Tables of this database on which row-level security or every policy is missing."""
    query = """
        select relname from pg_class
        where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
          and not (relrowsecurity and exists (select 1 from pg_policy where polrelid = pg_class.oid))
    """
    return {name for (name,) in rows(query)}


@pytest.mark.django_db
def test_every_table_has_its_wall_or_is_listed() -> None:
    assert tables_without_wall() == set(WITHOUT_WALL)


@pytest.mark.django_db
def test_every_policy_wraps_its_setting_so_that_it_is_read_once() -> None:
    expressions = rows("select tablename, coalesce(qual, with_check) from pg_policies")

    bare = [table for table, words in expressions if "SELECT" not in words.upper() and "setting" in words]

    assert bare == []


def keys_of_authorities() -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, AuthorityForeignKey)
    ]


@pytest.mark.django_db
def test_no_key_can_cross_authorities() -> None:
    constraints = {name for (name,) in rows("select conname from pg_constraint where contype = 'f'")}

    missing = [key for key in keys_of_authorities() if constraint_name(*key) not in constraints]

    assert missing == []
    assert len(keys_of_authorities()) > 100


def plain_keys_between_records() -> list[str]:
    """Keys between two tables of an authority that are not kept inside it."""
    faults = []
    for model in apps.get_models():
        for field in model._meta.local_fields:
            target = field.related_model
            inside = isinstance(field, models.ForeignKey) and not isinstance(field, AuthorityForeignKey)
            if not inside or not isinstance(target, type) or field.name == "authority":
                continue
            if any(f.name == "authority" for f in target._meta.local_fields):
                faults.append(f"{model._meta.label}.{field.name}")
    return faults


def test_keys_between_records_carry_the_authority() -> None:
    assert plain_keys_between_records() == []


def test_a_table_without_a_wall_is_seen_by_the_guard(as_owner: psycopg.Connection[Any]) -> None:
    as_owner.execute("create table careless (authority_id uuid)")

    assert "careless" in tables_without_wall()
