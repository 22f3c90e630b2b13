"""Going into the practice street and back to one's work: by the post that the session remembers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404

from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core.context import acting_for
from opencaf.practice.models import Street
from opencaf.web.shared.posts import POST_IN_SESSION, SEVERAL_POSTS
from opencaf.web.shared.requests import PractitionerRequest

POST_AT_WORK = "post_at_work"
SEVERAL_AT_WORK = "several_posts_at_work"


@contextmanager
def at_work(request: PractitionerRequest) -> Iterator[Practitioner]:
    """Act as whoever is signed in is at work, also while they practise."""
    if not request.practitioner.authority.is_practice:
        yield request.practitioner
        return
    wanted, user_id = request.session.get(POST_AT_WORK), request.practitioner.user_id
    found = practitioner_of_user(user_id, uuid.UUID(wanted) if wanted else None) if user_id else None
    if found is None:
        raise Http404
    with acting_for(asking_as(found)):
        yield found


def go_to(request: PractitionerRequest, street: Street) -> None:
    """Wear the practitioner's post of a street from the next page on."""
    if not request.practitioner.authority.is_practice:
        request.session[POST_AT_WORK] = str(request.practitioner.post.id)
        request.session[SEVERAL_AT_WORK] = bool(request.session.get(SEVERAL_POSTS))
    request.session[POST_IN_SESSION] = str(street.post_id)
    request.session[SEVERAL_POSTS] = True


def go_back(request: PractitionerRequest) -> None:
    """Wear the post at work again that was worn before practising."""
    worn = request.session.pop(POST_AT_WORK, None)
    if worn:
        request.session[POST_IN_SESSION] = worn
    else:
        request.session.pop(POST_IN_SESSION, None)
    request.session[SEVERAL_POSTS] = request.session.pop(SEVERAL_AT_WORK, False)
