"""When to talk with the family about agreement again: a pure function of answers and birthdays."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from opencaf.core.dates import in_words

SOON = dt.timedelta(days=14)
# At 13 many can speak for themselves; at 16 they are presumed to.
AGES = (13, 16)


@dataclass(frozen=True)
class Said:
    """One answer, as far as the next conversation depends on it."""

    kind: str
    given_by_id: uuid.UUID
    answered_on: dt.date
    review_by: dt.date | None = None
    stands: bool = True


@dataclass(frozen=True)
class Talk:
    """The next conversation: by when, and why."""

    due_on: dt.date
    why: str


def next_talk(
    answers: Sequence[Said], births: Iterable[tuple[str, dt.date | None]], *, today: dt.date
) -> Talk | None:
    """Return the conversation that is due within two weeks, or was due, the earliest; None where none is."""
    found = [*asked_again(answers), *of_age(answers, births)]
    due = [talk for talk in found if talk.due_on <= today + SOON]
    return min(due, key=lambda talk: talk.due_on, default=None)


def asked_again(answers: Sequence[Said]) -> Iterator[Talk]:
    """Yield when the family wanted to be asked again, unless the same person has answered since."""
    for answer in answers:
        later = [
            one
            for one in answers
            if one.given_by_id == answer.given_by_id
            and one.kind == answer.kind
            and one.answered_on > answer.answered_on
        ]
        if answer.review_by and answer.stands and not later:
            yield Talk(answer.review_by, f"The family is to be asked again by {in_words(answer.review_by)}.")


def of_age(answers: Sequence[Said], births: Iterable[tuple[str, dt.date | None]]) -> Iterator[Talk]:
    """Yield the 13th and 16th birthdays since the first answer on and after which nobody was asked."""
    if not answers:
        return
    first, last = min(one.answered_on for one in answers), max(one.answered_on for one in answers)
    for name, born_on in births:
        for age in AGES:
            day = birthday(born_on, age) if born_on else None
            if day and first < day and last < day:
                yield Talk(day, f"{name} turns {age} on {in_words(day)} and can be asked directly.")


def birthday(born_on: dt.date, age: int) -> dt.date:
    """Return the day somebody reaches an age; who was born on 29 February does on 1 March of most years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return dt.date(born_on.year + age, 3, 1)
