"""Bringing an open export into an installation that does not know the authority: all of it, or nothing.

On a connection of the tables' owner. Rows keep their ids and moments. The triggers of the tables rest
meanwhile, since they refuse what was right when it happened; keys and checks are held to.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from django.contrib.auth.hashers import make_password
from psycopg import sql

from opencaf.files.sealing import seal
from opencaf.open_export.carried import ACCOUNTS, Connection, Sealed, Table, carried_tables, version_of
from opencaf.open_export.opening import CHANGED, Export, ExportRefusedError, opened
from opencaf.open_export.writing import KEEPS, note

OTHER_VERSION = (
    "The export was made by another version of OpenCAF: {apps} differ. Bring both to the same version first."
)
KNOWN = "The authority {code} is here already. Nothing was brought in."
ADDRESS_TAKEN = (
    "{count} accounts of the export have e-mail addresses that other accounts of this installation have. "
    "Change them here or there and make the export again. Nothing was brought in."
)
DOES_NOT_FIT = "The rows of {table} do not fit into this installation ({why}). Nothing was brought in."
POINTS_OUTSIDE = "Rows of the export point at others that are not in it ({why}). Nothing was brought in."

AT_ONCE = 2_000
KNOWN_HERE = "select 1 from agencies_authority where id = %(id)s or code = %(code)s"
TAKEN = """
    select count(*) from jsonb_array_elements(%s::jsonb) came
    join accounts_user here on here.email = came ->> 'email' and here.id::text <> came ->> 'id'
"""
INSERT = """
    insert into {table} ({columns})
    select {columns} from jsonb_populate_recordset(null::{table}, %s::jsonb) {unless}
"""
REST, WORK = "alter table {} disable trigger user", "alter table {} enable trigger user"
Row = dict[str, Any]


def bring_in(
    connection: Connection, path: Path, say: Callable[[str], None] = lambda line: None
) -> dict[str, Any]:
    """Bring in everything of an export in one transaction and return its manifest.

    Raises ExportRefusedError for what is no export, is of another version, was changed, or is here already.
    """
    with opened(path) as export, connection.transaction():
        tables = carried_tables(connection)
        refuse_other_version(export, tables, version_of(connection, tables))
        if connection.execute(KNOWN_HERE, export.authority).fetchone():
            raise ExportRefusedError(KNOWN.format(code=export.authority["code"]))
        tell_triggers(connection, tables, REST)
        for table in tables:
            say(f"{table.name}: {bring_in_table(connection, table, export):,}")
        hold_to_keys(connection)
        tell_triggers(connection, tables, WORK)
        authority_id = uuid.UUID(export.authority["id"])
        note(connection, authority_id, "authority_brought_in", list(export.parts.values()))
    return export.manifest


def refuse_other_version(export: Export, tables: list[Table], version: dict[str, str]) -> None:
    """Raise ExportRefusedError where tables are not as they were where the export was made."""
    there = export.manifest["version"]
    differ = sorted(app for app in {*there, *version} if there.get(app) != version.get(app))
    columns = {table.name: [asdict(column) for column in table.columns] for table in tables}
    differ = differ or sorted(
        name for name in columns if columns[name] != export.manifest["tables"].get(name)
    )
    if differ:
        raise ExportRefusedError(OTHER_VERSION.format(apps=", ".join(differ)))


def tell_triggers(connection: Connection, tables: list[Table], how: str) -> None:
    """Let the tables' own triggers rest, or work again."""
    for table in tables:
        connection.execute(sql.SQL(how).format(sql.Identifier(table.name)))


def bring_in_table(connection: Connection, table: Table, export: Export) -> int:
    """Write the rows of a table and return how many they are."""
    rows = completed(table, export)
    at_once = 1 if table.sealed else AT_ONCE
    names = {column.name for column in table.columns}
    count = 0
    while some := list(islice(rows, at_once)):
        if any(not names <= set(row) for row in some):
            raise ExportRefusedError(CHANGED.format(part=table.part))
        if table.name == ACCOUNTS:
            refuse_taken_addresses(connection, some)
        write(connection, table, some)
        count += len(some)
    return count


def completed(table: Table, export: Export) -> Iterator[Row]:
    """Give the rows of a table with what was left out: sealed papers, and passwords that open nothing."""
    for row in export.rows(table.part):
        if table.name == ACCOUNTS:
            row["password"] = make_password(None)
        if table.sealed:
            row |= sealed_again(table, table.sealed, row, export)
        yield row


def sealed_again(table: Table, sealed: Sealed, row: Row, export: Export) -> Row:
    """Return the column of a row that holds a paper and its key, sealed with this installation's."""
    if not row.pop(KEEPS, True):
        return {sealed.bytes_in: "\\x", sealed.key_in: ""}
    content = export.paper(table.part_of(row["id"]))
    key_id, closed = seal(content, table=table.name, row_id=uuid.UUID(row["id"]))
    return {sealed.bytes_in: f"\\x{closed.hex()}", sealed.key_in: key_id}


def refuse_taken_addresses(connection: Connection, accounts: list[Row]) -> None:
    """Raise ExportRefusedError where another account of this installation has an address of the export."""
    (count,) = connection.execute(TAKEN, [json.dumps(accounts)]).fetchone() or (0,)
    if count:
        raise ExportRefusedError(ADDRESS_TAKEN.format(count=count))


def write(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Write rows. An account that is here already, of somebody who works for two authorities, stays."""
    statement = sql.SQL(INSERT).format(
        table=sql.Identifier(table.name),
        columns=sql.SQL(", ").join(map(sql.Identifier, rows[0])),
        unless=sql.SQL("on conflict (id) do nothing" if table.name == ACCOUNTS else ""),
    )
    try:
        connection.execute(statement, [json.dumps(rows, ensure_ascii=False)])
    except (psycopg.IntegrityError, psycopg.DataError, psycopg.errors.UndefinedColumn) as wrong:
        raise ExportRefusedError(DOES_NOT_FIT.format(table=table.name, why=reason(wrong))) from None


def hold_to_keys(connection: Connection) -> None:
    """Check now what is checked at the end of a transaction. Raises ExportRefusedError."""
    try:
        connection.execute("set constraints all immediate")
    except psycopg.IntegrityError as wrong:
        raise ExportRefusedError(POINTS_OUTSIDE.format(why=reason(wrong))) from None


def reason(wrong: psycopg.Error) -> str:
    """Return which rule a row breaks: a name of the schema, never a word of the row."""
    return wrong.diag.constraint_name or wrong.diag.column_name or wrong.sqlstate or "unknown"
