"""Giving the directory away as a feed of Open Referral UK."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.directory.models import Service
from opencaf.directory.open_referral.writing import feed_of
from opencaf.directory.permissions import can_keep_services


@all_or_nothing
def export_feed(*, by: Practitioner) -> str:
    """Return every service of the directory, retired ones with the word for it; no person is in it."""
    require(can_keep_services(by))
    services = Service.objects.filter(authority_id=by.authority_id).select_related("agency")
    trail.record("services_exported", subject_kind="directory", count=len(services))
    return feed_of(services)
