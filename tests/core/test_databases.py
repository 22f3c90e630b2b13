"""The databases of the tests: shared where they may be, and none left behind."""

import pytest

from tests.databases import COPY, TEMPLATE, Databases, open_databases


def names(databases: Databases) -> set[str]:
    rows = databases.keeper.execute("SELECT datname FROM pg_database").fetchall()
    return {name for (name,) in rows}


@pytest.mark.parametrize("kind", [TEMPLATE, COPY])
def test_what_a_killed_run_has_left_goes_with_the_next_one(databases: Databases, kind: str) -> None:
    left = f"{kind}left_behind"
    databases.keeper.execute(f"CREATE DATABASE {left}")

    with open_databases():
        remaining = names(databases)

    assert left not in remaining


def test_a_run_beside_this_one_leaves_its_databases_alone(fresh_database: str, databases: Databases) -> None:
    with open_databases() as beside:
        remaining = names(databases)

    assert beside.template == databases.template
    assert {fresh_database, databases.template} <= remaining


def test_a_copy_is_gone_after_its_test(databases: Databases) -> None:
    with databases.copy() as name:
        assert name in names(databases)

    assert name not in names(databases)


def test_the_template_is_made_once(databases: Databases) -> None:
    question = "SELECT oid FROM pg_database WHERE datname = %s"
    before = databases.keeper.execute(question, [databases.template]).fetchone()

    with open_databases():
        after = databases.keeper.execute(question, [databases.template]).fetchone()

    assert before == after
