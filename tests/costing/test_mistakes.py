"""Every error refuses with its code and a sentence that names the figure; every warning goes with a result."""

from typing import Any

import pytest

from tests.costing.asking import CHILD_A, DEFLATOR, ask, dated, refusal, warnings
from tests.costing.mistakes_given import (
    CLOSED,
    SHEET_LINES,
    care,
    index,
    record,
    role,
    times,
)
from tests.costing.mistakes_refused import REFUSED


@pytest.mark.parametrize(
    ("code", "command", "given", "named"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_it_refuses(code: str, command: str, given: dict[str, Any], named: str) -> None:
    said = refusal(command, given)

    assert code in {line[:3] for line in said.splitlines()}, said
    assert named in said


def test_every_error_has_a_case_that_it_refuses() -> None:
    assert {f"E{n:02d}" for n in range(1, 21)} <= {case[1] for case in REFUSED}


MANY_MISSING = [record(respondent=f"r{n}", minutes="missing" if n < 3 else 60) for n in range(10)]
FEW = [record(respondent=f"r{n}") for n in range(4)]
ROLES_LINES = [
    {**SHEET_LINES[0], "role": name, "amount": amount}
    for name, amount in [("A", 20), ("B", 22), ("C", 21), ("D", 220)]
]
WARNED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("London the same as elsewhere", "W01", "cost_child", {"events": CLOSED, "region": "london"}),
    ("few respondents", "W02", "unit_costs", times(*FEW)),
    (
        "a forecast",
        "W03",
        "uprate",
        index("per_cent", 2)
        | {"index": {**DEFLATOR, "rates": [{"year": "2011/12", "rate": 2, "forecast": True}]}},
    ),
    (
        "dearer than any published",
        "W04",
        "cost_child",
        {
            "events": [
                *CLOSED,
                *[{"process": "subsequent_tac", "on": f"2011-0{m}-01"} for m in (3, 4, 5, 6, 7)],
            ]
        },
    ),
    ("old prices", "W05", "cost_child", {"events": dated(("intention", "2014-04-01"))}),
    ("much that is missing", "W06", "unit_costs", times(*MANY_MISSING)),
    (
        "hardly any room",
        "W07",
        "capacity",
        {
            "volumes": [{"month": "2011-04", "process": "close", "volume": 54}],
            "hours": [{"process": "close", "role": "Teacher", "hours": 2}],
            "supply": [{"role": "Teacher", "fte": 1, "hours_a_year": 1500}],
        },
    ),
    (
        "a slipped point",
        "W08",
        "cost_child",
        {
            "events": dated(("intention", "2011-01-10"), role="A"),
            "sheet": {"name": "ours", "price_year": "2010/11", "lines": ROLES_LINES},
        },
    ),
]


@pytest.mark.parametrize(
    ("code", "command", "given"), [case[1:] for case in WARNED], ids=[case[0] for case in WARNED]
)
def test_it_warns(code: str, command: str, given: dict[str, Any]) -> None:
    answer = ask(command, given)

    assert code in warnings(answer)
    assert all(warning["sentence"] for warning in answer["warnings"])


def test_every_warning_has_a_case() -> None:
    assert {f"W0{n}" for n in range(1, 9)} == {case[1] for case in WARNED}


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("cost_child", {"events": CHILD_A}),
        ("unit_costs", times(*[record(respondent=f"r{n}") for n in range(9)])),
        ("uprate", index("per_cent", 2)),
        ("rate", role()),
        ("reconcile", care()),
    ],
)
def test_sound_figures_raise_no_warning(command: str, given: dict[str, Any]) -> None:
    assert warnings(ask(command, given)) == []


def test_all_mistakes_are_told_at_once() -> None:
    said = refusal("unit_costs", times(record(minutes=-1), record(minutes=""), record(activity="A999")))

    assert {"E01", "E02", "E13"} <= {line[:3] for line in said.splitlines()}


def test_no_sentence_blames() -> None:
    said = " ".join(refusal(command, given) for _, _, command, given, _ in REFUSED[:20]).lower()

    assert not any(word in said for word in ("please", "sorry", "invalid", "error", "must not"))
