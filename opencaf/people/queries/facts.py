"""What hangs on people: other names, numbers, ways to reach them, schools and homes; one read for all."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.people.models import ContactPoint, HouseholdMember, Identifier, PersonName, Schooling

NONE_ON = Cast(Value(None), DateField())
NO_ID = Cast(Value(None), UUIDField())


@dataclass(frozen=True)
class Fact:
    """One thing known of a person: of a kind, in words, with a note, from and to."""

    what: str
    id: uuid.UUID
    kind: str
    words: str
    note: str
    from_on: dt.date | None
    to_on: dt.date | None
    place_id: uuid.UUID | None

    @property
    def is_over(self) -> bool:
        """Whether it ended on a day that has passed."""
        return self.to_on is not None and self.to_on <= clock.today()


@dataclass
class PersonFacts:
    """Everything that hangs on one person, what goes on before what is over."""

    names: list[Fact] = field(default_factory=list)
    contacts: list[Fact] = field(default_factory=list)
    identifiers: list[Fact] = field(default_factory=list)
    schools: list[Fact] = field(default_factory=list)
    homes: list[Fact] = field(default_factory=list)

    @property
    def school(self) -> str:
        """The school that goes on now."""
        return next((fact.words for fact in self.schools if not fact.is_over), "")

    @property
    def home(self) -> Fact | None:
        """The home that goes on now; of two, the later one."""
        return next((fact for fact in self.homes if not fact.is_over), None)


def facts_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, PersonFacts]:
    """Return what hangs on each of these people."""
    ids = list(person_ids)
    found = {person_id: PersonFacts() for person_id in ids}
    for person_id, *values in all_of(ids):
        fact = Fact(*values)
        getattr(found[person_id], fact.what).append(fact)
    for facts in found.values():
        for rows in (facts.names, facts.contacts, facts.identifiers, facts.schools, facts.homes):
            rows.sort(key=latest_first)
    return found


@composed_once
def all_of(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Everything that hangs on some people, in the columns of a fact after whose it is."""
    reads = [names(ids), contacts(ids), identifiers(ids), schools(ids), homes(ids)]
    return reads[0].union(*reads[1:], all=True)


def latest_first(fact: Fact) -> tuple[bool, dt.timedelta, uuid.UUID]:
    """Return the place of a fact in its list: going on first, then by its beginning, the latest first."""
    began = fact.from_on or dt.date.min
    return fact.is_over, dt.date.max - began, fact.id


def rows_of(
    rows: QuerySet[Any],
    what: str,
    *,
    kind: Any,
    words: Any,
    note: Any,
    place: Any = NO_ID,
    dated: bool = True,
) -> QuerySet[Any]:
    """Return rows in the columns of a fact."""
    return rows.order_by().values_list(
        "person_id",
        Value(what, output_field=CharField()),
        "id",
        Cast(kind, CharField()),
        Cast(words, CharField()),
        Cast(note, CharField()),
        F("from_on") if dated else NONE_ON,
        F("to_on") if dated else NONE_ON,
        place,
    )


def names(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return other names."""
    rows = PersonName.objects.filter(person__any_of=ids)
    whole = Concat("given_names", Value(" "), "family_name")
    return rows_of(rows, "names", kind=F("kind"), words=whole, note=F("source"))


def contacts(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return telephone numbers and e-mail."""
    rows = ContactPoint.objects.filter(person__any_of=ids)
    return rows_of(rows, "contacts", kind=F("kind"), words=F("value"), note=F("note"), dated=False)


def identifiers(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return numbers of other systems; the kind of those without a scheme of ours is the system's name."""
    rows = Identifier.objects.filter(person__any_of=ids)
    kind = Concat("scheme", Value("|"), "system")
    return rows_of(rows, "identifiers", kind=kind, words=F("value"), note=F("warning"))


def schools(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return nurseries, schools and colleges."""
    rows = Schooling.objects.filter(person__any_of=ids)
    words = Coalesce("agency__name", "name")
    return rows_of(rows, "schools", kind=Value(""), words=words, note=F("note"), place=F("agency_id"))


def homes(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return homes; the parts of the address are divided by lines."""
    rows = HouseholdMember.objects.filter(person__any_of=ids)
    parts = [f"household__{part}" for part in ("line1", "line2", "city", "postcode")]
    address = Concat(*(piece for part in parts for piece in (part, Value("\n"))), output_field=CharField())
    tenure = F("household__tenure")
    return rows_of(rows, "homes", kind=tenure, words=address, note=F("note"), place=F("household_id"))


def in_one_line(address: str) -> str:
    """Return an address as one line."""
    return ", ".join(part for part in address.split("\n") if part)
