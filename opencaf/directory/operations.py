"""Keeping the list of services that families can be offered."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.directory.models import Service
from opencaf.directory.permissions import can_keep_services


@all_or_nothing
def add_service(*, agency: Agency, name: str, description: str = "", by: Practitioner) -> Service:
    """Add a service of an agency, so that it can be chosen when a service is asked."""
    require(can_keep_services(by))
    if Service.objects.filter(agency=agency, name__iexact=name).exists():
        raise ValidationError({"name": f"{agency.name} has a service of this name already"})
    service = Service.objects.create(
        authority_id=by.authority_id, agency=agency, name=name, description=description
    )
    trail.record("service_added", subject_kind="service", subject_id=service.id)
    return service


@all_or_nothing
def retire_service(*, service: Service, by: Practitioner) -> Service:
    """Take a service off the list; requests that were made to it stay."""
    require(can_keep_services(by))
    service.active = False
    service.save(update_fields=["active"])
    trail.record("service_retired", subject_kind="service", subject_id=service.id)
    return service
