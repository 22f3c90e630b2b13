"""Hiding and rounding against somebody who reads every figure and searches all that they could mean."""

import itertools
import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencaf.core.hiding import Exact, Group, Rule, all_of, hide, with_totals
from tests.core.attack import Atom, Told, left_for

BELOW = 5
RULE = Rule(BELOW, b"of a test")
NOT_ROUNDED = Rule(BELOW, b"nothing is rounded")
MOST = 24

Shown = list[list[int | None]]
Publish = Callable[[list[list[Group]]], Shown]
GROUPS = st.builds(Group, st.one_of(st.integers(0, 4), st.integers(0, 12)), st.integers(0, 2**40))
TABLES = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(GROUPS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)
World = dict[Atom, Group]


def published(rule: Rule) -> Publish:
    return lambda table: hide(table, rule).figures


def only_rounded(table: list[list[Group]]) -> Shown:
    """The same without hiding what would give a hidden number away."""
    return [[RULE.shown(group) for group in row] for row in with_totals(table)]


def only_small_hidden(table: list[list[Group]]) -> Shown:
    """Small numbers hidden, and all else as it is: what does not help."""
    return [[group.number if group.number >= BELOW else None for group in row] for row in with_totals(table)]


def whole_table(height: int, width: int) -> list[list[frozenset[Atom]]]:
    """What each figure of a table with totals counts."""
    cells = [[frozenset({(r, c)}) for c in range(width)] for r in range(height)]
    rows = [[*row, frozenset().union(*row)] for row in cells]
    return [*rows, [frozenset().union(*column) for column in zip(*rows, strict=True)]]


def told_by(
    counts: Sequence[Sequence[frozenset[Atom]]], shown: Shown, numbers: Sequence[Sequence[int]], rule: Rule
) -> tuple[list[Told], list[tuple[frozenset[Atom], int]]]:
    """What an attacker concludes, who even knows which numbers are hidden for being small; and those numbers.

    Of a table that was not rounded each figure says what it says.
    """
    told: list[Told] = []
    small: list[tuple[frozenset[Atom], int]] = []
    for atoms, figure, number in zip(
        *map(itertools.chain.from_iterable, (counts, shown, numbers)), strict=True
    ):
        if figure is not None:
            exact = rule is NOT_ROUNDED
            possible = range(figure, figure + 1) if exact else rule.range_of(figure)
            told.append(Told(atoms, max(possible[0], 0), possible[-1]))
        elif number < BELOW:
            possible = rule.range_of(None)
            told.append(Told(atoms, possible[0], possible[-1]))
            small.append((atoms, number))
    return told, small


def ruled_out(table: list[list[Group]], publish: Publish, rule: Rule) -> int:
    """How many hidden small numbers of one table lose a value that they might have had."""
    counts = whole_table(len(table), len(table[0]))
    numbers = [[group.number for group in row] for row in with_totals(table)]
    told, small = told_by(counts, publish(table), numbers, rule)
    possible = list(rule.range_of(None))
    return sum(left_for(told, atoms, possible, most=MOST) != possible for atoms, _ in small)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_nothing_in_its_table_narrows_a_hidden_number(table: list[list[Group]]) -> None:
    assert ruled_out(table, published(RULE), RULE) == 0


def test_a_small_number_that_is_rounded_up_and_hidden_besides_is_not_narrowed_either() -> None:
    table = [[Group(), Group(), Group(7, 41)], [Group(), Group(0, 1), Group(1, 115)]]

    assert RULE.shown(table[1][2]) is not None
    assert published(RULE)(table)[1][2] is None
    assert ruled_out(table, published(RULE), RULE) == 0


def some_tables(count: int) -> list[list[list[Group]]]:
    """Tables of three by three, many of whose numbers are small."""
    drawn = random.Random(7)

    def group() -> Group:
        return Group(drawn.choice([drawn.randint(0, 4), drawn.randint(0, 12)]), drawn.getrandbits(40))

    return [[[group() for _ in range(3)] for _ in range(3)] for _ in range(count)]


def test_the_attack_narrows_numbers_where_only_small_ones_are_hidden() -> None:
    found = [ruled_out(table, only_small_hidden, NOT_ROUNDED) for table in some_tables(20)]

    assert sum(map(bool, found)) > 15


def test_the_attack_narrows_some_where_all_is_rounded_and_nothing_more_is_hidden() -> None:
    found = [ruled_out(table, only_rounded, RULE) for table in some_tables(40)]

    assert any(found)


def test_the_attack_finds_the_number_that_is_left_over() -> None:
    table = [[Group(2, 1), Group(10, 2)]]
    counts = whole_table(1, 2)
    told, _ = told_by(counts, only_small_hidden(table), [[2, 10, 12], [2, 10, 12]], NOT_ROUNDED)

    assert left_for(told, counts[0][0], range(BELOW), most=MOST) == [2]


SIZES = (2, 2, 3)
AXES = range(3)


def some_world(seed: int) -> World:
    """People by three ways to divide, many alone in their place."""
    drawn = random.Random(seed)
    return {
        atom: Group(drawn.choice([drawn.randint(0, 3), drawn.randint(0, 12)]), drawn.getrandbits(40))
        for atom in itertools.product(*map(range, SIZES))
    }


def every_table_of(world: World, publish: Publish, rule: Rule) -> tuple[list[Told], list[frozenset[Atom]]]:
    """All that one reader can make: each two ways, and each way with a filter of another."""
    told: list[Told] = []
    small: list[frozenset[Atom]] = []
    for rows, columns in itertools.permutations(AXES, 2):
        filters = [range(SIZES[columns]), *([code] for code in range(SIZES[columns]))]
        for codes in filters if rows < columns else filters[1:]:
            counts = [
                [frozenset(a for a in world if a[rows] == r and a[columns] == c) for c in codes]
                for r in range(SIZES[rows])
            ]
            table = [[all_of([world[atom] for atom in atoms]) for atoms in line] for line in counts]
            sums = [[*line, frozenset().union(*line)] for line in counts]
            sums.append([frozenset().union(*column) for column in zip(*sums, strict=True)])
            numbers = [[group.number for group in line] for line in with_totals(table)]
            more, hidden = told_by(sums, publish(table), numbers, rule)
            told += more
            small += [atoms for atoms, _ in hidden]
    return list(dict.fromkeys(told)), list(dict.fromkeys(small))


def fewest_left(publish: Publish, rule: Rule, seeds: range) -> int:
    """How many values are left of the hidden number that the attacker comes nearest to."""
    fewest = BELOW
    for seed in seeds:
        told, small = every_table_of(some_world(seed), publish, rule)
        for atoms in small:
            fewest = min(fewest, len(left_for(told, atoms, rule.range_of(None), most=MOST)))
    return fewest


def test_all_tables_of_a_reader_together_give_no_hidden_number_away() -> None:
    assert fewest_left(published(RULE), RULE, range(12)) >= 2


def test_together_they_give_numbers_away_where_nothing_is_rounded() -> None:
    assert fewest_left(only_small_hidden, NOT_ROUNDED, range(12)) == 1


EXACT = Exact()
ANYTHING = range(MOST + 1)


def left_of_exact(table: list[list[Group]], publish: Publish) -> list[list[int]]:
    """The values left of each small number where the others are shown as they are.

    What is hidden may be hidden for its own sake or for another's, so that any number may stand there.
    """
    counts = whole_table(len(table), len(table[0]))
    numbers = [[group.number for group in row] for row in with_totals(table)]
    told, small = [], []
    for atoms, figure, number in zip(
        *map(itertools.chain.from_iterable, (counts, publish(table), numbers)), strict=True
    ):
        possible = ANYTHING if figure is None else range(figure, figure + 1)
        told.append(Told(atoms, possible[0], 4 * MOST if figure is None else possible[-1]))
        if 0 < number < BELOW:
            small.append(atoms)
    return [left_for(told, atoms, EXACT.range_of(None), most=MOST) for atoms in small]


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_where_others_are_exact_each_small_number_may_still_be_any_small_one(
    table: list[list[Group]],
) -> None:
    assert all(left == [1, 2, 3, 4] for left in left_of_exact(table, lambda one: hide(one, EXACT).figures))


def test_hiding_no_more_than_the_small_ones_gives_some_away() -> None:
    def small_alone(table: list[list[Group]]) -> Shown:
        return [[EXACT.shown(group) for group in row] for row in with_totals(table)]

    left = [left_of_exact(table, small_alone) for table in some_tables(40)]

    assert any(len(one) == 1 for found in left for one in found)


def test_large_numbers_and_noughts_are_shown_as_they_are() -> None:
    shown = hide([[Group(5), Group(7)], [Group(0), Group(9)]], EXACT)

    assert shown.figures == [[5, 7, 12], [0, 9, 9], [5, 16, 21]]


def test_five_groups_of_one_are_not_told_by_their_number() -> None:
    assert hide([[Group(1)]] * 5, EXACT).total is None


@given(GROUPS)
def test_a_number_is_rounded_to_the_multiple_above_or_below_it(group: Group) -> None:
    rounded = RULE.rounded(group)

    assert rounded % BELOW == 0
    assert abs(rounded - group.number) < BELOW
    assert group.number in RULE.range_of(RULE.shown(group)) or RULE.shown(group) is None
    assert RULE.rounded(Group(group.number, group.keys)) == rounded


def test_rounding_leaves_sums_true_on_average() -> None:
    groups = [Group(3, key) for key in range(20_000)]

    mean = sum(RULE.rounded(group) for group in groups) / len(groups)

    assert mean == pytest.approx(3, abs=0.1)


def test_two_authorities_and_two_groups_of_one_size_are_rounded_apart() -> None:
    other = Rule(BELOW, b"of another")
    groups = [Group(7, key) for key in range(50)]

    assert len({RULE.rounded(group) for group in groups}) == 2
    assert [RULE.rounded(group) for group in groups] != [other.rounded(group) for group in groups]


def test_a_table_with_nothing_in_it_is_hidden_whole() -> None:
    assert hide([[Group(), Group()]], RULE).figures == [[None] * 3, [None] * 3]


def test_large_numbers_are_all_shown() -> None:
    table = [[Group(100 * r + 40 * c + 20, r + c) for c in range(3)] for r in range(3)]

    assert None not in itertools.chain.from_iterable(hide(table, RULE).figures)
