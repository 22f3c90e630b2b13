"""An authority's cases as columns: a million of them with ten million dated events, from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from opencaf.costing.many_children import Columns

EVENT_NAMES = ("intention", "assessment", "initial_tac", "subsequent_tac", "close")
INTENTION, ASSESSMENT, INITIAL, SUBSEQUENT, CLOSE = range(5)
EPOCH = date(1970, 1, 1)
FIRST_DAY, DAYS_OF_STARTING = date(2010, 4, 1), 2_100
TAKEN_ON = date(2016, 6, 15)
MEAN_REVIEWS = 6.75  # with the other events of most cases: about ten for each case


@dataclass(frozen=True)
class World:
    """Cases in columns, and the day the data were taken."""

    columns: Columns
    taken_on: date


def day_number(day: date) -> int:
    """Return a day counted from 1 January 1970."""
    return (day - EPOCH).days


def make_world(cases: int, *, seed: int) -> World:
    """Return so many cases: most assessed, met and closed, some still open, some that ended early."""
    generator = np.random.default_rng(seed)
    starts = day_number(FIRST_DAY) + generator.integers(0, DAYS_OF_STARTING, cases)
    assessed = starts + generator.integers(0, 60, cases)
    met = assessed + generator.integers(0, 60, cases)
    length = generator.integers(0, 420, cases)
    closed = met + length
    taken = day_number(TAKEN_ON)
    goes_on = generator.random(cases) > 0.06
    meets, closes = goes_on & (met < taken), goes_on & (closed < taken)
    reviews = np.where(meets, generator.poisson(MEAN_REVIEWS, cases), 0)
    number = np.arange(cases)
    held_of = np.repeat(number, reviews)
    held_on = met[held_of] + (generator.random(len(held_of)) * (length[held_of] + 1)).astype(np.int64)
    in_time = held_on < taken
    columns = sorted_events(
        [
            (number, INTENTION, starts),
            (number, ASSESSMENT, assessed),
            (number[meets], INITIAL, met[meets]),
            (held_of[in_time], SUBSEQUENT, held_on[in_time]),
            (number[closes], CLOSE, closed[closes]),
        ]
    )
    support_to = np.where(meets, np.minimum(closed, taken), met)
    support_to = np.where(closes, closed, np.where(meets, taken, support_to))
    return World(
        Columns(*columns, met.astype(np.int32), np.maximum(support_to, met).astype(np.int32)), TAKEN_ON
    )


def sorted_events(
    parts: list[tuple[NDArray[np.int64], int, NDArray[np.int64]]],
) -> tuple[NDArray[np.int32], NDArray[np.int8], NDArray[np.int32]]:
    """Return events sorted by case."""
    case = np.concatenate([cases for cases, _, _ in parts]).astype(np.int32)
    process = np.concatenate([np.full(len(cases), kind, np.int8) for cases, kind, _ in parts])
    day = np.concatenate([days for _, _, days in parts]).astype(np.int32)
    order = np.argsort(case, kind="stable")
    return case[order], process[order], day[order]


def as_date(day: int) -> date:
    """Return the day of a number."""
    return EPOCH + timedelta(days=int(day))
