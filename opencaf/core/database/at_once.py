"""Changes of a migration that lie side by side, made without drawing all models anew after each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import operations as plain
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

CHANGES = (
    plain.CreateModel,
    plain.AddField,
    plain.AlterField,
    plain.AddIndex,
    plain.RemoveIndex,
    plain.AddConstraint,
    plain.RemoveConstraint,
)


class Changes(Operation):
    """Several changes of tables, each made between the models before the first and those after the last.

    Django draws every model that leads to a changed one anew after each change; all ours lead to the
    authority, so that was most of what filling an empty database took. What is added to a table that the
    same changes make is in it from the start. A field that is added and altered belongs into two lists.
    """

    reversible = True

    def __init__(self, changes: Sequence[Operation]) -> None:
        self.changes = changes
        made = {change.name_lower for change in changes if isinstance(change, plain.CreateModel)}
        self.in_tables = [
            change for change in changes if getattr(change, "model_name_lower", None) not in made
        ]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for change in self.changes:
            change.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for change in self.in_tables:
            change.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for change in reversed(self.in_tables):
            change.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(change.describe() for change in self.changes)


def at_once(operations: Sequence[Operation]) -> list[Operation]:
    """Return the operations with those that only change tables put together where they are neighbours."""
    found: list[Operation] = []
    for is_change, run in groupby(operations, key=lambda operation: type(operation) in CHANGES):
        neighbours = list(run)
        found += [Changes(neighbours)] if is_change and len(neighbours) > 1 else neighbours
    return found
