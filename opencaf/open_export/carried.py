"""What an open export carries: every table with an authority's rows, but for those that are named here.

The tables are read from the database, so that a new one is carried from its first day
(tests/open_export holds every table that is left out to a reason).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]

AUTHORITIES, ACCOUNTS, PRACTITIONERS = "agencies_authority", "accounts_user", "agencies_practitioner"

LEFT_OUT = {
    "core_submission": "forms that were sent in the last hours, so that none counts twice",
    "audit_counted": "how much somebody looked at within the running hour",
    "outbox_message": "mails that wait to be sent",
    "registers_waitingregister": "files that wait to be brought in; choose them again",
    "practice_street": "who practises: practice streets hold nothing real, and are made anew",
    "registers_triedrow": "what would become of the rows of such a file",
}
OF_THE_INSTALLATION = {
    "audit_seal": "seals of the trail of all authorities together; brought-in events are sealed anew",
    "account_emailaddress": "not used: an account has one address",
    "account_emailconfirmation": "not used",
    "accounts_signonidentity": "who somebody is at a provider of sign-on; they sign on anew",
    "auth_group": "not used",
    "auth_group_permissions": "not used",
    "auth_permission": "not used",
    "cache_entries": "kept for minutes",
    "django_content_type": "names of tables, the same everywhere",
    "django_migrations": "which version the tables are of; the manifest says it",
    "django_session": "who is signed in",
    "mfa_authenticator": "second factors; everybody sets up theirs anew",
    "procrastinate_events": "jobs of this server",
    "procrastinate_jobs": "jobs of this server",
    "procrastinate_periodic_defers": "jobs of this server",
    "procrastinate_workers": "jobs of this server",
    "usersessions_usersession": "who is signed in, and where",
}
COLUMNS_LEFT_OUT = {
    (ACCOUNTS, "password"): "everybody chooses a new one",
    (ACCOUNTS, "last_login"): "of this installation",
    ("audit_event", "xid"): "of this database; the trail of the next seals the event anew",
}


@dataclass(frozen=True)
class Sealed:
    """A column whose bytes this installation's key has encrypted; they are carried open, each as a part."""

    bytes_in: str
    key_in: str = "key_id"


SEALED = {
    "files_storedfile": Sealed("sealed"),
    "episodes_transfer": Sealed("secrets"),
    "episodes_receivedtransfer": Sealed("held"),
}

COLUMNS = """
    select a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
    from pg_attribute a
    where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum
"""
TABLES = """
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'authority_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname
"""
KEY = """
    select string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum))
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = %s::regclass and i.indisprimary
"""
MIGRATED = "select app, max(name) from django_migrations where app = any(%s) group by app order by app"


@dataclass(frozen=True)
class Column:
    """A column that is carried: its name, PostgreSQL's type, and whether it may be empty."""

    name: str
    type: str
    may_be_null: bool


@dataclass(frozen=True)
class Table:
    """A table that is carried, its rows in the order of its key."""

    name: str
    columns: tuple[Column, ...]
    key: str

    @property
    def sealed(self) -> Sealed | None:
        return SEALED.get(self.name)

    @property
    def rows_of_authority(self) -> str:
        """Which rows are an authority's, whose id is the parameter."""
        if self.name == AUTHORITIES:
            return "id = %(authority)s"
        if self.name == ACCOUNTS:
            return f"id in (select user_id from {PRACTITIONERS} where authority_id = %(authority)s)"  # noqa: S608
        return "authority_id = %(authority)s"

    @property
    def part(self) -> str:
        """The part of the export that holds its rows."""
        return f"tables/{self.name}.jsonl"

    def part_of(self, row_id: object) -> str:
        """The part of the export that holds the bytes of a row."""
        return f"kept/{self.name}/{row_id}"


def carried_tables(connection: Connection) -> list[Table]:
    """Return the tables that an export carries: accounts and the authority first, the others by name."""
    with_authority = [name for (name,) in connection.execute(TABLES) if name not in LEFT_OUT]
    return [table_of(connection, name) for name in [ACCOUNTS, AUTHORITIES, *with_authority]]


def table_of(connection: Connection, name: str) -> Table:
    """Return a table as the database describes it."""
    held = [Column(*row) for row in connection.execute(COLUMNS, [name])]
    sealed = SEALED.get(name)
    inside = {sealed.bytes_in, sealed.key_in} if sealed else set()
    columns = tuple(
        one for one in held if one.name not in inside and (name, one.name) not in COLUMNS_LEFT_OUT
    )
    (key,) = connection.execute(KEY, [name]).fetchone() or ("",)
    return Table(name, columns, key)


def version_of(connection: Connection, tables: list[Table]) -> dict[str, str]:
    """Return the last migration of every app whose tables are carried: what the rows' form depends on."""
    apps = sorted({table.name.split("_")[0] for table in tables})
    return dict(connection.execute(MIGRATED, [apps]).fetchall())
