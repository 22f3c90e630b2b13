"""Walks over the whole life of a case: nothing is lost, told twice, or possible that cannot be.

The random walks are the same ones each time. `OPENCAF_WALKS=200 pytest tests/episodes/whole_life` takes as
many others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from tests.episodes.transferring.conftest import There, there
from tests.episodes.whole_life.cast import ACTORS, Cast, make_cast
from tests.episodes.whole_life.corrections import Corrections
from tests.episodes.whole_life.examples import OPENINGS, TOLD, opening
from tests.episodes.whole_life.leading import Leading
from tests.episodes.whole_life.meeting import Meetings
from tests.episodes.whole_life.plan import Plan
from tests.episodes.whole_life.stages import Stages
from tests.episodes.whole_life.transfers import Transfers
from tests.episodes.whole_life.walking import Step, Walking

__all__ = ["there"]  # a fixture
OTHER_WALKS = os.environ.get("OPENCAF_WALKS", "")


class WholeLife(Stages, Meetings, Leading, Plan, Transfers, Corrections):
    """Every step there is."""


def steps_there_are() -> list[str]:
    """The names of the steps: the methods that say whether something can be tried."""
    names = [name for name in dir(WholeLife) if name[0] != "_" and name not in dir(Walking)]
    return [name for name in names if is_step(getattr(WholeLife, name))]


def is_step(method: Any) -> bool:
    """Whether a method takes what every step takes."""
    code = getattr(method, "__code__", None)
    return code is not None and code.co_varnames[: code.co_argcount] == ("self", "who", "day", "pick")


NAMES = steps_there_are()
STEPS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(ACTORS),
        st.sampled_from((0, 0, 0, 1, 4, 9)),
        st.integers(0, 5),
    ),
    max_size=12,
)


@pytest.fixture
def cast(alice: Practitioner, carol: Practitioner, dave: Practitioner, there: There) -> Cast:
    return make_cast(alice, carol, dave, there)


@contextmanager
def walking(cast: Cast) -> Iterator[WholeLife]:
    """A walk that leaves nothing behind."""
    with transaction.atomic():
        yield WholeLife(cast)
        transaction.set_rollback(True)


@settings(
    max_examples=int(OTHER_WALKS or 20),
    derandomize=not OTHER_WALKS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(begins=st.sampled_from([*OPENINGS, "busy", "busy"]), steps=STEPS)
def test_no_walk_contradicts_the_model(cast: Cast, begins: str, steps: list[Step]) -> None:
    with walking(cast) as walk:
        walk.begin(opening(begins))
        for step in steps:
            walk.take(step)


@pytest.mark.parametrize("name", TOLD)
def test_a_life_goes_as_it_is_told(cast: Cast, name: str) -> None:
    with walking(cast) as walk:
        for line in TOLD[name]:
            outcome = walk.take(line.step)
            assert outcome == ("refused" if line.is_refused else "taken"), line


def test_every_step_is_taken_and_refused_in_what_is_told() -> None:
    lines = [line for lines in TOLD.values() for line in lines]

    assert {line.name for line in lines if not line.is_refused} == set(NAMES)
    assert {line.name for line in lines if line.is_refused} == set(NAMES) - {"wait"}
