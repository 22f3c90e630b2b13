"""What hangs on people: other names, numbers, ways to reach them, schools and homes; one read for all."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Exists,
    F,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.people.models import (
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    PersonName,
    Schooling,
    Seal,
    SealedPart,
)

OPEN = Value(False, output_field=BooleanField())
NONE_ON = Cast(Value(None), DateField())
HIDDEN = "hidden"
NO_ID = Cast(Value(None), UUIDField())


@dataclass(frozen=True)
class Fact:
    """One thing known of a person: of a kind, in words, with a note, from and to.

    Of what is sealed from whoever asks, the words are those whom to ask.
    """

    what: str
    id: uuid.UUID
    kind: str
    words: str
    note: str
    from_on: dt.date | None
    to_on: dt.date | None
    place_id: uuid.UUID | None
    is_sealed: bool

    @property
    def is_hidden(self) -> bool:
        """Whether only that there is something is known, and in words whom to ask."""
        return self.kind == HIDDEN

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
        going_on = (fact.words for fact in self.schools if not fact.is_over and not fact.is_hidden)
        return next(going_on, "")

    @property
    def home(self) -> Fact | None:
        """The home that goes on now; of two, the later one."""
        return next((fact for fact in self.homes if not fact.is_over and not fact.is_hidden), None)


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
    reads += [hidden(ids, "contacts", ContactPoint), hidden(ids, "schools", Schooling), hidden_homes(ids)]
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
    sealed: Any = OPEN,
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
        sealed,
    )


def names(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return other names."""
    rows = PersonName.objects.filter(person__any_of=ids)
    whole = Concat("given_names", Value(" "), "family_name")
    return rows_of(rows, "names", kind=F("kind"), words=whole, note=F("source"))


def contacts(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return telephone numbers and e-mail."""
    rows = ContactPoint.objects.filter(person__any_of=ids)
    return rows_of(
        rows, "contacts", kind=F("kind"), words=F("value"), note=F("note"), dated=False, sealed=F("sealed")
    )


def identifiers(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return numbers of other systems; the kind of those without a scheme of ours is the system's name."""
    rows = Identifier.objects.filter(person__any_of=ids)
    kind = Concat("scheme", Value("|"), "system")
    return rows_of(rows, "identifiers", kind=kind, words=F("value"), note=F("warning"))


def schools(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return nurseries, schools and colleges."""
    rows = Schooling.objects.filter(person__any_of=ids)
    words = Coalesce("agency__name", "name")
    own: dict[str, Any] = {"place": F("agency_id"), "sealed": F("sealed")}
    return rows_of(rows, "schools", kind=Value(""), words=words, note=F("note"), **own)


def homes(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return homes; the parts of the address are divided by lines."""
    rows = HouseholdMember.objects.filter(person__any_of=ids)
    parts = [f"household__{part}" for part in ("line1", "line2", "city", "postcode")]
    address = Concat(*(piece for part in parts for piece in (part, Value("\n"))), output_field=CharField())
    tenure = F("household__tenure")
    own: dict[str, Any] = {"place": F("household_id"), "sealed": F("household__sealed")}
    return rows_of(rows, "homes", kind=tenure, words=address, note=F("note"), **own)


def hidden(ids: list[uuid.UUID], what: str, model: type[Model]) -> QuerySet[Any]:
    """Return what is sealed from whoever asks: the database shows the seal, and not the part."""
    parts = model._default_manager.filter(pk=OuterRef("record_id"))
    part = SealedPart.CONTACT if what == "contacts" else SealedPart.SCHOOL
    seals = Seal.objects.filter(~Exists(parts), person__any_of=ids, part=part, opened_on=None)
    asked = Concat("recorded_by__given_name", Value(" "), "recorded_by__family_name")
    own: dict[str, Any] = {"dated": False, "sealed": Value(True, output_field=BooleanField())}
    return rows_of(seals, what, kind=Value(HIDDEN), words=asked, note=Value(""), **own)


def hidden_homes(ids: list[uuid.UUID]) -> QuerySet[Any]:
    """Return that some people live at an address that is sealed from whoever asks."""
    addresses = Household.objects.filter(pk=OuterRef("household_id"))
    seals = Seal.objects.filter(record_id=OuterRef("household_id"), opened_on=None)
    whom = seals.annotate(
        who=Concat("recorded_by__given_name", Value(" "), "recorded_by__family_name")
    ).values("who")[:1]
    stays = HouseholdMember.objects.filter(~Exists(addresses), person__any_of=ids, to_on=None)
    own: dict[str, Any] = {"place": F("household_id"), "sealed": Value(True, output_field=BooleanField())}
    return rows_of(
        stays.filter(Exists(seals)), "homes", kind=Value(HIDDEN), words=Subquery(whom), note=Value(""), **own
    )


def in_one_line(address: str) -> str:
    """Return an address as one line."""
    return ", ".join(part for part in address.split("\n") if part)
