"""Writing the words: families get them as names, and every text given to an operation gets one more word.

The demonstration tells its families through the operations of the program (opencaf.demo.loading). Here
whoever tells says a little more: the operations themselves run as they are.
"""

from __future__ import annotations

import dataclasses
import inspect
import pkgutil
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any
from unittest import mock

from django.db import models

from bench.sweep.words import Kind, Mint, Unit, words_in
from opencaf.demo import loading
from opencaf.demo.families import PlannedFamily, PlannedPerson
from opencaf.demo.loading import asking, guidance, papers, safekeeping, social_care, voices
from opencaf.demo.loading.safekeeping import Told
from opencaf.demo.loading.world import World
from opencaf.demo.plans import AuthorityPlan, Case
from opencaf.episodes.models import Episode
from opencaf.voices.models import Asked

# Looking for a child is no telling: one word more, and nobody is found.
OPERATION = re.compile(r"opencaf\.((episodes|people)\.operations\.(?!finding)|voices\.operations\.by_link)")
TELL_OF_A_CASE: tuple[tuple[ModuleType, str], ...] = (
    (loading, "tell_case"),
    *((safekeeping, name) for name in ("seal_home", "seal_phone", "open_at_once", "judge", "ask", "answer")),
)
ADD_TO_A_CASE: tuple[tuple[ModuleType, str], ...] = (
    *((papers, name) for name in ("draw", "keep_letter", "tell_events")),
    *((social_care, name) for name in ("step_up_and_down", "send")),
    (asking, "ask"),
    (guidance, "ask_in_case"),
)
TELL_OF_A_FAMILY = ((loading, "record_other_family"), (safekeeping, "shield_family"))
# What these write is of several cases at once, so that no word could say whose it is.
OF_SEVERAL_CASES = ("panels",)
KINDS = {"episodes": Kind.CASE, "people": Kind.PERSON, "voices": Kind.VOICE}


def plant_names(plan: AuthorityPlan, mint: Mint) -> None:
    """Give every child, adult and street of a plan a word for a name."""
    code = plan.shape.code
    for number, case in enumerate(plan.cases):
        rename(case.family, Unit(code, "c", number), mint)
    for number, (_, family) in enumerate(plan.others):
        rename(family, Unit(code, "f", number), mint)


def rename(family: PlannedFamily, unit: Unit, mint: Mint) -> None:
    """Let a family's names be words; a surname that a child has too is a child's name."""
    surnames: dict[str, str] = {}
    for person, kind in named(family):
        person.family = surnames.setdefault(person.family, mint.word(unit, kind))
        person.given = mint.word(unit, kind) if person.given else ""
        person.birth_given = mint.word(unit, kind) if person.birth_given else ""
        person.known_as = mint.word(unit, Kind.PERSON) if person.known_as else ""
    family.street = f"7 {mint.word(unit, Kind.PERSON)} Street"


def named(family: PlannedFamily) -> Iterator[tuple[PlannedPerson, Kind]]:
    """Yield everybody of a family, children first, with the kind of their names."""
    yield from ((child, Kind.NAME) for child in family.children)
    yield from ((adult, Kind.PERSON) for adult in family.adults)


@dataclass
class Teller:
    """Adds a word to each text while a family is told."""

    mint: Mint
    unit: Unit | None = None
    # Which argument of which operation carried each word, to see which kinds of text are never shown.
    places: dict[str, str] = field(default_factory=dict)
    # About which family each person is asked what they think.
    asked: dict[uuid.UUID, Unit] = field(default_factory=dict)

    def saying_more(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        """Return an operation that is given its texts with a word more."""
        app = operation.__module__.split(".")[1]

        def told(*args: Any, **values: Any) -> Any:
            if self.unit is None:
                return operation(*args, **values)
            where = f"{app}.{operation.__name__}"
            more = {name: self.more(value, KINDS[app], f"{where}.{name}") for name, value in values.items()}
            return operation(*args, **more)

        return told

    def more(self, value: Any, kind: Kind, where: str) -> Any:
        """Return a value in which every text has a word more."""
        if type(value) is str:
            return self.text(value, kind, where) if is_text(value) else value
        if isinstance(value, list | tuple) and type(value) in (list, tuple):
            return type(value)(self.more(one, kind, where) for one in value)
        if isinstance(value, tuple) and hasattr(value, "_replace"):
            parts = value._asdict().items()
            return value._replace(**{name: self.more(one, kind, f"{where}.{name}") for name, one in parts})
        if isinstance(value, dict):
            return {key: self.more(one, kind, f"{where}.{key}") for key, one in value.items()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type | models.Model):
            return self.more_of_parts(value, kind, where)
        return value

    def more_of_parts(self, value: Any, kind: Kind, where: str) -> Any:
        """Return a dataclass whose texts have a word more each."""
        parts = {part.name: getattr(value, part.name) for part in dataclasses.fields(value) if part.init}
        more = {name: self.more(part, kind, f"{where}.{name}") for name, part in parts.items()}
        changed = {name: part for name, part in more.items() if part is not parts[name]}
        return dataclasses.replace(value, **changed) if changed else value

    def text(self, value: str, kind: Kind, where: str) -> str:
        """Return a text with a word more, and note where it went."""
        assert self.unit is not None
        word = self.mint.word(self.unit, kind)
        self.places[word.lower()] = where
        return f"{value} {word}"


def is_text(value: str) -> bool:
    """Whether somebody's own words: neither a code nor a number nor a postcode."""
    return " " in value.strip() and value != value.upper()


@contextmanager
def telling_with_words(mint: Mint) -> Iterator[Teller]:
    """Let the demonstration's loading tell with words."""
    teller = Teller(mint)
    with ExitStack() as stack:
        for module in modules_of(loading):
            for name, operation in operations_in(module):
                stack.enter_context(mock.patch.object(module, name, teller.saying_more(operation)))
        for module, name in TELL_OF_A_CASE:
            stack.enter_context(mock.patch.object(module, name, of_its_case(teller, getattr(module, name))))
        for module, name in ADD_TO_A_CASE:
            told = of_what_was_told(teller, getattr(module, name))
            stack.enter_context(mock.patch.object(module, name, told))
        for module, name in TELL_OF_A_FAMILY:
            stack.enter_context(mock.patch.object(module, name, of_its_family(teller, getattr(module, name))))
        stack.enter_context(mock.patch.object(voices, "ask", of_whom_is_asked(teller, voices.ask)))
        stack.enter_context(mock.patch.object(voices, "answer", of_who_answers(teller, voices.answer)))
        yield teller


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    """Yield the modules of a package."""
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if found.name.rpartition(".")[2] not in OF_SEVERAL_CASES:
            yield import_module(found.name)


def operations_in(module: ModuleType) -> list[tuple[str, Callable[..., Any]]]:
    """Return the operations that a module calls, by the names it calls them."""
    functions = inspect.getmembers(module, inspect.isfunction)
    return [(name, one) for name, one in functions if OPERATION.match(one.__module__)]


def of_its_case(teller: Teller, tell: Callable[..., Any]) -> Callable[..., Any]:
    """Return the telling of a case that says whose words are told."""

    def told(world: World, case: Case, *more: Any, **values: Any) -> Any:
        teller.unit = unit_of(world, case)
        return tell(world, case, *more, **values)

    return told


def of_what_was_told(teller: Teller, add: Callable[..., Any]) -> Callable[..., Any]:
    """Return an addition to a case that was told that says whose words are added."""

    def added(world: World, one: Told, *more: Any, **values: Any) -> Any:
        teller.unit = unit_of(world, one.case)
        return add(world, one, *more, **values)

    return added


def of_whom_is_asked(teller: Teller, ask: Callable[..., list[Asked]]) -> Callable[..., list[Asked]]:
    """Return the asking of people of a case that notes about which family they are asked."""

    def asked(case: Episode, *more: Any) -> list[Asked]:
        teller.unit = None
        found = ask(case, *more)
        names = " ".join(str(one.child) for one in case.episode_children.select_related("child"))
        teller.asked |= {one.pk: word.unit for one in found for word in words_in(names)}
        return found

    return asked


def of_who_answers(teller: Teller, answer: Callable[..., Any]) -> Callable[..., Any]:
    """Return the answering of somebody that says about whose family it is."""

    def answered(world: World, asked: Asked, *more: Any) -> Any:
        teller.unit = teller.asked[asked.pk]
        try:
            return answer(world, asked, *more)
        finally:
            teller.unit = None

    return answered


def unit_of(world: World, case: Case) -> Unit:
    """Return the unit whose words a case is told with."""
    place = next(place for place, one in enumerate(world.plan.cases) if one is case)
    return Unit(world.plan.shape.code, "c", place)


def of_its_family(teller: Teller, record: Callable[..., Any]) -> Callable[..., Any]:
    """Return the recording of a family without a case that says whose words are told."""

    def recorded(world: World, place: int, **values: Any) -> Any:
        teller.unit = Unit(world.plan.shape.code, "f", place)
        return record(world, place, **values)

    return recorded
