"""A feed that somebody sends from a page: tried first, brought in when it is as it should be."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.directory.open_referral.reading import read_texts
from opencaf.directory.operations.importing import Brought, compared, import_feed
from opencaf.directory.permissions import can_keep_services


@all_or_nothing
def bring_in_text(*, text: str, name: str, only_try: bool, by: Practitioner) -> Brought:
    """Say what a feed would change, or bring it in."""
    require(can_keep_services(by))
    feed = read_texts([text])
    if not only_try:
        return import_feed(feed=feed, name=name, by=by)
    brought = compared(feed, name, by)
    trail.record("services_tried", subject_kind="directory", chosen=brought.counts)
    return brought
