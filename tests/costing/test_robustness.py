"""Whatever is put in place of a figure, a command answers or refuses in words; it never breaks."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import load_command_class
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.costing.commands import CostingCommand, answer, encoded
from opencaf.costing.findings import RefusedError
from opencaf.costing.tables import read

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "costing"
ODD = [
    None,
    "",
    "abc",
    True,
    0,
    -1,
    10**11,
    Decimal("1e-12"),
    "1e400",
    "1e-400",
    "NaN",
    [],
    {},
    [1],
    {"a": 1},
]
ODD += ["1900-01-01", "9999-12-31", "2010/11", "1999/00", "overhead", "P4a", "family", "month", "each"]
Place = tuple[str | int, ...]


def example(name: str, **more: Any) -> dict[str, Any]:
    """A documented input, its numbers exact."""
    read_in: dict[str, Any] = json.loads((EXAMPLES / name).read_text(), parse_float=Decimal)
    return read_in | more


def child() -> dict[str, Any]:
    """A dated child with everything that can be asked for."""
    rows = [line.split(",") for line in (EXAMPLES / "child.csv").read_text().splitlines()[1:]]
    return {
        "events": [{"process": process, "on": on} for process, on in rows],
        "lead_spells": [{"starts_on": "2011-02-25", "ends_on": "2011-07-25"}],
        "services": [
            {
                "service": "S",
                "units": 1,
                "unit": "hour",
                "price": 3,
                "price_unit": "hour",
                "price_year": "2010/11",
            }
        ],
        "index": example("published.json")["index"],
        "price_base": "2013/14",
        "group_by": ["need"],
        "population": 10,
        "scheme_overhead": {"amount": 5, "by": "month"},
        "extract_on": "2012-01-01",
    }


QUEUE = {"arrivals": 2, "served": 1, "servers": 3, "simulated_runs": 2, "customers": 100}
INPUTS = {
    "uprate": example("published.json"),
    "rate": {"roles": example("meeting.json")["rates"]},
    "unit_costs": example("meeting.json", draws=10, sensitivity=True, resamples=100),
    "cost_child": child(),
    "reconcile": example("year.json"),
    "cost_case": example("electronic-record.json"),
    "capacity": example("capacity.json", queue=QUEUE),
}


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Every place in an input where something stands."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*place, key)
        yield from places(item, (*place, key))


def put(given_input: dict[str, Any], place: Place, value: Any) -> None:
    """Put a value in a place; None takes away what stands there."""
    inside: Any = given_input
    for key in place[:-1]:
        inside = inside[key]
    if value is None:
        del inside[place[-1]]
    else:
        inside[place[-1]] = copy.deepcopy(value)


@pytest.mark.parametrize("name", INPUTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_entered_breaks_a_command(name: str, data: st.DataObject) -> None:
    entered = copy.deepcopy(INPUTS[name])
    put(entered, data.draw(st.sampled_from(list(places(entered)))), data.draw(st.sampled_from(ODD)))
    command = load_command_class("opencaf.costing", name)
    assert isinstance(command, CostingCommand)

    said = []

    try:
        json.loads(encoded(answer(command.compute, read(command.table, entered), entered)))
    except RefusedError as refused:
        said = [finding.sentence for finding in refused.findings]

    assert all(sentence.endswith(".") for sentence in said)


@pytest.mark.parametrize("name", INPUTS)
def test_the_inputs_are_sound_before_they_are_changed(name: str) -> None:
    command = load_command_class("opencaf.costing", name)
    assert isinstance(command, CostingCommand)

    assert answer(command.compute, read(command.table, INPUTS[name]), INPUTS[name])["input_sha256"]
