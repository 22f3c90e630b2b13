"""Changing an agency, and shutting everybody of it out at one stroke."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Locality, Practitioner
from opencaf.agencies.permissions import can_set_up, can_stop_agency
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing


@all_or_nothing
def change_agency(
    *,
    agency: Agency,
    name: str,
    locality: Locality | None = None,
    phone: str = "",
    email: str = "",
    by: Practitioner,
) -> None:
    """Put right what an agency is called, where it works and how it is reached."""
    require(can_set_up(by))
    if Agency.objects.exclude(pk=agency.pk).filter(authority_id=by.authority_id, name=name).exists():
        raise ValidationError({"name": f"There is an agency named {name} already"})
    agency.name, agency.locality, agency.phone, agency.email = name, locality, phone, email
    agency.save(update_fields=["name", "locality", "phone", "email"])
    trail.record("agency_changed", subject_kind="agency", subject_id=agency.id)


@all_or_nothing
def stop_agency(*, agency: Agency, why: str, by: Practitioner) -> None:
    """Shut everybody of an agency out from their next request on; it can be undone."""
    require(can_stop_agency(by, agency))
    if not agency.active:
        raise ValidationError("This agency is stopped already")
    agency.active, agency.stopped_at, agency.stopped_why = False, clock.now(), why
    agency.save(update_fields=["active", "stopped_at", "stopped_why"])
    trail.record("agency_stopped", subject_kind="agency", subject_id=agency.id)


@all_or_nothing
def reopen_agency(*, agency: Agency, by: Practitioner) -> None:
    """Let the people of a stopped agency work again."""
    require(can_set_up(by))
    if agency.active:
        raise ValidationError("This agency is not stopped")
    agency.active, agency.stopped_at, agency.stopped_why = True, None, ""
    agency.save(update_fields=["active", "stopped_at", "stopped_why"])
    trail.record("agency_reopened", subject_kind="agency", subject_id=agency.id)
