"""The commands that docs/costing.md prints do what it says."""

from __future__ import annotations

import json
import re
import shlex
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from opencaf.costing.findings import MEANINGS

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/costing.md").read_text()
COMMANDS = re.findall(r"^    \.venv/bin/python manage\.py (.+)$", TEXT, re.MULTILINE)


def answered(line: str) -> dict[str, Any]:
    """What a documented command prints, its files taken from this clone."""
    words = [re.sub(r"(?=docs/costing/)", f"{ROOT}/", word) for word in shlex.split(line)]
    out = StringIO()
    call_command(words[0], *words[1:], stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


@pytest.mark.parametrize("line", COMMANDS)
def test_a_documented_command_answers(line: str) -> None:
    assert "warnings" in answered(line)


def test_five_commands_reproduce_the_published_figures() -> None:
    six_months, london, child, uprated = (answered(line) for line in COMMANDS[:4])

    assert f'"total": "{six_months["total"]}"' in TEXT
    assert six_months["total"] == "1720"
    assert london["total"] == "1832"
    assert child["total"] == "1738.31336406"
    assert uprated["amounts"][0]["shown"] == "1609"
    assert all(f'"{figure}"' in TEXT for figure in ("1832", "1738.31336406", "1609"))


def test_the_other_figures_of_the_text_are_right() -> None:
    meeting, meeting_in_london, times, year, _, _ = (answered(line) for line in COMMANDS[4:])

    assert meeting["processes"][0]["shown"] == "254.13"
    assert meeting_in_london["processes"][0]["shown"] == "282.98"
    assert times["processes"][0]["shown"] == "41.12"
    assert year["shown"] == "29580"


def test_every_code_is_in_the_table() -> None:
    assert [line for line in TEXT.splitlines() if re.match(r"\| [EW]\d\d ", line)] == [
        f"| {code} | {meaning} |" for code, meaning in MEANINGS.items()
    ]
