"""What moved between two marks: arithmetic on concern, without a row or a page.

A number is compared with a number only. "Don't know", "not relevant", "not my area" and "not asked"
say why there is no number; none of them is ever read as "no concern".
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from opencaf.episodes.codes import CONCERN_WORDS, MarkState

HIGH = 3


class Movement(StrEnum):
    """What happened to one area between two occasions."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEWLY_KNOWN = "newly_known"
    BECAME_UNKNOWN = "became_unknown"
    BECAME_RELEVANT = "became_relevant"
    NO_LONGER_RELEVANT = "no_longer_relevant"
    NOT_ASKED_AGAIN = "not_asked_again"
    NOT_COMPARABLE = "not_comparable"


IN_WORDS: dict[Movement, str] = {
    Movement.BETTER: "Less concern",
    Movement.WORSE: "More concern",
    Movement.SAME: "The same",
    Movement.NEWLY_KNOWN: "Newly known",
    Movement.BECAME_UNKNOWN: "No longer known",
    Movement.BECAME_RELEVANT: "Became relevant",
    Movement.NO_LONGER_RELEVANT: "No longer relevant",
    Movement.NOT_ASKED_AGAIN: "Not looked at again",
    Movement.NOT_COMPARABLE: "Cannot be compared",
}


@dataclass(frozen=True)
class Answer:
    """A concern mark as it was given: a number from 0 to 5, or the reason why there is none."""

    state: str = MarkState.NOT_ASKED
    value: int | None = None

    def __post_init__(self) -> None:
        if (self.state == MarkState.MARKED) != (self.value is not None):
            raise ValueError(f"A mark has a number, and nothing else has one: {self.state}, {self.value}")
        if self.value is not None and self.value not in CONCERN_WORDS:
            raise ValueError(f"A mark is from 0 to 5, not {self.value}")

    @property
    def code(self) -> str:
        """The answer as one word: "0" to "5", or the reason why there is no number."""
        return str(self.state) if self.value is None else str(self.value)

    @property
    def words(self) -> str:
        """The answer as people say it."""
        return MarkState(self.state).label if self.value is None else CONCERN_WORDS[self.value]


NOT_ASKED = Answer()


def answer_of(code: str) -> Answer:
    """Return the answer that a word stands for: "0" to "5", "dont_know", "not_relevant", …"""
    if code.isascii() and code.isdigit():
        return Answer(MarkState.MARKED, int(code))
    return Answer(MarkState(code))


def movement(before: Answer, after: Answer) -> Movement:
    """Return what happened to an area from one answer to the next."""
    if before.value is not None and after.value is not None:
        return movement_of_numbers(before.value, after.value)
    if after.value is not None:
        was_outside = before.state == MarkState.NOT_RELEVANT
        return Movement.BECAME_RELEVANT if was_outside else Movement.NEWLY_KNOWN
    if before.value is None:
        return Movement.SAME if before.state == after.state else Movement.NOT_COMPARABLE
    return {
        MarkState.NOT_RELEVANT.value: Movement.NO_LONGER_RELEVANT,
        MarkState.NOT_ASKED.value: Movement.NOT_ASKED_AGAIN,
    }.get(str(after.state), Movement.BECAME_UNKNOWN)


def movement_of_numbers(before: int, after: int) -> Movement:
    """Return whether concern fell, rose or stayed."""
    if after == before:
        return Movement.SAME
    return Movement.BETTER if after < before else Movement.WORSE


def movements(
    before: Mapping[Hashable, Answer], after: Mapping[Hashable, Answer]
) -> dict[Hashable, Movement]:
    """Return what happened to every area that was looked at the second time.

    An area that was never asked about on either occasion did not move and is left out.
    """
    moved = {}
    for area, answer in after.items():
        earlier = before.get(area, NOT_ASKED)
        if answer != NOT_ASKED or earlier != NOT_ASKED:
            moved[area] = movement(earlier, answer)
    return moved


CLAUSES: tuple[tuple[Movement, str], ...] = (
    (Movement.BETTER, "concern fell in {areas}"),
    (Movement.WORSE, "concern rose in {areas}"),
    (Movement.NEWLY_KNOWN, "{areas} {are} newly known"),
    (Movement.BECAME_UNKNOWN, "{areas} {are} no longer known"),
    (Movement.BECAME_RELEVANT, "{areas} {are} newly relevant"),
    (Movement.NO_LONGER_RELEVANT, "{areas} {are} no longer relevant"),
)


def sentence(moved: Iterable[Movement], *, since: str) -> str:
    """Return in words what moved.

    "Since September concern fell in 4 areas, rose in 1, and 2 are newly known." Areas that stayed,
    were not looked at again or cannot be compared are in none of the clauses.
    """
    count = Counter(moved)
    clauses = [in_words(clause, count[kind]) for kind, clause in CLAUSES if count[kind]]
    if not clauses:
        return f"Since {since} nothing has moved."
    # what the first clause has said, the others leave out
    rest = [
        clause.replace("concern rose", "rose").replace(" areas", "").replace(" area", "")
        for clause in clauses[1:]
    ]
    return f"Since {since} {joined([clauses[0], *rest])}."


def in_words(clause: str, number: int) -> str:
    """Return a clause with its number of areas."""
    areas, are = ("area", "is") if number == 1 else ("areas", "are")
    return clause.format(areas=f"{number} {areas}", are=are)


def joined(parts: list[str]) -> str:
    """Return clauses as one: "a, b, and c"."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "," if len(parts) > 2 else ""
    return f"{', '.join(parts[:-1])}{comma} and {parts[-1]}"


def since_words(earlier: dt.date, later: dt.date) -> str:
    """Return the earlier occasion as the sentence says it: the month, with its year where that differs."""
    return f"{earlier:%B}" if earlier.year == later.year else f"{earlier:%B %Y}"
