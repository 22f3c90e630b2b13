"""Doing in a job what somebody asked for on a page, with their rights and on the trail as themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core.context import acting_for


def do_as(user_id: str, post_id: str, work: Callable[[Practitioner], None]) -> None:
    """Do something as somebody; nothing once they have left the post in which they asked."""
    practitioner = practitioner_of_user(uuid.UUID(user_id), uuid.UUID(post_id))
    if practitioner is not None and str(practitioner.post.id) == post_id:
        with acting_for(asking_as(practitioner)):
            work(practitioner)
