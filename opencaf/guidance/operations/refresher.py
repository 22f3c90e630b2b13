"""Noting that the refresher was read."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.guidance.models import RefresherRead
from opencaf.guidance.permissions import can_read_refresher


@all_or_nothing
def note_refresher_read(*, by: Practitioner) -> RefresherRead:
    """Note that somebody read the refresher today; a second time on a day changes nothing."""
    require(can_read_refresher(by))
    today = clock.today()
    read = RefresherRead.objects.filter(practitioner=by, read_on=today).first()
    if read is None:
        read = RefresherRead.record(by=by, practitioner=by, read_on=today)
        trail.record("refresher_read", subject_kind="practitioner", subject_id=by.id)
    return read
