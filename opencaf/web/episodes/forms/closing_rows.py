"""The rows of the closing page: facts they are made of, and how marks are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.episodes.codes import CONCERN_WORDS, MarkState, OutcomeStatus
from opencaf.episodes.models import Closure, ClosureResult
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.closing import ClosingChoices, OutcomeToClose, highest_mark_of
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.marks import GivenMark
from opencaf.people.models import Person
from opencaf.web.shared.forms import GovukBoundField

STATUSES = [choice for choice in OutcomeStatus.choices if choice[0] != OutcomeStatus.OPEN]
MARKS = [
    *((str(value), f"{value} {words}") for value, words in CONCERN_WORDS.items()),
    *((value, label) for value, label in MarkState.choices if value != MarkState.MARKED),
]
NUMBERS = [(str(value), f"{value} {words}") for value, words in CONCERN_WORDS.items()]
FIRST_MORE, MOST_MORE = 3, 60
FIRST_NEEDS = 3


@dataclass(frozen=True)
class Facts:
    """What the closing page knows of the episode."""

    children: Sequence[Person]
    carers: Sequence[Person]
    outcomes: Sequence[OutcomeToClose]
    choices: ClosingChoices


@dataclass(frozen=True)
class ResultRow:
    """One outcome for one child and area, as a group of fields."""

    title: str
    at_start: str
    fields: list[GovukBoundField]


@dataclass(frozen=True)
class OutcomeGroup:
    """An outcome with its rows."""

    wording: str
    rows: list[ResultRow]


def mark_in_words(mark: tuple[str, int | None] | None) -> str:
    """Return a mark as a sentence says it."""
    if mark is None:
        return "Not marked"
    state, value = mark
    return MarkState(state).label if value is None else f"{value} {CONCERN_WORDS[value]}"


WHOLE_OUTCOME = ""


def area_name(element: str) -> str:
    """The name of an area; an outcome tied to none is looked at as a whole."""
    return form_areas().name(element) or "The whole outcome"


def as_mark(chosen: str) -> tuple[str, int | None]:
    """Return the state and value of a chosen mark; nothing chosen is no mark."""
    return (MarkState.MARKED, int(chosen)) if chosen.isdigit() else (chosen, None)


def by_id(rows: Sequence[Any], key: str) -> Any:
    """Return the row of an id as it was chosen, or None."""
    return next((row for row in rows if str(row.id) == key), None)


def closure_rows(closure: Closure, given: Sequence[GivenMark], *, hidden: Areas) -> list[dict[str, str]]:
    """Return the results of a closing in words, for reading, but those of withheld parts.

    given: every mark of practitioners and the team, in order.
    """
    return [
        {
            "outcome": row.outcome.wording if row.outcome else "",
            "child": row.child.first_name,
            "area": area_name(row.element),
            "start": mark_in_words((row.state_at_start, row.mark_at_start)) if row.state_at_start else "–",
            "highest": highest_in_words(row, given),
            "end": mark_in_words((row.state_at_end, row.mark_at_end)) if row.state_at_end else "–",
            "status": str(OutcomeStatus(row.status).label),
            "text": row.text,
        }
        for row in closure.results.all()
        if (row.child_id, row.element) not in hidden
    ]


def highest_in_words(row: ClosureResult, given: Sequence[GivenMark]) -> str:
    """Return the highest mark between start and end, where it is above both."""
    highest = highest_mark_of(row, given)
    return "" if highest is None else mark_in_words((MarkState.MARKED, highest))
