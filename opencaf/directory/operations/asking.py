"""What an organisation of a feed becomes when it is asked: an agency with which a family can agree."""

from __future__ import annotations

from opencaf.agencies.models import Agency, AgencyType, Practitioner, Sector
from opencaf.audit import trail
from opencaf.directory.models import Organisation, Service

MOST_LETTERS = 150


def agency_that_gives(service: Service, by: Practitioner) -> Agency | None:
    """Return the agency of a service; an organisation of a feed becomes one, without any account.

    Called by operations, which have asked for permission.
    """
    if service.agency or service.organisation_id is None:
        known: Agency | None = service.agency
        return known
    organisation = Organisation.objects.select_for_update().get(pk=service.organisation_id)
    if organisation.agency_id is None:
        organisation.agency, is_new = Agency.objects.get_or_create(
            authority_id=by.authority_id,
            name=organisation.name[:MOST_LETTERS],
            defaults={"kind": AgencyType.UNKNOWN, "sector": Sector.UNKNOWN},
        )
        organisation.save(update_fields=["agency"])
        action = "agency_added" if is_new else "organisation_known_as_agency"
        trail.record(action, subject_kind="agency", subject_id=organisation.agency_id)
    given_by: Agency | None = organisation.agency
    return given_by
