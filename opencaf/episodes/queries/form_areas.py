"""The areas that the authority's form asks about: the nineteen elements and its own questions.

Their words and order are those of the version in use (docs/adr/0032). Every request reads them with who asks,
so that no page asks for them; whoever acts outside a request reads them anew each time, and should keep them.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from opencaf.agencies.queries import Beside
from opencaf.core import clock
from opencaf.core.asked import held
from opencaf.core.context import asking
from opencaf.episodes.elements import ELEMENTS, OWN, Domain

AREAS_ON = "select episodes_form_areas(%s, %s)::text"
RESTS_ON = frozenset({"episodes_assessmentform", "episodes_question"})
DOMAINS = list(Domain.values)


@dataclass(frozen=True)
class FormArea:
    """An element or a question of the authority's own.

    since: the first day of the first version that asks a question of their own, for the nineteen None.
    is_asked: whether the version in use asks it; the nineteen are asked by all.
    """

    code: str
    domain: str
    name: str
    help_text: str
    since: dt.date | None = None
    is_asked: bool = True

    @property
    def is_own(self) -> bool:
        """Whether it is a question of the authority's own."""
        return self.code.startswith(OWN)


@dataclass(frozen=True)
class FormAreas:
    """All areas that any version asks, will ask or has asked, domain by domain in the form's order."""

    everything: tuple[FormArea, ...]

    def __iter__(self) -> Iterator[FormArea]:
        """The areas of the version in use."""
        return (area for area in self.everything if area.is_asked)

    @cached_property
    def by_code(self) -> dict[str, FormArea]:
        """Every area by its code."""
        return {area.code: area for area in self.everything}

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all areas: what can be left out, and what somebody may not see any of."""
        return frozenset(self.by_code)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The place of each area in the form's order."""
        return {area.code: place for place, area in enumerate(self.everything)}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The areas of the version in use, as a form offers them."""
        return [(area.code, area.name) for area in self]

    @property
    def all_choices(self) -> list[tuple[str, str]]:
        """All areas as a form offers them: what was asked once can be left out too."""
        return [(area.code, area.name) for area in self.everything]

    def choices_with(self, code: str) -> list[tuple[str, str]]:
        """The areas of the version in use, and the one that stands, which may be of an earlier version."""
        known = dict(self.choices)
        return [*known.items()] if not code or code in known else [*known.items(), (code, self.name(code))]

    def name(self, code: str) -> str:
        """The name of an area; a code that no version asks stands for itself."""
        return self.by_code[code].name if code in self.by_code else code

    def position(self, code: str) -> int:
        """The place of an area in the form's order; what is unknown comes last."""
        return self.positions.get(code, len(self.everything))

    def names(self, codes: Iterable[str]) -> list[str]:
        """The names of some areas in the form's order."""
        return [self.name(code) for code in sorted(codes, key=lambda code: (self.position(code), code))]

    def later_than(self, day: dt.date) -> frozenset[str]:
        """The questions that no version asked on a day, so that nobody can have spoken of them then."""
        return frozenset(area.code for area in self.everything if area.since and area.since > day)


NATIONAL = FormAreas(tuple(FormArea(one.code, one.domain, one.name, one.help_text) for one in ELEMENTS))


def form_areas() -> FormAreas:
    """Return the areas of the authority for which the program acts now; the nineteen where it has no form."""
    authority_id = asking().authority_id
    return held(("form areas", authority_id), RESTS_ON, lambda: read_areas(authority_id))


def read_areas(authority_id: uuid.UUID | None) -> FormAreas:
    """Return an authority's areas as the database tells them."""
    if authority_id is None:
        return NATIONAL
    said = held(("form areas as told", authority_id), RESTS_ON, lambda: ask_areas(authority_id))
    return areas_in(said)


def ask_areas(authority_id: uuid.UUID) -> str | None:
    """Ask the database for an authority's areas."""
    with connection.cursor() as cursor:
        cursor.execute(AREAS_ON, [authority_id, clock.today()])
        (said,) = cursor.fetchone()
    text: str | None = said
    return text


def beside_who_asks() -> Beside:
    """Return what reads the areas of an authority in the statement that finds who asks."""
    of_authority = "(who -> 'authority' ->> 'id')::uuid"
    return Beside(f"episodes_form_areas({of_authority}, %s)::text", (clock.today(),))


def remember_areas(authority_id: uuid.UUID, said: str | None) -> None:
    """Let a request know the areas that were read with who asks."""
    if said is not None:
        held(("form areas as told", authority_id), RESTS_ON, lambda: said)


def areas_in(said: str | None) -> FormAreas:
    """Return areas as the database told them; an element that no version asks has its national name."""
    rows = json.loads(said) if said else []
    told = {code: as_area(code, *row) for code, *row in rows}
    known = {one.code: one for one in NATIONAL.everything if one.code not in told}
    areas = sorted([*told.values(), *known.values()], key=place_of_domain)  # a stable sort
    return FormAreas(tuple(areas))


def as_area(code: str, domain: str, name: str, help_text: str, since: str, is_asked: bool) -> FormArea:
    """Return one row as an area."""
    is_own = code.startswith(OWN)
    first_day = dt.date.fromisoformat(since) if is_own else None
    return FormArea(code, domain, name, help_text, first_day, is_asked or not is_own)


def place_of_domain(area: FormArea) -> int:
    """Return the place of an area's domain on every form."""
    return DOMAINS.index(area.domain)
