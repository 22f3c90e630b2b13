"""`python -m bench.finding.asking --sample FILE --to FILE`, as the web role of a filled database.

Asks every question as the program would for a practitioner, row-level security and trail included, and takes
the time apart: what finds (queries, policies, scoring) and what the trail costs (its writes, the grants of
what was shown, the commit). Both by the processor's clock and by the one on the wall.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from bench.finding import judging, tuning
from bench.finding.clocks import NOTHING, Clock
from bench.finding.kinds import Kind, Question, questions
from bench.finding.sample import Loaded, child_id
from opencaf.accounts.models import User
from opencaf.agencies.models import Practitioner
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.operations.finding import find_by_details

MODELS: dict[str, tuple[int, tuple[Kind, ...]]] = {
    "judging": (judging.SEED, judging.KINDS),
    "tuning": (tuning.SEED, tuning.KINDS),
}
OF_THE_ABSENT = ("as filed, with postcode", "as filed", "family name misheard", "names and postcode")
WARM_UP = 50
WRITES = ("insert into", "update ", "delete from")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.finding.asking", description=__doc__)
    parser.add_argument("--sample", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--of-each", type=int, required=True, help="questions of each kind")
    parser.add_argument("--model", choices=MODELS, default="judging")
    options = parser.parse_args()
    loaded: Loaded = pickle.loads(options.sample.read_bytes())  # noqa: S301 - our own file of a moment ago
    seed, kinds = MODELS[options.model]
    there, short = questions(kinds, loaded.there, of_each=options.of_each, seed=seed)
    some = [kind for kind in judging.KINDS if kind.name in OF_THE_ABSENT]
    absent, _ = questions(some, loaded.left_out, of_each=options.of_each, seed=judging.SEED)
    askers = cycle(find_askers())
    connection.ensure_connection()
    clock = Clock(connection.connection.info.backend_pid)
    warm_up = [*absent[::5], *there[::7]][:WARM_UP]
    for question in warm_up:
        ask(question, next(askers), clock)
    result = {
        "there": [asdict(ask(question, next(askers), clock)) for question in told(there)],
        "absent": [asdict(ask(question, next(askers), clock)) for question in absent],
        "questions": [asdict(question) for question in there],
        "short": short,
    }
    options.to.write_text(json.dumps(result))


def told(asked: Sequence[Question]) -> Iterator[Question]:
    """Give questions, saying now and then how far it is."""
    for number, question in enumerate(asked):
        if number and number % 1_000 == 0:
            sys.stderr.write(f"{number:,} of {len(asked):,} questions asked\n")
        yield question


@dataclass(frozen=True)
class Asker:
    """Somebody who looks for children."""

    practitioner: Practitioner
    who: Asking


def find_askers() -> list[Asker]:
    """Return practitioners who may look for children, to take turns: nobody asks everything."""
    found = []
    for user in User.objects.order_by("id"):
        practitioner = practitioner_of_user(user.id)
        if practitioner and practitioner.post.role == "practitioner":
            who = Asking(
                practitioner_id=practitioner.id,
                post_id=practitioner.post.id,
                authority_id=practitioner.authority_id,
            )
            found.append(Asker(practitioner, who))
    return found


@dataclass(frozen=True)
class Asked:
    """How a question was answered. place: of the child who was meant, from 1; 0 for not at all."""

    kind: str
    usable: str
    place: int
    band: str
    best_band: str
    best_score: float
    hits: int
    finding_ms: float
    finding_wall_ms: float
    trail_ms: float
    trail_wall_ms: float


class Watch:
    """Takes the time of statements that write."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.spent = NOTHING

    def __call__(self, execute: Any, statement: Any, *rest: Any) -> Any:
        if not any(word in str(statement).lower() for word in WRITES):
            return execute(statement, *rest)
        begun = self.clock.now()
        try:
            return execute(statement, *rest)
        finally:
            self.spent = self.spent.plus(self.clock.now().since(begun))


def ask(question: Question, asker: Asker, clock: Clock) -> Asked:
    """Ask one question as the page does, in a transaction of its own."""
    asked = {key: value for key, value in question.asked.items() if value}
    watch = Watch(clock)
    with acting_for(asker.who), connection.execute_wrapper(watch):
        begun = clock.now()
        with transaction.atomic():
            try:
                answers = find_by_details(details=asked, by=asker.practitioner)
            except ValidationError:
                answers = []
            answered = clock.now()
        ended = clock.now()
    finding = answered.since(begun).since(watch.spent)
    keeping = ended.since(answered).plus(watch.spent)
    ids = [str(answer.child) for answer in answers]
    wanted = child_id(question.child) if question.child >= 0 else ""
    place = ids.index(wanted) + 1 if wanted in ids else 0
    return Asked(
        kind=question.kind,
        usable=question.usable,
        place=place,
        band=answers[place - 1].band if place else "",
        best_band=answers[0].band if answers else "",
        best_score=answers[0].score if answers else 0.0,
        hits=len(ids),
        finding_ms=1000 * finding.processor,
        finding_wall_ms=1000 * finding.wall,
        trail_ms=1000 * keeping.processor,
        trail_wall_ms=1000 * keeping.wall,
    )


if __name__ == "__main__":
    main()
