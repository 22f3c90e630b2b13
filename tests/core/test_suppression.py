"""Hiding small numbers."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from opencaf.core.suppression import Suppressed, suppress, with_totals

COUNTS = st.integers(0, 3) | st.integers(0, 12)


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return draw(st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=height, max_size=height))


def as_shown(table: Suppressed) -> list[list[int | None]]:
    rows = [[*row, total] for row, total in zip(table.cells, table.row_totals, strict=True)]
    return [*rows, [*table.column_totals, table.total]]


def test_numbers_that_are_large_enough_all_stay() -> None:
    shown = suppress([[5, 7], [0, 9]])

    assert as_shown(shown) == [[5, 7, 12], [0, 9, 9], [5, 16, 21]]


def test_a_small_number_takes_another_of_its_row_and_column_with_it() -> None:
    shown = suppress([[3, 10, 20], [8, 6, 30], [11, 12, 13]])

    # 3 hides; 8 is the cheapest beside it in its column, 10 in its row, 6 closes the ring
    assert as_shown(shown) == [
        [None, None, 20, 33],
        [None, None, 30, 44],
        [11, 12, 13, 36],
        [22, 28, 63, 113],
    ]


def test_a_small_total_of_a_column_takes_another_total_with_it() -> None:
    shown = suppress([[2, 9, 30], [0, 8, 40]])

    assert shown.column_totals == [None, None, 70]
    assert shown.total == 89


def test_totals_of_columns_do_not_depend_on_the_rows() -> None:
    one = suppress([[2, 9, 30], [1, 8, 40]])
    other = suppress([[1, 17, 0], [1, 0, 35], [1, 0, 35]])

    assert one.column_totals == other.column_totals


def test_a_table_of_noughts_stays_as_it_is() -> None:
    shown = suppress([[0, 0], [0, 0]])

    assert as_shown(shown) == [[0, 0, 0], [0, 0, 0], [0, 0, 0]]


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_hidden_number_can_be_worked_out_and_no_small_one_is_shown(table: list[list[int]]) -> None:
    shown = as_shown(suppress(table))

    whole = with_totals(table)
    hidden = [(r, c) for r, row in enumerate(shown) for c, value in enumerate(row) if value is None]
    for r, row in enumerate(whole):
        for c, number in enumerate(row):
            assert shown[r][c] in (None, number)
            assert shown[r][c] is None or not 0 < number < 5
    assert determined(hidden, len(whole), len(whole[0])) == []


def determined(hidden: list[tuple[int, int]], height: int, width: int) -> list[tuple[int, int]]:
    """The hidden cells that the sums of rows and columns fix, found by exact elimination."""
    equations = []
    for line in range(height):
        equations.append([sign(c, width) if r == line else 0 for r, c in hidden])
    for line in range(width):
        equations.append([sign(r, height) if c == line else 0 for r, c in hidden])
    reduced = eliminate([[Fraction(number) for number in row] for row in equations])
    fixed = []
    for row in reduced:
        places = [place for place, number in enumerate(row) if number]
        if len(places) == 1:
            fixed.append(hidden[places[0]])
    return fixed


def sign(index: int, length: int) -> int:
    return -1 if index == length - 1 else 1


def eliminate(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form."""
    done: list[list[Fraction]] = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [number / pivot[column] for number in pivot]
        rows = [clear(row, pivot, column) for row in rows]
        done = [*(clear(row, pivot, column) for row in done), pivot]
    return done


def clear(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    factor = row[column]
    return [number - factor * beside for number, beside in zip(row, pivot, strict=True)]
