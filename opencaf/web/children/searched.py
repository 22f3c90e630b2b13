"""That somebody looked for a child in this session: without it no record is started."""

from __future__ import annotations

import uuid

from opencaf.core import clock
from opencaf.web.shared.requests import PractitionerRequest

SEARCHED = "searched_at"
OPENED = "children_opened"
MOST_OPENED = 5


def remember_search(request: PractitionerRequest) -> None:
    """Keep that a search was made, never its words."""
    request.session[SEARCHED] = clock.now().isoformat()


def has_searched(request: PractitionerRequest) -> bool:
    """Whether a search was made in this session."""
    return SEARCHED in request.session


def remember_opened(request: PractitionerRequest, child_id: uuid.UUID) -> None:
    """Keep which children's pages were opened last, so that two of them can be related."""
    opened = [str(child_id), *(one for one in request.session.get(OPENED, []) if one != str(child_id))]
    if opened[:MOST_OPENED] != request.session.get(OPENED):
        request.session[OPENED] = opened[:MOST_OPENED]


def opened_lately(request: PractitionerRequest) -> list[uuid.UUID]:
    """Return the children whose pages were opened last."""
    return [uuid.UUID(one) for one in request.session.get(OPENED, [])]
