"""What people have done since with records that an import wrote."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from opencaf.agencies.models import How, Practitioner, RecordedModel
from opencaf.audit.models import Correction
from opencaf.episodes.models import (
    Assessment,
    Closure,
    ContactNote,
    Episode,
    LeadProfessional,
    Meeting,
    Standing,
)
from opencaf.people.models import DuplicatePair, Person, SearchName
from opencaf.registers.models import Import, ImportedOriginal, ImportedPerson, ImportedRow

MOST_NAMED = 20
OF_A_CASE = (Assessment, Closure, ContactNote, LeadProfessional, Meeting)
# What the program writes by itself about records, and what says what became of a row.
NO_WORK = (Standing, SearchName, DuplicatePair, ImportedRow, ImportedPerson, ImportedOriginal)
# The database shows it to nobody; that somebody of the case was asked stands in a table of its own.
SHOWN_TO_NOBODY = ("voices.ReplyTie",)
Model = type[models.Model]
Touched = tuple[uuid.UUID | None, uuid.UUID | None]


def import_called(name: str, authority_id: uuid.UUID) -> Import | None:
    """Return the last import of a name, or with an id, that was not undone."""
    rows = Import.objects.filter(authority_id=authority_id).exclude(state=Import.State.UNDONE)
    try:
        wanted = Q(pk=uuid.UUID(name))
    except ValueError:
        wanted = Q(name=name)
    return rows.filter(wanted).order_by("recorded_at").last()


@dataclass(frozen=True)
class Worked:
    """On which cases and children people have worked since an import, and who: as far as that is noted."""

    on: list[str]
    by: list[str]

    def __bool__(self) -> bool:
        return bool(self.on)


def worked_on_since(brought_in: Import) -> Worked:
    """Return references of cases, or names of children, on which people have worked since an import."""
    rows = ImportedRow.objects.filter(brought_in=brought_in)
    cases = set(
        rows.filter(ended=ImportedRow.Ended.WRITTEN)
        .exclude(episode=None)
        .values_list("episode_id", flat=True)
    )
    added = ImportedPerson.objects.filter(row__brought_in=brought_in, is_new=True)
    people = set(added.values_list("person_id", flat=True))
    touched = by_record(cases_touched(brought_in, cases))
    met = by_record(people_touched(brought_in, people))
    references = Episode.objects.filter(pk__in=touched).order_by("reference")
    names = Person.objects.filter(pk__in=met).order_by("id")
    who = set().union(*touched.values(), *met.values())
    return Worked(
        [
            *references.values_list("reference", flat=True)[:MOST_NAMED],
            *(person.full_name for person in names[:MOST_NAMED]),
        ],
        [str(one) for one in Practitioner.objects.filter(pk__in=who).order_by("id")[:MOST_NAMED]],
    )


def by_record(touched: Iterable[Touched]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return by what was worked on who did."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for record_id, who in touched:
        if record_id:
            found[record_id].update([who] if who else [])
    return found


def cases_touched(brought_in: Import, cases: set[uuid.UUID]) -> Iterator[Touched]:
    """Give the cases that something was added to since, or corrected in, and by whom."""
    for model, field in keys_to(Episode):
        yield from added_since(model, field, brought_in, **{f"{field}__in": cases})
    for target in OF_A_CASE:
        for model, field in keys_to(target):
            yield from added_since(model, f"{field}__episode", brought_in, **{f"{field}__episode__in": cases})
    later = ImportedRow.objects.filter(episode__in=cases).exclude(brought_in=brought_in)
    yield from later.values_list("episode_id", "brought_in__recorded_by_id")
    yield from Correction.objects.filter(episode_id__in=cases).values_list("episode_id", "corrected_by_id")
    yield from Correction.objects.filter(record_id__in=cases).values_list("record_id", "corrected_by_id")


def people_touched(brought_in: Import, people: set[uuid.UUID]) -> Iterator[Touched]:
    """Give the children that something was added to since, or corrected in, and by whom; cases apart."""
    for model, field in keys_to(Person):
        yield from added_since(model, field, brought_in, **{f"{field}__in": people})
    later = ImportedPerson.objects.filter(person__in=people).exclude(row__brought_in=brought_in)
    yield from later.values_list("person_id", "row__brought_in__recorded_by_id")
    yield from Correction.objects.filter(record_id__in=people).values_list("record_id", "corrected_by_id")


def added_since(model: Model, key: str, brought_in: Import, **lookup: Any) -> Iterator[Touched]:
    """Give what rows that fit lead to, and who wrote each, where the table says so."""
    rows = since(model, brought_in, **lookup)
    if issubclass(model, RecordedModel):
        yield from rows.values_list(f"{key}_id", "recorded_by_id")
    else:
        yield from ((one, None) for one in rows.values_list(f"{key}_id", flat=True))


def since(model: Model, brought_in: Import, **lookup: Any) -> models.QuerySet[Any]:
    """Return rows that fit and were not written by the import."""
    rows = model._default_manager.filter(**lookup)
    written = Q(recorded_at=brought_in.recorded_at)
    if any(field.name == "recorded_how" for field in model._meta.local_fields):
        written &= Q(recorded_how=How.IMPORTED)
    return rows.exclude(written)


def keys_to(target: Model) -> Iterator[tuple[Model, str]]:
    """Give every table with a key to another, and the name of the key."""
    for model in apps.get_models():
        if model.__module__.startswith("opencaf.") and not (
            model in NO_WORK or model._meta.label in SHOWN_TO_NOBODY
        ):
            for field in model._meta.local_fields:
                if field.related_model is target:
                    yield model, field.name
