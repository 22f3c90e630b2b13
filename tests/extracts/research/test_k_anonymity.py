"""Nobody in a file is rarer than k; only what must be is hidden."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from opencaf.extracts.research.k_anonymity import HIDDEN, anonymised, common

COLUMNS = ("ethnicity", "age", "sex")
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "ethnicity": st.sampled_from("ABCDE"),
            "age": st.sampled_from(["0-4", "5-9", "10-15"]),
            "sex": st.sampled_from("fm"),
        }
    ),
    max_size=60,
)


@given(rows=ROWS, k=st.integers(2, 6))
def test_nobody_is_rarer_than_k(rows: list[dict[str, str]], k: int) -> None:
    found = anonymised(rows, COLUMNS, k)

    groups = Counter(tuple(row[column] for column in COLUMNS) for row in found.rows)
    assert all(count >= k for count in groups.values())
    assert found.smallest == min(groups.values(), default=0)


@given(rows=ROWS, k=st.integers(2, 6))
def test_every_row_is_given_or_counted_as_left_out(rows: list[dict[str, str]], k: int) -> None:
    found = anonymised(rows, COLUMNS, k)

    assert len(found.rows) + found.left_out == len(rows)
    assert found.left_out < k


@given(rows=ROWS, k=st.integers(2, 6))
def test_no_value_is_changed_for_another(rows: list[dict[str, str]], k: int) -> None:
    numbered = [{**row, "number": number} for number, row in enumerate(rows)]

    found = anonymised(numbered, COLUMNS, k)

    for row in found.rows:
        before = rows[int(row["number"])]
        assert all(row[column] in (before[column], HIDDEN) for column in COLUMNS)


def test_whoever_is_common_keeps_everything() -> None:
    rows = [{"ethnicity": "A", "age": "0-4", "sex": "f"}] * 5

    found = anonymised(rows, COLUMNS, 5)

    assert found.rows == rows
    assert found.hidden == dict.fromkeys(COLUMNS, 0)


def test_the_first_column_is_given_up_first() -> None:
    rows = [{"ethnicity": letter, "age": "0-4", "sex": "f"} for letter in "ABCDE"]

    found = anonymised(rows, COLUMNS, 5)

    assert found.rows == [{"ethnicity": HIDDEN, "age": "0-4", "sex": "f"}] * 5
    assert found.hidden == {"ethnicity": 5, "age": 0, "sex": 0}


def test_too_few_altogether_are_left_out() -> None:
    rows = [{"ethnicity": "A", "age": "0-4", "sex": "f"}] * 4

    found = anonymised(rows, COLUMNS, 5)

    assert (found.rows, found.left_out, found.smallest) == ([], 4, 0)


def test_a_value_of_one_child_many_times_is_not_common() -> None:
    told = [*((1, "died") for _ in range(9)), *((child, "met") for child in range(5))]

    assert common(told, 5) == {"met"}
