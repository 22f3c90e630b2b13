"""What people read of a package: the assessment as it goes, as PDF."""

from __future__ import annotations

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Transfer
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import boxes_of_version, shown, versions_of
from opencaf.episodes.queries.chronology import events_of
from opencaf.web.episodes.copies import AroundIt, Copy, blocks_of, title_of
from opencaf.web.episodes.taking import new_serial, taken_words
from opencaf.web.shared.case import children_of
from opencaf.web.shared.paper import Sheet, typeset


def copy_for(transfer: Transfer, hidden: Areas, by: Practitioner) -> bytes:
    """Return the latest version of the assessment without what stays; nothing where there is none."""
    episode = transfer.episode
    version = max(versions_of(episode), key=lambda one: one.version, default=None)
    if version is None:
        return b""
    copy = Copy("transfer", f"For {transfer.to_name}", "", hidden=hidden)
    boxes = shown(boxes_of_version(episode, version.version), hidden)
    events = events_of(episode, [child.id for child in children_of(episode)], hidden=hidden)
    return typeset(
        Sheet(
            title=title_of(copy, episode),
            blocks=blocks_of(copy, episode, version, boxes, by.authority, AroundIt(events)),
            foot=f"{taken_words('Copy', new_serial(), by=by)} {copy.name}.",
            across=transfer.to_name,
            author=str(by.authority),
        )
    )
