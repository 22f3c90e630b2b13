"""Stand-ins hold within one file and tell nothing beyond it."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from opencaf.core.ids import new_id
from opencaf.extracts.research.masks import FURTHEST, Masks

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))


def test_a_record_has_one_stand_in_in_a_file_and_another_in_the_next() -> None:
    one, child = Masks(), new_id()

    assert one.of(child) == one.of(child)
    assert one.of(child) != Masks().of(child)
    assert one.of(child) != one.of(new_id())


def test_the_secret_is_not_told_with_it() -> None:
    masks = Masks()

    assert masks.salt.hex() not in repr(masks)
    assert str(masks.salt) not in repr(masks)


@given(first=DAYS, second=DAYS)
def test_distances_between_a_childs_days_hold(first: dt.date, second: dt.date) -> None:
    masks, child = Masks(), new_id()

    moved, other = masks.moved(first, child), masks.moved(second, child)

    assert moved is not None
    assert other is not None
    assert other - moved == second - first
    assert abs((moved - first).days) <= FURTHEST


def test_children_are_moved_apart() -> None:
    masks = Masks()

    shifts = {masks.shift(new_id()) for _ in range(200)}

    assert len(shifts) > 100
    assert min(shifts) < 0 < max(shifts)


def test_no_day_stays_none() -> None:
    assert Masks().moved(None, new_id()) is None
