"""Neighbouring changes of a migration are made at once, and make and unmake the same tables."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from opencaf.core.database.at_once import Changes, at_once

pytestmark = pytest.mark.django_db

APP = "invented"
KEY = ("id", models.IntegerField(primary_key=True))


def older() -> ProjectState:
    state = ProjectState()
    migrations.CreateModel("Older", [KEY]).state_forwards(APP, state)
    return state


def changes() -> list[Operation]:
    """Changes as makemigrations writes them: what a new table needs of a later one is added afterwards."""
    few = models.CheckConstraint(condition=models.Q(number__lt=9), name="newer_is_few")
    return [
        migrations.CreateModel("Newer", [KEY, ("number", models.IntegerField())]),
        migrations.CreateModel("Last", [KEY, ("of", models.ForeignKey("invented.Newer", models.CASCADE))]),
        migrations.AddField("newer", "last", models.ForeignKey("invented.Last", models.CASCADE, null=True)),
        migrations.AddConstraint("newer", few),
        migrations.AddField("older", "newer", models.ForeignKey("invented.Newer", models.CASCADE, null=True)),
    ]


def forwards(operations: list[Operation], state: ProjectState) -> list[str]:
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        for operation in operations:
            before = state.clone()
            operation.state_forwards(APP, state)
            operation.database_forwards(APP, editor, before, state)
    return editor.collected_sql


def backwards(operation: Operation) -> list[str]:
    before, after = older(), older()
    operation.state_forwards(APP, after)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        operation.database_backwards(APP, editor, after, before)
    return editor.collected_sql


def test_what_is_added_to_a_new_table_is_in_it_from_the_start() -> None:
    made = " ".join(forwards(at_once(changes()), older()))

    assert made.count("CREATE TABLE") == 2
    assert made.count('"newer_is_few"') == made.count('"last_id" integer NULL') == 1
    assert 'ALTER TABLE "invented_newer" ADD COLUMN' not in made


def test_what_is_added_to_an_older_table_is_added() -> None:
    made = " ".join(forwards(at_once(changes()), older()))

    assert made.count('ALTER TABLE "invented_older" ADD COLUMN "newer_id"') == 1


def test_the_models_are_the_same_as_after_one_by_one() -> None:
    at_one_go, one_by_one = older(), older()
    forwards(at_once(changes()), at_one_go)
    forwards(changes(), one_by_one)

    assert at_one_go == one_by_one


def test_all_models_are_drawn_once_for_all_changes() -> None:
    state = older()
    drawn = state.apps

    [all_changes] = at_once(changes())
    all_changes.state_forwards(APP, state)

    assert "apps" not in vars(state)
    assert state.apps is not drawn


def test_it_is_undone_from_the_end() -> None:
    [all_changes] = at_once(changes())

    undone = [line for line in backwards(all_changes) if line.startswith(("ALTER", "DROP"))]

    assert [line.split(" CASCADE")[0] for line in undone if "TABLE" in line] == [
        'ALTER TABLE "invented_older" DROP COLUMN "newer_id"',
        'DROP TABLE "invented_last"',
        'DROP TABLE "invented_newer"',
    ]


def test_statements_stay_where_they_are() -> None:
    statement = migrations.RunSQL("select 1", migrations.RunSQL.noop)
    first, second, third, *rest = changes()

    found = at_once([first, second, statement, third, *rest])

    assert [type(one) for one in found] == [Changes, migrations.RunSQL, Changes]
    assert found[1] is statement


def test_a_single_change_is_left_alone() -> None:
    [first, *_] = changes()

    assert at_once([first]) == [first]


def test_it_says_what_it_does() -> None:
    [all_changes] = at_once(changes())

    assert all_changes.describe().startswith("Create model Newer; Create model Last; Add field last to newer")
