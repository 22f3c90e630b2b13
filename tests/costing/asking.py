"""Asking the public commands, as somebody at a terminal does."""

from __future__ import annotations

import json
import tempfile
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

PENNY = Decimal("0.005")


def ask(command: str, given: dict[str, Any], *options: str) -> dict[str, Any]:
    """What a command answers to JSON in a file."""
    out = StringIO()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "input.json"
        file.write_text(json.dumps(given, default=str))
        call_command(command, str(file), *options, stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def refusal(command: str, given: dict[str, Any], *options: str) -> str:
    """What a command says when it refuses."""
    with pytest.raises(CommandError) as refused:
        ask(command, given, *options)
    return str(refused.value)


def warnings(answer: dict[str, Any]) -> list[str]:
    """The codes of an answer's warnings."""
    return [warning["code"] for warning in answer["warnings"]]


def near(shown: str, expected: str, within: Decimal = PENNY) -> bool:
    """Whether a figure is what was worked out by hand, to half a penny."""
    return abs(Decimal(shown) - Decimal(expected)) <= within


def dated(*events: tuple[str, str], child: str = "child", **more: Any) -> list[dict[str, Any]]:
    """Events of one child as rows."""
    return [{"child": child, "process": process, "on": on, **more} for process, on in events]


CHILD_A = dated(
    ("intention", "2011-01-10"),
    ("assessment", "2011-02-04"),
    ("initial_tac", "2011-02-25"),
    ("subsequent_tac", "2011-04-15"),
    ("subsequent_tac", "2011-06-10"),
    ("close", "2011-07-25"),
)
DEFLATOR = {
    "name": "GDP deflator",
    "vintage": "March 2014",
    "unit": "per_cent",
    "rates": [
        {"year": "2011/12", "rate": 2.29},
        {"year": "2012/13", "rate": 1.5},
        {"year": "2013/14", "rate": 2.3},
    ],
}
FULL_SHARE = {"basis": "salary_and_on_costs"}
ROLES = [
    {
        "role": role,
        "price_year": "2010/11",
        "salary": salary,
        "on_costs_share": on_costs,
        "direct_overheads": {"share": direct, **FULL_SHARE},
        "indirect_overheads": {"share": indirect, **FULL_SHARE},
        "capital": {"amount": capital},
        "weeks": weeks,
        "hours_a_week": hours,
        "london": {"pay": 1.10, "capital": 1.40},
    }
    for role, salary, on_costs, direct, indirect, capital, weeks, hours in [
        ("Family support worker", 22000, 0.24, 0.29, 0.16, 2100, 41, 37),
        ("Health visitor", 33000, 0.25, 0.19, 0.42, 3400, 42, 37.5),
        ("SENCO", 36000, 0.23, 0.20, 0.10, 2000, 39, 32.5),
        ("Co-ordinator", 28000, 0.24, 0.29, 0.16, 2100, 41, 37),
    ]
]


def sheet(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A sheet at 2010/11 prices."""
    return {"name": "ours", "price_year": "2010/11", "lines": list(lines), **more}
