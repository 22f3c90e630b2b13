"""Migration operations that raise the second wall: row-level security and keys inside one authority."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

from opencaf.core.fields import AuthorityForeignKey

THIS_AUTHORITY = "(select nullif(current_setting('app.authority', true), '')::uuid)"


class KnownToPostgres(Operation):
    """What a migration does in PostgreSQL alone: statements, of which Django's models know nothing.

    name: the model, or "app.Model" for one of another app.
    """

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def statements(self, model: type[Model]) -> list[str]:
        """Return what is executed for the model."""
        raise NotImplementedError

    def statements_back(self, model: type[Model]) -> list[str]:
        """Return what undoes it; nothing where it goes with the table or the column."""
        return []

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.statements(self.model_in(to_state, app_label)):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.statements_back(self.model_in(from_state, app_label)):
            schema_editor.execute(statement)

    def model_in(self, state: ProjectState, app_label: str) -> type[Model]:
        """Return the model as it is at this point of the migrations."""
        app, _, name = self.name.rpartition(".")
        found: type[Model] = state.apps.get_model(app or app_label, name)
        return found


class RaiseWall(KnownToPostgres):
    """Show and take a table's rows only for the authority that asks; keep its keys inside that authority."""

    def statements(self, model: type[Model]) -> list[str]:
        table = model._meta.db_table
        own = "id" if table == "agencies_authority" else "authority_id"
        found = [
            f"alter table {table} enable row level security",
            f"create policy inside_one_authority on {table} "
            f"using ({own} = {THIS_AUTHORITY}) with check ({own} = {THIS_AUTHORITY})",
        ]
        if own == "authority_id":
            found.append(f"alter table {table} add constraint {table}_in_authority unique (authority_id, id)")
        return found + [key_inside_authority(model, field.name) for field in authority_keys(model)]

    def describe(self) -> str:
        return f"Raise the wall around {self.name}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.name], {}


class KeepInAuthority(KnownToPostgres):
    """Keep one added key inside its authority (for columns added after the wall was raised)."""

    def __init__(self, name: str, field: str) -> None:
        super().__init__(name)
        self.field = field

    def statements(self, model: type[Model]) -> list[str]:
        return [key_inside_authority(model, self.field)]

    def describe(self) -> str:
        return f"Keep {self.name}.{self.field} inside its authority"


class LimitRows(KnownToPostgres):
    """Show and take a table's rows only where a further condition holds as well (a restrictive policy).

    Every such policy of a table must let a row pass. What narrows the sight further (a sealed part, an
    element that a family keeps from an agency) is one more LimitRows with a name of its own; the name
    says which rows are let through. The condition may read settings and functions only inside
    `(select …)`, so that they are asked once for a statement.

    check: what rows that are written must fulfil, where that is not the same.
    """

    def __init__(self, name: str, policy: str, *, using: str, check: str = "") -> None:
        super().__init__(name)
        self.policy = policy
        self.using = using
        self.check = check

    def statements(self, model: type[Model]) -> list[str]:
        return [
            f"create policy {self.policy} on {model._meta.db_table} as restrictive "
            f"using ({self.using}) with check ({self.check or self.using})"
        ]

    def statements_back(self, model: type[Model]) -> list[str]:
        return [f"drop policy {self.policy} on {model._meta.db_table}"]

    def describe(self) -> str:
        return f"Limit the rows of {self.name} to {self.policy}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        conditions = {"using": self.using, "check": self.check}
        return LimitRows.__qualname__, [self.name, self.policy], conditions


class HideFlagged(LimitRows):
    """Show a table's flagged rows only to those whom a list names; on top of its other policies.

    flag: the column that says that a row is for the list alone. listed: the function that gives the ids
    on whose lists somebody is. own: the column that the list names.
    """

    def __init__(self, name: str, *, flag: str, listed: str, own: str = "id") -> None:
        self.settings = {"flag": flag, "listed": listed, "own": own}
        using = f"not {flag} or {own} = any((select {listed}())::uuid[])"
        super().__init__(name, f"{flag}_for_a_list", using=using)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return HideFlagged.__qualname__, [self.name], dict(self.settings)


def authority_keys(model: type[Model]) -> list[AuthorityForeignKey]:
    """Return the fields of a model that point to another row of the same authority."""
    return [field for field in model._meta.local_fields if isinstance(field, AuthorityForeignKey)]


def key_inside_authority(model: type[Model], field_name: str) -> str:
    """Return the SQL of a foreign key that carries the authority with it."""
    field: Any = model._meta.get_field(field_name)
    table, column = model._meta.db_table, field.column
    target = field.related_model._meta.db_table
    return (
        f"alter table {table} add constraint {constraint_name(table, column)} "
        f"foreign key (authority_id, {column}) references {target} (authority_id, id) "
        "deferrable initially deferred"
    )


def constraint_name(table: str, column: str) -> str:
    """Return the name of the key's constraint, within PostgreSQL's 63 characters."""
    return f"{table}_{column}"[:50] + "_in_auth"
