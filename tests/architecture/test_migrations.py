"""Neighbouring changes of a migration are made at once; that is most of what an empty database takes."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

import opencaf
from opencaf.core.database.at_once import CHANGES, at_once

OURS = Path(opencaf.__file__).parent
MIGRATIONS = [
    pytest.param(migration, id=f"{app}-{name}")
    for (app, name), migration in MigrationLoader(None).disk_migrations.items()
    if Path(apps.get_app_config(app).path).is_relative_to(OURS)
]


def are_apart(operations: Sequence[Operation]) -> bool:
    """Whether changes of tables lie side by side that at_once would put together."""
    return any(type(one) in CHANGES and type(other) in CHANGES for one, other in pairwise(operations))


@pytest.mark.parametrize("migration", MIGRATIONS)
def test_neighbouring_changes_are_made_at_once(migration: migrations.Migration) -> None:
    assert not are_apart(migration.operations), "end the migration with operations = at_once(operations)"


def test_neighbours_apart_are_seen() -> None:
    changes: list[Operation] = [
        migrations.AddField("child", "one", models.IntegerField(null=True)),
        migrations.AddField("child", "other", models.IntegerField(null=True)),
    ]

    assert are_apart(changes)
    assert not are_apart(at_once(changes))
