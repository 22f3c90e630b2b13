"""Reads of the directory: finding services by words, age, need and place; and one of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from opencaf.agencies.models import Practitioner
from opencaf.directory.models import Service

SEARCHED = (
    "name",
    "description",
    "eligibility",
    "terms_text",
    "agency__name",
    "organisation__name",
)
MOST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """What a service is looked for by; what is left open is not asked.

    need: the code of a kind of need, with its words for services whose feed does not know the code.
    """

    words: str = ""
    age: int | None = None
    need: str = ""
    need_words: str = ""
    place: str = ""
    with_retired: bool = False

    @property
    def conditions(self) -> Iterator[Q]:
        """What a service must fulfil."""
        for word in self.words.split()[:MOST_WORDS]:
            yield any_of(SEARCHED, word)
        for word in self.place.split()[:MOST_WORDS]:
            yield Q(locations_text__icontains=word)
        if self.age is not None:
            yield Q(age_from=None) | Q(age_from__lte=self.age)
            yield Q(age_to=None) | Q(age_to__gte=self.age)
        if self.need:
            yield Q(needs__contains=[self.need]) | Q(terms_text__icontains=self.need_words)
        if not self.with_retired:
            yield Q(active=True) & (Q(agency=None) | Q(agency__active=True))


def any_of(columns: tuple[str, ...], word: str) -> Q:
    """Return the condition that one of the columns holds a word."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def services_found(practitioner: Practitioner, wanted: Wanted) -> QuerySet[Service]:
    """The services of somebody's authority that fit, by name."""
    found = services_in(practitioner).annotate(
        terms_text=Cast("terms", TextField()), locations_text=Cast("locations", TextField())
    )
    for condition in wanted.conditions:
        found = found.filter(condition)
    return found.defer("record").order_by("name", "id")


def service_with(practitioner: Practitioner, service_id: uuid.UUID) -> Service | None:
    """The service with an id, of the authority somebody works for."""
    return services_in(practitioner).filter(pk=service_id).first()


def services_in(practitioner: Practitioner) -> QuerySet[Service]:
    """The services of somebody's authority, each with who gives it."""
    rows = Service.objects.filter(authority_id=practitioner.authority_id)
    return rows.select_related("agency", "organisation__agency")
