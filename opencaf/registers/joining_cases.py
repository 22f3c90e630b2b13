"""Which rows of one child are one CAF, and which of them stays."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations

from opencaf.registers.slots import Case, Slot


def joined_cases(
    slots: list[Slot], cases: dict[int, Case], persons: dict[tuple[int, int], int]
) -> dict[int, int]:
    """Return the row whose CAF each row belongs to."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    children: dict[int, set[int]] = defaultdict(set)
    names: dict[int, list[tuple[tuple[str, ...], ...]]] = defaultdict(list)
    for slot in slots:
        person = persons[slot.row, slot.place]
        rows_of[person].append(slot.row)
        children[slot.row].add(person)
        names[slot.row].append((slot.given, slot.family))
    kept = {row: row for row in cases}
    for listed in rows_of.values():
        for one, other in combinations(sorted(set(listed)), 2):
            first, second = root(kept, one), root(kept, other)
            if first != second and children[one] & children[other] and one_case(cases[one], cases[other]):
                stays, goes = in_order(cases[first], cases[second], exactly=names[one] == names[other])
                kept[goes] = stays
    return {row: root(kept, row) for row in kept}


def root(kept: dict[int, int], row: int) -> int:
    """Return the row that stays for a row."""
    while kept[row] != row:
        row = kept[row]
    return row


def one_case(one: Case, other: Case) -> bool:
    """Whether two rows of one child are one CAF: the same number, or begun and ended alike."""
    apart = days_apart(one.started, other.started)
    if one.number and one.number == other.number:
        return apart is None or apart <= 60 or one.is_carried_forward or other.is_carried_forward
    if apart is not None:
        return apart <= 14
    completed = days_apart(one.completed, other.completed)
    if completed is not None:
        return completed <= 7
    return bool(one.closed) and one.closed == other.closed


def days_apart(one: str, other: str) -> int | None:
    """Return how many days lie between two dates; a month is any of its days; None if one is missing."""
    if not one or not other:
        return None
    if len(one) == len(other) == 10:
        swapped = other[:5] + other[8:] + "-" + other[5:7]
        return 0 if one == swapped else abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days)
    shorter = min(len(one), len(other))
    return 0 if one[:shorter] == other[:shorter] else 999


def in_order(one: Case, other: Case, *, exactly: bool) -> tuple[int, int]:
    """Return which row stays and which goes: never the one carried forward; of equal ones the later."""
    if one.is_carried_forward != other.is_carried_forward:
        return (other.row, one.row) if one.is_carried_forward else (one.row, other.row)
    first, second = sorted((one, other), key=lambda case: case.row)
    return (second.row, first.row) if exactly else (first.row, second.row)


def shared_numbers(cases: dict[int, Case], episodes: dict[int, int]) -> set[int]:
    """Return the rows whose number stands for another CAF as well."""
    used: dict[str, set[int]] = defaultdict(set)
    for row, case in cases.items():
        if case.number:
            used[case.number].add(episodes[row])
    return {row for row, case in cases.items() if case.number and len(used[case.number]) > 1}
