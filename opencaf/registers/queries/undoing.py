"""What people have done since with records that an import wrote."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from opencaf.agencies.models import How
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
Model = type[models.Model]


def import_called(name: str, authority_id: uuid.UUID) -> Import | None:
    """Return the last import of a name, or with an id, that was not undone."""
    rows = Import.objects.filter(authority_id=authority_id).exclude(state=Import.State.UNDONE)
    try:
        wanted = Q(pk=uuid.UUID(name))
    except ValueError:
        wanted = Q(name=name)
    return rows.filter(wanted).order_by("recorded_at").last()


def worked_on_since(brought_in: Import) -> list[str]:
    """Return references of cases, or names of children, on which people have worked since an import."""
    rows = ImportedRow.objects.filter(brought_in=brought_in)
    cases = set(
        rows.filter(ended=ImportedRow.Ended.WRITTEN)
        .exclude(episode=None)
        .values_list("episode_id", flat=True)
    )
    added = ImportedPerson.objects.filter(row__brought_in=brought_in, is_new=True)
    people = set(added.values_list("person_id", flat=True))
    touched = set(cases_touched(brought_in, cases))
    references = (
        Episode.objects.filter(pk__in=touched).order_by("reference").values_list("reference", flat=True)
    )
    names = Person.objects.filter(pk__in=people_touched(brought_in, people, cases)).order_by("id")
    return [*references[:MOST_NAMED], *(person.full_name for person in names[:MOST_NAMED])]


def cases_touched(brought_in: Import, cases: set[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Give the cases that something was added to since, or corrected in."""
    for model, field in keys_to(Episode):
        yield from since(model, brought_in, **{f"{field}__in": cases}).values_list(field, flat=True)
    for target in OF_A_CASE:
        for model, field in keys_to(target):
            rows = since(model, brought_in, **{f"{field}__episode__in": cases})
            yield from rows.values_list(f"{field}__episode_id", flat=True)
    later = ImportedRow.objects.filter(episode__in=cases).exclude(brought_in=brought_in)
    yield from later.values_list("episode__id", flat=True)
    corrections = Correction.objects.filter(episode_id__in=cases)
    yield from (one for one in corrections.values_list("episode_id", flat=True) if one)
    yield from Correction.objects.filter(record_id__in=cases).values_list("record_id", flat=True)


def people_touched(
    brought_in: Import, people: set[uuid.UUID], cases: Iterable[uuid.UUID]
) -> Iterator[uuid.UUID]:
    """Give the children that something was added to since, or corrected in; cases of theirs apart."""
    for model, field in keys_to(Person):
        yield from since(model, brought_in, **{f"{field}__in": people}).values_list(field, flat=True)
    later = ImportedPerson.objects.filter(person__in=people).exclude(row__brought_in=brought_in)
    yield from later.values_list("person_id", flat=True)
    yield from Correction.objects.filter(record_id__in=people).values_list("record_id", flat=True)


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
        if model.__module__.startswith("opencaf.") and model not in NO_WORK:
            for field in model._meta.local_fields:
                if field.related_model is target:
                    yield model, field.name
