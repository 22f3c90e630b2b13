"""Writing everything an authority holds into one ZIP of JSON lines.

On a connection of the tables' owner, who sees what is shielded too, and in one transaction that sees one
moment. Rows are read and written one after the other, so that no size is too large.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from psycopg import IsolationLevel, sql

from opencaf.audit import trail
from opencaf.core import clock
from opencaf.files.sealing import unseal
from opencaf.open_export.carried import Connection, Table, carried_tables, version_of
from opencaf.open_export.described import description

FORMAT, FORMAT_VERSION = "opencaf-open-export", 1
MANIFEST, ABOUT = "manifest.json", "about.md"
AUTHORITY = "select id, name from agencies_authority where code = %s and practice_of_id is null"
ROWS = """
    copy (select row_to_json(found.*) from (select {columns} from {table} where {own} order by {key}) found)
    to stdout
"""
KEPT = "select id, {bytes}, {key} from {table} where authority_id = %(authority)s and {key} <> '' order by id"
KEEPS = "keeps_a_paper"
ONE_BY_ONE = 1


class NoSuchAuthorityError(Exception):
    """No authority here has that code."""


@dataclass(frozen=True)
class Part:
    """A part of the export and what proves it unchanged."""

    name: str
    rows: int
    sha256: str


def write_export(
    connection: Connection, code: str, path: Path, say: Callable[[str], None] = lambda line: None
) -> dict[str, Any]:
    """Write the export of the authority with this code to a new file that its maker alone may read.

    Returns the manifest. Raises NoSuchAuthorityError, and FileExistsError where the file is there already;
    a file that could not be finished is taken away.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            return write_parts(connection, code, archive, say)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_parts(
    connection: Connection, code: str, archive: zipfile.ZipFile, say: Callable[[str], None]
) -> dict[str, Any]:
    """Write every table, every kept paper, and the manifest last."""
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    with connection.transaction():
        connection.execute("set local timezone to 'UTC'")
        authority_id, name = find_authority(connection, code)
        tables = carried_tables(connection)
        parts = []
        for table in tables:
            part = write_table(connection, table, authority_id, archive)
            say(f"{table.name}: {part.rows:,}")
            parts += [part, *write_kept(connection, table, authority_id, archive)]
        archive.writestr(ABOUT, description(tables))
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "made_at": clock.now().isoformat(),
            "authority": {"id": str(authority_id), "code": code, "name": name},
            "version": version_of(connection, tables),
            "tables": {table.name: [asdict(column) for column in table.columns] for table in tables},
            "parts": [asdict(part) for part in parts],
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        note(connection, authority_id, "authority_exported", parts)
    return manifest


def find_authority(connection: Connection, code: str) -> tuple[uuid.UUID, str]:
    """Return id and name of the authority with this code. Raises NoSuchAuthorityError."""
    found = connection.execute(AUTHORITY, [code]).fetchone()
    if found is None:
        raise NoSuchAuthorityError(code)
    return found[0], found[1]


def write_table(
    connection: Connection, table: Table, authority_id: uuid.UUID, archive: zipfile.ZipFile
) -> Part:
    """Write an authority's rows of one table, a line of JSON each."""
    rows, digest = 0, hashlib.sha256()
    with archive.open(table.part, "w", force_zip64=True) as part:
        for line in lines_of(connection, table, authority_id):
            part.write(line)
            digest.update(line)
            rows += 1
    return Part(table.part, rows, digest.hexdigest())


def lines_of(connection: Connection, table: Table, authority_id: uuid.UUID) -> Iterator[bytes]:
    """Give the rows as lines of JSON; those of a table with papers say whether they have one."""
    names = [sql.Identifier(column.name) for column in table.columns]
    kept = (
        [sql.SQL("{} <> '' as {}").format(sql.Identifier(table.sealed.key_in), sql.Identifier(KEEPS))]
        if table.sealed
        else []
    )
    query = sql.SQL(ROWS).format(
        columns=sql.SQL(", ").join([*names, *kept]),
        table=sql.Identifier(table.name),
        own=sql.SQL(table.rows_of_authority.replace("%(authority)s", "{own}")).format(own=str(authority_id)),
        key=sql.SQL(table.key),
    )
    with connection.cursor() as cursor, cursor.copy(query) as copied:
        copied.set_types(["text"])
        for (line,) in copied.rows():
            yield line.encode() + b"\n"


def write_kept(
    connection: Connection, table: Table, authority_id: uuid.UUID, archive: zipfile.ZipFile
) -> Iterator[Part]:
    """Write the papers of a table, opened: a key of this installation is of no use elsewhere."""
    if table.sealed is None:
        return
    query = sql.SQL(KEPT).format(
        bytes=sql.Identifier(table.sealed.bytes_in),
        key=sql.Identifier(table.sealed.key_in),
        table=sql.Identifier(table.name),
    )
    with connection.cursor("kept") as cursor:
        cursor.itersize = ONE_BY_ONE
        for row_id, sealed, key_id in cursor.execute(query, {"authority": authority_id}):
            content = unseal(bytes(sealed), key_id=key_id, table=table.name, row_id=row_id)
            archive.writestr(table.part_of(row_id), content)
            yield Part(table.part_of(row_id), 1, hashlib.sha256(content).hexdigest())


def note(connection: Connection, authority_id: uuid.UUID, action: str, parts: list[Part]) -> None:
    """Write on the trail that everything of an authority went out, or came in."""
    values = trail.row_of(
        action,
        subject_kind="authority",
        subject_id=authority_id,
        parts=len(parts),
        rows=sum(part.rows for part in parts),
    )
    values[trail.COLUMN_OF_AUTHORITY] = authority_id
    connection.execute(trail.INSERT, values)
