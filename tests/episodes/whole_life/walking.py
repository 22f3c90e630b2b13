"""How a step is tried: done by the program as somebody, and then by the model, or refused without a trace."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection

from opencaf.access.models import AccessGrant
from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.intention import Look, record_intention
from tests.episodes.whole_life.cast import START, Cast
from tests.episodes.whole_life.life import Life, Spell

Step = tuple[str, str, int, int]
Row = TypeVar("Row")
REFUSED = (ValidationError, PermissionDenied)


@dataclass(frozen=True)
class Try:
    """A step about to be tried: whether it can be, what does it, and what the model makes of it.

    possible: None where the program may refuse or not, and the model believes it either way.
    """

    possible: bool | None
    act: Callable[[Practitioner], Any]
    then: Callable[[Any], None]
    as_: str = ""


class Walking:
    """A walk from the intention on: the case, the model beside it, and the day."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.day = cast, START
        self.traces: dict[str, tuple[int, int]] = {}
        self.life = Life(START)
        self.life.children.append(Spell("ellis", START))
        with self.today(), cast.acting("alice"):
            self.id = record_intention(
                children=[cast.family["ellis"]],
                intended_on=START,
                why="Mornings are hard.",
                look=Look(on=START),
                by=cast.workers["alice"],
            ).id
        self.tell("check", self.id, START, "checked")

    def today(self) -> Any:
        """The clock stands at noon of the day of the walk."""
        return clock.everywhere_at(clock.noon(self.day))

    @property
    def episode(self) -> Episode:
        return Episode.objects.get(pk=self.id)

    def take(self, step: Step) -> str:
        """Try a step as somebody, some days back, and compare everything; say what came of it."""
        try:
            return self.taking(step)
        except Exception as failed:
            failed.add_note(f"at {step} on {self.day}")
            raise

    def taking(self, step: Step) -> str:
        """Try a step, and compare."""
        name, who, back, pick = step
        with self.today():
            tried = getattr(self, name)(who, self.day - dt.timedelta(days=back), pick)
            outcome = self.attempt(name, tried, tried.as_ or who) if tried else "nothing to try"
        if outcome == "taken":
            self.traces = {}
            self.compare()
        return outcome

    def begin(self, steps: Sequence[Step]) -> None:
        """Take the steps of an opening, each of which is possible, and compare at its end."""
        for name, who, back, pick in steps:
            with self.today(), self.cast.acting(who):
                tried = getattr(self, name)(who, self.day - dt.timedelta(days=back), pick)
                tried.then(tried.act(self.cast.workers[who]))
        self.compare()

    def compare(self) -> None:
        """Compare, on the day of the walk."""
        with self.today():
            self.check()

    def attempt(self, name: str, tried: Try, who: str) -> str:
        """Do a step; whatever is refused leaves everything as it was."""
        before = self.traces = self.traces or traces()
        refusals = REFUSED if self.life.sees(who) else (*REFUSED, ObjectDoesNotExist)
        try:
            with self.cast.acting(who):
                made = tried.act(self.cast.workers[who])
        except refusals:
            if tried.possible:
                raise
            assert traces() == before, f"{name} by {who} was refused, and left something behind"
            return "refused"
        assert tried.possible is not False, f"{name} by {who} was not refused"
        connection.check_constraints()
        tried.then(made)
        return "taken"

    def check(self) -> None:
        """Compare the case with the model."""
        raise NotImplementedError

    def tell(self, kind: str, row_id: object, day: dt.date, step: str) -> None:
        """The journey should tell this from now on; a row's own day of a kind is told once."""
        self.life.told[kind, row_id] = (day, step)

    def untell(self, kind: str, row_id: object) -> None:
        self.life.told.pop((kind, row_id), None)


def one_of(rows: Sequence[Row] | Any, pick: int) -> Row | None:
    """One of some rows in the order of their writing, if there are any."""
    found = list(rows) if isinstance(rows, list | tuple) else list(rows.order_by("id"))
    return found[pick % len(found)] if found else None


def last_first(model: Any, episode_id: object) -> list[Any]:
    """The rows of a case, the last one written first."""
    return list(model.objects.filter(episode=episode_id).order_by("-id"))


def traces() -> dict[str, tuple[int, int]]:
    """How many rows stand in each table about cases, and what they say, as one number."""
    with connection.cursor() as cursor:
        cursor.execute(all_tables())
        return {table: (count, said) for table, count, said in cursor.fetchall()}


@functools.cache
def all_tables() -> str:
    """One statement over all tables of cases, who may see them, and what was put right."""
    models = [*apps.get_app_config("episodes").get_models(), AccessGrant, Correction]
    table = "select '{0}', count(*), coalesce(sum(hashtext(t::text)::bigint), 0) from {0} t"
    return " union all ".join(table.format(model._meta.db_table) for model in models)
