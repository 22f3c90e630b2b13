"""Migration operations that raise the second wall: row-level security and keys inside one authority."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

from opencaf.core.fields import AuthorityForeignKey

THIS_AUTHORITY = "(select nullif(current_setting('app.authority', true), '')::uuid)"


class RaiseWall(Operation):
    """Show and take a table's rows only for the authority that asks; keep its keys inside that authority."""

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The wall is known to PostgreSQL alone."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        table = model._meta.db_table
        own = "id" if table == "agencies_authority" else "authority_id"
        statements = [f"alter table {table} enable row level security"]
        statements += [
            f"create policy inside_one_authority on {table} "
            f"using ({own} = {THIS_AUTHORITY}) with check ({own} = {THIS_AUTHORITY})"
        ]
        if own == "authority_id":
            statements.append(
                f"alter table {table} add constraint {table}_in_authority unique (authority_id, id)"
            )
        statements += [key_inside_authority(model, field.name) for field in authority_keys(model)]
        for statement in statements:
            schema_editor.execute(statement)

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        """The table goes with its wall when its creation is undone."""

    def describe(self) -> str:
        return f"Raise the wall around {self.name}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.name], {}


class KeepInAuthority(Operation):
    """Keep one added key inside its authority (for columns added after the wall was raised)."""

    reversible = True

    def __init__(self, name: str, field: str) -> None:
        self.name = name
        self.field = field

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The key is known to PostgreSQL alone."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        schema_editor.execute(key_inside_authority(model, self.field))

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        """The key goes with its column."""

    def describe(self) -> str:
        return f"Keep {self.name}.{self.field} inside its authority"


class LimitRows(Operation):
    """Show and take a table's rows only where a further condition holds as well (a restrictive policy).

    Every such policy of a table must let a row pass. What narrows the sight further (a sealed part, an
    element that a family keeps from an agency) is one more LimitRows with a name of its own; the name
    says which rows are let through. The condition may read settings and functions only inside
    `(select …)`, so that they are asked once for a statement.

    name: the model, or "app.Model" for one of another app. check: what rows that are written must
    fulfil, where that is not the same.
    """

    reversible = True

    def __init__(self, name: str, policy: str, *, using: str, check: str = "") -> None:
        self.name = name
        self.policy = policy
        self.using = using
        self.check = check

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The policy is known to PostgreSQL alone."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table = self.table(app_label, to_state)
        schema_editor.execute(
            f"create policy {self.policy} on {table} as restrictive "
            f"using ({self.using}) with check ({self.check or self.using})"
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        schema_editor.execute(f"drop policy {self.policy} on {self.table(app_label, from_state)}")

    def table(self, app_label: str, state: ProjectState) -> str:
        """Return the table of the model."""
        app, _, model = self.name.rpartition(".")
        table: str = state.apps.get_model(app or app_label, model)._meta.db_table
        return table

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
