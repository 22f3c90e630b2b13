"""One row of every table, all about one case of one child: what the second wall has to hide."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql
from psycopg.types.json import Jsonb

from opencaf.access.models import AccessGrant, AccessRequest, BrokenGlass, DutyGround
from opencaf.agencies.models import Agency, Authority, Locality, Post, Practitioner
from opencaf.audit.models import Correction
from opencaf.core.roles import OWNER, WEB
from opencaf.episodes.models import Episode, Standing
from opencaf.people.models import Person
from tests.databases import Databases

NOW = dt.datetime(2026, 11, 2, 10, 30, tzinfo=dt.UTC)
Row = dict[str, Any]
# Rows that the database keeps itself, under the id of the row from which it begins.
KEPT: dict[type[models.Model], type[models.Model]] = {Standing: Episode}


Models = frozenset[type[models.Model]]


def about_a_case(model: type[models.Model], through: Models = frozenset()) -> bool:
    """Whether a table's rows lead to a case or a person of a family, by keys or by bare ids."""
    way = through | {model}
    return model in (Episode, Person) or any(leads_there(field, way) for field in model._meta.local_fields)


def leads_there(field: Any, through: Models) -> bool:
    """Whether a column leads to a case or a person, itself or through the row to which it points."""
    if field.name in ("episode_id", "child_id", "record_id"):
        return True
    target = field.related_model
    return isinstance(target, type) and target not in through and about_a_case(target, through)


def tables_about_a_case() -> dict[str, type[models.Model]]:
    """Every such table with its model."""
    models_ = [model for model in apps.get_models() if model._meta.managed]
    found = {model._meta.db_table: model for model in models_ if about_a_case(model)}
    return found | dict(reached_by_these(found, models_))


def reached_by_these(
    found: dict[str, type[models.Model]], models_: list[type[models.Model]]
) -> Iterator[tuple[str, type[models.Model]]]:
    """Yield tables that exist only because such rows point to them: a family, a household."""
    targets = {
        field.related_model
        for model in found.values()
        for field in model._meta.local_fields
        if field.related_model and field.related_model._meta.app_label == "people"
    }
    yield from ((model._meta.db_table, model) for model in models_ if model in targets)


@dataclass
class OneCase:
    """A database that holds one case in one row of each table, and who might ask for it."""

    databases: Databases
    name: str
    ids: dict[type[models.Model], uuid.UUID]

    @property
    def authority_id(self) -> uuid.UUID:
        return self.ids[Authority]

    @contextmanager
    def as_owner(self) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(self.databases.url(OWNER, self.name)) as connection:
            yield connection

    @contextmanager
    def as_web(self, **settings: object) -> Iterator[psycopg.Connection[Any]]:
        """As the web role, after the settings are made for one transaction that is undone."""
        with psycopg.connect(self.databases.url(WEB, self.name)) as connection:
            for name, value in settings.items():
                connection.execute("select set_config(%s, %s, true)", [f"app.{name}", str(value)])
            yield connection
            connection.rollback()

    def asking(self, practitioner_id: uuid.UUID, post_id: uuid.UUID | None = None) -> dict[str, object]:
        """The settings of somebody of the authority."""
        return {
            "authority": self.authority_id,
            "practitioner": practitioner_id,
            "post": post_id or "",
            "now": NOW.isoformat(),
        }

    def stranger(self, **values: Any) -> tuple[uuid.UUID, uuid.UUID]:
        """Somebody new with a post: the ids of both."""
        with self.as_owner() as owner:
            who = insert(owner, Practitioner, {"authority_id": self.authority_id})
            held = {"practitioner_id": who, "agency_id": self.ids[Agency], "role": "practitioner", **values}
            return who, insert(owner, Post, {"authority_id": self.authority_id, **held})

    def grant(self, practitioner_id: uuid.UUID, level: int, ends_at: dt.datetime | None = None) -> None:
        """Let somebody see the case and its child."""
        values = {
            "authority_id": self.authority_id,
            "practitioner_id": practitioner_id,
            "child_id": self.ids[Person],
            "episode_id": self.ids[Episode],
            "level": level,
            "basis": "team",
            "starts_at": NOW - dt.timedelta(days=1),
            "ends_at": ends_at,
        }
        with self.as_owner() as owner:
            insert(owner, AccessGrant, values)

    def there_is(self) -> dict[str, int]:
        """How many rows of each table there are."""
        with self.as_owner() as owner:
            return {table: count(owner, table) for table in tables_about_a_case()}

    def seen(self, **settings: object) -> dict[str, int]:
        """How many rows of each table somebody sees by plain SQL."""
        with self.as_web(**settings) as web:
            return {table: count(web, table) for table in tables_about_a_case()}


def count(connection: psycopg.Connection[Any], table: str) -> int:
    """Return how many rows of a table this connection sees; none where it may not read at all."""
    try:
        with connection.transaction():
            rows = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
            return int(rows.fetchone()[0])  # type: ignore[index]
    except psycopg.errors.InsufficientPrivilege:
        return 0


@contextmanager
def one_case(databases: Databases) -> Iterator[OneCase]:
    """Make the database; its checks are dropped, since only what the policies let through matters here."""
    with databases.copy() as name:
        made = OneCase(databases, name, {})
        with made.as_owner() as owner:
            for statement in checks(owner):
                owner.execute(statement)
            made.ids.update(fill(owner))
        yield made


def checks(owner: psycopg.Connection[Any]) -> list[sql.Composed]:
    """The statements that drop every check."""
    rows = owner.execute(
        """select conrelid::regclass::text, conname from pg_constraint
           where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0"""
    )
    drop = sql.SQL("alter table {} drop constraint {}")
    return [drop.format(sql.Identifier(table), sql.Identifier(name)) for table, name in rows.fetchall()]


def fill(owner: psycopg.Connection[Any]) -> dict[type[models.Model], uuid.UUID]:
    """Write one row of every table of an authority, each pointing to the others; return their ids."""
    ids = {model: uuid.uuid4() for model in apps.get_models() if is_of_an_authority(model)}
    ids |= {kept: ids[source] for kept, source in KEPT.items()}
    for model, row_id in ids.items():
        if model not in KEPT:
            insert(owner, model, {"id": row_id, **pointing(model, ids)})
    return ids


def is_of_an_authority(model: type[models.Model]) -> bool:
    return model is Authority or any(
        str(field.column) == "authority_id" for field in model._meta.local_fields
    )


def pointing(model: type[models.Model], ids: dict[type[models.Model], uuid.UUID]) -> Row:
    """Return the columns of a row that lead to the other rows."""
    values: Row = {} if model is Authority else {"authority_id": ids[Authority]}
    for field in model._meta.local_fields:
        target: Any = field.related_model
        if target in ids and target is not model:
            values[str(field.column)] = ids[target]
    bare = {"child_id": ids[Person], "episode_id": ids[Episode], "record_id": ids[Person]}
    columns = {str(field.column) for field in model._meta.local_fields}
    if model is Correction:
        bare |= {"record_kind": "people.person"}
    if model in (AccessGrant, AccessRequest, BrokenGlass, Correction, DutyGround):
        values |= {name: value for name, value in bare.items() if name in columns}
    if model is Post:
        values |= {"role": "practitioner", "locality_id": ids[Locality]}
    return values


def insert(owner: psycopg.Connection[Any], model: type[models.Model], values: Row) -> uuid.UUID:
    """Write a row with the smallest value in each column that is not given; return its id."""
    row = {str(field.column): smallest(field) for field in model._meta.local_concrete_fields}
    row |= {"id": uuid.uuid4(), **values}
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    places = sql.SQL(", ").join([sql.Placeholder()] * len(row))
    table = sql.Identifier(model._meta.db_table)
    statement = sql.SQL("insert into {} ({}) values ({})").format(table, columns, places)
    owner.execute(statement, list(row.values()))
    found: uuid.UUID = row["id"]
    return found


def smallest(field: Any) -> Any:
    """Return nothing where that is allowed, else the shortest thing of the field's kind."""
    if field.null:
        return None
    kinds: list[tuple[type, Any]] = [
        (models.ForeignKey, None),
        (models.UUIDField, uuid.uuid4()),
        (models.DateTimeField, NOW),
        (models.DateField, NOW.date()),
        (models.BooleanField, False),
        (models.IntegerField, 1),
        (models.DecimalField, 1),
        (models.FloatField, 1.0),
        (models.JSONField, Jsonb({})),
        (models.BinaryField, b"x"),
        (models.TimeField, NOW.time()),
    ]
    return next(
        (value for kind, value in kinds if isinstance(field, kind)), uuid.uuid4().hex[: field.max_length]
    )
