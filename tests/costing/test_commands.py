"""The commands read JSON and CSV, print schemas, write all or nothing, and need no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from opencaf.config.settings import COSTING_COMMANDS
from opencaf.costing.findings import MEANINGS
from tests.costing.asking import CHILD_A, ask, refusal

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = sorted(path.stem for path in ROOT.glob("opencaf/costing/management/commands/[a-z]*.py"))
EVENTS = "process,on\n" + "\n".join(f"{event['process']},{event['on']}" for event in CHILD_A)


def run(*words: str, entered: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, without a secret and with a database that cannot be reached."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPENCAF_", "DJANGO_", "SECRET"))
    }
    unreachable = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**kept, **unreachable},
        input=entered,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_settings_know_every_costing_command() -> None:
    assert set(COMMANDS) == COSTING_COMMANDS


def test_a_command_needs_neither_a_secret_nor_a_database() -> None:
    ended = run("cost_child", "-", entered=EVENTS)

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["shown"]["pence"] == "1738.31"


def test_a_refusal_ends_with_1_and_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "result.json"

    ended = run("cost_child", "-", "--output", str(target), entered="process,on\nclose,2011-13-01\n")

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "events[1].on" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_other_commands_still_need_a_secret() -> None:
    assert run("check").returncode != 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_schema_says_what_each_figure_means(command: str) -> None:
    out = StringIO()
    call_command(command, "--schema", stdout=out)

    schema = json.loads(out.getvalue())

    tables = [schema, *schema.get("$defs", {}).values()]
    untold = [
        f"{table['title']}.{name}"
        for table in tables
        for name, field in table.get("properties", {}).items()
        if not field.get("description")
    ]
    assert untold == []
    assert schema["errors_and_warnings"] == MEANINGS


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_entered_is_refused(command: str) -> None:
    with pytest.raises(CommandError, match="Name a JSON or CSV file"):
        call_command(command)


def test_rows_of_csv_do_what_json_does(tmp_path: Path) -> None:
    file, out = tmp_path / "events.csv", StringIO()
    file.write_text("\ufeff" + EVENTS, encoding="utf-8")

    call_command("cost_child", str(file), "--set", "window_to=2011-07-10", stdout=out)

    from_csv, from_json = (
        json.loads(out.getvalue()),
        ask("cost_child", {"events": CHILD_A, "window_to": "2011-07-10"}),
    )
    assert from_csv["total"] == from_json["total"]


def test_several_lists_come_from_several_files(tmp_path: Path) -> None:
    events, spells, out = tmp_path / "events.csv", tmp_path / "spells.csv", StringIO()
    events.write_text(EVENTS)
    spells.write_text("role,starts_on,ends_on\nTeacher,2011-02-25,2011-05-01\nNurse,2011-05-01,2011-07-25\n")

    call_command("cost_child", "--csv", f"events={events}", "--csv", f"lead_spells={spells}", stdout=out)

    child = json.loads(out.getvalue())["children"][0]
    # Teacher 4/28 + 2 months, nurse 2 + 24/31, of 165
    assert abs(Decimal(child["by_role"]["Teacher"]) - Decimal(165) * (Decimal(4) / 28 + 2)) < Decimal("1e-7")
    assert abs(Decimal(child["by_role"]["Nurse"]) - Decimal(165) * (Decimal(24) / 31 + 2)) < Decimal("1e-7")


def test_a_result_is_written_to_a_file(tmp_path: Path) -> None:
    target, file = tmp_path / "result.json", tmp_path / "events.csv"
    file.write_text(EVENTS)

    call_command("cost_child", str(file), "--output", str(target), stdout=StringIO())

    assert json.loads(target.read_text())["shown"]["pounds"] == "1738"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "result.json"]


def test_the_same_input_has_the_same_mark() -> None:
    first, again = ask("cost_child", {"events": CHILD_A}), ask("cost_child", {"events": CHILD_A})
    other = ask("cost_child", {"events": CHILD_A[:-1], "extract_on": "2011-08-01"})

    assert first["input_sha256"] == again["input_sha256"] != other["input_sha256"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "not JSON"),
        ('{"events": [}', "line 1"),
        ('{"amount": NaN}', "NaN"),
        ("", "empty"),
        ("process,on\nclose\n", "line 2"),
        ("process,on\nclose,2011-01-01,more\n", "line 2"),
        ("process,on\nclose,01/02/2011\n", "2011-02-25"),
        ('{"events": "none"}', "a list"),
        ('{"event": []}', "names"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "input"
    file.write_text(text)

    with pytest.raises(CommandError, match="E00") as refused:
        call_command("cost_child", str(file))

    assert named in str(refused.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json cannot be read"):
        call_command("rate", "nowhere.json")


@pytest.mark.parametrize("amount", ["1,000", "twelve", True, "NaN", "Infinity", [1]])
def test_what_is_no_number_is_named(amount: Any) -> None:
    given = {"parts": [{"name": "visit", "price": amount}]}

    assert "parts[1].price: It must be a number" in refusal("reconcile", given)


def test_pounds_and_codes_are_understood() -> None:
    given = {
        "events": [{"process": "P1", "on": "2011-01-10"}],
        "sheet": {
            "name": "ours",
            "price_year": "2010/11",
            "lines": [{"process": "P1", "amount": "£22.50", "unit": "each"}],
        },
    }

    assert ask("cost_child", given)["total"] == "22.50"


def test_binary_fractions_never_enter() -> None:
    parts = [{"name": str(n), "price": 0.1} for n in range(3)]

    assert ask("reconcile", {"parts": parts})["total"] == "0.3"


def test_the_catalogue_is_printed_as_data() -> None:
    out = StringIO()
    call_command("unit_costs", "--catalogue", stdout=out)

    catalogue = json.loads(out.getvalue())
    removed = {a["code"] for a in catalogue["activities"] if a["with_electronic_record"] == "removed"}
    assert removed == {"A104", "A207", "A208", "A503", "A504"}
    assert [p["code"] for p in catalogue["processes"]] == ["P1", "P2", "P3a", "P3b", "P4a", "P4b", "P5", "P0"]
