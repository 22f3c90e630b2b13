"""Keeping the list of services that families can be offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.directory.models import Service
from opencaf.directory.permissions import can_keep_services, can_keep_waiting

OLDEST = 150
DETAILS = (
    "description",
    "eligibility",
    "age_from",
    "age_to",
    "needs",
    "cost",
    "locations",
    "times",
    "languages",
    "phone",
    "email",
    "website",
    "checked_on",
)


@all_or_nothing
def add_service(
    *,
    agency: Agency,
    name: str,
    description: str = "",
    details: dict[str, Any] | None = None,
    by: Practitioner,
) -> Service:
    """Add a service of an agency, so that it can be chosen when a service is asked."""
    require(can_keep_services(by))
    refuse_known_name(agency, name)
    given = judged({"description": description, **(details or {})})
    service = Service.objects.create(authority_id=by.authority_id, agency=agency, name=name, **given)
    trail.record("service_added", subject_kind="service", subject_id=service.id)
    return service


@all_or_nothing
def change_service(*, service: Service, name: str, details: dict[str, Any], by: Practitioner) -> Service:
    """Put right what is said of a service that is kept here."""
    require(can_keep_services(by))
    refuse_of_a_feed(service)
    if service.agency and name.casefold() != service.name.casefold():
        refuse_known_name(service.agency, name)
    given = judged(details)
    service.name = name
    for column, value in given.items():
        setattr(service, column, value)
    service.save(update_fields=["name", *given])
    trail.record("service_changed", subject_kind="service", subject_id=service.id, fields=sorted(given))
    return service


@all_or_nothing
def retire_service(*, service: Service, why: str = "", by: Practitioner) -> Service:
    """Take a service off the list; requests that were made to it stay."""
    require(can_keep_services(by))
    if service.retired_on:
        raise ValidationError("This service was taken off the list already.")
    service.retired_on, service.retired_why = clock.today(), why
    service.active = service.can_be_asked()
    service.save(update_fields=["active", "retired_on", "retired_why"])
    trail.record("service_retired", subject_kind="service", subject_id=service.id)
    return service


@all_or_nothing
def put_service_back(*, service: Service, by: Practitioner) -> Service:
    """Put a service that was taken off the list on it again."""
    require(can_keep_services(by))
    if not service.retired_on:
        raise ValidationError("This service stands on the list.")
    service.retired_on, service.retired_why = None, ""
    service.active = service.can_be_asked()
    service.save(update_fields=["active", "retired_on", "retired_why"])
    trail.record("service_put_back", subject_kind="service", subject_id=service.id)
    return service


@all_or_nothing
def keep_waiting(
    *,
    service: Service,
    as_of: dt.date,
    weeks: int | None = None,
    words: str = "",
    places_free: int | None = None,
    by: Practitioner,
) -> Service:
    """Say how long a service makes people wait and how many places are free, and on which day that was so."""
    require(can_keep_waiting(by, service.known_agency.id if service.known_agency else None))
    refuse_future("as_of", as_of, "The day on which this was so")
    service.waiting_weeks, service.waiting_words = weeks, words
    service.waiting_on = as_of if weeks is not None or words else None
    service.places_free, service.places_on = places_free, as_of if places_free is not None else None
    service.save(update_fields=["waiting_weeks", "waiting_words", "waiting_on", "places_free", "places_on"])
    trail.record("service_waiting_kept", subject_kind="service", subject_id=service.id, on=as_of, weeks=weeks)
    return service


def refuse_of_a_feed(service: Service) -> None:
    """Raise ValidationError for a service that is kept elsewhere: the next import would undo the change."""
    if service.is_of_a_feed:
        raise ValidationError(
            "This service comes from a feed and is put right where the feed is kept. "
            "Its waiting time and free places can be kept here."
        )


def refuse_known_name(agency: Agency, name: str) -> None:
    """Raise ValidationError where an agency has a service of this name."""
    if Service.objects.filter(agency=agency, name__iexact=name).exists():
        raise ValidationError({"name": f"{agency.name} has a service of this name already"})


def judged(details: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of a service; ValidationError for ages upside down or a day to come."""
    unknown: Sequence[str] = sorted(set(details) - set(DETAILS))
    if unknown:
        raise ValueError(f"Unknown details of a service: {unknown}")
    young, old = details.get("age_from"), details.get("age_to")
    if young is not None and old is not None and old < young:
        raise ValidationError({"age_to": "The oldest age must be the same as or above the youngest"})
    if old is not None and old > OLDEST:
        raise ValidationError({"age_to": f"The oldest age must be {OLDEST} or less"})
    refuse_future("checked_on", details.get("checked_on"), "The day this was last checked")
    return details
